import type { DeviceId, Sha256, UnitId } from '../../shared/domain/ids.ts'
import { deviceIdOfKey, type RootCertificate } from './certificates.ts'
import { isObjectSignedBy } from './signed-json.ts'
import {
  trustListHash,
  verifyTrustList,
  type ListedPoint,
  type Rotation,
  type TrustList,
} from './trust-lists.ts'

/**
 * What all stored trust lists say together (JOURNAL 32, 33): a pure function of the set of lists and of the roots that people
 * confirmed, so that lists may arrive in any order. A newer list replaces those that it follows; lists that do not follow one
 * another all count until one names them, and then the lowest point does. Lists of a former root count for nothing once it has
 * handed on. Where a root was handed on to two others, nobody is followed until a person has confirmed one of them.
 */
export type TrustStanding = {
  /** Ids of the roots at which chains may end: confirmed ones, those they handed on to, and those that were joined. */
  readonly roots: ReadonlySet<string>
  readonly domains: readonly DomainStanding[]
}

export type DomainStanding = {
  /** Id of the root with which the domain began. */
  readonly domain: DeviceId
  readonly first: RootCertificate
  /** The hand-overs up to the present root. */
  readonly rotations: readonly Rotation[]
  readonly present: RootCertificate
  /** Whether the present root was handed on to several others, none of them confirmed by a person. */
  readonly disputed: boolean
  /** The lists that count: one, or several that do not follow one another. By hash. */
  readonly effective: readonly HashedList[]
  /** Highest number of all lists of the present root. */
  readonly number: number
  readonly joined: RootCertificate | null
}

export type HashedList = { readonly hash: Sha256; readonly list: TrustList }

export type TrustEvidence = {
  readonly confirmed: ReadonlySet<string>
  /** A root certificate at hand, of whatever worth. */
  readonly rootCertificate: (id: DeviceId) => RootCertificate | undefined
  readonly lists: readonly HashedList[]
}

/** Judges all lists. */
export function judgeTrust({ confirmed, rootCertificate, lists }: TrustEvidence): TrustStanding {
  const roots = new Set(confirmed)
  const certificates = new Map<string, RootCertificate>()
  const known = (id: DeviceId): RootCertificate | undefined =>
    certificates.get(id) ?? genuine(rootCertificate(id))
  const byDomain = Map.groupBy(lists, ({ list }) => list.domain)
  for (const { list } of lists) {
    const named = [...list.rotations.map(({ to }) => to), ...(list.joined === null ? [] : [list.joined])]
    for (const root of named) if (genuine(root) !== undefined) certificates.set(root.device, root)
  }
  const domains = new Map<DeviceId, DomainStanding>()
  // a list may name the root of another domain, whose lists name a third
  for (let size = -1; size !== roots.size;) {
    size = roots.size
    for (const [domain, some] of [...byDomain].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const first = known(domain)
      const standing = first === undefined ? null : judgeDomain(first, some, roots, confirmed)
      if (standing === null) continue
      domains.set(domain, standing)
      for (const id of rootIds(standing)) roots.add(id)
      if (standing.joined !== null) roots.add(standing.joined.device)
    }
  }
  return { roots, domains: [...domains.values()] }
}

/** Ids of all roots that a domain has had, the present one last. */
export function rootIds({
  domain,
  rotations,
}: Pick<DomainStanding, 'domain' | 'rotations'>): readonly DeviceId[] {
  return [domain, ...rotations.map(({ to }) => to.device)]
}

function genuine(root: RootCertificate | undefined): RootCertificate | undefined {
  if (root === undefined) return undefined
  const isWhole = deviceIdOfKey(root.key, root.unit) === root.device && root.mayIssueFor === root.unit
  return isWhole && isObjectSignedBy('certificate', root, root.key) ? root : undefined
}

/** Null while no root of the domain is trusted. */
function judgeDomain(
  first: RootCertificate,
  lists: readonly HashedList[],
  trusted: ReadonlySet<string>,
  confirmed: ReadonlySet<string>,
): DomainStanding | null {
  const byHash = new Map<string, HashedList>(lists.map((one) => [one.hash, one]))
  const valid = lists.filter(({ list }) => {
    const former = list.prev.flatMap((hash) => byHash.get(hash)?.list ?? [])
    return verifyTrustList(list, first, former) === undefined
  })
  const { rotations, disputed } = followRotations(valid, confirmed)
  const ids = rootIds({ domain: first.device, rotations })
  if (!ids.some((id) => trusted.has(id))) return null
  const ofPresent = valid.filter(
    ({ list }) => list.rotations.length === rotations.length && isAlong(list, rotations),
  )
  const effective = tipsOf(ofPresent, new Map(valid.map((one) => [one.hash, one])))
  const [one, ...others] = effective.map(({ list }) => list.joined)
  return {
    domain: first.device,
    first,
    rotations,
    present: rotations.at(-1)?.to ?? first,
    disputed,
    effective,
    number: Math.max(0, ...ofPresent.map(({ list }) => list.number)),
    joined: others.every((other) => other?.device === one?.device) ? (one ?? null) : null,
  }
}

/** Follows the hand-overs as long as there is one way, or one of several was confirmed by a person. */
function followRotations(
  lists: readonly HashedList[],
  confirmed: ReadonlySet<string>,
): { readonly rotations: readonly Rotation[]; readonly disputed: boolean } {
  const path: Rotation[] = []
  for (;;) {
    const next = new Map<string, { readonly step: Rotation; isConfirmed: boolean }>()
    for (const { list } of lists) {
      const step = list.rotations[path.length]
      if (step === undefined || !isAlong(list, path)) continue
      const isConfirmed = list.rotations.slice(path.length).some(({ to }) => confirmed.has(to.device))
      const known = next.get(step.to.device)
      if (known === undefined) next.set(step.to.device, { step, isConfirmed })
      else known.isConfirmed ||= isConfirmed
    }
    if (next.size === 0) return { rotations: path, disputed: false }
    const ways =
      next.size === 1 ? [...next.values()] : [...next.values()].filter(({ isConfirmed }) => isConfirmed)
    const [only, second] = ways
    if (only === undefined || second !== undefined) return { rotations: path, disputed: true }
    path.push(only.step)
  }
}

function isAlong(list: TrustList, path: readonly Rotation[]): boolean {
  return path.every(({ to }, i) => list.rotations[i]?.to.device === to.device)
}

/** The lists that no other follows. Where one in between is missing, the newer one is taken to follow. */
function tipsOf(
  candidates: readonly HashedList[],
  stored: ReadonlyMap<string, HashedList>,
): readonly HashedList[] {
  const reaches = new Map(candidates.map((one) => [one.hash, reachOf(one, stored)]))
  return candidates
    .filter(
      (one) =>
        !candidates.some(({ hash, list }) => {
          const reach = reaches.get(hash)
          if (reach === undefined || list.number <= one.list.number) return false
          return reach.hashes.has(one.hash) || reach.missingBelow > one.list.number + 1
        }),
    )
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
}

type Reach = {
  readonly hashes: ReadonlySet<string>
  /** Number of the newest list that names one which is not stored; 0: the chain is whole. */
  readonly missingBelow: number
}

function reachOf(from: HashedList, stored: ReadonlyMap<string, HashedList>): Reach {
  const hashes = new Set<string>()
  let missingBelow = 0
  const open = [from]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const hash of one.list.prev) {
      const before = stored.get(hash)
      if (before === undefined) missingBelow = Math.max(missingBelow, one.list.number)
      else if (!hashes.has(hash)) open.push(before)
      hashes.add(hash)
    }
  }
  return { hashes, missingBelow }
}

/** What the lists say about the streams of one device. */
export type DeviceStanding = {
  /** One a list that revokes the device. */
  readonly revokedBy: readonly (readonly ListedPoint[])[]
  /** The branches that every list of some domain names. */
  readonly branches: readonly ListedPoint[]
}

const nothing: DeviceStanding = { revokedBy: [], branches: [] }

/** What the lists say about a device of this unit; a root speaks about its own subtree only. */
export function standingOfDevice(
  { domains }: TrustStanding,
  device: string,
  isWithin: (subtree: UnitId) => boolean,
): DeviceStanding {
  const revokedBy: (readonly ListedPoint[])[] = []
  const branches: ListedPoint[] = []
  for (const { first, effective } of domains) {
    if (effective.length === 0 || !isWithin(first.mayIssueFor)) continue
    for (const { list } of effective)
      for (const revocation of list.revocations)
        if (revocation.device === device) revokedBy.push(revocation.until)
    const [one, ...others] = effective.map(({ list }) =>
      list.branches.filter(({ stream }) => stream.startsWith(device)),
    )
    for (const point of one ?? [])
      if (others.every((points) => points.some(({ id }) => id === point.id))) branches.push(point)
  }
  return revokedBy.length === 0 && branches.length === 0 ? nothing : { revokedBy, branches }
}

/** A list with its name. */
export function hashed(list: TrustList): HashedList {
  return { hash: trustListHash(list), list }
}
