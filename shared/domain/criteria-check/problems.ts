/** Everything that can be wrong with a criteria set; each is the key of a sentence. */
export const criteriaProblemCodes = [
  'emptyText',
  'tooFew',
  'duplicateId',
  'duplicateCode',
  'duplicateLabel',
  'unknownGroup',
  'emptyGroup',
  'noGroupInside',
  'unknownDepartment',
  'mustBeOutside',
  'maximumNotPositive',
  'stepNotPositive',
  'notAMultipleOfStep',
  'negativePoints',
  'notPositive',
  'bestAboveMaximum',
  'bestBelowMaximum',
  'floorAboveStart',
  'bandsNotDescending',
  'percentOutOfRange',
  'reservedName',
  'unknownInput',
  'formulaError',
  'noSuchDay',
  'starBandEmpty',
  'starBandGap',
  'starBandOverlap',
  'lowestBandNotOpen',
  'highestBandNotOpen',
  'starsNotRising',
  'passesNotRising',
  'starBandUnreachable',
  'gateGroupOutside',
  'unknownCriterion',
  'moreThanDossier',
  'noSurvey',
  'totalNotHundred',
] as const
export type CriteriaProblemCode = (typeof criteriaProblemCodes)[number]

export type CriteriaProblem = Readonly<{
  /** Where it stands in the content: `criteria[3].rule.expression`. */
  path: string
  code: CriteriaProblemCode
  /** An error forbids publishing; a warning asks for a second look. */
  severity: 'error' | 'warning'
  /** Values for the sentence: the duplicate id, the position in a formula, points in hundredths. */
  details: Readonly<Record<string, string | number>>
}>

export function problem(
  path: string,
  code: CriteriaProblemCode,
  details: CriteriaProblem['details'] = {},
): CriteriaProblem {
  return { path, code, severity: 'error', details }
}

/** One problem for every value that an earlier one already has. */
export function duplicates(
  values: readonly string[],
  pathOf: (index: number) => string,
  code: CriteriaProblemCode,
): readonly CriteriaProblem[] {
  const seen = new Set<string>()
  const found: CriteriaProblem[] = []
  for (const [index, value] of values.entries()) {
    // an empty text is a problem of its own
    if (value !== '' && seen.has(value)) found.push(problem(pathOf(index), code, { value }))
    seen.add(value)
  }
  return found
}
