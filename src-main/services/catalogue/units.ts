import { readFileSync } from 'node:fs'
import type { UnitView } from '../../../shared/contract/views.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Day, UnitId } from '../../../shared/domain/ids.ts'
import type { Level } from '../../../shared/domain/journal/facts.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { isUnitOfDay } from '../../../shared/domain/unit-days.ts'
import { indexUnits, searchUnits, type UnitIndex } from '../../../shared/domain/unit-search.ts'
import { parseUnits } from '../../../shared/domain/units.ts'
import type { UnitTree } from '../../journal/parts.ts'
import type { UnitFacts } from '../../journal/unit-changes.ts'
import { unitTree } from '../../journal/unit-tree.ts'
import { assetPath } from '../../platform/program-files.ts'

/** A unit, shipped or made or changed by an office. */
export type Unit = UnitFacts

/** Every unit that this office knows: the shipped ones, and what catalogues say beyond them. */
export type Units = UnitTree & {
  readonly find: (id: string) => Unit | undefined
  /** As the program ships it, whatever catalogues say. */
  readonly findShipped: (id: string) => Unit | undefined
  /** @throws CallError `notFound` */
  readonly get: (id: UnitId) => Unit
  readonly view: (unit: Unit) => UnitView
  readonly nameOf: (id: string) => string
  /** Every child there ever was or will be: for trust and history, which know no day. */
  readonly childrenOf: (id: UnitId) => readonly Unit[]
  /** The same for every commune below. */
  readonly communesBelow: (id: UnitId) => readonly Unit[]
  /** Children, or every commune below, that exist on a day. */
  readonly belowOn: (id: UnitId, day: Day, communes: boolean) => readonly Unit[]
  readonly existsOn: (id: string, day: Day) => boolean
  readonly search: (
    text: string,
    filter: { level?: Level | undefined; within?: UnitId | undefined; day?: Day | undefined },
    limit: number,
  ) => readonly Unit[]
  /** Takes over what the catalogues say about units; the rest stays as shipped. */
  readonly replaceOverrides: (units: readonly Unit[]) => void
}

/** The shipped units never change while the program runs: reading them takes about 30 ms, once. */
let shippedUnits: ReadonlyMap<string, Unit> | null = null

function readShippedUnits(): ReadonlyMap<string, Unit> {
  const units = parseUnits(readFileSync(assetPath('units/vietnam-2024-06.txt'), 'utf8'))
  return new Map<string, Unit>(units.map((unit) => [unit.id, unit]))
}

/** The shipped units with nothing of an office's own yet; the search index is made when it is first asked. */
export function loadUnits(): Units {
  shippedUnits ??= readShippedUnits()
  const shipped = shippedUnits
  // Ten thousand shipped units are never copied: what an office changed lies over them.
  let changed: ReadonlyMap<string, Unit> = new Map()
  const find = (id: string): Unit | undefined => changed.get(id) ?? shipped.get(id)
  const tree = unitTree(find)
  let children: Map<string, Unit[]> | null = null
  let index: UnitIndex<Unit> | null = null

  function everyUnit(): Unit[] {
    const added = [...changed.values()].filter(({ id }) => !shipped.has(id))
    return [...[...shipped.values()].map((unit) => changed.get(unit.id) ?? unit), ...added]
  }

  function childrenOf(id: UnitId): readonly Unit[] {
    if (children === null) {
      children = new Map()
      for (const unit of everyUnit()) {
        if (unit.parent === null) continue
        const siblings = children.get(unit.parent)
        if (siblings === undefined) children.set(unit.parent, [unit])
        else siblings.push(unit)
      }
      for (const siblings of children.values()) siblings.sort((a, b) => compareVietnamese(a.name, b.name))
    }
    return children.get(id) ?? []
  }

  function get(id: UnitId): Unit {
    const unit = find(id)
    if (unit === undefined) throw new CallError('notFound', { what: 'unit' })
    return unit
  }

  function communesBelow(id: UnitId): readonly Unit[] {
    return childrenOf(id).flatMap((unit) => (unit.level === 'commune' ? [unit] : communesBelow(unit.id)))
  }

  return {
    ...tree,
    find,
    findShipped: (id) => shipped.get(id),
    get,
    view: ({ former: _former, from = null, until = null, ...unit }) => ({
      ...unit,
      from,
      until,
      path: tree.above(unit.id).map((each) => find(each.unit)?.name ?? ''),
    }),
    nameOf: (id) => find(id)?.name ?? id,
    childrenOf,
    communesBelow,
    belowOn: (id, day, communes) =>
      (communes ? communesBelow(id) : childrenOf(id)).filter((unit) => isUnitOfDay(unit, day)),
    existsOn: (id, day) => isUnitOfDay(find(id) ?? {}, day),
    search: (text, filter, limit) => {
      index ??= indexUnits(everyUnit())
      return searchUnits(index, text, filter, limit).map(({ unit }) => unit)
    },
    replaceOverrides: (units) => {
      changed = new Map(units.map((unit) => [unit.id, unit]))
      children = null
      index = null
    },
  }
}
