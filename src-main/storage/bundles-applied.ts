import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'

/** A bundle that was applied: its signed manifest is kept as proof of who sent what (JOURNAL 23). */
export type AppliedBundle = {
  /** SHA-256 of the manifest, hex. */
  readonly hash: string
  /** When it was applied here, milliseconds since 1970. */
  readonly time: number
  readonly fileName: string
  /** JSON: what the import said about it. */
  readonly summary: string
}

/** The parts that a list does not need. */
export type SignedManifest = { readonly manifest: Uint8Array; readonly signature: Uint8Array }

type BundleRow = Omit<AppliedBundle, 'hash'> & { hash: Uint8Array }

/** Applied bundles, newest first. */
export function appliedBundles(database: Database): AppliedBundle[] {
  return all(
    database,
    sql`SELECT hash, time, file_name AS fileName, summary FROM bundle_applied ORDER BY time DESC, hash`,
    toBundle,
  )
}

/** One applied bundle. */
export function appliedBundle(database: Database, hash: string): AppliedBundle | undefined {
  return get(
    database,
    sql`SELECT hash, time, file_name AS fileName, summary FROM bundle_applied WHERE hash = ${blobOf(hash)}`,
    toBundle,
  )
}

/** The signed manifest of an applied bundle, byte for byte. */
export function manifestOfBundle(database: Database, hash: string): SignedManifest | undefined {
  return get(
    database,
    sql`SELECT manifest, signature FROM bundle_applied WHERE hash = ${blobOf(hash)}`,
    (row: SignedManifest) => row,
  )
}

/** Records an applied bundle; applying the same again keeps the first record. Returns whether it is new. */
export function insertAppliedBundle(
  database: Database,
  bundle: AppliedBundle,
  signed: SignedManifest,
): boolean {
  const { hash, time, fileName, summary } = bundle
  const result = run(
    database,
    sql`INSERT INTO bundle_applied (hash, time, file_name, summary, signature, manifest)
        VALUES (${blobOf(hash)}, ${time}, ${fileName}, ${summary}, ${signed.signature}, ${signed.manifest})
        ON CONFLICT (hash) DO NOTHING`,
  )
  return result.changes > 0
}

function toBundle({ hash, time, fileName, summary }: BundleRow): AppliedBundle {
  return { hash: hexOf(hash), time, fileName, summary }
}
