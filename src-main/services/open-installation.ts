import { prepareDataFolder } from '../platform/data-folder.ts'
import {
  createDeviceKeys,
  defaultKeyFolder,
  openDeviceKeys,
  type DeviceKeys,
} from '../platform/key-folder.ts'
import type { Clock } from '../platform/clock.ts'
import { openLog, type Log } from '../platform/log.ts'
import { closeDatabase, openDatabase, type Database } from '../storage/database.ts'
import { entryNumber } from '../storage/entries.ts'
import { lockFolder } from '../storage/folder-lock.ts'
import { migrate } from '../storage/migrate.ts'
import { currentDevice, makeCurrentDevice } from '../storage/own-devices.ts'
import { transaction } from '../storage/transaction.ts'
import { openVault } from '../storage/vault.ts'
import type { DeviceId, UnitId } from '../../shared/domain/ids.ts'
import { createJournal } from '../journal/journal.ts'
import { unitChangesIn } from '../journal/unit-changes.ts'
import { removeUnfinishedBundles } from './bundle-leftovers.ts'
import type { Installation } from './installation.ts'
import { createTrust } from './trust.ts'
import { loadUnits } from './units.ts'

export type OpenInstallation = Installation & { readonly close: () => void }

/**
 * Opens a data folder: lock, database, migrations, keys, journal.
 * @throws CallError `folderInUse`, `folderNewer`, `folderDamaged`, `folderReadOnly`, `diskFull`
 */
export async function openInstallation(options: {
  readonly dataDir: string
  readonly keysDir?: string | undefined
  readonly clock: Clock
  readonly log?: Log | undefined
}): Promise<OpenInstallation> {
  const { clock } = options
  const folder = prepareDataFolder(options.dataDir)
  const lock = lockFolder(folder.lock)
  try {
    const database = openDatabase(folder.database)
    migrate(database)
    const log = options.log ?? openLog(folder.logs, clock)
    const keyFolder = options.keysDir ?? defaultKeyFolder()
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
    const keys = await openOwnKeys(database, keyFolder, clock, log)
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
      close: () => {
        closeDatabase(database)
        lock.release()
      },
    }
    readUnitChanges(installation)
    await removeUnfinishedBundles(installation)
    return installation
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * The keys of this folder's device. A folder without its key, or a journal that lacks a head which once left, is a copied or
 * restored folder: it goes on as a new device of the same unit and never writes in the old streams (JOURNAL 35).
 */
async function openOwnKeys(
  database: Database,
  keyFolder: string,
  clock: Clock,
  log: Log,
): Promise<DeviceKeys | undefined> {
  const known = currentDevice(database)
  if (known === undefined) return undefined
  const keys = await openDeviceKeys(keyFolder, known.device as DeviceId)
  const lacking = Object.values(keys?.remembered.heads ?? {}).some(
    ({ id }) => entryNumber(database, id) === undefined,
  )
  if (keys !== undefined && !lacking) return keys
  log.warn('folder is a copy or was restored', {
    former: known.device.slice(0, 12),
    keyFound: keys !== undefined,
  })
  const fresh = await createDeviceKeys(keyFolder, known.unit as UnitId, clock.now())
  transaction(database, () => {
    makeCurrentDevice(database, { device: fresh.device, unit: fresh.unit, created: fresh.created })
  })
  return fresh
}

/** Takes units that catalogues add or change over into the tree. */
export function readUnitChanges({
  database,
  journal,
  units,
}: Pick<Installation, 'database' | 'journal' | 'units'>): void {
  units.replaceOverrides(unitChangesIn(database, journal, units.find))
}
