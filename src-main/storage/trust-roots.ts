import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'

/** A root of a domain as it came; it counts only once a person has confirmed its fingerprint (JOURNAL 34). */
export type TrustRoot = {
  readonly id: string
  /** When it was confirmed here, milliseconds since 1970; null while it was not. */
  readonly confirmed: number | null
  readonly bytes: Uint8Array
}

/** Every root, by id. */
export function trustRoots(database: Database): TrustRoot[] {
  return all(database, sql`SELECT id, confirmed, bytes FROM trust_root ORDER BY id`, (row: TrustRoot) => row)
}

/** One root. */
export function trustRoot(database: Database, id: string): TrustRoot | undefined {
  return get(
    database,
    sql`SELECT id, confirmed, bytes FROM trust_root WHERE id = ${id}`,
    (row: TrustRoot) => row,
  )
}

/** Keeps a root; a known one keeps its bytes and an earlier confirmation. */
export function putTrustRoot(database: Database, root: TrustRoot): void {
  run(
    database,
    sql`INSERT INTO trust_root (id, confirmed, bytes) VALUES (${root.id}, ${root.confirmed}, ${root.bytes})
        ON CONFLICT (id) DO UPDATE SET confirmed = coalesce(trust_root.confirmed, excluded.confirmed)`,
  )
}
