import { Parser } from 'htmlparser2'
import { cellText } from '../../../shared/domain/text/visible.ts'
import type { TableRow } from './table.ts'

/** So much markup is looked at; Excel writes some 300 characters a cell. */
const mostMarkup = 30_000_000
const mostColumns = 256
const mostRows = 20_000
const skipped: ReadonlySet<string> = new Set([
  'style',
  'script',
  'title',
  'head',
  'template',
  'noscript',
  'rp',
  'rt',
])
const breaking: ReadonlySet<string> = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

type OpenCell = { text: string; across: number; down: number; hidden: boolean }

export type HtmlTable = Readonly<{
  rows: readonly TableRow[]
  /** What the program itself said of the columns when it wrote this table. */
  columns: readonly string[] | null
  hidden: HiddenLines
}>

/** How many rows and columns were left out because the spreadsheet hides them. */
export type HiddenLines = Readonly<{ rows: number; columns: number }>

/**
 * The tables of a clipboard's HTML as one, row below row; null when there is none. Only the words are taken: nothing of the markup
 * ever reaches the page. A merged cell stands where it begins, its words again in `spread`.
 */
export function readHtmlTable(markup: string): HtmlTable | null {
  if (markup.length > mostMarkup) return null
  const rows: TableRow[] = []
  let columns: readonly string[] | null = null
  /** Merged cells that reach down into coming rows, by column. */
  let reaching = new Map<number, { text: string; left: number }>()
  let row: { cells: string[]; spread: string[] } | null = null
  let cell: OpenCell | null = null
  const hiddenColumns = new Set<number>()
  /** Columns by whether any cell of theirs is shown; Excel marks cells of hidden columns, others only the column. */
  const shownColumns = new Set<number>()
  const markedColumns = new Set<number>()
  let listedColumns = 0
  let hiddenRows = 0
  let hiddenRow = false
  let tables = 0
  let silent = 0

  const place = (text: string, spread: string): void => {
    if (row === null || row.cells.length >= mostColumns) return
    row.cells.push(text)
    row.spread.push(spread)
  }
  const passReaching = (): void => {
    for (;;) {
      const at = row?.cells.length ?? 0
      const above = reaching.get(at)
      if (row === null || above === undefined) return
      place('', above.text)
      if (above.left > 1) reaching.set(at, { ...above, left: above.left - 1 })
      else reaching.delete(at)
    }
  }
  const closeCell = (): void => {
    if (cell === null || row === null) return
    passReaching()
    const text = tidy(cell.text)
    const first = row.cells.length
    for (let column = first; column < first + cell.across; column += 1) {
      if (!hiddenRow) (cell.hidden ? markedColumns : shownColumns).add(column)
      place(column === first ? text : '', text)
      if (cell.down > 1) reaching.set(column, { text, left: cell.down - 1 })
    }
    cell = null
  }
  const closeRow = (): void => {
    closeCell()
    passReaching()
    if (row !== null && row.cells.length > 0 && rows.length < mostRows) {
      if (hiddenRow) hiddenRows += 1
      else rows.push({ ...row, joined: 1 })
    }
    row = null
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (skipped.has(name)) silent += 1
        if (name === 'table') {
          tables += 1
          if (tables === 1) {
            reaching = new Map()
            listedColumns = 0
            const own = attributes['data-columns']
            if (own !== undefined) columns = own.split(' ')
          }
        } else if (tables !== 1) {
          if (cell !== null && (name === 'tr' || name === 'td' || name === 'br')) cell.text += '\n'
        } else if (name === 'tr') {
          closeRow()
          row = { cells: [], spread: [] }
          hiddenRow = isHidden(attributes)
        } else if (name === 'col') {
          const across = span(attributes['span'])
          if (isHidden(attributes))
            for (let column = 0; column < across; column += 1) hiddenColumns.add(listedColumns + column)
          listedColumns += across
        } else if (name === 'td' || name === 'th') {
          closeCell()
          row ??= { cells: [], spread: [] }
          cell = {
            text: '',
            across: span(attributes['colspan']),
            down: span(attributes['rowspan']),
            hidden: isHidden(attributes),
          }
        } else if (name === 'br' && cell !== null) cell.text += '\n'
      },
      ontext(text) {
        if (silent === 0 && cell !== null) cell.text += text.replace(/[\s]+/g, ' ')
      },
      onclosetag(name) {
        if (skipped.has(name)) silent = Math.max(0, silent - 1)
        if (breaking.has(name) && cell !== null) cell.text += '\n'
        if (name === 'table') {
          if (tables === 1) closeRow()
          tables = Math.max(0, tables - 1)
        } else if (tables === 1 && (name === 'td' || name === 'th')) closeCell()
        else if (tables === 1 && name === 'tr') closeRow()
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.write(markup)
  parser.end()
  if (rows.length === 0) return null
  for (const column of markedColumns) if (!shownColumns.has(column)) hiddenColumns.add(column)
  const hidden = { rows: hiddenRows, columns: hiddenColumns.size }
  if (hiddenColumns.size === 0) return { rows, columns, hidden }
  const shown = <Value>(cells: readonly Value[]): Value[] =>
    cells.filter((_, column) => !hiddenColumns.has(column))
  return {
    rows: rows.map((each) => ({ ...each, cells: shown(each.cells), spread: shown(each.spread) })),
    columns,
    hidden,
  }
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return (
    'hidden' in attributes ||
    /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:collapse|hidden))/i.test(
      attributes['style'] ?? '',
    )
  )
}

function span(attribute: string | undefined): number {
  const value = Number(attribute ?? 1)
  return Number.isInteger(value) && value >= 1 ? Math.min(value, mostColumns) : 1
}

function tidy(text: string): string {
  return cellText(
    text
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ').trim())
      .join('\n')
      .replace(/\n{2,}/g, '\n'),
  )
}
