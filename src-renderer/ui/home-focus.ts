import { useEffect, useRef } from 'react'

const opened = '[role="dialog"], [role="menu"]'

function isOpen(): boolean {
  return document.querySelector(opened) !== null
}

/** Nothing has the keyboard: what had it is gone. */
function isLost(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body
}

/**
 * The keyboard comes home, to where the work of the page is: on arrival, after a dialog or a menu whose opener is gone, and with the
 * first key that would reach nothing. A click into plain text, to copy it, leaves the keyboard where it is.
 */
export function useHomeFocus(goHome: () => void): void {
  const current = useRef(goHome)
  useEffect(() => {
    current.current = goHome
  })
  useEffect(() => {
    let watching: ReturnType<typeof setInterval> | undefined

    function comeHome(): void {
      if (isLost() && !isOpen() && document.hasFocus()) current.current()
    }
    /** Until what is open has closed and given the keyboard back, or has lost it. */
    function watch(): void {
      if (watching !== undefined) return
      let closed = 0
      watching = setInterval(() => {
        closed = isOpen() ? 0 : closed + 1
        if (closed < 2) return
        clearInterval(watching)
        watching = undefined
        comeHome()
      }, 60)
    }
    function onKeyDown({ target, ctrlKey, altKey, metaKey, key }: KeyboardEvent): void {
      if (target !== document.body || isOpen() || ctrlKey || altKey || metaKey || key === 'Tab') return
      // The key itself still comes to what takes the keyboard now.
      current.current()
    }
    function onSettled(event: Event): void {
      if (isOpen()) watch()
      else if (event.type === 'keyup' || !(event.target as Element).isConnected) comeHome()
    }

    const arriving = requestAnimationFrame(() => {
      const { activeElement } = document
      const came =
        isLost() || activeElement?.closest('[data-region="navigation"], nav, #content') === activeElement
      if (isOpen()) watch()
      else if (came || activeElement?.closest('nav') != null) current.current()
    })
    document.addEventListener('keydown', onKeyDown, true)
    document.addEventListener('keyup', onSettled)
    document.addEventListener('click', onSettled)
    return () => {
      cancelAnimationFrame(arriving)
      clearInterval(watching)
      document.removeEventListener('keydown', onKeyDown, true)
      document.removeEventListener('keyup', onSettled)
      document.removeEventListener('click', onSettled)
    }
  }, [])
}
