import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'

/** A password of an officer on this machine: scrypt with its parameters; never journalled. */
export type Credential = {
  readonly officer: string
  readonly salt: Uint8Array
  readonly hash: Uint8Array
  /** scrypt's cost, block size and parallelisation. */
  readonly n: number
  readonly r: number
  readonly p: number
  /** Wrong passwords since the last right one. */
  readonly failures: number
  /** No attempt before this time, milliseconds since 1970. */
  readonly blockedUntil: number
}

/** The credential of an officer; none means that no password is set. */
export function credentialOf(database: Database, officer: string): Credential | undefined {
  return get(
    database,
    sql`SELECT officer, salt, hash, n, r, p, failures, blocked_until AS blockedUntil FROM credential
        WHERE officer = ${officer}`,
    (row: Credential) => row,
  )
}

/** Officers who have a password here. */
export function officersWithPassword(database: Database): string[] {
  return all(
    database,
    sql`SELECT officer FROM credential ORDER BY officer`,
    (row: { officer: string }) => row.officer,
  )
}

/** Sets an officer's password, new or not. */
export function putCredential(database: Database, credential: Credential): void {
  const { officer, salt, hash, n, r, p, failures, blockedUntil } = credential
  run(
    database,
    sql`INSERT INTO credential (officer, salt, hash, n, r, p, failures, blocked_until)
        VALUES (${officer}, ${salt}, ${hash}, ${n}, ${r}, ${p}, ${failures}, ${blockedUntil})
        ON CONFLICT (officer) DO UPDATE SET
          salt = excluded.salt, hash = excluded.hash, n = excluded.n, r = excluded.r, p = excluded.p,
          failures = excluded.failures, blocked_until = excluded.blocked_until`,
  )
}

/** Records how attempts went: counts and until when the next one has to wait. */
export function putFailures(
  database: Database,
  officer: string,
  failures: number,
  blockedUntil: number,
): void {
  run(
    database,
    sql`UPDATE credential SET failures = ${failures}, blocked_until = ${blockedUntil} WHERE officer = ${officer}`,
  )
}

/** Removes an officer's password. */
export function deleteCredential(database: Database, officer: string): void {
  run(database, sql`DELETE FROM credential WHERE officer = ${officer}`)
}
