import type { UnitId } from '../../../shared/domain/ids.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Time } from '../../../shared/domain/ids.ts'
import type { Level } from '../../../shared/domain/journal/facts.ts'
import { encodeCertificate, longestDeviceName, makeRootCertificate } from '../../journal/certificates.ts'
import { createDeviceKeys } from '../../platform/key-folder.ts'
import { makeCurrentDevice } from '../../storage/own-devices.ts'
import { putSettingJson } from '../../storage/settings.ts'
import { putTrustRoot } from '../../storage/trust-roots.ts'
import { writeAct, type Installation, type OwnDevice } from './installation.ts'
import { newOfficerId, officerChanges, type Officer } from './officers.ts'
import { setPassword } from './passwords.ts'
import { deviceNameSetting } from '../trust/trust.ts'

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
  const { level } = installation.units.get(wanted.unit)
  return beginAs(installation, action, wanted, (own) => {
    if (wanted.ownRoot) makeRoot(installation, own, level, wanted.deviceName)
  })
}

/**
 * Makes this folder a new device of the unit and adds its first officer: keys on the disk first, then everything else at once, so
 * that no folder is left with a unit and nobody who may work in it.
 *
 * @param alongside what has to be stored in the same transaction
 * @throws CallError `alreadySetUp`
 */
export async function beginAs(
  installation: Installation,
  action: string,
  wanted: Omit<Beginning, 'ownRoot'>,
  alongside: (own: OwnDevice) => void,
): Promise<Officer> {
  if (installation.own !== null) throw new CallError('alreadySetUp', {})
  const { database, clock, trust, journal } = installation
  const officer: Officer = {
    id: newOfficerId(wanted.unit),
    name: wanted.officerName,
    roles: ['admin', 'scorer', 'appraiser', 'approver'],
    department: null,
    active: true,
  }
  const { password = '' } = wanted
  if (password !== '') await setPassword(installation, officer.id, password)
  const keys = await createDeviceKeys(installation.keyFolder, wanted.unit, clock.now())
  // another window may have been faster
  if ((installation.own as OwnDevice | null) !== null) throw new CallError('alreadySetUp', {})
  const own: OwnDevice = { id: keys.device, unit: wanted.unit, keys }
  installation.own = own
  try {
    const changes = officerChanges(installation, officer, null)
    const draft = { channel: 'office', audience: own.unit, changes } as const
    writeAct(installation, { officer, action }, [draft], {
      alongside: () => {
        makeCurrentDevice(database, { device: keys.device, unit: own.unit, created: keys.created })
        putSettingJson(database, deviceNameSetting, JSON.stringify(wanted.deviceName))
        trust.forget()
        alongside(own)
      },
    })
  } catch (error) {
    installation.own = null
    trust.forget()
    journal.forget()
    throw error
  }
  return officer
}

function makeRoot(installation: Installation, own: OwnDevice, level: Level, deviceName: string): void {
  const { database, clock, trust } = installation
  const notBefore = clock.now() as Time
  const name = deviceName.slice(0, longestDeviceName)
  const root = makeRootCertificate(own.keys, {
    unit: own.unit,
    level,
    age: own.keys.ageRecipient,
    name,
    notBefore,
  })
  putTrustRoot(database, { id: root.device, confirmed: clock.now(), bytes: encodeCertificate(root) })
  trust.keep(root)
}
