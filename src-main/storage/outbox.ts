import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** An exported bundle that waits for its receipt; the file itself lies in the folder `outbox`. */
export type OutboxItem = {
  readonly num: number
  /** SHA-256 of the manifest, hex. */
  readonly bundle: string
  readonly time: number
  readonly fileName: string
  /** Unit that it is for. */
  readonly addressee: string
  readonly size: number
  /** JSON {stream key: {seq, id}}: what it carries. */
  readonly streams: string
  /** When the receipt came, null while it has not. */
  readonly confirmed: number | null
}

type OutboxRow = Omit<OutboxItem, 'bundle'> & { bundle: Uint8Array }

/** Everything exported, newest first. */
export function outboxItems(database: Database): OutboxItem[] {
  return all(
    database,
    sql`SELECT num, bundle, time, file_name AS fileName, addressee, size, streams, confirmed FROM outbox
        ORDER BY num DESC`,
    (row: OutboxRow) => ({ ...row, bundle: hexOf(row.bundle) }),
  )
}

/** Records an export; returns its number. */
export function insertOutboxItem(database: Database, item: Omit<OutboxItem, 'num'>): number {
  const { bundle, time, fileName, addressee, size, streams, confirmed } = item
  return run(
    database,
    sql`INSERT INTO outbox (bundle, time, file_name, addressee, size, streams, confirmed)
        VALUES (${blobOf(bundle)}, ${time}, ${fileName}, ${addressee}, ${size}, ${streams}, ${confirmed})`,
  ).num
}

/** Sets when the receipt came; null when a newer receipt takes it back (JOURNAL 27). */
export function confirmOutboxItem(database: Database, num: number, confirmed: number | null): void {
  run(database, sql`UPDATE outbox SET confirmed = ${confirmed} WHERE num = ${num}`)
}
