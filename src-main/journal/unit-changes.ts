import type { Day, UnitId } from '../../shared/domain/ids.ts'
import type { Level } from '../../shared/domain/journal/facts.ts'
import type { FormerParent, PlainProjection } from '../../shared/domain/journal/scope-projection.ts'
import type { Database } from '../storage/database.ts'
import { scopesStartingWith } from '../storage/scopes.ts'
import { valueIn } from './catalogue.ts'
import type { Journal } from './journal.ts'
import { unitTree } from './unit-tree.ts'

/** A unit as the list that ships has it, or as catalogues say. */
export type UnitFacts = {
  readonly id: UnitId
  readonly level: Level
  readonly name: string
  readonly code: string
  readonly parent: UnitId | null
  readonly former?: readonly FormerParent[] | undefined
  /** First and last day on which it exists; null or none: always. */
  readonly from?: Day | null | undefined
  readonly until?: Day | null | undefined
}

const levels: readonly Level[] = ['province', 'district', 'commune']

/**
 * Units that the catalogues add, or of which they change something. Read from the top down: what a higher office says stands, and
 * an office speaks only of what lies below it, as those above it have it. Of itself no office says anything here: else a commune could
 * name itself a province, or walk away from under its district.
 * @param shipped the units as they ship, without what catalogues said of them before
 */
export function unitChangesIn(
  database: Database,
  journal: Pick<Journal, 'plain'>,
  shipped: (id: string) => UnitFacts | undefined,
): readonly UnitFacts[] {
  const changed = new Map<string, UnitFacts>()
  const find = (id: string): UnitFacts | undefined => changed.get(id) ?? shipped(id)
  const publishers = scopesStartingWith(database, 'catalogue ')
    .map(({ key }) => key.slice('catalogue '.length))
    .sort()
  /** `<unit> <field>` that a higher office has said. */
  const said = new Set<string>()
  for (const level of levels) {
    for (const publisher of publishers) {
      if (find(publisher)?.level !== level) continue
      const { projection } = journal.plain('catalogue', publisher as UnitId)
      const saidHere = describe(projection, publisher, { find, said, changed })
      for (const each of saidHere) said.add(each)
    }
  }
  return [...changed.values()]
}

type Describing = {
  readonly find: (id: string) => UnitFacts | undefined
  readonly said: ReadonlySet<string>
  readonly changed: Map<string, UnitFacts>
}

/** Takes over what one office says; gives the fields of units that it said. */
function describe(
  projection: PlainProjection,
  publisher: string,
  { find, said, changed }: Describing,
): ReadonlySet<string> {
  const saidHere = new Set<string>()
  const { isWithin } = unitTree(find)
  const isBelow = (id: string): boolean => id !== publisher && isWithin(id, publisher)
  // as those above have it, before this office moves anything itself
  let open = idsIn(projection).filter((id) => find(id) === undefined || isBelow(id))

  function take(id: string): boolean {
    const before = find(id)
    const fields: string[] = []
    const read = <Value>(field: string): Value | undefined => {
      if (said.has(`${id} ${field}`)) return undefined
      const value = valueIn<Value>(projection, 'unit', id, field)
      if (value !== undefined) fields.push(field)
      return value
    }
    const parent = parentOf(id, read<UnitId>('parent'), before)
    const level = read<Level>('level') ?? before?.level
    const name = read<string>('name') ?? before?.name
    if (parent === undefined || level === undefined || name === undefined) return false
    if (levels.indexOf(level) < levels.indexOf(find(publisher)?.level ?? 'commune')) return false
    const former = read<readonly FormerParent[]>('former') ?? before?.former
    const from = read<Day | null>('from') ?? before?.from
    const until = read<Day | null>('until') ?? before?.until
    changed.set(id, {
      ...{ id: id as UnitId, level, name, parent },
      code: read<string>('code') ?? before?.code ?? '',
      ...(former === undefined ? {} : { former }),
      ...(from == null ? {} : { from }),
      ...(until == null ? {} : { until }),
    })
    for (const field of fields) saidHere.add(`${id} ${field}`)
    return true
  }

  /** Where the unit is to hang: below this office, and not below itself. Undefined: nowhere yet. */
  function parentOf(id: string, wanted: UnitId | undefined, before: UnitFacts | undefined) {
    const fits =
      wanted !== undefined &&
      find(wanted) !== undefined &&
      isWithin(wanted, publisher) &&
      !isWithin(wanted, id)
    return fits ? wanted : before?.parent
  }

  // a new unit may hang below another new one
  for (let left: string[]; open.length > 0; open = left) {
    left = open.filter((id) => !take(id))
    if (left.length === open.length) break
  }
  return saidHere
}

function idsIn({ fields }: PlainProjection): string[] {
  const ids = [...fields.values()].filter(({ entity }) => entity === 'unit').map(({ id }) => id)
  return [...new Set(ids)].sort()
}
