import type { DeviceId, UnitId } from '../../../shared/domain/ids.ts'
import type { DataFolder } from '../../platform/data-folder.ts'
import { openDeviceKeys } from '../../platform/key-folder.ts'
import { copyDatabaseInto } from '../../storage/copy-database.ts'
import { currentDevice } from '../../storage/own-devices.ts'
import { checkpoint } from '../../storage/transaction.ts'
import { listVault, moveIntoVault, openVault, vaultPath } from '../../storage/vault.ts'
import type { Installation } from '../office/installation.ts'
import { markAsDemo } from '../office/settings.ts'

/**
 * Makes the invented data of another, closed data folder this one's: files first, then all rows and the mark that they are invented
 * in one transaction. The keys of its device must lie in this installation's key folder.
 */
export async function adoptFolder(installation: Installation, other: DataFolder): Promise<void> {
  const { vault, database, trust, journal, keyFolder } = installation
  const otherVault = openVault(other)
  for (const sha256 of await listVault(otherVault)) {
    await moveIntoVault(vault, vaultPath(otherVault, sha256), sha256)
  }
  copyDatabaseInto(database, other.database, () => markAsDemo(database))
  checkpoint(database)
  const device = currentDevice(database)
  if (device === undefined) throw new Error('the folder that was taken over has no device')
  const keys = await openDeviceKeys(keyFolder, device.device as DeviceId)
  if (keys === undefined) throw new Error('the folder that was taken over has no keys')
  installation.own = { id: keys.device, unit: device.unit as UnitId, keys }
  trust.forget()
  journal.forget()
}
