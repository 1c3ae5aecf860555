import { type ReactElement, type ReactNode, useEffect } from 'react'
import { createPortal } from 'react-dom'
import classes from './print-paper.module.css'

/**
 * A paper that only exists in print: while it is mounted the system's print dialog opens and nothing else of the window is printed.
 */
export function PrintPaper({
  onPrinted,
  children,
}: {
  onPrinted: () => void
  children: ReactNode
}): ReactElement {
  useEffect(() => {
    const done = (): void => {
      onPrinted()
    }
    window.addEventListener('afterprint', done)
    // the paper has to be laid out before it is printed
    const frame = requestAnimationFrame(() => {
      window.print()
    })
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('afterprint', done)
    }
  }, [onPrinted])
  return createPortal(
    <article className={classes['paper']} data-print-paper>
      {children}
    </article>,
    document.body,
  )
}
