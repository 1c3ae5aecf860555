import type { DeviceId, UnitId } from '../../../shared/domain/ids.ts'
import type { DeviceFacts, DeviceJudgement, UnitTree } from '../../journal/parts.ts'
import { verifyChain, type ChainTrust } from '../../journal/certificate-chain.ts'
import {
  certificateHash,
  decodeCertificate,
  encodeCertificate,
  nameOfDevice,
  type Certificate,
  type RootCertificate,
} from '../../journal/certificates.ts'
import { decodeTrustList, encodeTrustList, type TrustList } from '../../journal/trust-lists.ts'
import {
  hashed,
  judgeTrust,
  rootIds,
  type HashedList,
  type TrustStanding,
} from '../../journal/trust-standing.ts'
import { allCertificates, insertCertificate } from '../../storage/certificates.ts'
import type { Database } from '../../storage/database.ts'
import { currentDevice, ownDevices } from '../../storage/own-devices.ts'
import { settingJson } from '../../storage/settings.ts'
import { allTrustLists, insertTrustList } from '../../storage/trust-lists.ts'
import { putTrustRoot, trustRoots } from '../../storage/trust-roots.ts'
import { createJudgements, type Judgements } from './trust-judgements.ts'

/** Whose devices this folder knows, by certificates that lead to a root which a person confirmed, and what trust lists say. */
export type Trust = {
  readonly deviceFacts: (device: string) => DeviceFacts | null
  /** The certificate of a device, if its chain leads to a confirmed root. */
  readonly certificateOf: (device: DeviceId) => Certificate | null
  readonly certificatesOf: (device: DeviceId) => readonly Certificate[]
  /** Every device of which a certificate is stored, trusted or not. */
  readonly devices: () => Iterable<DeviceId>
  /** The certificate of a device, its issuer's and so on up to a confirmed root; null when there is no such chain. */
  readonly chainOf: (device: DeviceId) => readonly Certificate[] | null
  /** When the last of the device's certificates ends; null: never, or there is none. */
  readonly endOf: (device: DeviceId) => number | null
  /** The roots at which the chains of a device end. */
  readonly rootsOf: (device: DeviceId) => readonly RootCertificate[]
  /** Confirmed roots, those they handed on to, and those that were joined. */
  readonly roots: () => ReadonlySet<string>
  readonly chainTrust: () => ChainTrust
  /** What all stored lists say together. */
  readonly standing: () => TrustStanding
  /** Every stored list that can be understood. */
  readonly lists: () => readonly HashedList[]
  /** What lists and seals say about a device; null: nothing. */
  readonly officeCutsOf: Judgements['officeCutsOf']
  readonly judgementOf: (device: string) => DeviceJudgement | null
  /** Whether a list revokes the device, or nobody vouches for it any more: nothing is encrypted for it. */
  readonly isRevoked: (device: DeviceId) => boolean
  /** Devices that are judged in some way, each with a text that changes when the judgement does. */
  readonly judgedDevices: () => ReadonlyMap<string, string>
  /** Keeps a certificate; whether it counts is judged when it is asked for. Inside a transaction. */
  readonly keep: (certificate: Certificate) => void
  /** Keeps a list, and a root certificate by which it may be judged. Inside a transaction. Returns whether it is new. */
  readonly keepList: (list: TrustList, first?: RootCertificate) => boolean
  readonly forget: () => void
}

/** The setting that holds the name of the own device until it is certified. */
export const deviceNameSetting = 'device.name'

type TreeOfUnits = UnitTree & { find: (id: string) => { level: DeviceFacts['level'] } | undefined }

/** @param lastEntry only by the trust lists that had come when this entry was the last one (JOURNAL 15) */
export function createTrust(database: Database, units: TreeOfUnits, lastEntry?: number): Trust {
  let byDevice: Map<string, Certificate[]> | null = null
  let stored: readonly HashedList[] | null = null
  let judgedLists: TrustStanding | null = null
  const judged = new Map<string, Certificate | null>()
  /** Asked for every entry that is read. */
  const facts = new Map<string, DeviceFacts>()
  const judgements = createJudgements({
    ...{ database, units, standing, valid },
    certificatesOf: (device) => certificatesOf(device),
    devices: () => all().keys() as Iterable<DeviceId>,
  })

  function forget(): void {
    byDevice = null
    stored = null
    judgedLists = null
    judged.clear()
    facts.clear()
    judgements.forget()
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

  function lists(): readonly HashedList[] {
    stored ??= allTrustLists(database, lastEntry).flatMap(({ bytes }) => {
      const list = decodeTrustList(bytes)
      return list === undefined ? [] : [hashed(list)]
    })
    return stored
  }

  function standing(): TrustStanding {
    if (judgedLists !== null) return judgedLists
    const confirmed = new Set<string>()
    const certificates = new Map<string, RootCertificate>()
    for (const root of trustRoots(database)) {
      if (root.confirmed !== null) confirmed.add(root.id)
      const certificate = decodeCertificate(root.bytes)
      if (certificate?.kind === 'root') certificates.set(root.id, certificate)
    }
    judgedLists = judgeTrust({
      confirmed,
      rootCertificate: (id) => certificates.get(id) ?? rootAmong(certificatesOf(id)),
      lists: lists(),
    })
    return judgedLists
  }

  const roots = (): ReadonlySet<string> => standing().roots
  const chainTrust = (): ChainTrust => ({
    roots: roots(),
    certificatesOf,
    isWithin: (unit, subtree) => units.wasWithin(unit, subtree),
    rootsWith: (confirmed, arrivedLists, arrived) =>
      arrivedLists.length === 0
        ? confirmed
        : judgeTrust({
            confirmed,
            rootCertificate: (id) =>
              rootAmong(certificatesOf(id)) ?? rootAmong(arrived.filter(({ device }) => device === id)),
            lists: [...lists(), ...arrivedLists.map(hashed)],
          }).roots,
  })

  /** Those of its certificates whose chains hold: the one that speaks for the device first. */
  function valid(device: DeviceId): readonly Certificate[] {
    const trust = chainTrust()
    return certificatesOf(device)
      .filter((each) => verifyChain(each, trust).status === 'ok')
      .sort(
        (a, b) =>
          rankOf(b) - rankOf(a) || endOf(b) - endOf(a) || (certificateHash(a) < certificateHash(b) ? -1 : 1),
      )
  }

  function certificateOf(device: DeviceId): Certificate | null {
    let certificate = judged.get(device)
    if (certificate === undefined) {
      certificate = valid(device)[0] ?? null
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
    return { unit: own.unit as UnitId, level, mayIssueFor: null, name: nameOfFolder() ?? '' }
  }

  /** What this office calls its own device; others see the name in its certificate. */
  function ownNameOf(device: string): string | undefined {
    return currentDevice(database)?.device === device ? nameOfFolder() : undefined
  }

  function nameOfFolder(): string | undefined {
    const name = settingJson(database, deviceNameSetting)
    return name === undefined ? undefined : (JSON.parse(name) as string)
  }

  function chainOf(device: DeviceId): readonly Certificate[] | null {
    const certificate = certificateOf(device)
    if (certificate === null) return null
    const result = verifyChain(certificate, chainTrust())
    return result.status === 'ok' ? result.chain : null
  }

  function rootsOf(device: DeviceId): readonly RootCertificate[] {
    const trust = chainTrust()
    const found = new Map<string, RootCertificate>()
    for (const certificate of certificatesOf(device)) {
      const result = verifyChain(certificate, trust)
      const root = result.status === 'ok' ? result.chain.at(-1) : undefined
      if (root?.kind === 'root') found.set(root.device, root)
    }
    return [...found.values()]
  }

  function endOfAll(device: DeviceId): number | null {
    const handedOn = standing().domains.some(
      (domain) => domain.present.device !== device && rootIds(domain).includes(device),
    )
    const all = valid(device)
    const issued = all.filter(({ kind }) => kind === 'device')
    if (issued.length === 0 || (issued.length < all.length && !handedOn)) return null
    return Math.max(...issued.map(endOf))
  }

  function keepList(list: TrustList, first?: RootCertificate): boolean {
    if (first !== undefined)
      putTrustRoot(database, { id: first.device, confirmed: null, bytes: encodeCertificate(first) })
    const { hash } = hashed(list)
    const { domain, number } = list
    const isNew = insertTrustList(database, { hash, domain, number, bytes: encodeTrustList(list) })
    if (isNew) forget()
    return isNew
  }

  return {
    deviceFacts,
    certificateOf,
    certificatesOf,
    devices: () => all().keys() as Iterable<DeviceId>,
    chainOf,
    endOf: endOfAll,
    rootsOf,
    roots,
    chainTrust,
    standing,
    lists,
    judgementOf: judgements.of,
    isRevoked: judgements.isRevoked,
    officeCutsOf: judgements.officeCutsOf,
    judgedDevices: judgements.all,
    keep: (certificate) => {
      insertCertificate(database, {
        hash: certificateHash(certificate),
        device: certificate.device,
        serial: certificate.kind === 'device' ? certificate.serial : 0,
        bytes: encodeCertificate(certificate),
      })
      forget()
    },
    keepList,
    forget,
  }
}

function rootAmong(certificates: readonly Certificate[]): RootCertificate | undefined {
  return certificates.find((each) => each.kind === 'root')
}

/** A certificate that allows more speaks for the device; of equal ones that which somebody else issued. */
function rankOf(certificate: Certificate): number {
  return (certificate.mayIssueFor === null ? 0 : 2) + (certificate.kind === 'device' ? 1 : 0)
}

/** The one that ends last: a renewal counts before what it renews. */
function endOf(certificate: Certificate): number {
  return certificate.kind === 'device' ? certificate.notAfter : 0
}
