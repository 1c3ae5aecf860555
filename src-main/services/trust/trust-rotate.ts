import { CallError } from '../../../shared/contract/errors.ts'
import type { DeviceId, Time } from '../../../shared/domain/ids.ts'
import {
  encodeCertificate,
  fingerprint,
  issueCertificate,
  type DeviceCertificate,
  type RootCertificate,
} from '../../journal/certificates.ts'
import type { OpenRoot } from '../../journal/root-keys.ts'
import { makeRotation, type TrustList } from '../../journal/trust-lists.ts'
import { transaction } from '../../storage/transaction.ts'
import { putTrustRoot } from '../../storage/trust-roots.ts'
import { isSameFingerprint, validMilliseconds } from './device-certify.ts'
import { ownRequest } from './device-identity.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { issueList, ownDomain, signerOf } from './trust-issue.ts'
import { judgeAgain } from './trust-lists.ts'

/** Roots: handing a domain on to another, certifying this device by an offline root, joining the domain above. */

/**
 * Hands the domain on to the one of these roots that is not its present root, and certifies this device by it.
 * @throws CallError `rootKeyNotOurs` when no opened key is a new root of this unit; as `signerOf` and `issueList`
 */
export function rotateRoot(
  installation: Installation,
  opened: readonly OpenRoot[],
  revokeFormer: boolean,
): { readonly list: TrustList; readonly root: RootCertificate } {
  const { unit, id } = ownDevice(installation)
  const { domain, signer } = signerOf(installation, opened)
  const former = new Set<string>([domain.domain, ...domain.rotations.map(({ to }) => to.device)])
  const next = opened.find(({ certificate }) => !former.has(certificate.device) && certificate.unit === unit)
  if (next === undefined) throw new CallError('rootKeyNotOurs', {})
  const { certificate: root } = next
  // this device goes on working: its own streams must not be cut
  if (revokeFormer && domain.present.device === id)
    throw new CallError('forbidden', { permission: 'manageDevices' })
  const rotation = makeRotation(signer, root)
  const list = issueList(
    installation,
    { domain, signer: next.signer },
    (content) => ({
      ...content,
      rotations: [...content.rotations, rotation],
      revocations: revokeFormer
        ? [
            ...content.revocations.filter(({ device }) => device !== domain.present.device),
            { device: domain.present.device, until: [], why: fingerprint(domain.present.device) },
          ]
        : content.revocations,
    }),
    () => {
      confirm(installation, root)
      installation.trust.keep(certificateFor(installation, next))
      installation.journal.judgeDevices([id])
    },
  )
  return { list, root }
}

/**
 * Certifies this device by an offline root of its own unit, which the officer holds in his hand and so confirms.
 * @throws CallError `bundleOutOfScope` for the root of another unit
 */
export function certifyHere(installation: Installation, root: OpenRoot): DeviceCertificate {
  const { database, trust, journal } = installation
  const { unit, id } = ownDevice(installation)
  if (root.certificate.unit !== unit)
    throw new CallError('bundleOutOfScope', {
      device: id,
      unit: installation.units.nameOf(root.certificate.unit),
    })
  const certificate = certificateFor(installation, root)
  try {
    transaction(database, () => {
      const before = trust.judgedDevices()
      confirm(installation, root.certificate)
      trust.keep(certificate)
      journal.judgeDevices([id])
      judgeAgain(installation, before)
    })
  } catch (error) {
    trust.forget()
    journal.forget()
    throw error
  }
  return certificate
}

function certificateFor(installation: Installation, { signer }: OpenRoot): DeviceCertificate {
  const { unit } = ownDevice(installation)
  const notBefore = installation.clock.now() as Time
  return issueCertificate(signer, ownRequest(installation), {
    mayIssueFor: unit,
    // the root keeps no books: its serials grow with time
    serial: Math.max(1, Math.floor(notBefore / 1000)),
    notBefore,
    notAfter: notBefore + validMilliseconds,
  })
}

function confirm({ database, trust, clock }: Installation, root: RootCertificate): void {
  putTrustRoot(database, { id: root.device, confirmed: clock.now(), bytes: encodeCertificate(root) })
  trust.keep(root)
}

/** The root above that has certified this device and is not joined yet. */
export function joinableRoot(installation: Installation): RootCertificate | null {
  const domain = ownDomain(installation)
  if (domain === null) return null
  const { trust } = installation
  const own = ownDevice(installation)
  const ours = new Set<string>([domain.domain, ...domain.rotations.map(({ to }) => to.device)])
  const above = trust.rootsOf(own.id).find((root) => !ours.has(root.device) && root.unit !== own.unit)
  return above === undefined || above.device === domain.joined?.device ? null : above
}

/** @throws CallError `noTrust` while no root above has certified this device; as `signerOf` and `issueList` */
export function joinDomainAbove(installation: Installation, opened: readonly OpenRoot[]): TrustList {
  const joined = joinableRoot(installation)
  if (joined === null) throw new CallError('noTrust', {})
  return issueList(installation, signerOf(installation, opened), (content) => ({ ...content, joined }))
}

/** Roots to which a root that is trusted here was handed on, while a person has to say which is the true one. */
export function disputedRoots({ trust }: Installation): readonly RootCertificate[] {
  const found = new Map<DeviceId, RootCertificate>()
  for (const { domain, rotations, disputed } of trust.standing().domains) {
    if (!disputed) continue
    for (const { list } of trust.lists()) {
      const step = list.domain === domain ? list.rotations[rotations.length] : undefined
      if (step !== undefined) found.set(step.to.device, step.to)
    }
  }
  return [...found.values()]
}

/** @throws CallError `fingerprintDiffers` when none of the roots in question has it */
export function confirmRootByPhone(installation: Installation, compared: string): void {
  const { database, trust, journal } = installation
  const root = disputedRoots(installation).find(({ device }) =>
    isSameFingerprint(compared, fingerprint(device)),
  )
  if (root === undefined) throw new CallError('fingerprintDiffers', {})
  try {
    transaction(database, () => {
      const before = trust.judgedDevices()
      confirm(installation, root)
      journal.judgeDevices(trust.devices())
      judgeAgain(installation, before)
    })
  } catch (error) {
    trust.forget()
    journal.forget()
    throw error
  }
}
