import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** A device's signature over the head of a stream (JOURNAL 4). */
export type StoredSeal = {
  /** Number of the stream. */
  readonly stream: number
  readonly seq: number
  /** Id of the sealed head, hex. */
  readonly entry: string
  readonly bytes: Uint8Array
}

type SealRow = Omit<StoredSeal, 'entry'> & { entry: Uint8Array }

/** Seals of a stream, oldest head first; the branches of a fork each have theirs. */
export function sealsOfStream(database: Database, stream: number): StoredSeal[] {
  return all(
    database,
    sql`SELECT stream, seq, entry, bytes FROM seal WHERE stream = ${stream} ORDER BY seq, entry`,
    toSeal,
  )
}

/** Keeps a seal; another one over the same head changes nothing. Returns whether it is new. */
export function insertSeal(database: Database, seal: StoredSeal): boolean {
  const { stream, seq, entry, bytes } = seal
  const result = run(
    database,
    sql`INSERT INTO seal (stream, seq, entry, bytes) VALUES (${stream}, ${seq}, ${blobOf(entry)}, ${bytes})
        ON CONFLICT (stream, entry) DO NOTHING`,
  )
  return result.changes > 0
}

/** Removes a seal that a newer one on the same branch covers; which branch that is, the journal knows. */
export function deleteSeal(database: Database, stream: number, entry: string): void {
  run(database, sql`DELETE FROM seal WHERE stream = ${stream} AND entry = ${blobOf(entry)}`)
}

function toSeal({ stream, seq, entry, bytes }: SealRow): StoredSeal {
  return { stream, seq, entry: hexOf(entry), bytes }
}
