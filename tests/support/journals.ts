import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CriteriaContent } from '../../shared/domain/criteria.ts'
import type {
  AssessmentId,
  CriteriaVersionId,
  CycleId,
  DeviceId,
  EntryId,
  OfficerId,
  UnitId,
} from '../../shared/domain/ids.ts'
import { createJournal, type Draft, type Journal, type NewChange } from '../../src-main/journal/journal.ts'
import type { Received } from '../../src-main/journal/receiving.ts'
import type { DeviceFacts } from '../../src-main/journal/parts.ts'
import { loadUnits } from '../../src-main/services/catalogue/units.ts'
import { closeDatabase, openDatabase, type Database } from '../../src-main/storage/database.ts'
import { entriesAfter } from '../../src-main/storage/entries.ts'
import { migrate } from '../../src-main/storage/migrate.ts'
import { fieldsOfScope } from '../../src-main/storage/fields.ts'
import { allScopes } from '../../src-main/storage/scopes.ts'
import { detailedSheetsOfCycle } from '../../src-main/storage/sheet-states.ts'
import { streamByNumber } from '../../src-main/storage/streams.ts'
import { transaction } from '../../src-main/storage/transaction.ts'
import { uncountedOfScope } from '../../src-main/storage/uncounted.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Several devices with journals of their own, on real databases, that know each other's certificates. */

const units = loadUnits()
export const district = 'vn2024.d.215' as UnitId
export const province = 'vn2024.p.24' as UnitId
const [firstCommune] = units.childrenOf(district)
if (firstCommune === undefined) throw new Error('the shipped units hold no commune of Yên Thế')
export const commune = firstCommune.id
export const cycle = `${district}:2024` as CycleId
export const version = `${district}:v1` as CriteriaVersionId
export const assessment = `${cycle}/${commune}` as AssessmentId
export const sample = CriteriaContent.parse(
  JSON.parse(readFileSync(new URL('../../assets/criteria/sample-2024.json', import.meta.url), 'utf8')),
)

export type TestDevice = {
  readonly id: DeviceId
  journal: Journal
  database: Database
  time: number
  readonly write: (drafts: readonly Draft[]) => readonly EntryId[]
  /** One change of the commune's sheet, on what stands here now unless bases are given. */
  readonly change: (
    entity: string,
    id: string,
    field: string,
    value: unknown,
    bases?: readonly EntryId[],
  ) => EntryId
  readonly heads: (entity: string, id: string, field: string) => readonly EntryId[]
  readonly entries: () => readonly Received[]
  readonly receive: (entries: readonly Received[]) => void
  /** Closes the database file and opens it again, as the next start does. */
  readonly restart: () => void
}

export type Devices = { readonly known: Map<string, DeviceFacts> }

/** A device of a unit; `named` fixes its id. */
export function aDevice(devices: Devices, named: string, unit: UnitId): TestDevice {
  const id = hash('sha256', named) as DeviceId
  devices.known.set(id, { unit, level: units.get(unit).level, name: named, mayIssueFor: null })
  const file = path.join(temporaryFolder(), 'cqtt.db')
  const open = (): { database: Database; journal: Journal } => {
    const database = openDatabase(file)
    migrate(database)
    const deviceFacts = (each: string): DeviceFacts | null => devices.known.get(each) ?? null
    const base = { database, units, deviceFacts, ownUnit: () => unit, readUnits: () => undefined }
    return { database, journal: createJournal({ ...base, now: () => device.time++ }) }
  }
  const device: TestDevice = {
    id,
    ...open(),
    time: 1_000_000,
    write: (drafts) =>
      device.journal.write({
        device: id,
        officer: { id: `${unit}:officer` as OfficerId, name: named },
        action: 'test.write',
        reason: null,
        onBehalf: null,
        drafts,
      }),
    change: (entity, thing, field, value, bases) => {
      const change: NewChange = {
        entity,
        id: thing,
        field,
        value,
        bases: bases ?? device.heads(entity, thing, field),
      }
      const [entry] = device.write([{ channel: 'sheet', audience: commune, changes: [change] }])
      if (entry === undefined) throw new Error('nothing written')
      return entry
    },
    heads: (entity, thing, field) =>
      device.journal.sheet(assessment).projection.standings.get(`${entity}\n${thing}\n${field}`)?.heads ?? [],
    entries: () =>
      entriesAfter(device.database, 0, 100_000)
        .map((row) => ({
          stream: streamByNumber(device.database, row.stream)?.key ?? '',
          bytes: row.bytes,
          seq: row.seq,
        }))
        .sort((a, b) => (a.stream === b.stream ? a.seq - b.seq : a.stream < b.stream ? -1 : 1)),
    receive: (entries) => {
      transaction(device.database, () => {
        device.journal.receive(entries, { bundle: hash('sha256', `${Math.random()}`), device: id })
      })
    },
    restart: () => {
      closeDatabase(device.database)
      Object.assign(device, open())
    },
  }
  return device
}

/** The district publishes the sample set and a cycle with its communes. */
export function publishCycle(device: TestDevice): void {
  const of = (entity: string, id: string, field: string, value: unknown): NewChange => ({
    entity,
    id,
    field,
    value,
    bases: [],
  })
  const published = {
    id: version,
    set: `${district}:set`,
    publisher: district,
    label: '2024',
    content: sample,
  }
  device.write([
    {
      channel: 'catalogue',
      audience: district,
      changes: [
        of('criteriaVersion', version, 'published', published),
        of('cycle', cycle, 'name', '2024'),
        of('cycle', cycle, 'year', 2024),
        of('cycle', cycle, 'version', version),
        of(
          'cycle',
          cycle,
          'units',
          units.childrenOf(district).map((unit) => unit.id),
        ),
        of('cycle', cycle, 'levels', { appraise: 'district', verify: 'province', recognise: 'province' }),
        of('cycle', cycle, 'period', { from: '2024-01-01', until: '2024-12-31' }),
      ],
    },
  ])
}

/** The whole projection as text: equal texts are equal states, whatever the local numbering. */
export function projectionText(device: TestDevice): string {
  const scopes = allScopes(device.database)
    .map(({ num, key }) => ({
      key,
      fields: fieldsOfScope(device.database, num),
      uncounted: uncountedOfScope(device.database, num),
    }))
    .filter(({ fields, uncounted }) => fields.length + uncounted.length > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const sheets = detailedSheetsOfCycle(device.database, cycle).map((sheet) => ({ ...sheet, scope: 0 }))
  return JSON.stringify({ scopes, sheets }, null, 1)
}

/** What a decider at this device sees now. */
export function basisSeenBy(device: TestDevice) {
  const cut = Object.fromEntries(
    device.entries().flatMap(({ stream }) => {
      const head = device.journal.headOf(stream)
      return stream.endsWith(`/${commune}/sheet`) && head?.id != null
        ? [[stream, { seq: head.seq, id: head.id }]]
        : []
    }),
  )
  const catalogue = Object.fromEntries(
    device.entries().flatMap(({ stream }) => {
      const head = device.journal.headOf(stream)
      return stream.endsWith(`/${district}/catalogue`) && head?.id != null
        ? [[stream, { seq: head.seq, id: head.id }]]
        : []
    }),
  )
  return {
    cut,
    except: [],
    catalogue,
    version: `${district}:v1`,
    total: 0,
    complete: false,
    missingFiles: [],
  }
}
