import type { Decimal } from '../../../shared/domain/quantities.ts'
import { readNumber, type NumberKind, type NumberProblem } from '../../../shared/domain/text/read-number.ts'
import { formatDecimal } from '../../../shared/domain/text/vietnamese.ts'

export type FigureKind = NumberKind

export type FigureReading =
  | Readonly<{ status: 'empty' }>
  | Readonly<{ status: 'figure'; value: Decimal }>
  | Readonly<{ status: 'unreadable'; why: Exclude<NumberProblem, 'empty'> }>

/** A typed figure as a decimal, points included; an empty text is no figure and no mistake. */
export function readFigure(text: string, kind: FigureKind): FigureReading {
  if (kind === 'points') {
    const read = readNumber(text, kind)
    // A whole number of hundredths divided by 100 prints exactly.
    if (read.ok) return { status: 'figure', value: String(read.value / 100) as Decimal }
    return read.code === 'empty' ? { status: 'empty' } : { status: 'unreadable', why: read.code }
  }
  const read = readNumber(text, kind)
  if (read.ok) return { status: 'figure', value: read.value }
  return read.code === 'empty' ? { status: 'empty' } : { status: 'unreadable', why: read.code }
}

/** A figure as it is written here: "1.245,5"; `plain` for editing, without groups. */
export function showDecimal(value: Decimal, separators: 'grouped' | 'plain' = 'plain'): string {
  return separators === 'grouped' ? formatDecimal(value) : value.replace('.', ',')
}
