import { type RefObject, useLayoutEffect } from 'react'

/** Tells an element how high the part of the window is in which the page scrolls, as `--content-height`. */
export function useContentHeight(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const page = element.current
    const content = document.querySelector<HTMLElement>('#content')
    if (page === null || content === null) return
    const measure = (): void => {
      page.style.setProperty('--content-height', `${content.clientHeight}px`)
    }
    // At once: what scrolls itself into place on arrival must know it.
    measure()
    const sized = new ResizeObserver(measure)
    sized.observe(content)
    return () => {
      sized.disconnect()
    }
  }, [element])
}
