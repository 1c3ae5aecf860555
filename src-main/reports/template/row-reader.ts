import { meaningOfWord } from '../../../shared/domain/answering/answer-words.ts'
import type { Decimal, Hundredths } from '../../../shared/domain/quantities.ts'
import { checkText, type TextLimit } from '../../../shared/domain/text/acceptable-text.ts'
import { readNumber, type NumberProblem } from '../../../shared/domain/text/read-number.ts'
import type { CellValue } from '../xlsx/cells.ts'
import { detailSheet } from './layout.ts'
import type { Findings, MistakeReason, Place } from './mistakes.ts'
import { placeIn, type Table, type TableRow } from './table.ts'
import { mainWords, truthWords, valueOf, type Words } from './words.ts'

const numberReasons: Record<NumberProblem, MistakeReason> = {
  empty: 'valueMissing',
  notANumber: 'notANumber',
  unfinished: 'notANumber',
  unclear: 'numberUnclear',
  notWhole: 'notWhole',
  negative: 'numberNegative',
  tooManyDecimals: 'tooManyDecimals',
  tooLarge: 'numberTooLarge',
}

/** A row that lacks so many required cells is a total, a note or a heading within the table. */
const incompleteFrom = 3

/**
 * Reads the cells of one row as what they should be. Whatever is wrong becomes a mistake and the given default, so that one
 * look finds all mistakes of the row; `sound` says whether there were any.
 */
export class RowReader {
  readonly table: Table
  readonly row: TableRow
  readonly #findings: Findings
  #sound = true

  constructor(table: Table, row: TableRow, findings: Findings) {
    this.table = table
    this.row = row
    this.#findings = findings
    const missing = table.layout.columns.filter(
      ({ key, required }) => required && table.columns.has(key) && !row.cells.has(key),
    )
    if (missing.length >= incompleteFrom) {
      this.#sound = false
      const names = missing.map(({ heading }) => `“${heading}”`).join(', ')
      findings.mistake({ ...this.place(''), column: '' }, 'rowIncomplete', { missing: names })
      return
    }
    for (const { key } of missing) {
      this.mistake(key, table.layout === detailSheet ? 'codeOnEveryRow' : 'valueMissing')
    }
  }

  get sound(): boolean {
    return this.#sound
  }

  has(key: string): boolean {
    return this.row.cells.has(key)
  }

  place(key: string): Place {
    return placeIn(this.table, this.row.number, key)
  }

  mistake(key: string, reason: MistakeReason, details: Record<string, string> = {}): void {
    this.#sound = false
    this.#findings.mistake(this.place(key), reason, details)
  }

  /** The same rule for a thing of several rows: a wrong option makes its criterion unsound. */
  taint(): void {
    this.#sound = false
  }

  /** A cell that is filled although nothing reads it would be lost without a word. */
  refuseUnused(keys: Iterable<string>, details: Record<string, string>): void {
    for (const key of keys) if (this.has(key)) this.mistake(key, 'valueNotUsed', details)
  }

  /** Text of a cell; empty when there is none. Numbers read as they are shown: the code 1.10 stays 1.10. */
  text(key: string, most: number, lines: TextLimit['lines'] = 'many'): string {
    return this.#checked(key, this.#written(key), { most, lines })
  }

  /** Lines of a cell, or its parts between semicolons when it is a single line. */
  list(key: string, most: number): string[] {
    const written = this.#written(key).replace(/\r\n?/g, '\n')
    return written
      .split(written.includes('\n') ? '\n' : ';')
      .map((part) => this.#checked(key, part, { most, lines: 'one' }))
      .filter((part) => part !== '')
  }

  /** A value of a list of words, or `otherwise` when the cell is empty. */
  word<Value>(key: string, words: Words<Value>, otherwise: Value): Value {
    const written = this.#written(key)
    if (written.trim() === '') return otherwise
    const value = valueOf(words, written)
    if (value === undefined) {
      this.mistake(key, 'wordUnknown', {
        value: written.trim().slice(0, 100),
        allowed: mainWords(words).join(', '),
      })
    }
    return value ?? otherwise
  }

  /** Yes or no, in the words of the answer vocabulary. */
  truth(key: string, otherwise: boolean): boolean {
    const written = this.#written(key).trim()
    if (written === '') return otherwise
    const meaning = meaningOfWord(written)
    if (meaning === 'yes' || meaning === 'no') return meaning === 'yes'
    this.mistake(key, 'wordUnknown', {
      value: written.slice(0, 100),
      allowed: mainWords(truthWords).join(', '),
    })
    return otherwise
  }

  points(key: string, otherwise: number): Hundredths {
    const written = this.#numeral(key, false)
    if (written === null) return otherwise as Hundredths
    const reading = readNumber(written, 'points')
    if (!reading.ok) this.#wrongNumber(key, reading.code, written)
    return reading.ok ? reading.value : (otherwise as Hundredths)
  }

  /** A figure; with `percent`, cells that Excel shows as 90 % are read as 90. */
  decimal(key: string, otherwise: string, percent = false): Decimal {
    const written = this.#numeral(key, percent)
    if (written === null) return otherwise as Decimal
    const reading = readNumber(written, 'decimal')
    if (!reading.ok) this.#wrongNumber(key, reading.code, written)
    else if (percent) this.#doubtPercent(key, reading.value)
    return reading.ok ? reading.value : (otherwise as Decimal)
  }

  whole(key: string, range: Readonly<{ from: number; to: number }>, otherwise: number): number {
    const written = this.#numeral(key, false)
    if (written === null) return otherwise
    const reading = readNumber(written, 'count')
    if (!reading.ok) {
      this.#wrongNumber(key, reading.code, written)
      return otherwise
    }
    const value = Number(reading.value)
    if (value >= range.from && value <= range.to) return value
    this.mistake(key, 'numberOutOfRange', { value: written, from: String(range.from), to: String(range.to) })
    return otherwise
  }

  cell(key: string): CellValue | undefined {
    return this.row.cells.get(key)
  }

  warn(key: string, reason: MistakeReason, details: Record<string, string> = {}): void {
    this.#findings.warn(this.place(key), reason, details)
  }

  /** 0,9 may mean 90 %, and 900 a slip of the finger; with the sign % nothing is doubtful about a small one. */
  #doubtPercent(key: string, value: Decimal): void {
    const cell = this.cell(key)
    const signed = cell?.kind === 'number' ? cell.percent : cell?.kind === 'text' && cell.text.includes('%')
    const details = { value: value.replace('.', ',') }
    if (Number(value) > 100) this.warn(key, 'percentLarge', details)
    else if (!signed && Number(value) > 0 && Number(value) <= 1)
      this.warn(key, 'percentSmall', { ...details, hundred: inHundredths(value) })
  }

  #wrongNumber(key: string, code: NumberProblem, written: string): void {
    this.mistake(key, numberReasons[code], { value: written.slice(0, 100) })
  }

  #checked(key: string, written: string, limit: TextLimit): string {
    const checked = checkText(written.trim(), limit)
    if (checked.ok) return checked.text
    const details = { position: String(checked.position + 1), limit: String(limit.most) }
    this.mistake(key, `text.${checked.code}`, details)
    return ''
  }

  /** What a cell reads as text; a mistake for what Excel itself could not calculate or made a date of. */
  #written(key: string): string {
    const cell = this.cell(key)
    switch (cell?.kind) {
      case undefined:
        return ''
      case 'text':
        return cell.text
      case 'number':
        return cell.percent ? `${cell.shown} %` : cell.shown
      case 'truth':
        return cell.value ? 'Có' : 'Không'
      case 'date':
        this.mistake(key, 'dateInText', { value: `${cell.day}/${cell.month}/${cell.year}` })
        return ''
      case 'error':
        this.mistake(key, 'errorValue', { value: cell.text })
        return ''
      case 'formulaWithoutResult':
        this.mistake(key, 'formulaWithoutResult')
        return ''
    }
  }

  /** A number as text for `readNumber`; null when the cell is empty or already a mistake. */
  #numeral(key: string, percent: boolean): string | null {
    const cell = this.cell(key)
    if (cell?.kind === 'number') {
      if (cell.percent && !percent) {
        this.mistake(key, 'percentInNumber', { value: `${cell.shown} %` })
        return null
      }
      return cell.text.replace('.', ',')
    }
    if (cell?.kind === 'date') {
      this.mistake(key, 'dateInNumber', { value: `${cell.day}/${cell.month}/${cell.year}` })
      return null
    }
    const written = this.#written(key).trim()
    if (!percent && written.includes('%')) {
      this.mistake(key, 'percentInNumber', { value: written.slice(0, 100) })
      return null
    }
    return written === '' ? null : written.replace(/\s*(?:điểm|đ)\.?$/iu, '')
  }
}

/** 0.57 as the percentage that was most likely meant, `57`, without what binary fractions add. */
function inHundredths(value: Decimal): string {
  return String(Math.round(Number(value) * 1e8) / 1e6).replace('.', ',')
}
