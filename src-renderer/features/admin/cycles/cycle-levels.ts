import type { CycleLevels } from '../../../../shared/contract/cycles.ts'
import type { Level, UnitView } from '../../../../shared/contract/views.ts'
import type { UnitId } from '../../../../shared/domain/ids.ts'
import { useSession } from '../../../app/session.ts'
import { useQueryCall } from '../../../app/use-call.ts'

/** Which levels a cycle can have follows from the tree, not from habit. */
export type Tree = {
  readonly hasDistricts: boolean
  /** Name of a participant above which there is no district. */
  readonly without: string | undefined
}

/** What of the tree below decides which levels there are. */
export function useTree(own: UnitId, chosen: ReadonlySet<UnitId>): Tree {
  const { unit } = useSession()
  const below = useQueryCall('units.below', { unit: own, communes: false }).data ?? []
  const communes = useQueryCall('units.below', { unit: own, communes: true, everyDay: true }).data ?? []
  const districts = new Set(below.filter(({ level }) => level === 'district').map(({ id }) => id))
  const isUnder = ({ parent }: UnitView): boolean =>
    unit.level === 'district' || (parent !== null && districts.has(parent))
  return {
    hasDistricts: unit.level === 'district' || districts.size > 0,
    without: communes.find((each) => chosen.has(each.id) && !isUnder(each))?.name,
  }
}

/** Districts appraise where there are any for these communes; else the province does all of it. */
export function usualLevels(level: Level, { hasDistricts, without }: Tree): CycleLevels {
  if (level === 'district') return { appraise: 'district', verify: null, recognise: 'district' }
  return hasDistricts && without === undefined
    ? { appraise: 'district', verify: 'province', recognise: 'province' }
    : { appraise: 'province', verify: null, recognise: 'province' }
}
