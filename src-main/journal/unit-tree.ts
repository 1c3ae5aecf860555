import type { UnitId } from '../../shared/domain/ids.ts'
import type { FormerSuperior, Level } from '../../shared/domain/journal/facts.ts'
import type { FormerParent } from '../../shared/domain/journal/scope-projection.ts'
import type { UnitTree } from './parts.ts'

type UnitInTree = {
  readonly id: UnitId
  readonly level: Level
  readonly parent: UnitId | null
  readonly former?: readonly FormerParent[] | undefined
}

/** Three levels; a circle in somebody's catalogue must not hang us. */
const deepest = 8

/** The tree that these units are. `find` is asked anew each time: units may change. */
export function unitTree(find: (id: string) => UnitInTree | undefined): UnitTree {
  function upwards(from: UnitId | null): UnitInTree[] {
    const found: UnitInTree[] = []
    for (let id = from; id !== null && found.length < deepest;) {
      const unit = find(id)
      if (unit === undefined) break
      found.push(unit)
      id = unit.parent
    }
    return found
  }

  const above = (id: UnitId): ReturnType<UnitTree['above']> =>
    upwards(find(id)?.parent ?? null).map(({ id: unit, level }) => ({ unit, level }))

  function former(id: UnitId): readonly FormerSuperior[] {
    const parents = find(id)?.former ?? []
    if (parents.length === 0) return []
    const present = new Set(above(id).map(({ unit }) => unit))
    return parents.flatMap(({ parent, until }) =>
      upwards(parent)
        .filter((unit) => !present.has(unit.id))
        .map(({ id: unit, level }) => ({ unit, level, until })),
    )
  }

  const isWithin = (unit: string, root: string): boolean =>
    unit === root || above(unit as UnitId).some((each) => each.unit === root)

  return {
    above,
    isWithin,
    former,
    wasWithin: (unit, root) =>
      isWithin(unit, root) || former(unit as UnitId).some((each) => each.unit === root),
  }
}
