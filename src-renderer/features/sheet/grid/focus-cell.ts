import type { Cell } from './grid-keys.ts'

/** Gives a cell the keyboard: the field that takes what is typed, where it has one. */
export function focusCell(within: ParentNode | null, { criterion, column }: Cell): void {
  const cell = within?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(criterion)} ${column}"]`)
  const target = cell?.querySelector<HTMLElement>('[data-capture]') ?? cell
  target?.focus({ preventScroll: true })
  cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/** Brings a cell into sight and leaves the keyboard where it is. */
export function showCell(within: ParentNode | null, { criterion, column }: Cell): void {
  within
    ?.querySelector(`[data-cell="${CSS.escape(criterion)} ${column}"]`)
    ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
