import type { UnitId } from '../../shared/domain/ids.ts'
import type { Level } from '../../shared/domain/journal/facts.ts'
import type { FormerParent } from '../../shared/domain/journal/scope-projection.ts'
import type { Database } from '../storage/database.ts'
import { scopesStartingWith } from '../storage/scopes.ts'
import { valueIn } from './catalogue.ts'
import type { Journal } from './journal.ts'

/** A unit as the list that ships has it, or as catalogues say. */
export type UnitFacts = {
  readonly id: UnitId
  readonly level: Level
  readonly name: string
  readonly code: string
  readonly parent: UnitId | null
  readonly former?: readonly FormerParent[] | undefined
}

/** Units that the catalogues add, or of which they change something. What a higher office says stands. */
export function unitChangesIn(
  database: Database,
  journal: Pick<Journal, 'plain'>,
  find: (id: string) => UnitFacts | undefined,
): readonly UnitFacts[] {
  const changed = new Map<string, UnitFacts>()
  const publishers = scopesStartingWith(database, 'catalogue ').map(
    ({ key }) => key.slice('catalogue '.length) as UnitId,
  )
  publishers.sort((a, b) => rank(find(a)) - rank(find(b)))
  for (const publisher of publishers) {
    const { projection } = journal.plain('catalogue', publisher)
    const ids = new Set(
      [...projection.fields.values()].filter(({ entity }) => entity === 'unit').map(({ id }) => id),
    )
    for (const id of ids) {
      const before = changed.get(id) ?? find(id)
      const read = <Value>(field: string): Value | undefined => valueIn<Value>(projection, 'unit', id, field)
      const level = read<Level>('level') ?? before?.level
      const name = read<string>('name') ?? before?.name
      if (level === undefined || name === undefined) continue
      const former = read<readonly FormerParent[]>('former') ?? before?.former
      changed.set(id, {
        id: id as UnitId,
        level,
        name,
        code: read<string>('code') ?? before?.code ?? '',
        parent: read<UnitId>('parent') ?? before?.parent ?? null,
        ...(former === undefined ? {} : { former }),
      })
    }
  }
  return [...changed.values()]
}

function rank(unit: UnitFacts | undefined): number {
  return unit === undefined ? -1 : { commune: 0, district: 1, province: 2 }[unit.level]
}
