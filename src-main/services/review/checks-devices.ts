import {
  judgeSilence,
  judgeTime,
  type DeviceSign,
  type Finding,
  type FindingPart,
} from '../../../shared/domain/checks.ts'
import type { DeviceId, UnitId } from '../../../shared/domain/ids.ts'
import {
  clocksAfter,
  clockTroubles,
  entriesFrom,
  lastArrivals,
  noteClock,
  type ClockTrouble,
} from '../../storage/check-facts.ts'
import { numberOfNextEntry } from '../../storage/entries.ts'
import { oversteppingStreams } from '../../storage/oversteps.ts'
import { putSettingJson, settingJson } from '../../storage/settings.ts'
import { allStreams, streamByNumber, type StreamRow } from '../../storage/streams.ts'
import { isDemo } from '../office/settings.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/** What somebody should look at again about devices: clocks, streams that do not count, devices gone silent. */

/** Up to which entry the clocks were compared. */
const clocksReadSetting = 'checks.clocksRead'
const entriesAtOnce = 500

/** Compares the clocks of new entries, at most so many; says whether all are compared. Inside a transaction. */
export function compareClocks({ database }: Installation): boolean {
  const read = Number(settingJson(database, clocksReadSetting) ?? 0)
  const rows = clocksAfter(database, read, entriesAtOnce)
  for (const { stream, seq, ...entry } of rows)
    for (const { kind, off } of judgeTime(entry))
      noteClock(database, { stream, seq, kind, off, time: entry.time })
  const last = rows.at(-1)
  if (last !== undefined) putSettingJson(database, clocksReadSetting, String(last.num))
  return rows.length < entriesAtOnce
}

/** Whether every stored entry has been compared. */
export function areClocksCompared({ database }: Installation): boolean {
  return Number(settingJson(database, clocksReadSetting) ?? 0) >= numberOfNextEntry(database) - 1
}

/** Everything that is to be said about devices of the own subtree. */
export function lookAtDevices(installation: Installation, now: number): readonly Finding[] {
  // the days of the trial are invented: its clocks say nothing
  const ownClocks = isDemo(installation) ? [] : clocks(installation)
  return [...ownClocks, ...uncountedStreams(installation), ...silentDevices(installation, now)]
}

type Writer = { readonly unit: UnitId; readonly level: string; readonly device: DeviceId }

/** Whose stream it is, by certificate; null for devices outside the own subtree. */
function writerOf({ journal, units, own }: Installation, device: string): Writer | null {
  const facts = journal.base.deviceFacts(device)
  if (facts === null || own === null || !units.isWithin(facts.unit, own.unit)) return null
  return { unit: facts.unit, level: facts.level, device: device as DeviceId }
}

/** One finding a device, one part for each way in which its clock was off; more of the same is another part. */
function clocks(installation: Installation): readonly Finding[] {
  const { database } = installation
  const byDevice = new Map<DeviceId, { readonly writer: Writer; readonly troubles: ClockTrouble[] }>()
  for (const trouble of clockTroubles(database)) {
    const stream = streamByNumber(database, trouble.stream)
    const writer = stream === undefined ? null : writerOf(installation, stream.device)
    if (writer === null) continue
    const known = byDevice.get(writer.device)
    if (known === undefined) byDevice.set(writer.device, { writer, troubles: [trouble] })
    else known.troubles.push(trouble)
  }
  return [...byDevice.values()].map(({ writer: { unit, device }, troubles }) => {
    const parts = [...Map.groupBy(troubles, ({ kind }) => kind)].map(([kind, own]): FindingPart => {
      const count = own.reduce((sum, each) => sum + each.count, 0)
      return {
        ...{ id: `${kind} ${count}`, unit, device, what: kind, count },
        off: Math.max(...own.map(({ worst }) => worst)),
        time: Math.max(...own.map(({ lastTime }) => lastTime)),
      }
    })
    const time = Math.max(...parts.map((part) => part.time ?? 0))
    return { kind: 'clock', about: device, subjects: [{ unit, cycle: '' }], parts, time }
  })
}

/** Streams of which two versions are stored, or in which a device wrote what it may not. */
function uncountedStreams(installation: Installation): readonly Finding[] {
  const { database, journal } = installation
  const oversteps = oversteppingStreams(database)
  return allStreams(database).flatMap((stream): Finding[] => {
    const overstep = oversteps.get(stream.num)
    const forked = journal.health.forkedFrom(stream.key)
    const from = forked ?? overstep
    if (from === undefined) return []
    const writer = writerOf(installation, stream.device)
    if (writer === null) return []
    return [uncounted(installation, stream, writer, forked === null ? 'overstep' : 'forked', from)]
  })
}

function uncounted(
  { database }: Installation,
  stream: StreamRow,
  { unit, device }: Writer,
  what: string,
  seq: number,
): Finding {
  const { entries, time } = entriesFrom(database, stream.num, seq)
  const part = { id: `${what} ${seq}`, unit, device, what, count: entries, time }
  return { kind: 'uncounted', about: stream.key, subjects: [{ unit, cycle: '' }], parts: [part], time }
}

function silentDevices(installation: Installation, now: number): readonly Finding[] {
  const { database, trust } = installation
  const own = ownDevice(installation).id
  const last = new Map<string, number>()
  for (const row of lastArrivals(database))
    last.set(row.device, Math.max(last.get(row.device) ?? 0, row.last))
  const replaced = new Set<string>()
  for (const device of last.keys()) {
    const certificate = trust.certificateOf(device as DeviceId)
    if (certificate?.kind === 'device') certificate.replaces.forEach((id) => replaced.add(id))
  }
  const signs = [...last].flatMap(([device, time]): DeviceSign[] => {
    const writer = writerOf(installation, device)
    return writer === null || replaced.has(device) || device === own ? [] : [{ ...writer, last: time }]
  })
  return judgeSilence(signs, now)
}
