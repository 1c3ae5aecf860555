import { CallError } from '../../../shared/contract/errors.ts'
import type { Time } from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import { canonicalText } from '../../journal/canonical.ts'
import { decodeCertificateFile } from '../../journal/certificate-files.ts'
import { verifyChain } from '../../journal/certificate-chain.ts'
import {
  decodeCertificate,
  deviceIdOfKey,
  encodeCertificate,
  fingerprint,
  isAtLeast,
  issueCertificate,
  type Certificate,
  type DeviceCertificate,
  type EnrolmentRequest,
} from '../../journal/certificates.ts'
import { withCertificates } from '../../bundles/bundle-head.ts'
import { allCertificates } from '../../storage/certificates.ts'
import { transaction } from '../../storage/transaction.ts'
import { putTrustRoot } from '../../storage/trust-roots.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'

/** Issuing certificates to devices below and to further ones of this unit, and installing the own (JOURNAL 31–34). */

/** How long a certificate is valid. */
export const validMilliseconds = 10 * 366 * 24 * 3_600_000

/** Whether two fingerprints are the same, however they were typed. */
export function isSameFingerprint(a: string, b: string): boolean {
  const digits = a.replace(/\D/g, '')
  return digits !== '' && digits === b.replace(/\D/g, '')
}

/**
 * Whether this device may certify the one that asks.
 * @throws CallError `noTrust` while it is not certified itself, `bundleOutOfScope`, `notFound` for a unit that is not known here
 */
export function assertMayCertify(installation: Installation, request: EnrolmentRequest): void {
  const { trust, units } = installation
  const own = trust.certificateOf(ownDevice(installation).id)
  if (own === null) throw new CallError('noTrust', {})
  const unit = units.get(request.unit)
  const mayIssue = own.mayIssueFor !== null && units.isWithin(request.unit, own.mayIssueFor)
  if (!mayIssue || unit.level !== request.level || !isAtLeast(own.level, request.level))
    throw new CallError('bundleOutOfScope', {
      device: deviceIdOfKey(request.key, request.unit),
      unit: unit.name,
    })
}

/** Whether the own certificate has not ended; who is not certified yet may seal. @throws CallError `certificateExpired` */
export function assertMaySeal({ trust, own, clock }: Installation): void {
  const end = own === null ? null : trust.endOf(own.id)
  if (end !== null && end < clock.now()) throw new CallError('certificateExpired', { time: end })
}

/** The certificate that answers a request. Nothing is stored. */
export function answerRequest(installation: Installation, request: EnrolmentRequest): DeviceCertificate {
  const { keys } = ownDevice(installation)
  const notBefore = installation.clock.now() as Time
  return issueCertificate(keys, request, {
    mayIssueFor: request.level === 'commune' ? null : request.unit,
    serial: nextSerial(installation),
    notBefore,
    notAfter: notBefore + validMilliseconds,
  })
}

/**
 * Certifies a device whose fingerprint a person has compared: the certificate is an entry in the catalogue of this unit and counts
 * at once.
 * @throws CallError `noTrust`, `bundleOutOfScope`, `notFound`
 */
export function certify(
  installation: Installation,
  actor: Pick<Actor, 'officer' | 'action'>,
  request: EnrolmentRequest,
): DeviceCertificate {
  assertMayCertify(installation, request)
  const { journal, trust } = installation
  const { unit } = ownDevice(installation)
  const certificate = answerRequest(installation, request)
  const { device } = certificate
  const { projection } = journal.plain('catalogue', unit)
  const change = {
    entity: 'certificate',
    id: device,
    field: 'issued',
    value: canonicalText(certificate),
    bases: projection.standings.get(fieldKey('certificate', device, 'issued'))?.heads ?? [],
  }
  try {
    writeAct(installation, actor, [{ channel: 'catalogue', audience: unit, changes: [change] }], {
      alongside: () => {
        trust.keep(certificate)
        journal.judgeDevices([device])
      },
    })
  } catch (error) {
    trust.forget()
    throw error
  }
  return certificate
}

/** Chain of a device for its certificate file: its own first, the root last. */
export function chainOf(
  installation: Installation,
  device: DeviceCertificate['device'],
): readonly Certificate[] {
  const chain = installation.trust.chainOf(device)
  if (chain === null) throw new CallError('noTrust', {})
  return chain
}

export type InstalledCertificate = {
  readonly issuer: Certificate
  readonly rootFingerprint: string
  readonly installed: boolean
}

/**
 * Installs the certificate of this device. Where its root is not confirmed here yet, nothing is stored until its fingerprint is
 * given as somebody read it out by phone.
 * @throws CallError `certificateNotOurs`, `fingerprintDiffers`, `noTrust` for a chain that does not hold
 */
export function installCertificate(
  installation: Installation,
  bytes: Uint8Array,
  comparedRoot: string | undefined,
): InstalledCertificate {
  const { database, trust, journal, clock } = installation
  const own = ownDevice(installation)
  const file = decodeCertificateFile(bytes)
  if (file[0].device !== own.id) throw new CallError('certificateNotOurs', {})
  const roots = file.filter((each) => each.kind === 'root').map(({ device }) => device)
  const known = withCertificates(trust.chainTrust(), file)
  const claimed = verifyChain(file[0], { ...known, roots: new Set([...known.roots, ...roots]) })
  const root = claimed.status === 'ok' ? claimed.chain.at(-1) : undefined
  const issuer = claimed.status === 'ok' ? (claimed.chain[1] ?? root) : undefined
  if (claimed.status !== 'ok' || root === undefined || issuer === undefined)
    throw new CallError('noTrust', {})
  const rootFingerprint = fingerprint(root.device)
  const isConfirmed = known.roots.has(root.device)
  if (comparedRoot !== undefined && !isSameFingerprint(comparedRoot, rootFingerprint))
    throw new CallError('fingerprintDiffers', {})
  if (!isConfirmed && comparedRoot === undefined) return { issuer, rootFingerprint, installed: false }
  try {
    transaction(database, () => {
      if (!isConfirmed)
        putTrustRoot(database, { id: root.device, confirmed: clock.now(), bytes: encodeCertificate(root) })
      for (const certificate of claimed.chain) trust.keep(certificate)
      journal.judgeDevices(claimed.chain.map(({ device }) => device))
    })
  } catch (error) {
    trust.forget()
    journal.forget()
    throw error
  }
  return { issuer, rootFingerprint, installed: true }
}

/** Serials grow with each certificate that this device issues. */
function nextSerial(installation: Installation): number {
  const { id } = ownDevice(installation)
  let highest = 0
  for (const { bytes, serial } of allCertificates(installation.database)) {
    if (serial <= highest) continue
    const certificate = decodeCertificate(bytes)
    if (certificate?.kind === 'device' && certificate.issuer === id) highest = serial
  }
  return highest + 1
}
