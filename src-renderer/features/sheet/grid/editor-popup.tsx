import { useLayoutEffect, useRef, type ReactElement, type ReactNode, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import classes from './sheet-grid.module.css'

type Props = {
  /** The cell under which the editor opens. */
  anchor: RefObject<HTMLElement | null>
  criterion: string
  /** As wide as the cell or wider; `wide` has room for labels beside its fields. */
  wide: boolean
  /** Only says something: nothing in it takes the keyboard or the mouse. */
  hint?: boolean
  children: ReactNode
}

const gap = 2
const edge = 8

/** The editor under its cell, above it where there is no room below; it follows when the grid scrolls. */
export function EditorPopup({ anchor, criterion, wide, hint = false, children }: Props): ReactElement {
  const box = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const place = (): void => {
      const cell = anchor.current?.getBoundingClientRect()
      const element = box.current
      if (cell === undefined || element === null) return
      element.style.minWidth = `${cell.width}px`
      const { offsetWidth: width, offsetHeight: height } = element
      const below = cell.bottom + gap + height <= window.innerHeight - edge
      const top = below ? cell.bottom + gap : Math.max(edge, cell.top - gap - height)
      const left = Math.max(edge, Math.min(cell.left, window.innerWidth - width - edge))
      element.style.top = `${top}px`
      element.style.left = `${left}px`
    }
    place()
    const sized = new ResizeObserver(place)
    if (box.current !== null) sized.observe(box.current)
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      sized.disconnect()
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [anchor])

  return createPortal(
    <div
      ref={box}
      className={classes['editor']}
      {...(hint ? { 'data-hint': '' } : { 'data-editor': criterion })}
      data-wide={wide}
    >
      {children}
    </div>,
    document.body,
  )
}
