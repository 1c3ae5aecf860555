import type { UnitId } from '../../shared/domain/ids.ts'
import { CallError } from '../../shared/contract/errors.ts'
import type { Time } from '../../shared/domain/ids.ts'
import { encodeCertificate, makeRootCertificate } from '../journal/certificates.ts'
import { createDeviceKeys } from '../platform/key-folder.ts'
import { makeCurrentDevice } from '../storage/own-devices.ts'
import { putSettingJson } from '../storage/settings.ts'
import { transaction } from '../storage/transaction.ts'
import { putTrustRoot } from '../storage/trust-roots.ts'
import { writeAct, type Actor, type Installation } from './installation.ts'
import { newOfficerId, officerChanges, type Officer } from './officers.ts'
import { setPassword } from './passwords.ts'
import { deviceNameSetting } from './trust.ts'

/** First start: keys for a new device of the chosen unit, then its first officer, who holds every role. */

export type Beginning = {
  readonly unit: UnitId
  readonly deviceName: string
  readonly officerName: string
  readonly password?: string | undefined
  /** This device becomes the root of a domain: a province, or a district on its own. */
  readonly ownRoot: boolean
}

/** @throws CallError `alreadySetUp`, `notFound` */
export async function begin(installation: Installation, action: string, wanted: Beginning): Promise<Officer> {
  if (installation.own !== null) throw new CallError('alreadySetUp', {})
  const unit = installation.units.get(wanted.unit)
  await becomeDevice(installation, wanted.unit, wanted.deviceName)
  if (wanted.ownRoot) makeRoot(installation, unit.level, wanted.deviceName)
  return addFirstOfficer(installation, action, wanted.officerName, wanted.password)
}

/** Makes this folder a new device of the unit: keys first, then the folder's word for it. */
export async function becomeDevice(
  installation: Installation,
  unit: UnitId,
  deviceName: string,
): Promise<void> {
  const { database, clock } = installation
  const keys = await createDeviceKeys(installation.keyFolder, unit, clock.now())
  transaction(database, () => {
    makeCurrentDevice(database, { device: keys.device, unit, created: keys.created })
    putSettingJson(database, deviceNameSetting, JSON.stringify(deviceName))
  })
  installation.own = { id: keys.device, unit, keys }
  installation.trust.forget()
  installation.journal.forget()
}

function makeRoot(
  installation: Installation,
  level: Parameters<typeof makeRootCertificate>[1]['level'],
  name: string,
): void {
  const { database, own, clock, trust } = installation
  if (own === null) return
  const notBefore = clock.now() as Time
  const root = makeRootCertificate(own.keys, {
    unit: own.unit,
    level,
    age: own.keys.ageRecipient,
    name,
    notBefore,
  })
  transaction(database, () => {
    putTrustRoot(database, { id: root.device, confirmed: clock.now(), bytes: encodeCertificate(root) })
    trust.keep(root)
  })
  trust.forget()
  installation.journal.forget()
}

/** The first officer, with every role. */
export async function addFirstOfficer(
  installation: Installation,
  action: string,
  name: string,
  password: string | undefined,
): Promise<Officer> {
  const { own } = installation
  if (own === null) throw new CallError('notSetUp', {})
  const officer: Officer = {
    id: newOfficerId(own.unit),
    name,
    roles: ['admin', 'scorer', 'appraiser', 'approver'],
    department: null,
    active: true,
  }
  if (password !== undefined && password !== '') await setPassword(installation, officer.id, password)
  const actor: Actor = { officer, roles: officer.roles, action }
  const changes = officerChanges(installation, officer, null)
  writeAct(installation, actor, [{ channel: 'office', audience: own.unit, changes }])
  return officer
}
