import type { CriteriaContent, StarBand } from '../criteria.ts'
import { compare, fraction, fractionFromDecimal, ZERO } from '../fraction.ts'
import { sortedBands } from '../totals/stars.ts'
import { duplicates, problem, type CriteriaProblem } from './problems.ts'

/** Bands cover every total exactly once: half-open, open at both ends, more stars the higher. They may stand in any order. */
export function checkBands(bands: readonly StarBand[]): readonly CriteriaProblem[] {
  const rising = sortedBands(bands)
  const pathOf = (band: StarBand) => `bands[${bands.indexOf(band)}]`
  const found: CriteriaProblem[] = []
  for (const [index, band] of rising.entries()) {
    const below = rising[index - 1]
    if (band.from !== null && band.to !== null && band.to <= band.from) {
      found.push(problem(pathOf(band), 'starBandEmpty', { from: band.from, to: band.to }))
    }
    if (below === undefined) {
      if (band.from !== null)
        found.push(problem(`${pathOf(band)}.from`, 'lowestBandNotOpen', { from: band.from }))
    } else {
      found.push(...checkStep(below, band, pathOf(band)))
    }
    if (index === rising.length - 1 && band.to !== null) {
      found.push(problem(`${pathOf(band)}.to`, 'highestBandNotOpen', { to: band.to }))
    }
  }
  return found
}

/** From one band to the next higher one. */
function checkStep(below: StarBand, band: StarBand, at: string): readonly CriteriaProblem[] {
  const found: CriteriaProblem[] = []
  const end = below.to ?? Infinity
  const start = band.from ?? -Infinity
  if (start > end) found.push(problem(`${at}.from`, 'starBandGap', { from: end, to: start }))
  // An open end that is not at the edge overlaps everything beyond it; there is no number to name.
  if (start < end) found.push(problem(`${at}.from`, 'starBandOverlap', { label: below.label }))
  if (band.stars < below.stars || (band.stars === below.stars && band.passes === below.passes)) {
    found.push(problem(`${at}.stars`, 'starsNotRising', { label: below.label }))
  }
  if (below.passes && !band.passes)
    found.push(problem(`${at}.passes`, 'passesNotRising', { label: below.label }))
  return found
}

/** Gates speak of things that the set has. */
export function checkGates(content: CriteriaContent): readonly CriteriaProblem[] {
  const ids = content.gates.map(({ id }) => id)
  const found = [...duplicates(ids, (index) => `gates[${index}].id`, 'duplicateId')]
  for (const [index, { check }] of content.gates.entries()) {
    const at = `gates[${index}].check`
    if (check.kind === 'groupMinimum' || check.kind === 'criterionMinimum') {
      const percent = fractionFromDecimal(check.percent)
      if (compare(percent, ZERO) <= 0 || compare(percent, fraction(100n)) > 0) {
        found.push(problem(`${at}.percent`, 'percentOutOfRange', { value: check.percent }))
      }
    }
    if (check.kind === 'groupMinimum' && check.group !== null) {
      const group = content.groups.find(({ id }) => id === check.group)
      if (group === undefined) found.push(problem(`${at}.group`, 'unknownGroup', { value: check.group }))
      else if (group.outside) found.push(problem(`${at}.group`, 'gateGroupOutside', { value: check.group }))
    }
    if (check.kind === 'criterionMinimum' && check.criterion !== null) {
      if (!content.criteria.some(({ id }) => id === check.criterion)) {
        found.push(problem(`${at}.criterion`, 'unknownCriterion', { value: check.criterion }))
      }
    }
    if (check.kind === 'dossier' && check.minimum > content.dossier.length) {
      found.push(
        problem(`${at}.minimum`, 'moreThanDossier', {
          minimum: check.minimum,
          papers: content.dossier.length,
        }),
      )
    }
    if (check.kind === 'surveyForms' && !content.criteria.some(({ rule }) => rule.kind === 'survey')) {
      found.push(problem(at, 'noSurvey'))
    }
  }
  return found
}
