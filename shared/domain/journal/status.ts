import type { SheetStatus } from '../workflow.ts'
import type { DecisionsStanding } from './decisions-standing.ts'

/**
 * The status of a sheet follows from the decisions of each level, highest first (JOURNAL 17). A decision that a higher level's
 * return lifted says nothing any more.
 */
export function statusOf(decisions: DecisionsStanding, stopped: boolean): SheetStatus {
  if (stopped) return 'stopped'
  const { recognition, verificationDecision, appraisalDecision, submission } = decisions
  const recognised = recognition.shown?.decision
  if (recognised?.kind === 'recognise') return recognised.recognised ? 'recognised' : 'notRecognised'
  const verified = verificationDecision.shown?.decision
  if (verified?.kind === 'verify' && !verificationDecision.lifted) return 'verified'
  const returnedFromAbove = verified?.kind === 'return'
  const appraised = appraisalDecision.shown?.decision
  const submitted = submission.shown?.decision.kind === 'submit' && !submission.lifted
  if (appraised?.kind === 'accept' && !appraisalDecision.lifted) return 'accepted'
  if (appraised?.kind === 'accept' && returnedFromAbove) return 'returnedByProvince'
  if (appraised?.kind === 'propose' && submitted) return 'appraised'
  if (appraised?.kind === 'return') return submitted ? 'submitted' : 'returned'
  if (submission.lifted && returnedFromAbove) return 'returnedByProvince'
  return submitted ? 'submitted' : 'selfScoring'
}
