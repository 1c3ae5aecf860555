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

/** Every stored list, by domain and number. */
export function allTrustLists(database: Database): StoredTrustList[] {
  return all(
    database,
    sql`SELECT hash, domain, number, bytes FROM trust_list ORDER BY domain, number, hash`,
    (row: TrustListRow): StoredTrustList => ({ ...row, hash: hexOf(row.hash) }),
  )
}

/** Keeps a list; returns whether it is new. */
export function insertTrustList(database: Database, list: StoredTrustList): boolean {
  const { hash, domain, number, bytes } = list
  const result = run(
    database,
    sql`INSERT INTO trust_list (hash, domain, number, bytes) VALUES (${blobOf(hash)}, ${domain}, ${number}, ${bytes})
        ON CONFLICT (hash) DO NOTHING`,
  )
  return result.changes > 0
}
