import type { Database } from './database.ts'
import { toEntry, type StoredEntry } from './entries.ts'
import { all, sql } from './sql.ts'

/** What a page of the history shows; absent fields do not filter. */
export type HistoryFilter = {
  /** Only entries about this scope (one sheet, for example). */
  readonly scope?: number
  readonly officer?: string
  /** Any of these actions. */
  readonly actions?: readonly string[]
  /** Audience unit of the stream. */
  readonly audience?: string
  readonly device?: string
  /** The author's clock, from ≤ time < before. */
  readonly from?: number
  readonly before?: number
}

/** Continue behind this entry. */
export type HistoryPlace = Pick<StoredEntry, 'time' | 'num'>

/**
 * A page of the history, newest first by the author's clock. The next page starts behind the last entry of this one, so that
 * what arrives meanwhile neither repeats nor hides a line.
 */
export function historyPage(
  database: Database,
  filter: HistoryFilter,
  limit: number,
  behind?: HistoryPlace,
): StoredEntry[] {
  const officer = filter.officer ?? null
  const actions = filter.actions === undefined ? null : JSON.stringify(filter.actions)
  const audience = filter.audience ?? null
  const device = filter.device ?? null
  const from = filter.from ?? Number.MIN_SAFE_INTEGER
  const before = filter.before ?? Number.MAX_SAFE_INTEGER
  const time = behind?.time ?? Number.MAX_SAFE_INTEGER
  const num = behind?.num ?? Number.MAX_SAFE_INTEGER
  if (filter.scope !== undefined) {
    return all(
      database,
      sql`SELECT num, id, stream, seq, prev, bytes, arrival, time, officer, action
          FROM entry_scope CROSS JOIN entry ON entry.num = entry_scope.entry
          WHERE scope = ${filter.scope} AND time >= ${from} AND time < ${before} AND (time, num) < (${time}, ${num})
            AND (${officer} IS NULL OR officer = ${officer})
            AND (${actions} IS NULL OR action IN (SELECT value FROM json_each(${actions})))
            AND (${audience} IS NULL OR stream IN (SELECT num FROM stream WHERE audience = ${audience}))
            AND (${device} IS NULL OR stream IN (SELECT num FROM stream WHERE device = ${device}))
          ORDER BY time DESC, num DESC LIMIT ${limit}`,
      toEntry,
    )
  }
  return all(
    database,
    // The index is named because it answers every filter: only the rows of the page itself are read.
    sql`SELECT num, id, stream, seq, prev, bytes, arrival, time, officer, action FROM entry INDEXED BY entry_in_history
        WHERE time >= ${from} AND time < ${before} AND (time, num) < (${time}, ${num})
          AND (${officer} IS NULL OR officer = ${officer})
          AND (${actions} IS NULL OR action IN (SELECT value FROM json_each(${actions})))
          AND (${audience} IS NULL OR stream IN (SELECT num FROM stream WHERE audience = ${audience}))
          AND (${device} IS NULL OR stream IN (SELECT num FROM stream WHERE device = ${device}))
        ORDER BY time DESC, num DESC LIMIT ${limit}`,
    toEntry,
  )
}
