import { readAddress, type CellRange, type CellValue, type Worksheet } from './cells.ts'
import { assertCellText, readLiteral } from './literal-text.ts'
import { dateOfSerial, plainDecimal, timesHundred, type NumberFormat } from './number-format.ts'
import { readXml } from '../../storage/xml.ts'

/** What the cells of every sheet of a workbook refer to. */
export type WorkbookParts = Readonly<{
  sharedStrings: readonly string[]
  /** By the style number of a cell. */
  formats: readonly NumberFormat[]
  from1904: boolean
}>

/** More than any criteria set fills. Beyond it a file is not a template, whatever else it is. */
const mostCells = 200_000
const mostMerges = 20_000
/** Cells with and without a value: some hundred thousand formatted empty rows. */
const mostTags = 6_000_000
export class TooManyCells extends Error {}

type OpenCell = { row: number; column: number; type: string; style: number; formula: boolean; value: string }

/** The rows and columns that are wanted; what lies beyond is neither kept nor counted. */
export type Extent = Readonly<{ rows: number; columns: number }>

/**
 * Reads one worksheet in one pass. Cells without a value leave nothing behind, so a hundred thousand formatted empty rows cost
 * time but no memory.
 *
 * @throws BrokenXml, TextTooLong, TooManyCells
 */
export async function readWorksheet(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  parts: WorkbookParts,
  extent: Extent = { rows: Infinity, columns: Infinity },
): Promise<Worksheet> {
  const rows = new Map<number, Map<number, CellValue>>()
  const merges: CellRange[] = []
  const hiddenRows = new Set<number>()
  let row = 0
  let column = 0
  let hidden = false
  let cell: OpenCell | null = null
  let kept = 0
  let cut = false
  let tags = 0
  /** Inside <v> or <t> of the open cell, and not inside phonetic signs. */
  let taking = false
  let phonetic = false

  const keep = (open: OpenCell): void => {
    const value = cellValue(open, parts)
    if (value === null) return
    if (open.row > extent.rows || open.column > extent.columns) {
      cut = true
      return
    }
    kept += 1
    if (kept > mostCells) throw new TooManyCells()
    const values = rows.get(open.row) ?? new Map<number, CellValue>()
    rows.set(open.row, values.set(open.column, value))
    if (hidden) hiddenRows.add(open.row)
  }

  await readXml(chunks, {
    open(tag, attributes) {
      tags += 1
      if (tags > mostTags) throw new TooManyCells()
      switch (tag) {
        case 'row':
          row = attributes['r'] === undefined ? row + 1 : Number(attributes['r'])
          column = 0
          hidden = attributes['hidden'] === '1' || attributes['hidden'] === 'true'
          break
        case 'c': {
          const place = attributes['r'] === undefined ? undefined : readAddress(attributes['r'])
          column = place?.column ?? column + 1
          const style = Number(attributes['s'] ?? 0)
          cell = {
            row: place?.row ?? row,
            column,
            type: attributes['t'] ?? 'n',
            style,
            formula: false,
            value: '',
          }
          break
        }
        case 'f':
          if (cell) cell.formula = true
          break
        case 'rPh':
          phonetic = true
          break
        case 'v':
        case 't':
          taking = cell !== null && !phonetic
          break
        case 'mergeCell':
          addMerge(merges, attributes['ref'] ?? '')
          break
      }
    },
    text(text) {
      if (!taking || !cell) return
      cell.value += text
      assertCellText(cell.value)
    },
    close(tag) {
      if (tag === 'v' || tag === 't') taking = false
      if (tag === 'rPh') phonetic = false
      if (tag === 'c' && cell) {
        keep(cell)
        cell = null
      }
    },
  })
  const inOrder = new Map([...rows].sort(([one], [other]) => one - other))
  return { name, rows: inOrder, merges, hiddenRows, cut }
}

function addMerge(merges: CellRange[], reference: string): void {
  const [from = '', to = from] = reference.split(':')
  const first = readAddress(from)
  const last = readAddress(to)
  if (!first || !last) return
  if (merges.length >= mostMerges) throw new TooManyCells()
  merges.push({
    top: Math.min(first.row, last.row),
    left: Math.min(first.column, last.column),
    bottom: Math.max(first.row, last.row),
    right: Math.max(first.column, last.column),
  })
}

function cellValue({ type, style, formula, value }: OpenCell, parts: WorkbookParts): CellValue | null {
  switch (type) {
    case 's':
      return textValue(parts.sharedStrings[Number(value)] ?? '')
    case 'inlineStr':
    case 'str':
      return textValue(readLiteral(value))
    case 'b':
      return { kind: 'truth', value: value === '1' || value === 'true' }
    case 'e':
      return { kind: 'error', text: value }
    case 'd': {
      const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(value)
      if (!found) return textValue(value)
      return { kind: 'date', year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) }
    }
    default:
      if (value.trim() === '') return formula ? { kind: 'formulaWithoutResult' } : null
      return numberValue(value, parts.formats[style], parts.from1904)
  }
}

function textValue(text: string): CellValue | null {
  return text.trim() === '' ? null : { kind: 'text', text }
}

/** A number is written in some twenty signs; what is longer is shown as the text that it is. */
const longestNumber = 400

function numberValue(stored: string, format: NumberFormat | undefined, from1904: boolean): CellValue {
  const text = stored.length > longestNumber ? null : plainDecimal(stored)
  if (text === null) return { kind: 'text', text: readLiteral(stored) }
  const date = format?.kind === 'date' ? dateOfSerial(Number(text), from1904) : undefined
  if (date) return { kind: 'date', ...date }
  if (format?.kind === 'percent') {
    const percent = timesHundred(text)
    return { kind: 'number', text: percent, shown: percent, percent: true }
  }
  const decimals = format?.decimals ?? null
  const shown = decimals === null ? text : Number(text).toFixed(decimals)
  return { kind: 'number', text, shown, percent: false }
}
