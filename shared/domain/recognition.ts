import type { SheetTotals } from './totals.ts'

/** What a recognition says: whether, and with how many stars. */
export type RecognitionResult = Readonly<{ recognised: boolean; stars: number }>

type ByRule = Pick<SheetTotals, 'recognised' | 'band'>

/** The recognition that the criteria themselves give. */
export function recognitionByRule({ recognised, band }: ByRule): RecognitionResult {
  return { recognised, stars: recognised ? (band?.stars ?? 0) : 0 }
}

/** Whether a recognition says something else than the criteria: that needs a reason, and it shows. */
export function isAgainstRule(decided: RecognitionResult, totals: ByRule): boolean {
  const rule = recognitionByRule(totals)
  return decided.recognised !== rule.recognised || (decided.recognised && decided.stars !== rule.stars)
}

/** What is missing to a level, unless a decision gave that level or a higher one: then nothing is. */
export function missingAfter<Gap>(
  gap: Gap | null,
  starsOf: (gap: Gap) => number,
  decided: RecognitionResult | null,
): Gap | null {
  return gap !== null && decided?.recognised === true && decided.stars >= starsOf(gap) ? null : gap
}

/** "Quyết định số 710/QĐ-UBND" is written as "710/QĐ-UBND": the words around the number are those of the paper that names it. */
export function tidyDecisionNumber(number: string): string {
  return number.trim().replace(/^(?:(?:quyết định|qđ)(?=[\s:.]|$))?[\s:.]*(?:số(?=[\s:.]|$))?[\s:.]*/iu, '')
}
