import type { Output } from '../../../shared/contract/contract.ts'
import type { DeviceId, UnitId } from '../../../shared/domain/ids.ts'
import { nameOfDevice } from '../../journal/certificates.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/** For whom a bundle can be encrypted (JOURNAL 29): every device of the addressee's unit, and our own. */

export type Encryption = {
  /** `age1…` of everybody who is to open it. */
  readonly recipients: readonly string[]
  readonly shown: Output<'bundles.preview'>['encryption']
}

/**
 * The keys of the addressee's devices as certificates name them. While one of them has none, or none is known, nothing is
 * encrypted by itself: a bundle that its addressee cannot open is worth nothing.
 */
export function encryptionFor(installation: Installation, addressee: UnitId): Encryption {
  const { trust, units } = installation
  const own = ownDevice(installation)
  const recipients = new Set([own.keys.ageRecipient])
  const lacking: string[] = []
  let devices = 0
  for (const { device, unit } of knownDevices(installation)) {
    if (unit !== addressee && unit !== own.unit) continue
    const certificate = trust.certificateOf(device)
    if (certificate === null) continue
    if (unit === addressee && device !== own.id) devices++
    if (certificate.age !== null) recipients.add(certificate.age)
    else if (unit === addressee) lacking.push(nameOfDevice(certificate))
  }
  const unit = units.nameOf(addressee)
  return {
    recipients: [...recipients].sort(),
    shown: {
      possible: devices > 0 && lacking.length === 0,
      devices,
      lacking: lacking.map((name) => (name === '' ? unit : name)),
    },
  }
}

/** Devices that still work: not those that are revoked, or that another one of their unit has replaced. */
function knownDevices({ trust }: Installation): readonly { device: DeviceId; unit: UnitId }[] {
  const found: { device: DeviceId; unit: UnitId }[] = []
  const replaced = new Set<string>()
  for (const device of trust.devices()) {
    const certificate = trust.certificateOf(device)
    if (certificate === null || trust.isRevoked(device)) continue
    found.push({ device, unit: certificate.unit })
    if (certificate.kind === 'device') for (const former of certificate.replaces) replaced.add(former)
  }
  return found.filter(({ device }) => !replaced.has(device))
}
