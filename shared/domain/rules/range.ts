import { assertNever } from '../assert-never.ts'
import type { Criterion, Scale } from '../criteria.ts'
import { fractionFromDecimal, multiply, roundToStep } from '../fraction.ts'
import type { Hundredths } from '../quantities.ts'

/** The lowest and the highest points that a rule itself can give. */
export type ResultRange = Readonly<{ least: Hundredths; best: Hundredths }>

function rangeOf(points: readonly number[]): ResultRange {
  // a draft's list may still be empty
  if (points.length === 0) return { least: 0 as Hundredths, best: 0 as Hundredths }
  return { least: Math.min(...points) as Hundredths, best: Math.max(...points) as Hundredths }
}

function scaleRange(scale: Scale, max: Hundredths): ResultRange {
  if (scale.kind === 'linear') return rangeOf([0, max])
  const named = scale.bands.map(({ points }) => points)
  const covered = scale.bands.some(({ from }) => from === '0' || from.startsWith('-'))
  return rangeOf(covered ? named : [...named, 0])
}

/**
 * What a criterion's rule can give at least and at best, before the criterion's maximum limits it. A penalty lies below 0.
 * A formula and a linear scale take their best from the maximum.
 */
export function resultRange(criterion: Criterion): ResultRange {
  const { rule, max } = criterion
  switch (rule.kind) {
    case 'yesNo':
      return rangeOf([rule.yes, rule.no])
    case 'choice':
      return rangeOf(rule.options.map(({ points }) => points))
    case 'ratio':
    case 'survey':
      return scaleRange(rule.scale, max)
    case 'count':
    case 'bonus':
      return rangeOf([0, rule.cap])
    case 'checklist': {
      const points = rule.items.map((item) => item.points)
      return rangeOf([sum(points.filter((each) => each < 0)), sum(points.filter((each) => each > 0))])
    }
    case 'deduction':
      return rangeOf([rule.floor, rule.start])
    case 'external': {
      const best = multiply(fractionFromDecimal(rule.scale), fractionFromDecimal(rule.factor))
      return rangeOf([0, roundToStep(best, criterion.step)])
    }
    case 'manual':
    case 'formula':
      return rangeOf([0, max])
    case 'penalty':
      return rangeOf([rule.cap === 0 ? 0 : -rule.cap, 0])
    default:
      return assertNever(rule)
  }
}

function sum(points: readonly number[]): number {
  return points.reduce((total, each) => total + each, 0)
}
