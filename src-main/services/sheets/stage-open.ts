import { CallError } from '../../../shared/contract/errors.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'
import type { ScopeKey } from '../../journal/projector.ts'
import type { Installation } from '../office/installation.ts'

/**
 * Whether a change of this entity would count now: a stage that a decision froze changes only after that decision was lifted
 * (JOURNAL 19). Scopes other than sheets have no stages.
 */
export function isStageOpen(installation: Installation, scope: ScopeKey, entity: string): boolean {
  if (!scope.startsWith('sheet ')) return true
  const { projection, context } = installation.journal.sheet(assessmentOf(scope))
  const { self, appraisal, verification } = projection.frozen
  switch (entity) {
    case 'selfScore':
    case 'explanation':
      return self === null
    case 'evidence':
    case 'gateAnswer':
      // a level above adds its own proof to its own stage
      return self === null || installation.own?.unit !== context.commune
    case 'appraisal':
      return appraisal === null
    case 'verification':
      return verification === null
    default:
      return true
  }
}

/** @throws CallError `wrongStage` */
export function assertStageOpen(installation: Installation, scope: ScopeKey, entity: string): void {
  if (isStageOpen(installation, scope, entity)) return
  const { reading } = installation.journal.sheet(assessmentOf(scope))
  throw new CallError('wrongStage', { status: reading?.status ?? 'selfScoring' })
}

function assessmentOf(scope: ScopeKey): AssessmentId {
  return scope.slice('sheet '.length) as AssessmentId
}
