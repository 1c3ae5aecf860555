import { cellText } from '../../../shared/domain/text/visible.ts'
import type { TableRow } from './table.ts'

/**
 * A table as plain text. Excel puts a cell with a line break into quotes and doubles the quotes in it; a quote that opens and is
 * closed nowhere before a tab or the end of a line, or closed by a curly one, is a quote that somebody wrote.
 */
const quotedCell = /"((?:[^"\t]|"")*)"(?=[\t\n]|$)/y

export function readTextTable(text: string): readonly TableRow[] {
  const source = text.replace(/\r\n?/g, '\n')
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < source.length) {
    quotedCell.lastIndex = at
    const quoted = source[at] === '"' ? quotedCell.exec(source) : null
    const end = quoted === null ? endOfCell(source, at) : at + quoted[0].length
    row.push(cellText(quoted === null ? source.slice(at, end) : (quoted[1] ?? '').replaceAll('""', '"')))
    if (source[end] === '\t') {
      at = end + 1
      // A tab at the very end stands before an empty cell.
      if (at === source.length) row.push('')
    } else {
      rows.push(row)
      row = []
      at = end + 1
    }
  }
  if (row.length > 0) rows.push(row)
  return joinBroken(rows)
}

function endOfCell(source: string, from: number): number {
  for (let at = from; at < source.length; at += 1) if (source[at] === '\t' || source[at] === '\n') return at
  return source.length
}

/**
 * Word breaks a line where a cell has a paragraph, and says nothing of it. Lines that are too short belong together where their
 * words run on and they have exactly the cells of a whole line.
 */
function joinBroken(lines: readonly (readonly string[])[]): readonly TableRow[] {
  const width = lines.reduce((most, { length }) => Math.max(most, length), 0)
  const rows: TableRow[] = []
  let at = 0
  while (at < lines.length) {
    const joined = joinedFrom(lines, at, width)
    const cells = joined === null ? (lines[at] ?? []) : joined.cells
    const count = joined === null ? 1 : joined.lines
    rows.push({ cells, spread: cells, joined: count })
    at += count
  }
  return rows
}

function joinedFrom(
  lines: readonly (readonly string[])[],
  from: number,
  width: number,
): { cells: readonly string[]; lines: number } | null {
  let cells = lines[from] ?? []
  for (let next = from + 1; cells.length < width && next < lines.length; next += 1) {
    const [first = '', ...others] = lines[next] ?? []
    const last = cells.at(-1) ?? ''
    if (!runsOn(last, first) || cells.length + others.length > width) return null
    cells = [...cells.slice(0, -1), `${last} ${first}`, ...others]
    if (cells.length === width) return { cells, lines: next - from + 1 }
  }
  return null
}

/** Words that go on with words; a figure, a code or a short answer begins a line of its own. */
function runsOn(last: string, first: string): boolean {
  return /^\p{L}{2,}/u.test(first) && /\s/.test(first) && /\p{L}{2,}/u.test(last) && !/^\S{0,3}\d/.test(first)
}
