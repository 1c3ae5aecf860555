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
  readonly entries: number
  /** Evidence files. */
  readonly files: number
  /** When the receipt came, null while it has not. */
  readonly confirmed: number | null
  /** JSON: what was chosen for it. */
  readonly selection: string
  /** JSON: what the addressee said about it; null while it has said nothing. */
  readonly answer: string | null
}

type OutboxRow = Omit<OutboxItem, 'bundle'> & { bundle: Uint8Array }

/** Everything exported, newest first. */
export function outboxItems(database: Database): OutboxItem[] {
  return all(
    database,
    sql`SELECT num, bundle, time, file_name AS fileName, addressee, size, streams, entries, files, confirmed,
               selection, answer FROM outbox
        ORDER BY num DESC`,
    toItem,
  )
}

/** The newest export for a unit. */
export function lastOutboxItemFor(database: Database, addressee: string): OutboxItem | undefined {
  return all(
    database,
    sql`SELECT num, bundle, time, file_name AS fileName, addressee, size, streams, entries, files, confirmed,
               selection, answer FROM outbox
        WHERE addressee = ${addressee} ORDER BY num DESC LIMIT 1`,
    toItem,
  )[0]
}

/** Up to which number any export for a unit carries a stream, 0 for nothing of it. */
export function bundledUpTo(database: Database, addressee: string, stream: string): number {
  return (
    all(
      database,
      sql`SELECT max(json_extract(head.value, '$.seq')) AS seq FROM outbox, json_each(outbox.streams) AS head
          WHERE outbox.addressee = ${addressee} AND head.key = ${stream}`,
      ({ seq }: { seq: number | null }) => seq,
    )[0] ?? 0
  )
}

/** The newest export for a unit that carries a stream at least up to a number. */
export function newestCarrying(
  database: Database,
  addressee: string,
  stream: string,
  seq: number,
): Pick<OutboxItem, 'bundle' | 'time'> | undefined {
  return all(
    database,
    sql`SELECT outbox.bundle, outbox.time FROM outbox, json_each(outbox.streams) AS head
        WHERE outbox.addressee = ${addressee} AND head.key = ${stream}
          AND json_extract(head.value, '$.seq') >= ${seq}
        ORDER BY outbox.num DESC LIMIT 1`,
    ({ bundle, time }: { bundle: Uint8Array; time: number }) => ({ bundle: hexOf(bundle), time }),
  )[0]
}

/** Records an export, if it is not recorded already: the same content at the same moment is the same bundle. */
export function insertOutboxItem(database: Database, item: Omit<OutboxItem, 'num' | 'answer'>): number {
  const { bundle, time, fileName, addressee, size, streams, entries, files, confirmed, selection } = item
  return run(
    database,
    sql`INSERT INTO outbox (bundle, time, file_name, addressee, size, streams, entries, files, confirmed, selection)
        VALUES (${blobOf(bundle)}, ${time}, ${fileName}, ${addressee}, ${size}, ${streams}, ${entries}, ${files},
                ${confirmed}, ${selection})
        ON CONFLICT (bundle) DO NOTHING`,
  ).num
}

/** Sets when the receipt came; null when a newer receipt takes it back (JOURNAL 27). */
export function confirmOutboxItem(database: Database, num: number, confirmed: number | null): void {
  run(database, sql`UPDATE outbox SET confirmed = ${confirmed} WHERE num = ${num}`)
}

/** Keeps what the addressee said about a bundle (JSON). */
export function answerOutboxItem(database: Database, num: number, answer: string): void {
  run(database, sql`UPDATE outbox SET answer = ${answer} WHERE num = ${num}`)
}

function toItem(row: OutboxRow): OutboxItem {
  return { ...row, bundle: hexOf(row.bundle) }
}
