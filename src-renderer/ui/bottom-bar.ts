import { type RefObject, useEffect } from 'react'

/** Keeps the corner messages above a bar that stands at the bottom of the window. */
export function useBottomBar(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = bar.current
    if (element === null) return
    const root = document.documentElement
    const measure = (): void => {
      root.style.setProperty('--bottom-bar', `${element.offsetHeight}px`)
    }
    measure()
    const sized = new ResizeObserver(measure)
    sized.observe(element)
    return () => {
      sized.disconnect()
      root.style.removeProperty('--bottom-bar')
    }
  }, [bar])
}
