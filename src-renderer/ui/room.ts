import { type RefObject, useEffect, useState } from 'react'

function letter(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}

/**
 * How wide the inside of an element is, in rem: with larger letters there is room for fewer of them. Null until it has been
 * measured. Follows the window, what stands beside the element, and the chosen text size.
 */
export function useRoom(element: RefObject<HTMLElement | null>): number | null {
  const [room, setRoom] = useState<number | null>(null)
  useEffect(() => {
    const measured = element.current
    if (measured === null) return
    const measure = (): void => {
      setRoom(measured.clientWidth / letter())
    }
    const size = new ResizeObserver(measure)
    size.observe(measured)
    // The text size is set on the root, which does not make every element another size.
    const text = new MutationObserver(measure)
    text.observe(document.documentElement, { attributeFilter: ['style'] })
    return () => {
      size.disconnect()
      text.disconnect()
    }
  }, [element])
  return room
}
