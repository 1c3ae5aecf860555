import type { SheetStatus } from '../../../shared/domain/workflow.ts'
import type { AppraisalStage } from './queue-item.ts'

export type WhyClosed =
  'accepted' | 'verified' | 'verifiedHere' | 'decided' | 'stopped' | 'notYet' | 'noRole' | 'otherLevel'

/** Why nothing can be judged here now: first what the sheet's state says, then who one is. */
export function whyClosed(stage: AppraisalStage, status: SheetStatus, holdsRole: boolean): WhyClosed {
  const who = holdsRole ? 'otherLevel' : 'noRole'
  switch (status) {
    case 'stopped':
      return 'stopped'
    case 'recognised':
    case 'notRecognised':
      return 'decided'
    case 'verified':
      return stage === 'verification' ? 'verifiedHere' : 'verified'
    case 'accepted':
      return stage === 'verification' ? who : 'accepted'
    case 'submitted':
      // without an appraising level the sent sheet goes straight to verification
      return who
    case 'selfScoring':
    case 'returned':
    case 'appraised':
    case 'returnedByProvince':
      return stage === 'verification' ? 'notYet' : who
  }
}
