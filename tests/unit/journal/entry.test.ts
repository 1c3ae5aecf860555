import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { canonicalBytes } from '../../../src-main/journal/canonical.ts'
import { decodeEntry, encodeEntry, Entry, isEntry } from '../../../src-main/journal/entry.ts'
import { overstepOf, scopeOf, scopesOf, type Holder } from '../../../src-main/journal/scopes.ts'
import { parseStreamKey, streamKey, type Channel } from '../../../src-main/journal/streams.ts'
import { commune, district, otherCommune, province, testDevice } from '../../support/test-devices.ts'

const hexDigits = Array.from({ length: 16 }, (_, digit) => digit.toString(16))
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...hexDigits), minLength: length, maxLength: length })
const device = testDevice(commune, 'commune', 'commune').device
const sheet = streamKey(device, commune, 'sheet')
const assessment = `${district}:k2024/${commune}`

const aChange = {
  entity: 'selfScore',
  id: `${assessment}/1.2`,
  field: 'answer',
  value: { note: '' },
  bases: [],
}

function anEntry(changes: object = {}): Entry {
  return {
    v: 1,
    stream: sheet,
    seq: 1,
    prev: null,
    time: 1_717_200_000_000,
    officer: { id: `${commune}:a1`, name: 'Nguyễn Thị Hương' },
    act: 'c'.repeat(32),
    action: 'scores.set',
    reason: null,
    onBehalf: null,
    changes: [aChange],
    ...changes,
  } as unknown as Entry
}

const change = fc.record({
  entity: fc.constantFrom('selfScore', 'document', 'unit'),
  id: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
  field: fc.constantFrom('answer', 'text'),
  value: fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.record({ note: fc.string({ unit: 'grapheme-ascii' }) }),
  ),
  bases: fc.uniqueArray(hex(64), { maxLength: 3 }),
})

const entries = fc
  .record({
    v: fc.constant(1),
    stream: fc.constantFrom(
      sheet,
      streamKey(device, commune, 'office'),
      streamKey(device, district, 'catalogue'),
    ),
    seq: fc.integer({ min: 1, max: 1000 }),
    prev: hex(64),
    time: fc.nat(),
    officer: fc.constant({ id: `${commune}:a1`, name: 'A' }),
    act: hex(32),
    action: fc.constantFrom('scores.set', 'documents.link.add'),
    reason: fc.option(fc.constant('vì sao')),
    onBehalf: fc.option(fc.constant({ unit: commune, paper: '12/CV' })),
    changes: fc.uniqueArray(change, {
      minLength: 1,
      maxLength: 4,
      selector: (one) => `${one.entity} ${one.field} ${one.id}`,
    }),
  })
  .map((entry) => ({ ...entry, prev: entry.seq === 1 ? null : entry.prev }) as unknown as Entry)

/** Values that stand somewhere in an entry and do not belong there, or nearly. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1,
    2,
    1.5,
    '',
    'x',
    'A',
    'a.b',
    'a'.repeat(64),
    'a'.repeat(63),
    'A'.repeat(64),
    'a'.repeat(32),
    [],
    [null],
    [[]],
    {},
    { id: 'a:b' },
    { unit: 'a', paper: '' },
    { id: 'a:b', name: 'x', more: 1 },
    ['b'.repeat(64), 'a'.repeat(64)],
    ['a'.repeat(64), 'a'.repeat(64)],
    'x'.repeat(301),
    'x'.repeat(4001),
    8_640_000_000_000_001,
    [aChange, aChange],
    [aChange, { ...aChange, field: 'text' }],
    sheet.toUpperCase(),
    `${sheet}/`,
  ),
  fc.integer(),
  fc.string(),
)

/** Every place in a value: paths of keys. */
function placesIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at]
  return [
    at,
    ...Object.keys(value).flatMap((key) => placesIn((value as Record<string, unknown>)[key], [...at, key])),
  ]
}

function withChange(
  value: unknown,
  place: string[],
  how: (holder: Record<string, unknown>, key: string) => void,
): unknown {
  const copy = structuredClone(value) as Record<string, unknown>
  let holder = copy
  for (const key of place.slice(0, -1)) holder = holder[key] as Record<string, unknown>
  how(holder, place.at(-1) ?? '')
  // as JSON carries it: no holes
  return JSON.parse(JSON.stringify(copy))
}

describe('entries', () => {
  it('come back as they were written, under the hash of their bytes', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const { id, bytes } = encodeEntry(entry)
        const decoded = decodeEntry(bytes)
        const changes = entry.changes.map((one) => ({ ...one, bases: [...one.bases].sort() }))
        expect(decoded).toEqual({ ...entry, changes, id })
        const { id: _, ...again } = decoded
        expect(encodeEntry(again)).toEqual({ id, bytes })
      }),
    )
  })

  it('are known by hand exactly as by their schema', () => {
    let refused = 0
    fc.assert(
      fc.property(
        entries,
        fc.nat(),
        strange,
        fc.constantFrom('set', 'delete', 'add', 'leave'),
        (entry, at, odd, how) => {
          const places = placesIn(entry).filter((place) => place.length > 0)
          const changed = withChange(entry, places[at % places.length] ?? [], (holder, key) => {
            if (how === 'set') holder[key] = odd
            if (how === 'delete') Reflect.deleteProperty(holder, key)
            if (how === 'add') holder['odd'] = odd
          })
          const bySchema = Entry.safeParse(changed).success
          if (!bySchema) refused += 1
          expect(isEntry(changed)).toBe(bySchema)
        },
      ),
      { numRuns: 4000 },
    )
    expect(refused).toBeGreaterThan(500)
  })

  it.each([
    ['a first entry with one before it', { prev: 'a'.repeat(64) }],
    ['a later entry with none before it', { seq: 2 }],
    ['two changes of one field', { changes: [aChange, { ...aChange, value: 1 }] }],
    ['no change', { changes: [] }],
    [
      '65 bases',
      { changes: [{ ...aChange, bases: Array.from({ length: 65 }, (_, i) => String(i).padStart(64, '0')) }] },
    ],
    ['a base twice', { changes: [{ ...aChange, bases: ['a'.repeat(64), 'a'.repeat(64)] }] }],
    ['an empty reason', { reason: '' }],
    ['an unknown version', { v: 2 }],
    ['more than a mebibyte', { changes: [{ ...aChange, value: 'x'.repeat(1024 * 1024) }] }],
  ])('are refused with %s', (_, changes) => {
    expect(() => encodeEntry(anEntry(changes))).toThrow()
    expect(() => decodeEntry(canonicalBytes(anEntry(changes)))).toThrow()
  })

  it('hold 64 bases', () => {
    const bases = Array.from({ length: 64 }, (_, i) => String(63 - i).padStart(64, '0') as EntryId)
    expect(
      decodeEntry(encodeEntry(anEntry({ changes: [{ ...aChange, bases }] })).bytes).changes[0]?.bases,
    ).toHaveLength(64)
  })
})

describe('stream keys', () => {
  it('come back in their parts', () => {
    expect(parseStreamKey(sheet)).toEqual({ device, audience: commune, channel: 'sheet' })
  })
  it.each([
    '',
    'a/b/sheet',
    `${device}/${commune}`,
    `${device}/${commune}/else`,
    `${device}/${commune}/sheet/x`,
    `${device}/../sheet`,
    `${device}//sheet`,
    `${device}/${'a'.repeat(49)}/sheet`,
    `${device.toUpperCase()}/${commune}/sheet`,
    `${sheet}\n`,
  ])('are not %j', (text) => {
    expect(parseStreamKey(text)).toBeUndefined()
    expect(isEntry(anEntry({ stream: text }))).toBe(false)
  })
})

describe('scopes', () => {
  const document = `${commune}:ab12`
  it.each<[string, string, Channel, string | undefined]>([
    ['participant', assessment, 'sheet', `sheet ${assessment}`],
    ['selfScore', `${assessment}/1.2`, 'sheet', `sheet ${assessment}`],
    ['gateAnswer', `${assessment}/veto-1`, 'sheet', `sheet ${assessment}`],
    ['evidence', `${assessment}/1.2/${document}`, 'sheet', `sheet ${assessment}`],
    ['evidence', `${assessment}/dossier-1/${document}`, 'sheet', `sheet ${assessment}`],
    ['document', document, 'sheet', `documents ${commune}`],
    ['unit', otherCommune, 'catalogue', `catalogue ${commune}`],
    ['cycle', `${commune}:k1`, 'catalogue', `catalogue ${commune}`],
    ['certificate', device, 'catalogue', `catalogue ${commune}`],
    ['officer', `${commune}:a1`, 'office', `office ${commune}`],
    // ids of another audience, or of none
    ['selfScore', assessment, 'sheet', undefined],
    ['selfScore', `${assessment}/1.2/3`, 'sheet', undefined],
    ['selfScore', `${district}:k2024/${otherCommune}/1.2`, 'sheet', undefined],
    ['participant', `${assessment}/1`, 'sheet', undefined],
    ['participant', 'nonsense', 'sheet', undefined],
    ['evidence', `${assessment}/1.2/${otherCommune}:ab12`, 'sheet', undefined],
    ['evidence', `${assessment}/1.2`, 'sheet', undefined],
    ['document', `${otherCommune}:ab12`, 'sheet', undefined],
    ['document', `${document}/x`, 'sheet', undefined],
    ['cycle', `${district}:k1`, 'catalogue', undefined],
    ['officer', `${district}:a1`, 'office', undefined],
    ['selfScore', `${assessment}/1.2`, 'catalogue', undefined],
    ['constructor', 'x', 'sheet', undefined],
  ])('%s %s on %s', (entity, id, channel, scope) => {
    const stream = parseStreamKey(streamKey(device, commune, channel))
    expect(stream && scopeOf({ entity, id }, stream)).toBe(scope)
  })

  it('are listed once an entry', () => {
    const changes = [aChange, { ...aChange, field: 'text' }, { ...aChange, entity: 'document', id: document }]
    expect(scopesOf(anEntry({ changes }))).toEqual([`sheet ${assessment}`, `documents ${commune}`])
  })
})

describe('oversteps', () => {
  const communeHolder: Holder = { device, unit: commune, level: 'commune', mayIssueFor: null }
  const districtHolder: Holder = { device, unit: district, level: 'district', mayIssueFor: null }
  const one = (entity: string, id: string, field: string) => ({
    changes: [{ ...aChange, entity, id, field }],
  })
  it.each<[string, object, Holder, string | undefined]>([
    ['a commune scores itself', {}, communeHolder, undefined],
    ['a district scores for its commune', {}, districtHolder, undefined],
    ['a district appraises', one('appraisal', `${assessment}/1.2`, 'answer'), districtHolder, undefined],
    ['a commune appraises', one('appraisal', `${assessment}/1.2`, 'answer'), communeHolder, 'aboveLevel'],
    ['a commune submits', one('assessment', assessment, 'submission'), communeHolder, undefined],
    [
      'a commune recognises itself',
      one('assessment', assessment, 'recognition'),
      communeHolder,
      'aboveLevel',
    ],
    ['another device', {}, { ...communeHolder, device: 'f'.repeat(64) }, 'otherDevice'],
    ['the sheet of another commune', {}, { ...communeHolder, unit: otherCommune }, 'foreignAudience'],
    [
      'the catalogue of another unit',
      { stream: streamKey(device, province, 'catalogue') },
      districtHolder,
      'foreignAudience',
    ],
    [
      'the office of another unit',
      { stream: streamKey(device, commune, 'office') },
      districtHolder,
      'foreignAudience',
    ],
    ['an id of another commune', one('document', `${otherCommune}:1`, 'file'), communeHolder, 'foreignId'],
    ['an entity of another channel', one('unit', commune, 'name'), communeHolder, 'foreignEntity'],
    [
      'a certificate by one who issues none',
      { stream: streamKey(device, district, 'catalogue'), ...one('certificate', device, 'issued') },
      districtHolder,
      'notIssuer',
    ],
    [
      'a certificate by an issuer',
      { stream: streamKey(device, district, 'catalogue'), ...one('certificate', device, 'issued') },
      { ...districtHolder, mayIssueFor: district },
      undefined,
    ],
  ])('%s', (_, changes, holder, expected) => {
    expect(overstepOf(anEntry(changes), holder)).toBe(expected)
  })
})
