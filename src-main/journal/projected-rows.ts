import { valueText, type FieldChanges, type FieldKey } from '../../shared/domain/journal/changes.ts'
import type { FieldStanding } from '../../shared/domain/journal/merge.ts'
import { changeOf } from '../../shared/domain/journal/sheet-projection.ts'
import type { FieldState } from '../storage/fields.ts'
import type { UncountedChange } from '../storage/uncounted.ts'

/** A projection as rows: what is written as the current state, and what a rebuild compares with it. */

/** The row of a field in which something stands. */
export function rowOf(field: FieldChanges, standing: FieldStanding): FieldState {
  const shown = standing.shown === null ? undefined : changeOf(field, standing.shown)
  return {
    entity: field.entity,
    key: field.id,
    field: field.field,
    value: shown === undefined ? null : valueText(shown.change),
    heads: standing.heads,
    differing: standing.differing,
  }
}

/** The row as one text, as `fieldTextsOfScope` reads it. */
export function rowText(row: FieldState): string {
  return `${row.differing ? '1' : '0'}${row.heads.join(' ')} ${row.value ?? ''}`
}

/** Changes that do not count, by (entry, change). */
export function uncountedRows(fields: ReadonlyMap<FieldKey, FieldChanges>): readonly UncountedChange[] {
  const rows: UncountedChange[] = []
  for (const field of fields.values()) {
    for (const { entry, index, counted } of field.changes) {
      if (counted !== true) rows.push({ entry: entry.id, change: index, reason: counted })
    }
  }
  return rows.sort((a, b) => (a.entry === b.entry ? a.change - b.change : a.entry < b.entry ? -1 : 1))
}
