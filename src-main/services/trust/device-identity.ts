import { CallError } from '../../../shared/contract/errors.ts'
import { DeviceChange } from '../../../shared/contract/trust.ts'
import type { DeviceId, UnitId } from '../../../shared/domain/ids.ts'
import { longestDeviceName, makeRequest, type EnrolmentRequest } from '../../journal/certificates.ts'
import { isMissing } from '../../platform/file-errors.ts'
import { createDeviceKeys, rememberHeads } from '../../platform/key-folder.ts'
import { entryNumber } from '../../storage/entries.ts'
import { currentDevice, makeCurrentDevice, ownDevices } from '../../storage/own-devices.ts'
import { deleteSetting, putSettingJson, settingJson } from '../../storage/settings.ts'
import { transaction } from '../../storage/transaction.ts'
import { ownDevice, ownUnit, type Installation } from '../office/installation.ts'
import { carryOfficeOver } from './trust-adopt.ts'
import { judgeAgain } from './trust-lists.ts'

/** What this device says of itself, and how its folder becomes another one. */

const mostReplaced = 16
const changeSetting = 'device.change'
const replacedSetting = 'device.replaced'

/** The request for a certificate of this device. It names the devices whose place this one takes (JOURNAL 27, 35). */
export function ownRequest(installation: Installation): EnrolmentRequest {
  const { clock, trust } = installation
  const { keys, id } = ownDevice(installation)
  const { id: unit, level } = ownUnit(installation)
  const name = (trust.deviceFacts(id)?.name ?? '').slice(0, longestDeviceName)
  return makeRequest(keys, {
    unit,
    level,
    age: keys.ageRecipient,
    name: name === '' ? id.slice(0, 8) : name,
    replaces: replacedDevices(installation),
    time: clock.now(),
  })
}

/** Devices whose place this one takes: those that its folder was, and those that an officer named. */
export function replacedDevices(installation: Installation): DeviceId[] {
  const { database } = installation
  const { id, unit } = ownDevice(installation)
  const former = ownDevices(database)
    .filter((device) => device.unit === unit && device.device !== id)
    .map(({ device }) => device as DeviceId)
  const named = JSON.parse(settingJson(database, replacedSetting) ?? '[]') as DeviceId[]
  return [...new Set([...named, ...former])].slice(-mostReplaced)
}

/** @throws CallError `notFound` for a device that is no other one of this unit */
export function setReplacedDevices(installation: Installation, devices: readonly DeviceId[]): void {
  const { database, trust } = installation
  const { id, unit } = ownDevice(installation)
  for (const device of devices) {
    if (device === id || trust.deviceFacts(device)?.unit !== unit)
      throw new CallError('notFound', { what: 'device' })
  }
  transaction(database, () => {
    putSettingJson(database, replacedSetting, JSON.stringify(devices))
  })
}

/**
 * The folder goes on as a new device of the same unit (JOURNAL 25, 35): its key is gone, it came back from a backup, somebody else
 * works under its name, or its own stream turned up with two branches. What was written stays. What was never sealed does not count
 * any more until an officer takes it over, so that nothing is based on what nobody else will ever see; only the office itself is
 * carried over. The new device has to be certified.
 *
 * @param witness the device whose bundle says so; null where the folder itself shows it
 */
export async function becomeNewDevice(
  installation: Installation,
  why: DeviceChange['why'],
  witness: DeviceId | null = null,
): Promise<void> {
  const { database, keyFolder, clock, trust, journal, log, units } = installation
  const former = currentDevice(database)
  if (former === undefined) throw new CallError('notSetUp', {})
  const unit = former.unit as UnitId
  const device = former.device as DeviceId
  const formerName = trust.deviceFacts(device)?.name ?? ''
  const keys = await createDeviceKeys(keyFolder, unit, clock.now())
  const facts = witness === null ? null : trust.deviceFacts(witness)
  const reportedBy = facts === null ? null : { unitName: units.nameOf(facts.unit), deviceName: facts.name }
  const change: DeviceChange = { why, time: clock.now(), former: device, formerName, reportedBy }
  try {
    transaction(database, () => {
      const before = trust.judgedDevices()
      makeCurrentDevice(database, { device: keys.device, unit, created: keys.created })
      putSettingJson(database, changeSetting, JSON.stringify(change))
      judgeAgain(installation, before)
    })
  } catch (error) {
    trust.forget()
    journal.forget()
    throw error
  }
  installation.own = { id: keys.device, unit, keys }
  carryOfficeOver(installation, device)
  log.warn('the folder goes on as a new device', { why, former: former.device.slice(0, 12) })
}

/** Why this folder became a new device, until somebody has read it. */
export function deviceChange({ database }: Installation): DeviceChange | null {
  const json = settingJson(database, changeSetting)
  return json === undefined ? null : (DeviceChange.safeParse(JSON.parse(json)).data ?? null)
}

export function forgetDeviceChange({ database }: Installation): void {
  transaction(database, () => {
    deleteSetting(database, changeSetting)
  })
}

/**
 * Before anything is sealed: another copy of this folder may have sealed meanwhile under the same key. Then this one becomes a new
 * device, and the officer looks at what was not sent before it is sent.
 * @throws CallError `folderCopied`
 */
export async function assertNotCopied(installation: Installation): Promise<void> {
  const why = whyNotOurs(installation)
  if (why === null) return
  await becomeNewDevice(installation, why)
  throw new CallError('folderCopied', {})
}

function whyNotOurs(installation: Installation): DeviceChange['why'] | null {
  const { database, keyFolder } = installation
  try {
    const { heads } = rememberHeads(keyFolder, ownDevice(installation).id, {})
    const lacks = Object.values(heads).some(({ id }) => entryNumber(database, id) === undefined)
    return lacks ? 'copied' : null
  } catch (error) {
    if (isMissing(error)) return 'keyMissing'
    throw error
  }
}
