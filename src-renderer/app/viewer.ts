import { useCurrentCycle } from './current-cycle.ts'
import type { Viewer } from './places.ts'
import { useSession } from './session.ts'
import { useQueryCall } from './use-call.ts'

/** Who looks at this window, as far as the places depend on it. */
export function useViewer(): Viewer {
  const { unit, signedIn } = useSession()
  const { cycle } = useCurrentCycle()
  const differences = useQueryCall('differences.count', {}).data?.count ?? 0
  return {
    level: unit.level,
    permissions: signedIn.permissions,
    appraises: cycle === null || cycle.levels.appraise === unit.level || cycle.levels.verify === unit.level,
    differences,
  }
}
