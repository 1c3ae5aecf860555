import { useEffect, useRef, useState, type RefObject } from 'react'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { isFound } from './sheet-filter.ts'
import type { RowModel } from './sheet-model.ts'

export type Finding = Readonly<{
  field: RefObject<HTMLInputElement | null>
  opened: boolean
  text: string
  /** Lines found among those that show. */
  found: readonly CriterionId[]
  /** How many more are hidden by the filter. */
  hidden: number
  open: () => void
  close: () => void
  setText: (text: string) => void
  step: (direction: 1 | -1) => void
}>

/**
 * Finding lines of the sheet: Ctrl+F opens, F3 goes on, also while the field is closed.
 *
 * @param shown the lines that show, `all` of them with those that a filter hides
 * @param goTo makes a line the active one, without the keyboard
 */
export function useFind(
  all: readonly RowModel[],
  shown: readonly RowModel[],
  activeNow: () => CriterionId | null,
  goTo: (criterion: CriterionId) => void,
  onClosed: () => void,
): Finding {
  const field = useRef<HTMLInputElement>(null)
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const idsOf = (rows: readonly RowModel[]): readonly CriterionId[] =>
    text.trim() === '' ? [] : rows.filter((row) => isFound(row, text)).map(({ criterion }) => criterion.id)
  const found = idsOf(shown)
  const hidden = idsOf(all).length - found.length

  function step(direction: 1 | -1): void {
    const order = shown.map(({ criterion }) => criterion.id)
    const active = activeNow()
    const from = active === null ? -1 : order.indexOf(active)
    const places = found.map((id) => order.indexOf(id))
    const next =
      direction === 1
        ? (places.find((each) => each > from) ?? places[0])
        : (places.findLast((each) => each < from) ?? places.at(-1))
    const criterion = next === undefined ? undefined : order[next]
    if (criterion !== undefined) goTo(criterion)
  }

  function open(): void {
    setOpened(true)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.select()
    })
  }

  const keys = useRef({ open, step })
  useEffect(() => {
    keys.current = { open, step }
  })
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (document.querySelector('[role="dialog"]') !== null || event.altKey) return
      const ctrl = event.ctrlKey || event.metaKey
      if (ctrl && !event.shiftKey && event.code === 'KeyF') {
        event.preventDefault()
        keys.current.open()
      } else if (event.key === 'F3' && !ctrl) {
        event.preventDefault()
        keys.current.step(event.shiftKey ? -1 : 1)
      }
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  return {
    field,
    opened,
    text,
    found,
    hidden,
    open,
    close: () => {
      setOpened(false)
      onClosed()
    },
    setText: (wanted) => {
      setText(wanted)
      const active = activeNow()
      const first = shown.find((row) => isFound(row, wanted))
      const stays = shown.some((row) => row.criterion.id === active && isFound(row, wanted))
      if (first !== undefined && !stays) goTo(first.criterion.id)
    },
    step,
  }
}
