import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** Up to where another device has stored each stream that it may see (JOURNAL 27). */
export type StoredReceipt = {
  readonly device: string
  readonly number: number
  /** When it came here, milliseconds since 1970. */
  readonly time: number
  /** Device whose bundle told it: its own, or one that passed it on. */
  readonly via: string
  /** JSON {stream key: {seq, id}}. */
  readonly received: string
}

/** Every device's newest receipt. */
export function allReceipts(database: Database): StoredReceipt[] {
  return all(
    database,
    sql`SELECT device, number, time, via, received FROM receipt ORDER BY device`,
    (row: StoredReceipt) => row,
  )
}

/** Keeps a receipt unless a newer one of the device is here. Returns whether it was kept. */
export function putReceipt(database: Database, receipt: StoredReceipt): boolean {
  const { device, number, time, via, received } = receipt
  const { changes } = run(
    database,
    sql`INSERT INTO receipt (device, number, time, via, received) VALUES (${device}, ${number}, ${time}, ${via}, ${received})
        ON CONFLICT (device) DO UPDATE SET number = excluded.number, time = excluded.time, via = excluded.via,
          received = excluded.received
        WHERE excluded.number > receipt.number`,
  )
  return changes > 0
}

/** Replaces what a device asks for. */
export function putWantedFiles(database: Database, device: string, files: readonly string[]): void {
  run(database, sql`DELETE FROM wanted_file WHERE device = ${device}`)
  for (const sha256 of files)
    run(
      database,
      sql`INSERT INTO wanted_file (device, sha256) VALUES (${device}, ${blobOf(sha256)}) ON CONFLICT DO NOTHING`,
    )
}

/** The files that devices ask for. */
export function wantedFiles(database: Database): { readonly device: string; readonly sha256: string }[] {
  return all(
    database,
    sql`SELECT device, sha256 FROM wanted_file ORDER BY device, sha256`,
    ({ device, sha256 }: { device: string; sha256: Uint8Array }) => ({ device, sha256: hexOf(sha256) }),
  )
}

/** Notes that a unit delivered a file, or was given it. */
export function noteFileHolder(database: Database, sha256: string, unit: string): void {
  run(
    database,
    sql`INSERT INTO file_holder (sha256, unit) VALUES (${blobOf(sha256)}, ${unit}) ON CONFLICT DO NOTHING`,
  )
}

/** The units that delivered a file or were given it. */
export function holdersOfFile(database: Database, sha256: string): string[] {
  return all(
    database,
    sql`SELECT unit FROM file_holder WHERE sha256 = ${blobOf(sha256)} ORDER BY unit`,
    ({ unit }: { unit: string }) => unit,
  )
}
