import { useEffect } from 'react'

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])'

/** Only what is drawn takes the keyboard. */
function isInSight(element: HTMLElement): boolean {
  return element.isConnected && element.getClientRects().length > 0
}

/** Where somebody begins in a part: never the edge by which it is made wider. */
function firstIn(region: HTMLElement): HTMLElement {
  const all = [...region.querySelectorAll<HTMLElement>(focusable)].filter(isInSight)
  return all.find((each) => each.getAttribute('role') !== 'separator') ?? region
}

/**
 * F6 goes to the next part of the window, Shift+F6 to the one before: whatever carries `data-region`, in the order of the page.
 * Where somebody has been in a part, they come back to.
 */
export function useRegionKeys(): void {
  useEffect(() => {
    const lastIn = new WeakMap<Element, HTMLElement>()

    function remember(event: FocusEvent): void {
      const target = event.target
      const region = target instanceof HTMLElement ? target.closest('[data-region]') : null
      if (region !== null && target instanceof HTMLElement) lastIn.set(region, target)
    }

    function goOn(event: KeyboardEvent): void {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey) return
      if (document.querySelector('[role="dialog"]') !== null) return
      const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
        (region) => region.getClientRects().length > 0,
      )
      if (regions.length === 0) return
      event.preventDefault()
      const here = regions.findLastIndex((region) => region.contains(document.activeElement))
      const step = event.shiftKey ? -1 : 1
      const next = regions[(here + step + regions.length) % regions.length]
      if (next === undefined) return
      const remembered = lastIn.get(next)
      const target = remembered !== undefined && isInSight(remembered) ? remembered : firstIn(next)
      target.focus()
    }

    document.addEventListener('focusin', remember)
    document.addEventListener('keydown', goOn)
    return () => {
      document.removeEventListener('focusin', remember)
      document.removeEventListener('keydown', goOn)
    }
  }, [])
}
