import type { Output } from '../../../shared/contract/contract.ts'
import type { RootView } from '../../../shared/contract/trust.ts'
import type { DeviceId } from '../../../shared/domain/ids.ts'
import { fingerprint, nameOfDevice, type RootCertificate } from '../../journal/certificates.ts'
import { presentRoot, type TrustList } from '../../journal/trust-lists.ts'
import { rootIds } from '../../journal/trust-standing.ts'
import { deviceChange, replacedDevices } from './device-identity.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { countLostWork } from './trust-adopt.ts'
import { openForks } from './trust-forks.ts'
import { ownDomain } from './trust-issue.ts'
import { storedRoot } from './trust-lists.ts'
import { disputedRoots, joinableRoot } from './trust-rotate.ts'

/** What an officer sees of trust: the root, the lists, the own certificate, and what became of a copied folder. */

type State = Output<'trust.state'>

/** So many days before its end a certificate is to be renewed. */
export const warnDays = 60
const day = 24 * 3_600_000

export function trustState(installation: Installation): State {
  const { trust } = installation
  const own = ownDevice(installation)
  const domain = ownDomain(installation)
  const present = presentRootOf(installation)
  const newest = domain?.effective.at(-1)?.list
  const joinable = joinableRoot(installation)
  return {
    root: present === null ? null : viewRoot(installation, present),
    formerRoots: formerRoots(installation, present).map((root) => viewRoot(installation, root)),
    disputed: disputedRoots(installation).map((root) => viewRoot(installation, root)),
    joined: domain?.joined == null ? null : viewRoot(installation, domain.joined),
    joinable: joinable === null ? null : viewRoot(installation, joinable),
    list:
      newest === undefined
        ? null
        : {
            number: newest.number,
            time: newest.time,
            revoked: newest.revocations.length,
            several: (domain?.effective.length ?? 0) > 1,
          },
    issues: domain !== null,
    certificate: certificateState(installation),
    siblings: [...trust.devices()]
      .filter((device) => device !== own.id && isSibling(installation, device))
      .map((id) => ({
        id,
        name: trust.deviceFacts(id)?.name ?? '',
        replaced: replacedDevices(installation).includes(id),
      })),
    change: deviceChange(installation),
    forks: openForks(installation),
    lost: countLostWork(installation),
  }
}

/** A root that is no working device is none that can be replaced. */
function isSibling(installation: Installation, device: DeviceId): boolean {
  const { trust } = installation
  const held = trust.certificatesOf(device)
  return (
    trust.deviceFacts(device)?.unit === ownDevice(installation).unit && held.some(({ age }) => age !== null)
  )
}

/** The root of this device's chain; before it is certified, one that was confirmed. */
function presentRootOf(installation: Installation): RootCertificate | null {
  const { trust } = installation
  const own = ownDevice(installation)
  const domain = ownDomain(installation)
  if (domain !== null && domain.joined === null) return domain.present
  const end = trust.chainOf(own.id)?.at(-1)
  const root = end?.kind === 'root' ? end : firstRoot(installation)
  if (root === null) return null
  const handedOn = trust.standing().domains.find((each) => rootIds(each).includes(root.device))
  return handedOn?.present ?? root
}

function firstRoot(installation: Installation): RootCertificate | null {
  for (const id of installation.trust.roots()) {
    const root = storedRoot(installation, id)
    if (root !== undefined) return root
  }
  return null
}

function formerRoots({ trust }: Installation, present: RootCertificate | null): readonly RootCertificate[] {
  const domain = trust.standing().domains.find((each) => each.present.device === present?.device)
  if (domain === undefined) return []
  return [domain.first, ...domain.rotations.map(({ to }) => to)].filter(
    ({ device }) => device !== present?.device,
  )
}

export function viewRoot(installation: Installation, root: RootCertificate): RootView {
  const own = ownDevice(installation)
  const held =
    root.device === own.id
      ? 'thisDevice'
      : root.unit === own.unit && root.age === null
        ? 'offline'
        : 'elsewhere'
  return {
    id: root.device,
    name: nameOfDevice(root),
    unitName: installation.units.nameOf(root.unit),
    fingerprint: fingerprint(root.device),
    held,
  }
}

function certificateState(installation: Installation): State['certificate'] {
  const { trust, units, clock } = installation
  const own = ownDevice(installation)
  const certificate = trust.certificateOf(own.id)
  const until = trust.endOf(own.id)
  const issuer = certificate?.kind === 'device' ? trust.certificateOf(certificate.issuer) : certificate
  const issuerName = issuer == null ? '' : units.nameOf(issuer.unit)
  if (certificate === null) return { state: 'none', until: null, daysLeft: null, issuerName }
  if (until === null) return { state: 'root', until: null, daysLeft: null, issuerName }
  const daysLeft = Math.floor((until - clock.now()) / day)
  const state = until < clock.now() ? 'expired' : daysLeft <= warnDays ? 'expiring' : 'valid'
  return { state, until, daysLeft, issuerName }
}

/** Every stored list, newest first. */
export function viewLists(installation: Installation): Output<'trust.lists'> {
  const { trust, units } = installation
  const { domains } = trust.standing()
  const counting = new Set<string>(domains.flatMap(({ effective }) => effective.map(({ hash }) => hash)))
  const nameOf = (device: DeviceId): { deviceName: string; unitName: string } => {
    const certificate = trust.certificatesOf(device)[0]
    return {
      deviceName: certificate === undefined ? fingerprint(device) : nameOfDevice(certificate),
      unitName: certificate === undefined ? '' : units.nameOf(certificate.unit),
    }
  }
  const view = ({ hash, list }: { hash: string; list: TrustList }): Output<'trust.lists'>[number] => {
    const domain = domains.find((each) => each.domain === list.domain)
    const root = domain === undefined ? undefined : presentRoot(domain.first, list.rotations)
    return {
      number: list.number,
      time: list.time,
      rootName: root === undefined ? '' : nameOfDevice(root),
      fingerprint: fingerprint(root?.device ?? list.domain),
      revoked: list.revocations.map(({ device, why }) => ({ ...nameOf(device), why })),
      branches: list.branches.length,
      state: counting.has(hash) ? 'counts' : wasPassedOn(installation, list) ? 'replaced' : 'void',
    }
  }
  return [...trust.lists()].map(view).sort((a, b) => b.number - a.number || b.time - a.time)
}

/** Whether a list that counts follows this one. */
function wasPassedOn({ trust }: Installation, list: TrustList): boolean {
  const byHash = new Map<string, TrustList>(trust.lists().map((each) => [each.hash, each.list]))
  const open = trust.standing().domains.flatMap(({ effective }) => effective.map((each) => each.list))
  const seen = new Set<TrustList>()
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one === list) return true
    if (seen.has(one)) continue
    seen.add(one)
    for (const hash of one.prev) {
      const before = byHash.get(hash)
      if (before !== undefined) open.push(before)
    }
  }
  return false
}
