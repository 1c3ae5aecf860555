import type { Fraction } from '../fraction.ts'
import type { Hundredths } from '../quantities.ts'

/** What a person should know about points that do count; each is the key of a sentence. */
export const warnings = [
  /** More done than there was to do. The points stand, limited by the scale. */
  'numeratorAboveDenominator',
  /** Fewer valid forms than the survey needs. The points stand; the gate on survey forms decides. */
  'tooFewForms',
  /** The denominator is 0 and the rule says what that means. */
  'denominatorZero',
  /** The rule gave more than the criterion's maximum, which counts instead. */
  'aboveMaximum',
  /** The rule gave less than 0, which counts instead. */
  'belowZero',
] as const
export type Warning = (typeof warnings)[number]

/** Why an answer cannot be true or does not belong to the rule; each is the key of a sentence. */
export const answerProblems = [
  'otherRule',
  'unknownOption',
  'unknownItem',
  'unknownInput',
  'negativeFigure',
  'numeratorWithoutDenominator',
  'returnedAboveIssued',
  'validAboveReturned',
  'satisfiedAboveValid',
  'aboveScale',
  'notAStep',
  'overMaximum',
  'notApplicableRefused',
  'formulaFails',
  'brokenRule',
] as const
export type AnswerProblem = (typeof answerProblems)[number]

/**
 * What an answer is worth. Missing is not zero and neither is "không áp dụng":
 * `missing` counts as no points and the sheet is not complete; `excluded` takes the criterion out of the maximum;
 * `invalid` counts as no points until the answer is corrected.
 */
export type Outcome =
  | Readonly<{ status: 'missing'; why: 'noAnswer' | 'incomplete' | 'denominatorZero' }>
  | Readonly<{ status: 'excluded'; why: 'notApplicable' | 'denominatorZero' }>
  | Readonly<{ status: 'points'; points: Hundredths; warnings: readonly Warning[] }>
  | Readonly<{ status: 'invalid'; problem: AnswerProblem }>

/** What a rule alone says: points before rounding and limits, the policy for a denominator of 0, or a final outcome. */
export type Verdict =
  | Readonly<{ status: 'calculated'; points: Fraction; warnings: readonly Warning[] }>
  | Readonly<{ status: 'byZeroPolicy'; policy: 'full' | 'zero' | 'excluded' | 'missing' }>
  | Exclude<Outcome, { status: 'points' }>

export const incomplete: Verdict = { status: 'missing', why: 'incomplete' }

export function invalid(problem: AnswerProblem): Verdict {
  return { status: 'invalid', problem }
}

export function calculated(points: Fraction, ...found: readonly Warning[]): Verdict {
  return { status: 'calculated', points, warnings: found }
}
