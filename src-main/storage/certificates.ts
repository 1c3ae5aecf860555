import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'

/** A device's certificate as it came. A device may hold several: renewals, and whatever a restored issuer issued twice. */
export type StoredCertificate = {
  /** SHA-256 of `bytes`, hex. */
  readonly hash: string
  readonly device: string
  readonly serial: number
  readonly bytes: Uint8Array
}

type CertificateRow = Omit<StoredCertificate, 'hash'> & { hash: Uint8Array }

/** Certificates of a device, newest serial first. */
export function certificatesOfDevice(database: Database, device: string): StoredCertificate[] {
  return all(
    database,
    sql`SELECT hash, device, serial, bytes FROM certificate WHERE device = ${device} ORDER BY serial DESC, hash`,
    toCertificate,
  )
}

/** The certificate with this hash. */
export function certificateByHash(database: Database, hash: string): StoredCertificate | undefined {
  return get(
    database,
    sql`SELECT hash, device, serial, bytes FROM certificate WHERE hash = ${blobOf(hash)}`,
    toCertificate,
  )
}

/** Every certificate, by device and serial. */
export function allCertificates(database: Database): StoredCertificate[] {
  return all(
    database,
    sql`SELECT hash, device, serial, bytes FROM certificate ORDER BY device, serial, hash`,
    toCertificate,
  )
}

/** Keeps a certificate; returns whether it is new. */
export function insertCertificate(database: Database, certificate: StoredCertificate): boolean {
  const { hash, device, serial, bytes } = certificate
  const result = run(
    database,
    sql`INSERT INTO certificate (hash, device, serial, bytes) VALUES (${blobOf(hash)}, ${device}, ${serial}, ${bytes})
        ON CONFLICT (hash) DO NOTHING`,
  )
  return result.changes > 0
}

function toCertificate({ hash, device, serial, bytes }: CertificateRow): StoredCertificate {
  return { hash: hexOf(hash), device, serial, bytes }
}
