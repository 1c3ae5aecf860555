import { CallError } from '../../../shared/contract/errors.ts'
import type { DeviceId } from '../../../shared/domain/ids.ts'
import { fingerprint, type RootCertificate } from '../../journal/certificates.ts'
import type { OpenRoot } from '../../journal/root-keys.ts'
import type { Signer } from '../../journal/signing.ts'
import {
  makeTrustList,
  type ListedPoint,
  type Revocation,
  type TrustList,
} from '../../journal/trust-lists.ts'
import type { DomainStanding, HashedList } from '../../journal/trust-standing.ts'
import { rememberHeads } from '../../platform/key-folder.ts'
import { transaction } from '../../storage/transaction.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { judgeAgain, storedRoot } from './trust-lists.ts'

/** Issuing trust lists: by the present root of the own domain, which is this device or comes from a key file. */

/** The domain whose root belongs to this unit; null when another unit holds the root. */
export function ownDomain(installation: Installation): DomainStanding | null {
  const { trust } = installation
  const { unit, id } = ownDevice(installation)
  const { domains, roots } = trust.standing()
  const ours = domains.filter(({ first }) => first.unit === unit)
  const known = ours.find(({ present }) => present.device === id) ?? ours[0]
  if (known !== undefined) return known
  for (const root of roots) {
    const first = storedRoot(installation, root)
    if (first?.unit === unit) return withoutLists(first)
  }
  return null
}

function withoutLists(first: RootCertificate): DomainStanding {
  const { device: domain } = first
  return {
    domain,
    first,
    rotations: [],
    present: first,
    disputed: false,
    effective: [],
    number: 0,
    joined: null,
  }
}

/**
 * Who signs for the domain.
 * @throws CallError `forbidden` where another unit holds the root, `rootKeyNeeded` until its file is given
 */
export function signerOf(
  installation: Installation,
  opened: readonly OpenRoot[],
): { readonly domain: DomainStanding; readonly signer: Signer } {
  const domain = ownDomain(installation)
  if (domain === null) throw new CallError('forbidden', { permission: 'manageDevices' })
  const { device } = domain.present
  const own = ownDevice(installation)
  if (device === own.id) return { domain, signer: own.keys }
  const root = opened.find(({ signer }) => signer.device === device)
  if (root === undefined) throw new CallError('rootKeyNeeded', { fingerprint: fingerprint(device) })
  return { domain, signer: root.signer }
}

export type ListContent = Pick<TrustList, 'rotations' | 'revocations' | 'branches' | 'joined'>

/**
 * Issues the next list of the domain: what the lists before say together, changed as wanted. It is remembered beside the key before it
 * is stored, and judged at once.
 * @param alongside what has to be stored with it
 * @throws CallError `trustListMissing` when a list that this device issued is not stored here
 */
export function issueList(
  installation: Installation,
  { domain, signer }: { readonly domain: DomainStanding; readonly signer: Signer },
  change: (content: ListContent) => ListContent,
  alongside: () => void = () => undefined,
): TrustList {
  const { database, trust, journal, clock, keyFolder } = installation
  const { id } = ownDevice(installation)
  const number = Math.max(0, ...domain.effective.map(({ list }) => list.number)) + 1
  const { trustList: remembered } = rememberHeads(keyFolder, id, {})
  if (remembered >= number) throw new CallError('trustListMissing', { number: remembered })
  const list = makeTrustList(signer, {
    domain: domain.domain,
    number,
    prev: domain.effective.map(({ hash }) => hash),
    time: clock.now(),
    ...change(contentOf(domain)),
  })
  rememberHeads(keyFolder, id, { trustList: number })
  try {
    transaction(database, () => {
      const before = trust.judgedDevices()
      alongside()
      trust.keepList(list, domain.first)
      judgeAgain(installation, before)
    })
  } catch (error) {
    trust.forget()
    journal.forget()
    throw error
  }
  return list
}

/** What lists that count together say as one: every revocation, each with its lowest points. */
function contentOf({ rotations, effective, joined }: DomainStanding): ListContent {
  const byDevice = new Map<DeviceId, Revocation[]>()
  for (const { list } of effective) {
    for (const revocation of list.revocations)
      byDevice.set(revocation.device, [...(byDevice.get(revocation.device) ?? []), revocation])
  }
  const revocations = [...byDevice.values()].map(lowest).sort((a, b) => (a.device < b.device ? -1 : 1))
  return { rotations: [...rotations], revocations, branches: [...branchesOfAll(effective)], joined }
}

function lowest(all: readonly Revocation[]): Revocation {
  const [first, ...others] = all
  if (first === undefined) throw new Error('no revocation')
  const until = first.until.flatMap((point) => {
    const points = others.map((other) => other.until.find(({ stream }) => stream === point.stream))
    if (points.includes(undefined)) return []
    return [
      [point, ...points].reduce((low, each) =>
        each !== undefined && each.seq < (low?.seq ?? 0) ? each : low,
      ),
    ]
  })
  return { ...first, until: until.flatMap((point) => point ?? []) }
}

function branchesOfAll(effective: readonly HashedList[]): readonly ListedPoint[] {
  const [first, ...others] = effective.map(({ list }) => list.branches)
  return (first ?? []).filter((point) => others.every((points) => points.some(({ id }) => id === point.id)))
}
