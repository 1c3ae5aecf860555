import type { UnitId } from '../../shared/domain/ids.ts'
import type { Level } from '../../shared/domain/journal/facts.ts'
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
}

/** Units that the catalogues add, or of which they change something. */
export function unitChangesIn(
  database: Database,
  journal: Pick<Journal, 'plain'>,
  find: (id: string) => UnitFacts | undefined,
): readonly UnitFacts[] {
  const changed: UnitFacts[] = []
  for (const { key } of scopesStartingWith(database, 'catalogue ')) {
    const { projection } = journal.plain('catalogue', key.slice('catalogue '.length) as UnitId)
    const ids = new Set(
      [...projection.fields.values()].filter(({ entity }) => entity === 'unit').map(({ id }) => id),
    )
    for (const id of ids) {
      const shipped = find(id)
      const read = <Value>(field: string): Value | undefined => valueIn<Value>(projection, 'unit', id, field)
      const level = read<Level>('level') ?? shipped?.level
      const name = read<string>('name') ?? shipped?.name
      if (level === undefined || name === undefined) continue
      changed.push({
        id: id as UnitId,
        level,
        name,
        code: read<string>('code') ?? shipped?.code ?? '',
        parent: read<UnitId>('parent') ?? shipped?.parent ?? null,
      })
    }
  }
  return changed
}
