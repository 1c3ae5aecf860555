import { CallError } from '../../../shared/contract/errors.ts'
import type { Day, EntryId } from '../../../shared/domain/ids.ts'
import type { Recognition } from '../../../shared/domain/journal/decisions.ts'
import { decidingStage } from '../../../shared/domain/journal/sheet-reading.ts'
import {
  isAgainstRule,
  tidyDecisionNumber,
  type RecognitionResult,
} from '../../../shared/domain/recognition.ts'
import { writeAct, type Actor, type Installation } from '../office/installation.ts'
import { assertMay, assertNoDifferences, basisOf } from './decisions.ts'
import { headsIn, type OpenSheet } from './sheet-scope.ts'
import type { Behalf } from './scores.ts'

/** Công nhận: of one commune, or of several by one decision on paper. What says something else than the criteria needs a reason. */

/** The decision on paper; a refusal may have none. */
export type DecisionPaper = { readonly number: string; readonly day: Day | null }

type Result = RecognitionResult & { readonly sheet: OpenSheet; readonly reason?: string | undefined }

/**
 * Recognises one commune, or says that it is not.
 * @throws CallError `wrongStage`, `openDifferences`, `reasonNeeded`, `paperNeeded`
 */
export function recognise(
  installation: Installation,
  actor: Actor,
  result: Result,
  paper: DecisionPaper,
  onBehalf: Behalf,
): EntryId {
  assertRecognisable(installation, result, paper)
  const [entry] = writeRecognitions(installation, actor, [result], paper, onBehalf)
  if (entry === undefined) throw new Error('nothing was written')
  return entry
}

/**
 * Recognises several communes by one decision: one act, an entry a commune, all or none.
 * @throws CallError `recogniseRefused` naming the communes, `paperNeeded`
 */
export function recogniseMany(
  installation: Installation,
  actor: Actor,
  results: readonly Result[],
  paper: DecisionPaper,
  onBehalf: Behalf,
): readonly EntryId[] {
  const seen = new Set<string>()
  const refused = results.filter((result) => {
    const { assessment } = result.sheet
    const isTwice = seen.has(assessment)
    seen.add(assessment)
    return isTwice || isRefused(installation, result, paper)
  })
  if (refused.length > 0) {
    const names = refused.map(({ sheet }) => installation.units.nameOf(sheet.scope.context.commune))
    throw new CallError('recogniseRefused', { units: [...new Set(names)].join(', ') })
  }
  return writeRecognitions(installation, actor, results, paper, onBehalf)
}

function isRefused(installation: Installation, result: Result, paper: DecisionPaper): boolean {
  try {
    assertRecognisable(installation, result, paper)
    return false
  } catch (error) {
    if (!(error instanceof CallError) || error.code === 'paperNeeded') throw error
    return true
  }
}

function assertRecognisable(installation: Installation, result: Result, paper: DecisionPaper): void {
  const { sheet, recognised, reason } = result
  assertMay(installation, sheet, 'recognise')
  assertNoDifferences(sheet, 'recognition')
  if (recognised && (tidyDecisionNumber(paper.number) === '' || paper.day === null))
    throw new CallError('paperNeeded', {})
  const totals = sheet.reading.totals[decidingStage(sheet.cycle.levels)]
  if (isAgainstRule(result, totals) && (reason === undefined || reason === ''))
    throw new CallError('reasonNeeded', {})
  // Stars that no band of the set has cannot be given, whatever the reason.
  const { bands } = sheet.cycle.content
  if (recognised && !bands.some(({ stars }) => stars === result.stars))
    throw new CallError('invalidInput', { fields: [{ path: 'stars', code: 'noSuchBand' }] })
}

function writeRecognitions(
  installation: Installation,
  actor: Actor,
  results: readonly Result[],
  paper: DecisionPaper,
  onBehalf: Behalf,
): readonly EntryId[] {
  const { day } = paper
  const number = tidyDecisionNumber(paper.number)
  const drafts = results.map(({ sheet, recognised, stars, reason }) => {
    const id = sheet.assessment
    const value: Recognition = {
      ...{ kind: 'recognise', recognised, stars: recognised ? stars : 0, paper: '' },
      ...(number === '' ? {} : { number }),
      ...(day === null ? {} : { day }),
      basis: basisOf(installation, sheet, decidingStage(sheet.cycle.levels)),
    }
    const bases = headsIn(sheet.scope, 'assessment', id, 'recognition')
    return {
      channel: 'sheet' as const,
      audience: sheet.scope.context.commune,
      changes: [{ entity: 'assessment', id, field: 'recognition', value, bases }],
      ...(reason === undefined || reason === '' ? {} : { reason }),
    }
  })
  return writeAct(installation, actor, drafts, { onBehalf: onBehalf ?? null })
}
