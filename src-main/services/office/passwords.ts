import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { CallError } from '../../../shared/contract/errors.ts'
import type { OfficerId } from '../../../shared/domain/ids.ts'
import {
  credentialOf,
  deleteCredential,
  putCredential,
  putFailures,
  type Credential,
} from '../../storage/credentials.ts'
import { transaction } from '../../storage/transaction.ts'
import type { Installation } from './installation.ts'

/** Passwords never leave this folder: they are kept as scrypt hashes beside the journal, never in it (JOURNAL 6). */

const cost = { n: 2 ** 15, r: 8, p: 1 }
/** Wrong tries that cost nothing; from then on each doubles the wait, up to five minutes. */
const freeTries = 4

/** Sets or removes a password. */
export async function setPassword(
  installation: Installation,
  officer: OfficerId,
  password: string | null,
): Promise<void> {
  const { database } = installation
  if (password === null) {
    transaction(database, () => deleteCredential(database, officer))
    return
  }
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost)
  transaction(database, () =>
    putCredential(database, { officer, salt, hash, ...cost, failures: 0, blockedUntil: 0 }),
  )
}

/**
 * Compares a password; every wrong try makes the next one wait longer.
 * @throws CallError `wrongPassword` with the seconds to wait
 */
export async function checkPassword(
  installation: Installation,
  officer: OfficerId,
  password: string | undefined,
): Promise<void> {
  const { database, clock } = installation
  const credential = credentialOf(database, officer)
  if (credential === undefined) return
  const wait = credential.blockedUntil - clock.now()
  if (wait > 0 && wait <= 600_000)
    throw new CallError('wrongPassword', { waitSeconds: Math.ceil(wait / 1000) })
  const given = await derive((password ?? '').normalize('NFC'), credential.salt, credential)
  if (timingSafeEqual(given, credential.hash)) {
    if (credential.failures > 0) transaction(database, () => putFailures(database, officer, 0, 0))
    return
  }
  const failures = credential.failures + 1
  const waitSeconds = failures <= freeTries ? 0 : Math.min(300, 2 ** (failures - freeTries))
  transaction(database, () => putFailures(database, officer, failures, clock.now() + waitSeconds * 1000))
  throw new CallError('wrongPassword', { waitSeconds })
}

/** Whether the officer needs a password. */
export function hasPassword(installation: Installation, officer: OfficerId): boolean {
  return credentialOf(installation.database, officer) !== undefined
}

function derive(
  password: string,
  salt: Uint8Array,
  { n, r, p }: Pick<Credential, 'n' | 'r' | 'p'>,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: 256 * n * r }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
