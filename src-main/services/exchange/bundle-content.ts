import { CallError } from '../../../shared/contract/errors.ts'
import type { DeviceId, Sha256, UnitId } from '../../../shared/domain/ids.ts'
import type { ExportContent } from '../../../shared/contract/exchange.ts'
import type { Manifest } from '../../bundles/manifest.ts'
import type { BundleToWrite, RangeToSend } from '../../bundles/writer.ts'
import { certificateHash, type Certificate } from '../../journal/certificates.ts'
import { schemaVersionOf } from '../../storage/database.ts'
import { entriesOfStream, entryById } from '../../storage/entries.ts'
import { allStreams, type StreamRow } from '../../storage/streams.ts'
import { accountFor } from './bundle-account.ts'
import { confirmedBy, receiptsFor, type Point } from './bundle-receipts.ts'
import { sealedBranches, sealOwnHeads, type SealedBranch } from './bundle-seals.ts'
import { directionTo, maySee, type Direction } from './bundle-visibility.ts'
import { assertMaySeal } from '../trust/device-certify.ts'
import { ownRequest } from '../trust/device-identity.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { rootsToSend } from '../trust/trust-lists.ts'

/** Everything that a bundle for one addressee holds, but for the evidence files. */
export type BundleContent = Omit<BundleToWrite, 'evidence' | 'about'> & {
  readonly about: Omit<BundleToWrite['about'], 'wanted'>
  readonly direction: Direction
  readonly communes: ReadonlySet<UnitId>
  readonly entries: number
  /** Where each stream ends for whoever has this bundle and what was confirmed before. */
  readonly heads: Readonly<Record<string, { readonly seq: number; readonly id: string }>>
}

const entriesAtOnce = 500

/** Streams that the addressee may see and that can be sent: of certified devices, and the own ones. */
export function streamsFor(installation: Installation, addressee: UnitId): readonly StreamRow[] {
  const { database, units, trust } = installation
  const own = ownDevice(installation)
  return allStreams(database).filter(
    (stream) =>
      maySee(units, own.unit, addressee, stream) &&
      (stream.device === own.id || trust.certificateOf(stream.device as DeviceId) !== null),
  )
}

/**
 * Gathers what the addressee may see and seals what of it is this device's own.
 * @param what `everything` from the first entry on; otherwise only what the addressee's receipts do not confirm
 * @throws CallError `noTrust` while no root is confirmed or when the own certificate has ended, `forbidden`, `notFound`
 */
export function contentFor(
  installation: Installation,
  addressee: UnitId,
  kind: Manifest['kind'],
  app: string,
  what: ExportContent,
): BundleContent {
  const { database, units, trust, clock } = installation
  const own = ownDevice(installation)
  const direction = directionTo(units, own.unit, units.get(addressee).id)
  assertMaySeal(installation)
  const domain = domainOf(installation)
  const streams = streamsFor(installation, addressee)
  sealOwnHeads(installation, streams)
  const confirmed = what === 'everything' ? null : confirmedBy(installation, addressee)
  const branches = streams.flatMap((stream) =>
    sealedBranches(installation, stream).map((branch) => ({ stream, branch })),
  )
  const ranges = branches.flatMap(({ stream, branch }) => {
    const rest = withoutConfirmed(branch, confirmed?.byAll(stream) ?? null)
    return rest === null ? [] : [rangeOf(installation, stream, rest)]
  })
  const certified = trust.certificateOf(own.id) !== null
  const receipts = kind === 'start' ? [] : receiptsFor(installation, addressee)
  const account = accountFor(installation, addressee)
  return {
    about: {
      kind,
      author: { device: own.id, unit: own.unit },
      addressee: { unit: addressee },
      domain,
      created: clock.now(),
      app: app.slice(0, 32),
      schema: schemaVersionOf(database.connection),
      receipts,
      ...(account === undefined ? {} : { account }),
      ...(certified ? {} : { request: ownRequest(installation) }),
    },
    ranges,
    certificates: certificatesFor(installation, addressee, [
      ...streams.map(({ device }) => device as DeviceId),
      ...receipts.map(({ device }) => device),
    ]),
    lists: trust.lists().map(({ list }) => list),
    direction,
    communes: new Set(
      streams.filter(({ channel }) => channel === 'sheet').map(({ audience }) => audience as UnitId),
    ),
    entries: ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    heads: Object.fromEntries(
      branches.map(({ branch: { seal } }) => [seal.stream, { seq: seal.seq, id: seal.entry }]),
    ),
  }
}

/** What of a branch lies behind a confirmed point; null: nothing. Branches of a fork go whole: the other side must see both. */
function withoutConfirmed(branch: SealedBranch, point: Point | null): SealedBranch | null {
  if (point === null || branch.ids !== null || branch.from !== 1) return branch
  if (point.seq >= branch.seal.seq) return null
  return { ...branch, from: point.seq + 1, prev: point.id }
}

/** The root under which this device works. @throws CallError `noTrust` */
function domainOf({ trust, own }: Installation): DeviceId {
  const chain = own === null ? null : trust.chainOf(own.id)
  const [confirmed] = trust.roots()
  const root = chain?.at(-1)?.device ?? confirmed
  if (root === undefined) throw new CallError('noTrust', {})
  return root as DeviceId
}

function rangeOf(installation: Installation, stream: StreamRow, branch: SealedBranch): RangeToSend {
  const { database } = installation
  const { seal, from, prev, ids } = branch
  function* entries(): Generator<Uint8Array> {
    if (ids !== null) {
      for (const id of ids) {
        const entry = entryById(database, id)
        if (entry !== undefined) yield entry.bytes
      }
      return
    }
    for (let at = from; at <= seal.seq; at += entriesAtOnce) {
      const until = Math.min(at + entriesAtOnce - 1, seal.seq)
      for (const { bytes } of entriesOfStream(database, stream.num, at, until)) yield bytes
    }
  }
  return { stream: seal.stream, from, to: seal.seq, prev, head: seal.entry, seal, entries }
}

/**
 * Chains of the author, of every device that is named by a stream or a receipt, and of the addressee's own devices. Of an issuer everything that
 * is stored goes along: which of its certificates holds the chain, the reader finds out.
 */
function certificatesFor(
  { trust, own }: Installation,
  addressee: UnitId,
  named: readonly DeviceId[],
): readonly Certificate[] {
  const devices = new Set<DeviceId>(named)
  if (own !== null) devices.add(own.id)
  for (const device of trust.devices())
    if (trust.certificatesOf(device).some(({ unit }) => unit === addressee)) devices.add(device)
  const found = new Map<Sha256, Certificate>()
  const keep = (certificate: Certificate): void => void found.set(certificateHash(certificate), certificate)
  rootsToSend(trust).forEach(keep)
  // what is added while walking is walked too
  const issuers = new Set<DeviceId>()
  for (const device of devices) {
    const certificate = trust.certificateOf(device)
    if (certificate === null) continue
    keep(certificate)
    if (certificate.kind === 'device') issuers.add(certificate.issuer)
  }
  for (const issuer of issuers) {
    for (const certificate of trust.certificatesOf(issuer)) {
      keep(certificate)
      if (certificate.kind === 'device') issuers.add(certificate.issuer)
    }
  }
  return [...found.values()]
}
