import { setImmediate as letOthersRun } from 'node:timers/promises'
import { checkKinds, judgeShared, type Finding, type KeyHolder } from '../../../shared/domain/checks.ts'
import type { DocumentId, UnitId } from '../../../shared/domain/ids.ts'
import {
  addStaleCheck,
  checkItem,
  countStaleChecks,
  hasCheckItem,
  holdersOfKey,
  insertCheckItem,
  keysOfCommune,
  makeAllChecksStale,
  putCheckKey,
  removeCheckItems,
  removeCheckKey,
  removeStaleCheck,
  setCheckSeen,
  sharedKeysOf,
  staleChecks,
  type CheckKey,
} from '../../storage/checks.ts'
import { deviceNews } from '../../storage/check-facts.ts'
import { fieldOf } from '../../storage/fields.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import { putSettingJson, settingJson } from '../../storage/settings.ts'
import { transaction } from '../../storage/transaction.ts'
import { lookThrough, shortHash } from './checks-commune.ts'
import { areClocksCompared, compareClocks, lookAtDevices } from './checks-devices.ts'
import type { Installation } from '../office/installation.ts'
import { dayOf } from '../today.ts'

/**
 * Keeps the list of things to look at again up to date: what the projection changed is looked through again, a little at a time, so
 * that nobody waits. What has not been looked through yet says so.
 */

/** Grows when the judging changes: everything is looked through again then. */
const judgingVersion = 1
const judgedSetting = 'checks.judging'
/** What the findings about devices were made from: bundles, clocks, the day. */
const devicesSetting = 'checks.devices'

/** So long one piece may hold the core's thread. */
const sliceMilliseconds = 40
const atOnce = 64

const running = new WeakMap<Installation, Promise<void>>()

/**
 * Looks through what changed, for at most so many milliseconds; what is left over is looked through in the background.
 * @returns how much is left: 0 when the list is up to date
 */
export async function refreshChecks(installation: Installation, milliseconds: number): Promise<number> {
  const until = performance.now() + milliseconds
  while (!runSlice(installation)) {
    if (performance.now() >= until) {
      goOnInBackground(installation)
      return Math.max(1, countStaleChecks(installation.database))
    }
    await letOthersRun()
  }
  return 0
}

function goOnInBackground(installation: Installation): void {
  if (running.has(installation)) return
  const work = (async () => {
    try {
      do await letOthersRun()
      while (installation.database.connection.open && !runSlice(installation))
    } catch (error) {
      // a full disk, for example: whoever asks next tries again and hears of it
      installation.log.warn('checks stopped', { error: String(error) })
    } finally {
      running.delete(installation)
    }
  })()
  running.set(installation, work)
}

/** One short transaction; says whether nothing is left. */
function runSlice(installation: Installation): boolean {
  const { database } = installation
  const until = performance.now() + sliceMilliseconds
  if (isUpToDate(installation)) return true
  return transaction(database, () => {
    if (settingJson(database, judgedSetting) !== String(judgingVersion)) {
      makeAllChecksStale(database)
      putSettingJson(database, judgedSetting, String(judgingVersion))
    }
    const steps = [
      () => each(installation, 'unit', refreshCommune, until),
      () => each(installation, 'key', refreshKey, until),
      () => untilTold(() => compareClocks(installation), until),
      () => refreshDevices(installation),
      () => each(installation, 'seen', refreshSeen, until),
    ]
    return steps.every((step) => step() && performance.now() < until)
  })
}

function isUpToDate(installation: Installation): boolean {
  const { database } = installation
  return (
    settingJson(database, judgedSetting) === String(judgingVersion) &&
    staleChecks(database, 'unit', 1).length === 0 &&
    staleChecks(database, 'key', 1).length === 0 &&
    staleChecks(database, 'seen', 1).length === 0 &&
    areClocksCompared(installation) &&
    settingJson(database, devicesSetting) === JSON.stringify(devicesBasis(installation))
  )
}

function untilTold(step: () => boolean, until: number): boolean {
  for (;;) {
    if (step()) return true
    if (performance.now() >= until) return false
  }
}

/** Works off what is stale of one kind; says whether nothing is left of it. */
function each(
  installation: Installation,
  kind: 'unit' | 'key' | 'seen',
  refresh: (installation: Installation, id: string) => void,
  until: number,
): boolean {
  const { database } = installation
  for (;;) {
    const stale = staleChecks(database, kind, atOnce)
    for (const id of stale) {
      refresh(installation, id)
      removeStaleCheck(database, kind, id)
      if (performance.now() >= until) return staleChecks(database, kind, 1).length === 0
    }
    if (stale.length < atOnce) return true
  }
}

function refreshCommune(installation: Installation, unit: string): void {
  const { database } = installation
  const { findings, keys } = lookThrough(installation, unit as UnitId)
  removeCheckItems(database, `unit ${unit}`)
  for (const finding of findings) keep(installation, `unit ${unit}`, finding)
  const known = new Map(keysOfCommune(database, unit).map((row) => [nameOf(row), row]))
  const changed = new Set<string>()
  for (const row of keys) {
    const before = known.get(nameOf(row))
    known.delete(nameOf(row))
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(inOrder(row))) continue
    putCheckKey(database, row)
    changed.add(row.key)
  }
  for (const row of known.values()) {
    removeCheckKey(database, row)
    changed.add(row.key)
  }
  // most keys are held by one document of one year: nothing was or is shared
  const shared = new Set(sharedKeysOf(database, unit))
  const ofYears = new Set(keys.filter(isOfSeveralCycles).map(({ key }) => key))
  for (const key of changed)
    if (shared.has(key) || ofYears.has(key) || hasCheckItem(database, `key ${key}`))
      addStaleCheck(database, 'key', key)
}

function isOfSeveralCycles({ places }: CheckKey): boolean {
  const pairs = JSON.parse(places) as readonly (readonly [assessment: string, target: string])[]
  return new Set(pairs.map(([assessment]) => assessment)).size > 1
}

function nameOf({ key, document }: CheckKey): string {
  return `${key} ${document}`
}

/** As the database gives it, so that texts can be compared. */
function inOrder({ key, kind, unit, document, office, files, time, places }: CheckKey): CheckKey {
  return { key, kind, unit, document, office, files, time, places }
}

function refreshKey(installation: Installation, key: string): void {
  const { database } = installation
  const rows = holdersOfKey(database, key)
  removeCheckItems(database, `key ${key}`)
  const [first] = rows
  if (first === undefined) return
  const holders = rows.map(({ unit, document, office, files, time, places }): KeyHolder => ({
    unit: unit as UnitId,
    document: document as DocumentId,
    office,
    files,
    time,
    places: JSON.parse(places) as KeyHolder['places'],
  }))
  const finding = judgeShared(first.kind as 'sameFile' | 'sameNumber', key, holders)
  if (finding !== null) keep(installation, `key ${key}`, finding)
}

/** What this office writes itself says nothing new about devices, but for its clock. */
function devicesBasis(installation: Installation): readonly unknown[] {
  const { database, clock, trust } = installation
  return [deviceNews(database), dayOf(clock.now()), [...trust.devices()].length]
}

function refreshDevices(installation: Installation): boolean {
  const { database, clock } = installation
  const basis = JSON.stringify(devicesBasis(installation))
  if (settingJson(database, devicesSetting) === basis) return true
  removeCheckItems(database, '')
  for (const finding of lookAtDevices(installation, clock.now())) keep(installation, '', finding)
  putSettingJson(database, devicesSetting, basis)
  return true
}

/** The most parts that are kept for showing; all of them count. */
const shownParts = 40

function keep(installation: Installation, source: string, finding: Finding): void {
  const { kind, about, parts, time, subjects, shared } = finding
  const id = shortHash(`${kind}\n${about}`)
  const hashes = partHashes(parts.map((part) => part.id))
  insertCheckItem(
    installation.database,
    {
      id,
      kind,
      rank: checkKinds.indexOf(kind),
      source,
      time,
      seen: seenState(hashes, markOf(installation, id)),
      parts: hashes,
      facts: JSON.stringify({
        count: parts.length,
        parts: parts.slice(0, shownParts),
        ...(shared === undefined ? {} : { shared }),
      }),
    },
    subjects,
  )
}

/** A mark names at most so many parts; of a larger finding it names all at once. */
const mostHashes = 400

function partHashes(ids: readonly string[]): readonly string[] {
  const hashes = [...new Set(ids.map((id) => shortHash(id).slice(0, 12)))].sort()
  return hashes.length <= mostHashes ? hashes : [shortHash(hashes.join(' '))]
}

function refreshSeen(installation: Installation, id: string): void {
  const item = checkItem(installation.database, id)
  if (item === undefined) return
  setCheckSeen(installation.database, id, seenState(item.parts, markOf(installation, id)))
}

function seenState(parts: readonly string[], mark: readonly string[] | null): number {
  if (mark === null) return 0
  const seen = new Set(mark)
  return parts.every((part) => seen.has(part)) ? 1 : 2
}

/** The parts that somebody of this unit has seen; null when nobody has, or took it back. */
export function markOf({ database, own }: Installation, id: string): readonly string[] | null {
  if (own === null) return null
  const scope = scopeByKey(database, `office ${own.unit}`)
  const row = scope === undefined ? undefined : fieldOf(database, scope, 'seen', seenId(own.unit, id), 'mark')
  if (row?.value == null) return null
  return (JSON.parse(row.value) as { parts: string[] } | null)?.parts ?? null
}

/** The id of the mark about a finding. */
export function seenId(unit: string, id: string): string {
  return `${unit}:${id}`
}
