import type { DeviceId, UnitId } from '../../shared/domain/ids.ts'
import type { DeviceFacts, UnitTree } from '../journal/parts.ts'
import { verifyChain, type ChainTrust } from '../journal/certificate-chain.ts'
import {
  certificateHash,
  decodeCertificate,
  encodeCertificate,
  nameOfDevice,
  type Certificate,
} from '../journal/certificates.ts'
import { allCertificates, insertCertificate } from '../storage/certificates.ts'
import type { Database } from '../storage/database.ts'
import { currentDevice, ownDevices } from '../storage/own-devices.ts'
import { settingJson } from '../storage/settings.ts'
import { trustRoots } from '../storage/trust-roots.ts'

/** Whose devices this folder knows, by certificates that lead to a root which a person confirmed. */
export type Trust = {
  readonly deviceFacts: (device: string) => DeviceFacts | null
  /** The certificate of a device, if its chain leads to a confirmed root. */
  readonly certificateOf: (device: DeviceId) => Certificate | null
  readonly certificatesOf: (device: DeviceId) => readonly Certificate[]
  /** Every device of which a certificate is stored, trusted or not. */
  readonly devices: () => Iterable<DeviceId>
  /** The certificate of a device, its issuer's and so on up to a confirmed root; null when there is no such chain. */
  readonly chainOf: (device: DeviceId) => readonly Certificate[] | null
  readonly roots: () => ReadonlySet<string>
  readonly chainTrust: () => ChainTrust
  /** Keeps a certificate; whether it counts is judged when it is asked for. Inside a transaction. */
  readonly keep: (certificate: Certificate) => void
  readonly forget: () => void
}

/** The setting that holds the name of the own device until it is certified. */
export const deviceNameSetting = 'device.name'

export function createTrust(
  database: Database,
  units: UnitTree & { find: (id: string) => { level: DeviceFacts['level'] } | undefined },
): Trust {
  let byDevice: Map<string, Certificate[]> | null = null
  const judged = new Map<string, Certificate | null>()
  /** Asked for every entry that is read. */
  const facts = new Map<string, DeviceFacts>()

  function forget(): void {
    byDevice = null
    judged.clear()
    facts.clear()
  }

  function all(): Map<string, Certificate[]> {
    if (byDevice === null) {
      byDevice = new Map()
      for (const { bytes } of allCertificates(database)) {
        const certificate = decodeCertificate(bytes)
        if (certificate === undefined) continue
        const known = byDevice.get(certificate.device)
        if (known === undefined) byDevice.set(certificate.device, [certificate])
        else known.push(certificate)
      }
    }
    return byDevice
  }

  const certificatesOf = (device: DeviceId): readonly Certificate[] => all().get(device) ?? []
  const roots = (): ReadonlySet<string> =>
    new Set(
      trustRoots(database)
        .filter(({ confirmed }) => confirmed !== null)
        .map(({ id }) => id),
    )
  const chainTrust = (): ChainTrust => ({
    roots: roots(),
    certificatesOf,
    isWithin: (unit, subtree) => units.isWithin(unit, subtree),
  })

  function certificateOf(device: DeviceId): Certificate | null {
    let certificate = judged.get(device)
    if (certificate === undefined) {
      const trust = chainTrust()
      const valid = certificatesOf(device).filter((each) => verifyChain(each, trust).status === 'ok')
      // whichever came first: the one that allows more speaks for the device
      certificate = valid.find(({ mayIssueFor }) => mayIssueFor !== null) ?? valid[0] ?? null
      judged.set(device, certificate)
    }
    return certificate
  }

  function deviceFacts(device: string): DeviceFacts | null {
    const known = facts.get(device) ?? readFacts(device)
    if (known !== null) facts.set(device, known)
    return known
  }

  function readFacts(device: string): DeviceFacts | null {
    const certificate = certificateOf(device as DeviceId)
    if (certificate !== null) {
      const { unit, level, mayIssueFor } = certificate
      return { unit, level, mayIssueFor, name: ownNameOf(device) ?? nameOfDevice(certificate) }
    }
    // this folder wrote it, under its present name or a former one: the office must see its own work and its own officers
    const own = ownDevices(database).find((each) => each.device === device)
    const level = own === undefined ? undefined : units.find(own.unit)?.level
    if (own === undefined || level === undefined) return null
    return { unit: own.unit as UnitId, level, mayIssueFor: null, name: ownNameOf(device) ?? '' }
  }

  /** What this office calls its own device; others see the name in its certificate. */
  function ownNameOf(device: string): string | undefined {
    if (currentDevice(database)?.device !== device) return undefined
    const name = settingJson(database, deviceNameSetting)
    return name === undefined ? undefined : (JSON.parse(name) as string)
  }

  function chainOf(device: DeviceId): readonly Certificate[] | null {
    const certificate = certificateOf(device)
    if (certificate === null) return null
    const result = verifyChain(certificate, chainTrust())
    return result.status === 'ok' ? result.chain : null
  }

  return {
    deviceFacts,
    certificateOf,
    certificatesOf,
    devices: () => all().keys() as Iterable<DeviceId>,
    chainOf,
    roots,
    chainTrust,
    keep: (certificate) => {
      insertCertificate(database, {
        hash: certificateHash(certificate),
        device: certificate.device,
        serial: certificate.kind === 'device' ? certificate.serial : 0,
        bytes: encodeCertificate(certificate),
      })
      forget()
    },
    forget,
  }
}
