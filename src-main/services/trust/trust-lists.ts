import type { DeviceId } from '../../../shared/domain/ids.ts'
import type { Certificate, RootCertificate } from '../../journal/certificates.ts'
import { hashed, judgeTrust } from '../../journal/trust-standing.ts'
import type { TrustList } from '../../journal/trust-lists.ts'
import { decodeCertificate } from '../../journal/certificates.ts'
import { trustRoots } from '../../storage/trust-roots.ts'
import type { Installation } from '../office/installation.ts'
import type { Trust } from './trust.ts'

/** Trust lists on their way: taken in from any bundle, passed on with every bundle, and what they change here. */

/** A stranger may sign any number of lists of domains that nobody here trusts. */
const mostStrangeDomains = 32
const mostListsOfDomain = 1000

/**
 * Keeps the lists that came along: those of known domains, and of unknown ones as long as they are few, because a later list may
 * make the domain known (JOURNAL 32). Whether a list counts is judged from all that are stored. Inside a transaction.
 */
export function takeLists(
  { trust, database }: Installation,
  arrived: readonly TrustList[],
  along: readonly Certificate[],
): void {
  if (arrived.length === 0) return
  const known = new Set(trust.lists().map(({ hash }) => hash))
  const fresh = arrived.filter((list) => !known.has(hashed(list).hash))
  if (fresh.length === 0) return
  const trusted = trustedDomains(trust, fresh, along)
  const strange = new Set(
    trust.lists().flatMap(({ list }) => (trusted.has(list.domain) ? [] : [list.domain])),
  )
  const counts = new Map<string, number>()
  for (const { list } of trust.lists()) counts.set(list.domain, (counts.get(list.domain) ?? 0) + 1)
  const unconfirmed = new Set(trustRoots(database).map(({ id }) => id))
  for (const list of fresh) {
    const { domain } = list
    const count = counts.get(domain) ?? 0
    if (!trusted.has(domain)) {
      if (!strange.has(domain) && strange.size >= mostStrangeDomains) continue
      strange.add(domain)
    }
    if (count >= mostListsOfDomain) continue
    counts.set(domain, count + 1)
    const first = unconfirmed.has(domain) ? undefined : rootOf(domain, along)
    trust.keepList(list, first)
  }
}

function trustedDomains(
  trust: Trust,
  fresh: readonly TrustList[],
  along: readonly Certificate[],
): ReadonlySet<string> {
  const { domains } = judgeTrust({
    confirmed: trust.roots(),
    rootCertificate: (id) => rootOf(id, trust.certificatesOf(id)) ?? rootOf(id, along),
    lists: [...trust.lists(), ...fresh.map(hashed)],
  })
  return new Set(domains.map(({ domain }) => domain))
}

function rootOf(id: DeviceId, certificates: readonly Certificate[]): RootCertificate | undefined {
  return certificates.find((each): each is RootCertificate => each.kind === 'root' && each.device === id)
}

/** Root certificates without which the lists that are passed on could not be judged. */
export function rootsToSend(trust: Trust): readonly RootCertificate[] {
  return trust.standing().domains.flatMap(({ first, rotations }) => [first, ...rotations.map(({ to }) => to)])
}

/**
 * Projects what another judgement of devices changes: lists, certificates or seals that have just been stored. Inside the
 * transaction that stored them.
 */
export function judgeAgain({ trust, journal }: Installation, before: ReadonlyMap<string, string>): void {
  // by this streams were judged while the entries that it depends on were still coming
  const meanwhile = trust.judgedDevices()
  trust.forget()
  const now = trust.judgedDevices()
  const changed = new Set<string>()
  for (const earlier of [before, meanwhile]) {
    for (const [device, text] of now) if (earlier.get(device) !== text) changed.add(device)
    for (const device of earlier.keys()) if (!now.has(device)) changed.add(device)
  }
  // what a former device of this folder has sealed elsewhere may have come
  for (const [device] of now) if (trust.judgementOf(device)?.sealedOnly === true) changed.add(device)
  if (changed.size > 0) journal.judgeDevices(changed)
}

/** The root certificate with this id that is stored here, whether a person confirmed it or not. */
export function storedRoot(
  { database }: Pick<Installation, 'database'>,
  id: string,
): RootCertificate | undefined {
  const row = trustRoots(database).find((root) => root.id === id)
  const certificate = row === undefined ? undefined : decodeCertificate(row.bytes)
  return certificate?.kind === 'root' ? certificate : undefined
}
