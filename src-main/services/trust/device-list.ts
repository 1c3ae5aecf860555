import type { DeviceView } from '../../../shared/contract/devices.ts'
import type { DeviceId, UnitId } from '../../../shared/domain/ids.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { fingerprint, nameOfDevice, type Certificate } from '../../journal/certificates.ts'
import { deviceActivities } from '../../storage/device-activity.ts'
import { ownDevices } from '../../storage/own-devices.ts'
import { putSettingJson } from '../../storage/settings.ts'
import { transaction } from '../../storage/transaction.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { deviceNameSetting } from './trust.ts'

/** The devices that this one knows: of its own unit first, then by unit and name. */
export function listDevices(installation: Installation): readonly DeviceView[] {
  const { database, trust, units } = installation
  const own = ownDevice(installation)
  const activities = new Map(deviceActivities(database).map((each) => [each.device, each]))
  const former = new Map(ownDevices(database).map(({ device, unit }) => [device, unit]))
  const all = new Set<DeviceId>([own.id, ...trust.devices(), ...(activities.keys() as Iterable<DeviceId>)])
  return [...all]
    .map((device): DeviceView => {
      const certificate = trust.certificateOf(device)
      const unit = (certificate?.unit ??
        former.get(device) ??
        unitByStoredCertificate(installation, device)) as UnitId | undefined
      const issuer = certificate?.kind === 'device' ? trust.certificateOf(certificate.issuer) : certificate
      const activity = activities.get(device)
      return {
        id: device,
        name: trust.deviceFacts(device)?.name ?? nameByStoredCertificate(installation, device),
        unit: unit ?? own.unit,
        unitName: unit === undefined ? '' : units.nameOf(unit),
        fingerprint: fingerprint(device),
        own: device === own.id,
        state: trust.isRevoked(device)
          ? 'revoked'
          : certificate !== null
            ? 'certified'
            : former.has(device)
              ? 'waiting'
              : 'unknown',
        issuerName: issuer === null ? '' : units.nameOf(issuer.unit),
        lastSeal: activity?.lastSeal ?? null,
        entries: activity?.entries ?? 0,
      }
    })
    .sort(
      (a, b) =>
        Number(b.own) - Number(a.own) ||
        Number(b.unit === own.unit) - Number(a.unit === own.unit) ||
        compareVietnamese(a.unitName, b.unitName) ||
        compareVietnamese(a.name, b.name) ||
        (a.id < b.id ? -1 : 1),
    )
}

/** What a certificate that nobody here vouches for says of its device. */
function storedCertificate({ trust }: Installation, device: DeviceId): Certificate | undefined {
  return trust.certificatesOf(device)[0]
}

function unitByStoredCertificate(installation: Installation, device: DeviceId): UnitId | undefined {
  return storedCertificate(installation, device)?.unit
}

function nameByStoredCertificate(installation: Installation, device: DeviceId): string {
  const certificate = storedCertificate(installation, device)
  return certificate === undefined ? '' : nameOfDevice(certificate)
}

/** Renames this device. Others see the new name with its next certificate. */
export function renameDevice(installation: Installation, name: string): void {
  ownDevice(installation)
  const { database, trust } = installation
  transaction(database, () => {
    putSettingJson(database, deviceNameSetting, JSON.stringify(name))
  })
  trust.forget()
}
