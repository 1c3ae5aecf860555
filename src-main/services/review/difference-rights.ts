import type { DifferencePlace, DifferenceView } from '../../../shared/contract/differences.ts'
import type { Level } from '../../../shared/domain/journal/facts.ts'
import { mayDo, type Role } from '../../../shared/domain/permissions.ts'
import { partsOfScope } from './differences.ts'
import { ownUnit, type Installation } from '../office/installation.ts'
import { levelRank } from '../sheets/sheet-scope.ts'
import { isStageOpen } from '../sheets/stage-open.ts'

/** Who may decide a difference: an approver, of the level whose stage it is or above, while the stage is open. */

export type DecidingRights = Pick<DifferenceView, 'barred' | 'level' | 'forCommune'>

export function mayDecideDifference(
  installation: Installation,
  roles: readonly Role[],
  place: DifferencePlace,
): DecidingRights {
  const own = ownUnit(installation)
  const { kind, unit, assessment } = partsOfScope(place.scope)
  const isOfCommune = kind === 'sheet' || kind === 'documents'
  const isOurs = isOfCommune ? installation.units.isWithin(unit, own.id) : unit === own.id
  const level =
    assessment !== null
      ? neededLevel(installation, place)
      : isOfCommune
        ? 'commune'
        : (installation.units.find(unit)?.level ?? null)
  const forCommune = isOfCommune && level === 'commune' && unit !== own.id
  const barred = (): DifferenceView['barred'] => {
    if (!isOurs || level === null || levelRank[own.level] < levelRank[level]) return 'level'
    if (!mayDo(roles, 'approve')) return 'role'
    if (isStageOpen(installation, place.scope, place.entity)) return null
    return hasOpenDecision(installation, place) ? 'decisionFirst' : 'stage'
  }
  return { barred: barred(), level, forCommune }
}

/** The lowest level that may write the field; null: nobody in this cycle. */
function neededLevel(installation: Installation, { scope, entity, field }: DifferencePlace): Level | null {
  const { assessment } = partsOfScope(scope)
  const levels =
    assessment === null ? undefined : installation.journal.sheet(assessment).context.cycle?.levels
  if (levels === undefined) return null
  if (entity === 'appraisal' || field === 'appraisalDecision') return levels.appraise
  if (entity === 'verification' || field === 'verificationDecision') return levels.verify
  if (field === 'recognition') return levels.recognise
  return entity === 'participant' && field === 'stopped' ? 'district' : 'commune'
}

/** Whether a decision that froze the sheet waits for a choice itself. */
function hasOpenDecision({ journal }: Installation, { scope }: DifferencePlace): boolean {
  const { assessment } = partsOfScope(scope)
  if (assessment === null) return false
  return Object.values(journal.sheet(assessment).projection.decisions).some(({ differing }) => differing)
}
