import type { TextProblem } from '../../../shared/domain/text/acceptable-text.ts'
import type { CriteriaProblemCode } from '../../../shared/domain/criteria-check/problems.ts'
import type { FormulaErrorCode } from '../../../shared/domain/formula/tokens.ts'

/** What only the workbook can get wrong; each is the key of a sentence, `reports.mistake.<reason>`. */
export const workbookMistakes = [
  'sheetMissing',
  'sheetNotRead',
  'sheetTwice',
  'noHeadings',
  'columnMissing',
  'columnTwice',
  'columnUnknown',
  'columnWithoutHeading',
  'factUnknown',
  'factTwice',
  'factMissing',
  'rowsMissing',
  'tooManyRows',
  'valueMissing',
  'rowIncomplete',
  'codeOnEveryRow',
  'valueNotUsed',
  'rowNotUsed',
  'mergedCells',
  'formulaWithoutResult',
  'errorValue',
  'notANumber',
  'numberUnclear',
  'notWhole',
  'numberNegative',
  'tooManyDecimals',
  'numberTooLarge',
  'numberOutOfRange',
  'percentInNumber',
  'dateInNumber',
  'dateInText',
  'wordUnknown',
  'deadlineUnknown',
  'duplicateNumberCode',
  'idUnfit',
  'nameUnfit',
  'scaleMissing',
  'scaleTwice',
  'optionsMissing',
  'itemsMissing',
  'inputsMissing',
  'tooManyDetails',
  'groupMaximumDiffers',
  'valueUnfit',
] as const

/** What is read all the same, but deserves a second look. */
export const workbookWarnings = [
  'exampleLeft',
  'hiddenRow',
  'percentSmall',
  'percentLarge',
  'moreWarnings',
] as const

export type MistakeReason =
  | (typeof workbookMistakes)[number]
  | (typeof workbookWarnings)[number]
  | `text.${TextProblem}`
  | `formula.${FormulaErrorCode}`
  | Exclude<CriteriaProblemCode, 'formulaError'>

/** One thing to mend, where it stands. `row` 0 is the whole sheet; `column` is its letter and heading, or empty. */
export type TemplateMistake = Readonly<{
  sheet: string
  row: number
  column: string
  reason: MistakeReason
  details: Readonly<Record<string, string>>
}>

export type Place = Readonly<{ sheet: string; row: number; column: string }>

/** Collects all mistakes: the officer mends them in one go. */
export class Findings {
  readonly mistakes: TemplateMistake[] = []
  readonly warnings: TemplateMistake[] = []

  mistake(place: Place, reason: MistakeReason, details: Record<string, string> = {}): void {
    this.mistakes.push(short({ ...place, reason, details }))
  }

  warn(place: Place, reason: MistakeReason, details: Record<string, string> = {}): void {
    this.warnings.push(short({ ...place, reason, details }))
  }
}

/** So much of a text tells which one is meant. */
const shownLetters = 200

function short({ sheet, row, column, reason, details }: TemplateMistake): TemplateMistake {
  const words: Record<string, string> = {}
  for (const [name, value] of Object.entries(details)) words[name] = shown(value)
  return { sheet: shown(sheet), row, column: shown(column), reason, details: words }
}

function shown(text: string): string {
  return text.length <= shownLetters ? text : `${text.slice(0, shownLetters).toWellFormed()}…`
}
