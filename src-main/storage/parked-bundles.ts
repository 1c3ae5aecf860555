import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** A bundle that came and waits for another one; its file is named by its hash in `quarantine/parked`. */
export type ParkedBundle = {
  /** SHA-256 of the manifest, hex. */
  readonly hash: string
  /** When it came, and when its sender made it; milliseconds since 1970. */
  readonly time: number
  readonly created: number
  readonly fileName: string
  /** Unit of the sender. */
  readonly unit: string
  readonly size: number
  /** JSON: the error code for which it waits, with its details. */
  readonly reason: string
}

type ParkedRow = Omit<ParkedBundle, 'hash'> & { hash: Uint8Array }

/** Everything that waits, in the order in which it was made. */
export function parkedBundles(database: Database): ParkedBundle[] {
  return all(
    database,
    sql`SELECT hash, time, created, file_name AS fileName, unit, size, reason FROM parked_bundle ORDER BY created, hash`,
    ({ hash, ...row }: ParkedRow) => ({ ...row, hash: hexOf(hash) }),
  )
}

/** Notes that a bundle waits; the same again only renews the reason. */
export function putParkedBundle(database: Database, parked: ParkedBundle): void {
  const { hash, time, created, fileName, unit, size, reason } = parked
  run(
    database,
    sql`INSERT INTO parked_bundle (hash, time, created, file_name, unit, size, reason)
        VALUES (${blobOf(hash)}, ${time}, ${created}, ${fileName}, ${unit}, ${size}, ${reason})
        ON CONFLICT (hash) DO UPDATE SET reason = excluded.reason`,
  )
}

/** It waits no more. */
export function deleteParkedBundle(database: Database, hash: string): void {
  run(database, sql`DELETE FROM parked_bundle WHERE hash = ${blobOf(hash)}`)
}
