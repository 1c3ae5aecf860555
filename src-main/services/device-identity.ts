import type { DeviceId } from '../../shared/domain/ids.ts'
import { longestDeviceName, makeRequest, type EnrolmentRequest } from '../journal/certificates.ts'
import { createDeviceKeys } from '../platform/key-folder.ts'
import { makeCurrentDevice, ownDevices } from '../storage/own-devices.ts'
import { transaction } from '../storage/transaction.ts'
import { ownDevice, ownUnit, type Installation } from './installation.ts'

/** What this device says of itself, and how it becomes another one. */

const mostReplaced = 16

/** The request for a certificate of this device. It names the devices whose place this one takes (JOURNAL 27, 35). */
export function ownRequest(installation: Installation): EnrolmentRequest {
  const { database, clock, trust } = installation
  const { keys, id } = ownDevice(installation)
  const { id: unit, level } = ownUnit(installation)
  const replaces = ownDevices(database)
    .filter((device) => device.unit === unit && device.device !== id)
    .slice(-mostReplaced)
    .map(({ device }) => device as DeviceId)
  const name = (trust.deviceFacts(id)?.name ?? '').slice(0, longestDeviceName)
  return makeRequest(keys, {
    unit,
    level,
    age: keys.ageRecipient,
    name: name === '' ? id.slice(0, 8) : name,
    replaces,
    time: clock.now(),
  })
}

/**
 * A device whose own stream turns up with two branches was copied: it writes no more there and goes on as a new device of the same
 * unit (JOURNAL 25). What it wrote stays; the new device has to be certified.
 */
export async function becomeNewDevice(installation: Installation): Promise<void> {
  const { database, keyFolder, clock, trust, log } = installation
  const former = ownDevice(installation)
  const keys = await createDeviceKeys(keyFolder, former.unit, clock.now())
  transaction(database, () => {
    makeCurrentDevice(database, { device: keys.device, unit: former.unit, created: keys.created })
  })
  installation.own = { id: keys.device, unit: former.unit, keys }
  trust.forget()
  log.warn('own stream is forked; going on as a new device', { former: former.id.slice(0, 12) })
}
