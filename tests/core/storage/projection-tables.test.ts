import { beforeEach, expect, test } from 'vitest'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import { rowText } from '../../../src-main/journal/projected-rows.ts'
import type { Database } from '../../../src-main/storage/database.ts'
import {
  countDiffering,
  deleteField,
  differingFields,
  fieldOf,
  fieldsOfScope,
  fieldTextsOfScope,
  putField,
  replaceFieldsOfScope,
  type FieldState,
} from '../../../src-main/storage/fields.ts'
import { ensureScope } from '../../../src-main/storage/scopes.ts'
import {
  deleteSheet,
  detailedSheetsOfCycle,
  detailsOfSheet,
  putSheet,
  sheetOfScope,
  sheetsOfCycle,
  type SheetState,
} from '../../../src-main/storage/sheet-states.ts'
import { replaceUncountedOfScope, uncountedOfScope } from '../../../src-main/storage/uncounted.ts'
import { emptyDatabase, idOf } from '../../support/storage.ts'

let database: Database
let scope: number
let other: number

beforeEach(() => {
  database = emptyDatabase()
  scope = ensureScope(database, 'a')
  other = ensureScope(database, 'b')
})

function aField(state: Partial<FieldState> = {}): FieldState {
  return {
    entity: 'selfScore',
    key: 'k1',
    field: 'answer',
    value: '"5"',
    heads: [idOf('e1')],
    differing: false,
    ...state,
  }
}

test('a field is written, written over and forgotten, in its scope alone', () => {
  putField(database, scope, aField())
  putField(database, other, aField({ value: '"9"' }))
  const two = aField({ value: null, heads: [idOf('e1'), idOf('e2')].sort(), differing: true })
  putField(database, scope, two)
  expect(fieldOf(database, scope, 'selfScore', 'k1', 'answer')).toEqual(two)
  deleteField(database, scope, 'selfScore', 'k1', 'answer')
  expect(fieldOf(database, scope, 'selfScore', 'k1', 'answer')).toBeUndefined()
  expect(fieldOf(database, other, 'selfScore', 'k1', 'answer')?.value).toBe('"9"')
})

test('the fields of a scope come in one order, whatever the order of writing', () => {
  const states = ['k3', 'k1', 'k2'].map((key) => aField({ key, heads: [] }))
  replaceFieldsOfScope(database, scope, states)
  replaceFieldsOfScope(database, other, states.toReversed())
  expect(fieldsOfScope(database, scope)).toEqual(fieldsOfScope(database, other))
  expect(fieldsOfScope(database, scope).map(({ key }) => key)).toEqual(['k1', 'k2', 'k3'])
  replaceFieldsOfScope(database, scope, [aField({ key: 'k9' })])
  expect(fieldsOfScope(database, scope)).toEqual([aField({ key: 'k9' })])
})

test('a field read as text is the text of its row', () => {
  const states = [
    aField({ value: '{"note":"Đã \\"xong\\""}' }),
    aField({ key: 'k2', value: null, heads: [idOf('e1'), idOf('e2')].sort(), differing: true }),
    aField({ key: 'k3', heads: [] }),
  ]
  replaceFieldsOfScope(database, scope, states)
  expect(fieldTextsOfScope(database, scope)).toEqual(
    states.map((state) => ({
      field: fieldKey(state.entity, state.key, state.field),
      text: rowText(state),
    })),
  )
})

test('what waits for a choice is found across scopes', () => {
  putField(database, scope, aField())
  putField(database, scope, aField({ key: 'k2', differing: true }))
  putField(database, other, aField({ key: 'k3', differing: true }))
  expect(differingFields(database).map(({ scope, key }) => [scope, key])).toEqual([
    [scope, 'k2'],
    [other, 'k3'],
  ])
  expect(countDiffering(database, scope)).toBe(1)
})

test('what does not count is replaced as a whole', () => {
  const changes = [
    { entry: idOf('e2'), change: -1, reason: 'waiting' },
    { entry: idOf('e2'), change: 0, reason: 'rule' },
  ]
  replaceUncountedOfScope(database, scope, changes)
  replaceUncountedOfScope(database, other, changes.slice(1))
  expect(uncountedOfScope(database, scope)).toEqual(changes)
  replaceUncountedOfScope(database, scope, [])
  expect(uncountedOfScope(database, scope)).toEqual([])
  expect(uncountedOfScope(database, other)).toHaveLength(1)
})

test('a sheet’s state is written, written over, listed by cycle and forgotten', () => {
  const sheet: SheetState = {
    scope,
    cycle: 'vn2024.p.24:2024',
    unit: 'vn2024.c.2',
    status: 'scoring',
    selfTotal: null,
    appraisedTotal: null,
    verifiedTotal: null,
    stars: null,
    recognised: null,
  }
  putSheet(database, sheet, '{}')
  const scored = { ...sheet, selfTotal: 8_999, stars: 4 }
  putSheet(database, scored, '{"groups":[]}')
  putSheet(database, { ...sheet, scope: other, unit: 'vn2024.c.1' }, '{}')
  expect(sheetOfScope(database, scope)).toEqual(scored)
  expect(detailsOfSheet(database, scope)).toBe('{"groups":[]}')
  expect(sheetsOfCycle(database, sheet.cycle).map(({ unit }) => unit)).toEqual(['vn2024.c.1', 'vn2024.c.2'])
  expect(detailedSheetsOfCycle(database, sheet.cycle)[1]).toEqual({ ...scored, details: '{"groups":[]}' })
  expect(sheetsOfCycle(database, 'other')).toEqual([])
  deleteSheet(database, scope)
  expect(sheetOfScope(database, scope)).toBeUndefined()
})
