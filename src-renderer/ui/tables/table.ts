import { readHtmlTable, type HiddenLines } from './html-table.ts'
import { readTextTable } from './text-table.ts'

/** One line of a pasted table. */
export type TableRow = Readonly<{
  cells: readonly string[]
  /** The same with the words of merged cells in every place that they cover: what a heading stands above. */
  spread: readonly string[]
  /** How many lines of text it was put together from. */
  joined: number
}>

/** A table from the clipboard, however it came there. */
export type PastedTable = Readonly<{
  rows: readonly TableRow[]
  /** The columns by name where the program itself wrote the table. */
  columns: readonly string[] | null
  /** What the spreadsheet hides, left out here. */
  hidden: HiddenLines
}>

type Clipboard = Pick<DataTransfer, 'getData'>

/**
 * The table on the clipboard. Its HTML goes before its text: only there are cells with line breaks, quotes and merged headings told
 * apart for certain.
 */
export function readClipboard(clipboard: Clipboard): PastedTable {
  return (
    readHtmlTable(clipboard.getData('text/html')) ?? {
      rows: readTextTable(clipboard.getData('text/plain')),
      columns: null,
      hidden: { rows: 0, columns: 0 },
    }
  )
}

/** More than one cell: a table to be laid over rows, not text for one field. */
export function isTable({ rows }: PastedTable): boolean {
  return rows.length > 1 || (rows[0]?.cells.length ?? 0) > 1
}

/** The most cells that a row has. */
export function widthOf({ rows }: Pick<PastedTable, 'rows'>): number {
  return rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
}

export type CopiedTable = Readonly<{
  /** Names of the columns, for the program itself. */
  columns: readonly string[]
  headings: readonly string[] | null
  rows: readonly (readonly string[])[]
}>

/** Puts a table on the clipboard, as text for every program and as a table for those that understand one. */
export function writeClipboard(clipboard: Pick<DataTransfer, 'setData'>, table: CopiedTable): void {
  const all = [...(table.headings === null ? [] : [table.headings]), ...table.rows]
  clipboard.setData('text/plain', all.map((cells) => cells.map(plainCell).join('\t')).join('\n'))
  const line = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  const head = table.headings === null ? '' : line(table.headings, 'th')
  const body = table.rows.map((cells) => line(cells, 'td')).join('')
  clipboard.setData(
    'text/html',
    `<table data-columns="${escaped(table.columns.join(' '))}">${head}${body}</table>`,
  )
}

function plainCell(text: string): string {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '<br>',
}

function escaped(text: string): string {
  return text.replace(/[&<>"\n]/g, (sign) => entities[sign] ?? sign)
}
