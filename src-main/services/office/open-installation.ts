import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { DeviceChange } from '../../../shared/contract/trust.ts'
import { prepareDataFolder, type DataFolder } from '../../platform/data-folder.ts'
import { defaultKeyFolder, openDeviceKeys, type DeviceKeys } from '../../platform/key-folder.ts'
import type { Clock } from '../../platform/clock.ts'
import { openLog, type Log } from '../../platform/log.ts'
import { closeDatabase, isEmptyDatabase, openDatabase, type Database } from '../../storage/database.ts'
import { entryNumber } from '../../storage/entries.ts'
import { lockFolder, type FolderLock } from '../../storage/folder-lock.ts'
import { migrate } from '../../storage/migrate.ts'
import { currentDevice } from '../../storage/own-devices.ts'
import { streamsOfDevice } from '../../storage/streams.ts'
import { openVault } from '../../storage/vault.ts'
import type { DeviceId, UnitId } from '../../../shared/domain/ids.ts'
import { createJournal } from '../../journal/journal.ts'
import { bringProjectionUpToDate } from '../../journal/projection-version.ts'
import { unitChangesIn } from '../../journal/unit-changes.ts'
import { removeUnfinishedBundles } from '../exchange/bundle-leftovers.ts'
import { sealOwnHeads } from '../exchange/bundle-seals.ts'
import { assertMaySeal } from '../trust/device-certify.ts'
import { becomeNewDevice } from '../trust/device-identity.ts'
import { giveUpReserves } from '../../platform/reserve.ts'
import { explainOpening } from './damage.ts'
import type { Installation } from './installation.ts'
import { findLostTail, keepHeadNotes } from './lost-tail.ts'
import { createTrust } from '../trust/trust.ts'
import { loadUnits } from '../catalogue/units.ts'

export type OpenInstallation = Installation & { readonly close: () => void }

/**
 * Opens a data folder: lock, database, migrations, keys, journal.
 * @throws CallError `folderInUse`, `folderNewer`, `folderDamaged`, `folderEmptied`, `folderReadOnly`, `diskFull`; `internal` for
 *   what nobody expected, which the log explains
 */
export async function openInstallation(options: OpeningOptions): Promise<OpenInstallation> {
  try {
    return await openOnce(options)
  } catch (error) {
    // Opening writes a little: on a full disk the reserve gives room to read and to carry work away.
    const isFull = isCallError(error) && error.code === 'diskFull'
    if (!isFull || !giveUpReserves(options.keysDir ?? defaultKeyFolder())) throw error
    return await openOnce(options)
  }
}

type OpeningOptions = {
  readonly dataDir: string
  readonly keysDir?: string | undefined
  readonly clock: Clock
  readonly log?: Log | undefined
}

async function openOnce(options: OpeningOptions): Promise<OpenInstallation> {
  const { clock } = options
  const folder = prepareDataFolder(options.dataDir)
  const lock = lockFolder(folder.lock)
  const log = options.log ?? openLog(folder.logs, clock)
  let database: Database | undefined
  try {
    database = openDatabase(folder.database)
    assertNotEmptied(database, folder)
    migrate(database)
    return await openWith({ ...options, folder, lock, log, database })
  } catch (error) {
    const explained = explainOpening(error, database, folder.root)
    if (database !== undefined) closeDatabase(database)
    lock.release()
    if (isCallError(explained)) throw explained
    const logReference = randomBytes(4).toString('hex')
    log.error('the folder could not be opened', error, { logReference })
    throw new CallError('internal', { logReference }, { cause: error })
  }
}

type Opening = Readonly<{
  folder: DataFolder
  keysDir?: string | undefined
  clock: Clock
  lock: FolderLock
  log: Log
  database: Database
}>

async function openWith({ folder, keysDir, clock, lock, log, database }: Opening): Promise<OpenInstallation> {
  const keyFolder = keysDir ?? defaultKeyFolder()
  const units = loadUnits()
  const trust = createTrust(database, units)
  // a folder belongs to one unit for life
  let ownUnit: UnitId | null = null
  const journal = createJournal({
    ...{ database, units, deviceFacts: trust.deviceFacts, now: () => clock.now() },
    judgementOf: trust.judgementOf,
    ownUnit: () => (ownUnit ??= (currentDevice(database)?.unit ?? null) as UnitId | null),
    readUnits: () => {
      readUnitChanges({ database, journal, units })
      trust.forget()
    },
  })
  const vault = openVault(folder)
  const opened = await openOwnKeys(database, keyFolder)
  const keys = 'keys' in opened ? opened.keys : undefined
  const installation: OpenInstallation = {
    folder,
    keyFolder,
    database,
    vault,
    journal,
    units,
    trust,
    clock,
    log,
    own: keys === undefined ? null : { id: keys.device, unit: keys.unit, keys },
    lostTail: null,
    close: () => {
      notes.close()
      sealAtClosing(installation)
      closeDatabase(database)
      if ('lock' in opened) opened.lock.release()
      lock.release()
    },
  }
  readUnitChanges(installation)
  if (await bringProjectionUpToDate(journal.base)) {
    journal.forget()
    readUnitChanges(installation)
    log.warn('another program had made the projection; it was made again')
  }
  if ('why' in opened) await becomeNewDevice(installation, opened.why)
  else if (keys !== undefined) {
    installation.lostTail = findLostTail({ database, keyFolder, device: keys.device }, clock.now())
    if (installation.lostTail !== null)
      log.warn('saved entries are gone', { entries: installation.lostTail.entries })
  }
  await removeUnfinishedBundles(installation)
  const notes = keepHeadNotes(installation)
  return installation
}

/**
 * A database without anything in it, beside evidence or bundles, is no first start: somebody or something took the data away.
 * @throws CallError `folderEmptied`
 */
function assertNotEmptied(database: Database, { root, vault, outbox }: DataFolder): void {
  if (!isEmptyDatabase(database)) return
  const left = [vault, outbox].some((place) => readdirSync(place).length > 0)
  if (left) throw new CallError('folderEmptied', { folder: root })
}

type OpenedKeys =
  | { readonly keys: DeviceKeys; readonly lock: FolderLock }
  /** Nobody has chosen the unit yet. */
  | { readonly none: true }
  | { readonly why: DeviceChange['why'] }

/**
 * The keys of this folder's device, or why they are not: a folder without its key, a journal that lacks a head which once left, and a
 * folder whose device somebody else on this computer is just now, are copied or restored folders (JOURNAL 35).
 */
async function openOwnKeys(database: Database, keyFolder: string): Promise<OpenedKeys> {
  const known = currentDevice(database)
  if (known === undefined) return { none: true }
  const keys = await openDeviceKeys(keyFolder, known.device as DeviceId)
  if (keys === undefined) return { why: 'keyMissing' }
  const lacking = Object.values(keys.remembered.heads).some(
    ({ id }) => entryNumber(database, id) === undefined,
  )
  if (lacking) return { why: 'restored' }
  try {
    return { keys, lock: lockFolder(path.join(keyFolder, keys.device, 'lock.db')) }
  } catch (error) {
    if (isCallError(error) && error.code === 'folderInUse') return { why: 'copied' }
    throw error
  }
}

/** Own heads are sealed at closing (JOURNAL 4). Nothing is lost when that fails: they are sealed when they leave. */
function sealAtClosing(installation: Installation): void {
  const { own, database, log } = installation
  if (own === null) return
  try {
    assertMaySeal(installation)
    sealOwnHeads(installation, streamsOfDevice(database, own.id))
  } catch (error) {
    log.warn('own heads were not sealed at closing', {
      code: isCallError(error) ? error.code : String(error),
    })
  }
}

/** Takes units that catalogues add or change over into the tree. */
export function readUnitChanges({
  database,
  journal,
  units,
}: Pick<Installation, 'database' | 'journal' | 'units'>): void {
  units.replaceOverrides(unitChangesIn(database, journal, units.findShipped))
}
