import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'

export type VaultFileState = 'present' | 'missing' | 'damaged'

/** What was last known about a file of the vault. A local fact: never journalled, never in the projection (JOURNAL 18). */
export type VaultFile = {
  readonly sha256: string
  readonly size: number
  readonly type: string
  readonly firstSeen: number
  /** When its content was last compared with its name, milliseconds since 1970. */
  readonly checked: number
  readonly state: VaultFileState
}

type VaultFileRow = Omit<VaultFile, 'sha256'> & { sha256: Uint8Array }

/** One file of the vault. */
export function vaultFile(database: Database, sha256: string): VaultFile | undefined {
  return get(
    database,
    sql`SELECT sha256, size, type, first_seen AS firstSeen, checked, state FROM vault_file
        WHERE sha256 = ${blobOf(sha256)}`,
    toVaultFile,
  )
}

/** Every file that should be in the vault, longest unchecked first: the order of the scrub. */
export function vaultFiles(database: Database): VaultFile[] {
  return all(
    database,
    sql`SELECT sha256, size, type, first_seen AS firstSeen, checked, state FROM vault_file ORDER BY checked, sha256`,
    toVaultFile,
  )
}

/** Files that are missing or damaged. */
export function troubledVaultFiles(database: Database): VaultFile[] {
  return all(
    database,
    sql`SELECT sha256, size, type, first_seen AS firstSeen, checked, state FROM vault_file
        WHERE state <> 'present' ORDER BY sha256`,
    toVaultFile,
  )
}

/** Records a file; for a known one all but `firstSeen` is renewed. */
export function putVaultFile(database: Database, file: VaultFile): void {
  const { sha256, size, type, firstSeen, checked, state } = file
  run(
    database,
    sql`INSERT INTO vault_file (sha256, size, type, first_seen, checked, state)
        VALUES (${blobOf(sha256)}, ${size}, ${type}, ${firstSeen}, ${checked}, ${state})
        ON CONFLICT (sha256) DO UPDATE SET
          size = excluded.size, type = excluded.type, checked = excluded.checked, state = excluded.state`,
  )
}

/** Records what a check found. */
export function putVaultFileState(
  database: Database,
  sha256: string,
  state: VaultFileState,
  checked: number,
): void {
  run(
    database,
    sql`UPDATE vault_file SET state = ${state}, checked = ${checked} WHERE sha256 = ${blobOf(sha256)}`,
  )
}

function toVaultFile(row: VaultFileRow): VaultFile {
  return { ...row, sha256: hexOf(row.sha256) }
}
