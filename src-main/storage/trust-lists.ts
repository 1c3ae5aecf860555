import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** A trust list as it came. */
export type StoredTrustList = {
  /** SHA-256 of `bytes`, hex. */
  readonly hash: string
  /** Id of the root with which its domain began. */
  readonly domain: string
  readonly number: number
  readonly bytes: Uint8Array
}

type TrustListRow = Omit<StoredTrustList, 'hash'> & { hash: Uint8Array }

/**
 * Every stored list, by domain and number.
 * @param lastEntry only those that had come when this entry was the last one
 */
export function allTrustLists(database: Database, lastEntry = Number.MAX_SAFE_INTEGER): StoredTrustList[] {
  return all(
    database,
    sql`SELECT hash, domain, number, bytes FROM trust_list WHERE first_entry <= ${lastEntry}
        ORDER BY domain, number, hash`,
    (row: TrustListRow): StoredTrustList => ({ ...row, hash: hexOf(row.hash) }),
  )
}

/** Keeps a list; returns whether it is new. What is inserted from now on came with it or after it. */
export function insertTrustList(database: Database, list: StoredTrustList): boolean {
  const { hash, domain, number, bytes } = list
  const result = run(
    database,
    sql`INSERT INTO trust_list (hash, domain, number, bytes, first_entry)
        VALUES (${blobOf(hash)}, ${domain}, ${number}, ${bytes}, (SELECT coalesce(max(num), 0) + 1 FROM entry))
        ON CONFLICT (hash) DO NOTHING`,
  )
  return result.changes > 0
}
