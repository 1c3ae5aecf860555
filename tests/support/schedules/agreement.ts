import path from 'node:path'
import Sqlite from 'better-sqlite3'
import type { AssessmentId } from '../../../shared/domain/ids.ts'
import type { Player } from './player.ts'
import { totalsOf } from './player.ts'
import { communes, province, type Machine } from './world.ts'

/** What must hold when everything has arrived. Each finding is a sentence; none is good. */

/** @returns what does not hold */
export async function findDisagreements(
  player: Player,
  machines: readonly Machine[],
): Promise<readonly string[]> {
  const found: string[] = []
  const above = machines.find(({ name }) => name === 'province')
  if (above === undefined) throw new Error('no province')
  for (const [index, sheet] of player.world.sheets.entries()) {
    const { parent } = await above.call('units.get', { unit: communes[index] ?? province })
    const eyes = machines.filter(({ unit }) => [province, parent, communes[index]].includes(unit))
    found.push(...(await compareSheets(eyes, sheet)))
    found.push(...(await compareDecisions(player, eyes, sheet)))
  }
  for (const machine of machines) {
    const { faults } = await machine.call('journal.verify', {})
    if (faults.length > 0) found.push(`the journal of ${machine.name} has faults: ${JSON.stringify(faults)}`)
    const { differed } = await machine.call('journal.rebuild', {})
    if (differed) found.push(`a rebuild of ${machine.name} gives another state`)
  }
  found.push(...findLostActs(player, above))
  return found
}

/** Everybody who may see a sheet has the same projection of it; within a unit also where something is set aside. */
async function compareSheets(eyes: readonly Machine[], sheet: AssessmentId): Promise<readonly string[]> {
  const found: string[] = []
  const texts = new Map<string, { text: string; machine: string }>()
  for (const machine of eyes) {
    const aside = (await machine.call('asides.list', {})).some(({ putBack }) => putBack === null)
    const group = aside ? machine.unit : 'everybody'
    const text = projectionText(machine, sheet)
    const other = texts.get(group)
    if (other === undefined) texts.set(group, { text, machine: machine.name })
    else if (other.text !== text)
      found.push(
        `${sheet}: ${machine.name} differs from ${other.machine}\n${firstDifference(text, other.text)}`,
      )
  }
  return found
}

/** A decision that stands shows the totals that it showed when it was made. */
async function compareDecisions(
  { decisions }: Player,
  eyes: readonly Machine[],
  sheet: AssessmentId,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const machine of eyes) {
    const view = await machine.call('sheets.get', { assessment: sheet })
    if (view.misstated !== null)
      found.push(`${sheet}: ${machine.name} says that a decision states a wrong total`)
    const made = decisions.find(({ entry }) => entry === view.decided?.entry)
    if (made === undefined || view.differences > 0) continue
    if (made.totals !== totalsOf(view))
      found.push(
        `${sheet}: at ${machine.name} the decision shows ${totalsOf(view)}, when made ${made.totals}`,
      )
  }
  return found
}

type StoredChange = { entity: string; id: string; field: string; bases: readonly string[] }
type StoredEntry = { id: string; stream: string; seq: number; prev: string | null; changes: StoredChange[] }

/**
 * Every act that ever left its machine is stored, and its value stands, or somebody who had seen it replaced it, or it is listed as
 * not counted.
 */
function findLostActs({ acts }: Player, above: Machine): readonly string[] {
  return withDatabase(above, (database) => {
    const rows = database
      .prepare(
        'SELECT lower(hex(id)) AS id, lower(hex(prev)) AS prev, stream.key AS stream, seq, bytes FROM entry JOIN stream ON stream.num = entry.stream',
      )
      .all() as (Omit<StoredEntry, 'changes'> & { bytes: Uint8Array })[]
    const entries = new Map<string, StoredEntry>(
      rows.map(({ bytes, prev, ...row }) => [
        row.id,
        {
          ...row,
          prev: prev === '' ? null : prev,
          ...(JSON.parse(Buffer.from(bytes).toString('utf8')) as Pick<StoredEntry, 'changes'>),
        },
      ]),
    )
    const uncounted = new Set(
      database.prepare('SELECT DISTINCT lower(hex(entry)) FROM uncounted').pluck().all() as string[],
    )
    const standing = new Set(
      (database.prepare('SELECT heads FROM field_state').pluck().all() as string[]).flatMap((heads) =>
        heads.split(' '),
      ),
    )
    const seenBy = seenEntries(entries)
    return acts.flatMap(({ entry, exported, machine }) => {
      if (!exported) return []
      const stored = entries.get(entry)
      if (stored === undefined)
        return [`an act of ${machine} left it and is nowhere at the province: ${entry}`]
      if (standing.has(entry) || seenBy.has(entry) || uncounted.has(entry)) return []
      return [`an act of ${machine} was overwritten unseen: ${JSON.stringify(stored.changes)}`]
    })
  })
}

/** Entries whose change somebody replaced who had seen it: by name, or because it was his own. */
function seenEntries(entries: ReadonlyMap<string, StoredEntry>): ReadonlySet<string> {
  const seen = new Set<string>()
  for (const entry of entries.values()) {
    for (const { entity, id, field, bases } of entry.changes) {
      for (const base of bases) seen.add(base)
      for (let before = entry.prev; before !== null; before = entries.get(before)?.prev ?? null) {
        const own = entries.get(before)
        if (own?.changes.some((one) => one.entity === entity && one.id === id && one.field === field))
          seen.add(before)
      }
    }
  }
  return seen
}

/** What a former device of the folder said to nobody is listed there alone, to be adopted (JOURNAL 4). */
const saidUncounted = `SELECT * FROM uncounted WHERE reason <> 'unsealed'`

/** What the projection says of a sheet, without this folder's own numbers. */
function projectionText(machine: Machine, sheet: AssessmentId): string {
  return withDatabase(machine, (database) => {
    const scopes = database
      .prepare(`SELECT num, key FROM scope WHERE key LIKE '%' || ? || '%' ORDER BY key`)
      .all(sheet) as { num: number; key: string }[]
    return scopes
      .flatMap(({ num, key }) => [
        key,
        ...lines(database, 'SELECT entity, key, field, status, value, heads FROM field_state', num),
        ...lines(database, `SELECT lower(hex(entry)), change, reason FROM (${saidUncounted})`, num),
        ...lines(
          database,
          'SELECT status, self_total, appraised_total, verified_total, stars, recognised, details FROM sheet_state',
          num,
        ),
      ])
      .join('\n')
  })
}

function lines(database: Sqlite.Database, select: string, scope: number): readonly string[] {
  const rows = database.prepare(`${select} WHERE scope = ?`).raw().all(scope)
  return rows.map((row) => JSON.stringify(row)).sort()
}

function withDatabase<Value>(machine: Machine, read: (database: Sqlite.Database) => Value): Value {
  const database = new Sqlite(path.join(machine.folder, 'data', 'cqtt.db'), { readonly: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

function firstDifference(one: string, other: string): string {
  const [left, right] = [one.split('\n'), other.split('\n')]
  const at = left.findIndex((line, index) => line !== right[index])
  return `  ${left[at] ?? '(nothing)'}\n  ${right[at] ?? '(nothing)'}`
}
