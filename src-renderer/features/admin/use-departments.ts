import type { Department } from '../../../shared/domain/criteria.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { useQueryCall } from '../../app/use-call.ts'

const none: readonly Department[] = []

/** The departments that the criteria set of the current cycle names. */
export function useDepartments(): readonly Department[] {
  const { cycle } = useCurrentCycle()
  const { data } = useQueryCall(
    'criteria.version',
    { version: cycle?.version ?? '' },
    { enabled: cycle !== null },
  )
  return data?.content.departments ?? none
}
