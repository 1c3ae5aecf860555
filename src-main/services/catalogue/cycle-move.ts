import type { CycleView, MovePreview } from '../../../shared/contract/cycles.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { CriteriaVersion } from '../../../shared/domain/criteria.ts'
import { fateOf, movedCriteria, type Fate } from '../../../shared/domain/criteria-move.ts'
import {
  assessmentId,
  type CriteriaVersionId,
  type CriterionId,
  type CycleId,
} from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import { methodOf } from '../../../shared/domain/journal/sheet-judges.ts'
import type { Appraised } from '../../../shared/domain/journal/sheet-values.ts'
import type { Stage } from '../../../shared/domain/workflow.ts'
import type { Cycle } from '../../journal/catalogue.ts'
import { getVersion } from './criteria.ts'
import { getCycle, participantsOf, viewCycle } from './cycles.ts'
import { describeAnswer } from '../history/describe-answer.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { authorOf, openSheet, type OpenSheet } from '../sheets/sheet-scope.ts'
import { slices } from '../slices.ts'
import { wordsOf } from '../words.ts'

/**
 * A running cycle goes on under another version of its criteria set. Answers stay where they are: those that were given by a
 * method which the publisher has changed are kept and shown but do not count.
 */

/**
 * What the move would do to every sheet; writes nothing.
 * @throws CallError `notFound`, `forbidden`
 */
export async function* previewMove(
  installation: Installation,
  id: CycleId,
  version: CriteriaVersionId,
  signal: AbortSignal,
): AsyncGenerator<Progress, MovePreview> {
  const { cycle, from, to } = openMove(installation, id, version)
  const after = new Map(to.content.criteria.map((criterion) => [criterion.id, criterion]))
  const counts = new Map<CriterionId, Record<Fate, number>>()
  const units = participantsOf(installation, cycle)
  const sheets: MovePreview['sheets'] = []
  const slice = slices()
  for (const [done, unit] of units.entries()) {
    yield { step: 'read', done, total: units.length, item: installation.units.nameOf(unit) }
    await slice.rest()
    signal.throwIfAborted()
    const sheet = openSheet(installation, assessmentId(id, unit))
    const held = isHeld(sheet)
    const own: Record<Fate, number> = { stays: 0, again: 0, removed: 0 }
    for (const [criterion, row] of sheet.reading.cells) {
      for (const { answer } of [row.self, row.appraisal, row.verification]) {
        if (answer === null) continue
        const fate = held ? 'stays' : fateOf(answer, after.get(criterion), to)
        own[fate]++
        const count = counts.get(criterion) ?? { stays: 0, again: 0, removed: 0 }
        count[fate]++
        counts.set(criterion, count)
      }
    }
    if (own.stays + own.again + own.removed > 0)
      sheets.push({
        assessment: sheet.assessment,
        unitName: installation.units.nameOf(unit),
        status: sheet.reading.status,
        held,
        ...own,
      })
  }
  const none: Record<Fate, number> = { stays: 0, again: 0, removed: 0 }
  return {
    criteria: movedCriteria(from, to).map((criterion) => ({
      ...criterion,
      ...(counts.get(criterion.id) ?? none),
    })),
    sheets,
    untouched: units.length - sheets.length,
  }
}

/** An accepted sheet keeps its version: `contextHeldBy`. */
function isHeld({ scope }: OpenSheet): boolean {
  return scope.projection.frozen.appraisal !== null
}

/**
 * Moves the cycle: one entry in the catalogue.
 * @throws CallError `notFound`, `forbidden`
 */
export function moveCycle(
  installation: Installation,
  actor: Actor,
  id: CycleId,
  version: CriteriaVersionId,
  reason: string | undefined,
): CycleView {
  const { cycle } = openMove(installation, id, version)
  const { unit } = ownDevice(installation)
  const { projection } = installation.journal.plain('catalogue', unit)
  const bases = projection.standings.get(fieldKey('cycle', id, 'version'))?.heads ?? []
  const changes = [{ entity: 'cycle', id, field: 'version', value: version, bases }]
  if (cycle.version !== version)
    writeAct(installation, actor, [{ channel: 'catalogue', audience: unit, changes }], { reason })
  return viewCycle(installation, getCycle(installation, id))
}

/** A cycle of this unit and a version of the very set that it uses: ids of criteria mean the same in both. */
function openMove(
  installation: Installation,
  id: CycleId,
  version: CriteriaVersionId,
): { readonly cycle: Cycle; readonly from: CriteriaVersion; readonly to: CriteriaVersion } {
  const cycle = getCycle(installation, id)
  if (cycle.publisher !== ownDevice(installation).unit)
    throw new CallError('forbidden', { permission: 'manageCycles' })
  const from = getVersion(installation, cycle.version).version
  const to = getVersion(installation, version).version
  if (from.set !== to.set) throw new CallError('notFound', { what: 'criteriaVersion' })
  return { cycle, from, to }
}

type FormerAnswer = Output<'cycles.formerAnswers'>[number]

const stageEntities = { self: 'selfScore', appraisal: 'appraisal', verification: 'verification' } as const

/** The latest answer of each criterion and stage that was given by the method of another version. */
export function formerAnswers(installation: Installation, sheet: OpenSheet): readonly FormerAnswer[] {
  const { fields } = sheet.scope.projection
  const words = wordsOf(installation)
  const found: FormerAnswer[] = []
  for (const { id } of sheet.cycle.content.criteria) {
    for (const [stage, entity] of Object.entries(stageEntities) as [Stage, string][]) {
      const field = fields.get(fieldKey(entity, `${sheet.assessment}/${id}`, 'answer'))
      const last = (field?.changes ?? [])
        .filter(({ counted }) => counted === 'otherMethod')
        .reduce<NonNullable<typeof field>['changes'][number] | null>(
          (latest, each) => (latest === null || each.entry.time > latest.entry.time ? each : latest),
          null,
        )
      if (last === null) continue
      const value = last.change.value as Answer | Appraised
      const answer = 'answer' in value ? value.answer : value
      const version = versionWith(installation, sheet, id, answer)
      const criterion = version?.content.criteria.find((each) => each.id === id) ?? null
      found.push({
        criterion: id,
        stage,
        text: describeAnswer(words, criterion, answer),
        versionLabel: version?.label ?? '',
        author: authorOf(installation, last.entry),
      })
    }
  }
  return found
}

/** The newest version, from the cycle's own backwards, whose method the answer names. */
function versionWith(
  installation: Installation,
  { cycle }: OpenSheet,
  criterion: CriterionId,
  answer: Answer,
): CriteriaVersion | null {
  const { catalogue } = installation.journal
  const seen = new Set<CriteriaVersionId>()
  for (let at: CriteriaVersionId | undefined = cycle.version; at !== undefined && !seen.has(at);) {
    const version: CriteriaVersion | undefined = catalogue.version(at)?.version
    if (version === undefined) break
    const isThere = version.content.criteria.some(({ id }) => id === criterion)
    if (isThere && methodOf({ methods: version.history?.methods }, criterion) === answer.method)
      return version
    seen.add(at)
    at = version.history?.previous
  }
  return answer.method === undefined ? null : (catalogue.version(answer.method)?.version ?? null)
}
