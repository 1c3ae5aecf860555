import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import envPaths from 'env-paths'
import { z } from 'zod'
import { CallError } from '../../shared/contract/errors.ts'
import { DeviceId, EntryId, UnitId } from '../../shared/domain/ids.ts'
import { syncFolder, writeFileDurably } from './atomic-write.ts'
import { renameWhenFreeSync } from './busy-rename.ts'
import { explainWriteError, isMissing } from './file-errors.ts'
import { makeFolder } from './make-folder.ts'
import { keepReserve, withReserve } from './reserve.ts'

/**
 * What ever left this device, kept beside its key (JOURNAL 35): a journal that lacks one of these is a restored or copied
 * folder and must not go on writing as this device.
 */
const Remembered = z.strictObject({
  /** The newest sealed head of each own stream. */
  heads: z.record(z.string(), z.strictObject({ seq: z.int().min(0), id: EntryId })),
  /** Number of the newest receipt given out. */
  receipt: z.int().min(0),
  /** Number of the newest trust list given out. */
  trustList: z.int().min(0),
})
export type Remembered = z.infer<typeof Remembered>

const Description = z.strictObject({ device: DeviceId, unit: UnitId, created: z.int() })

/** The secret and public parts of one device. */
export type DeviceKeys = {
  readonly device: DeviceId
  readonly unit: UnitId
  /** Milliseconds since 1970. */
  readonly created: number
  readonly privateKey: KeyObject
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array
  /** `AGE-SECRET-KEY-1…` */
  readonly ageIdentity: string
  /** `age1…` */
  readonly ageRecipient: string
  readonly remembered: Remembered
}

const nothingRemembered: Remembered = { heads: {}, receipt: 0, trustList: 0 }

/** Where keys lie unless told otherwise: the user's profile, never the data folder, which people copy. */
export function defaultKeyFolder(): string {
  return path.join(envPaths('cqtt', { suffix: '' }).config, 'keys')
}

/** Device id: hex SHA-256 of the raw public key followed by the unit id in UTF-8 (JOURNAL 31). */
export function deviceIdOf(publicKey: Uint8Array, unit: UnitId): DeviceId {
  return createHash('sha256').update(publicKey).update(unit, 'utf8').digest('hex') as DeviceId
}

/** The raw 32 bytes of an Ed25519 key, private or public. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  if (x === undefined) throw new Error('not an Ed25519 key')
  return Buffer.from(x, 'base64url')
}

/**
 * Makes a new device for a unit: keys on the disk, whole, before anything is written under its name.
 *
 * @param now milliseconds since 1970
 * @throws CallError `folderReadOnly`, `diskFull`
 */
export async function createDeviceKeys(keyFolder: string, unit: UnitId, now: number): Promise<DeviceKeys> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const publicKey = rawPublicKey(privateKey)
  const device = deviceIdOf(publicKey, unit)
  const ageIdentity = await generateX25519Identity()
  const ageRecipient = await identityToRecipient(ageIdentity)
  const unfinished = path.join(keyFolder, `.${randomBytes(6).toString('hex')}.unfinished`)
  try {
    makeFolder(unfinished)
    writeFileDurably(path.join(unfinished, 'key.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }))
    writeFileDurably(path.join(unfinished, 'age.txt'), `${ageIdentity}\n`)
    writeFileDurably(path.join(unfinished, 'device.json'), JSON.stringify({ device, unit, created: now }))
    writeFileDurably(path.join(unfinished, 'heads.json'), JSON.stringify(nothingRemembered))
    renameWhenFreeSync(unfinished, path.join(keyFolder, device))
    keepReserve(path.join(keyFolder, device))
    syncFolder(keyFolder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw explainWriteError(error, keyFolder)
  }
  return {
    device,
    unit,
    created: now,
    privateKey,
    publicKey,
    ageIdentity,
    ageRecipient,
    remembered: nothingRemembered,
  }
}

/**
 * Opens the keys of a device; undefined when this profile has none (the folder came from elsewhere).
 *
 * @throws CallError `folderDamaged` when they are there but not whole
 */
export async function openDeviceKeys(keyFolder: string, device: DeviceId): Promise<DeviceKeys | undefined> {
  const folder = path.join(keyFolder, device)
  try {
    const pem = readFileSync(path.join(folder, 'key.pem'))
    if (process.platform !== 'win32') restrict(folder)
    const privateKey = createPrivateKey(pem)
    const publicKey = rawPublicKey(privateKey)
    const { unit, created } = Description.parse(readJson(path.join(folder, 'device.json')))
    if (deviceIdOf(publicKey, unit) !== device) throw new Error('the key is not that of this device')
    const ageIdentity = readAgeIdentity(folder)
    const ageRecipient = await identityToRecipient(ageIdentity)
    const remembered = Remembered.parse(readJson(path.join(folder, 'heads.json')))
    keepReserve(folder)
    return { device, unit, created, privateKey, publicKey, ageIdentity, ageRecipient, remembered }
  } catch (error) {
    if (isMissing(error) && !listDevices(keyFolder).includes(device)) return undefined
    throw new CallError('folderDamaged', { folder }, { cause: error })
  }
}

/**
 * Every identity that files for this unit may be encrypted for on this machine: of its device and of those whose place it took,
 * whose keys stay here. The newest device's first.
 *
 * @returns `AGE-SECRET-KEY-1…`
 */
export function ageIdentitiesOf(keyFolder: string, unit: UnitId): string[] {
  return listDevices(keyFolder)
    .flatMap((device) => {
      const folder = path.join(keyFolder, device)
      try {
        const { unit: of, created } = Description.parse(readJson(path.join(folder, 'device.json')))
        return of === unit ? [{ identity: readAgeIdentity(folder), created }] : []
      } catch {
        // another device's folder that is not whole must not keep this one from reading
        return []
      }
    })
    .sort((a, b) => b.created - a.created)
    .map(({ identity }) => identity)
}

/** Devices whose keys this profile holds, by id. */
export function listDevices(keyFolder: string): DeviceId[] {
  try {
    return readdirSync(keyFolder)
      .flatMap((name) => DeviceId.safeParse(name).data ?? [])
      .sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Removes the keys of a device that never came to life; what it signed could never be continued. */
export function deleteKeysForever(keyFolder: string, device: DeviceId): void {
  rmSync(path.join(keyFolder, device), { recursive: true, force: true })
}

/**
 * Writes down, durably, what is about to leave; call it before a seal, receipt or list is made (JOURNAL 4).
 * Nothing remembered is ever lowered.
 *
 * @returns what is remembered now
 * @throws CallError `folderReadOnly`, `diskFull`
 */
export function rememberHeads(keyFolder: string, device: DeviceId, leaving: Partial<Remembered>): Remembered {
  const file = path.join(keyFolder, device, 'heads.json')
  const former = Remembered.parse(readJson(file))
  const heads = { ...former.heads }
  for (const [stream, head] of Object.entries(leaving.heads ?? {})) {
    const known = heads[stream]
    if (known === undefined || head.seq > known.seq) heads[stream] = head
    else if (head.seq === known.seq && head.id !== known.id)
      throw new Error(`own stream is forked: ${stream}`)
  }
  const remembered: Remembered = {
    heads,
    receipt: Math.max(former.receipt, leaving.receipt ?? 0),
    trustList: Math.max(former.trustList, leaving.trustList ?? 0),
  }
  withReserve(path.dirname(file), () => writeFileDurably(file, JSON.stringify(remembered)))
  return remembered
}

function readAgeIdentity(folder: string): string {
  return readFileSync(path.join(folder, 'age.txt'), 'utf8').trim()
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Copying by hand may have opened the keys to others. */
function restrict(folder: string): void {
  chmodSync(folder, 0o700)
  for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), 0o600)
}
