import { CallError } from '../../shared/contract/errors.ts'
import type { DeviceId } from '../../shared/domain/ids.ts'
import { NotCanonical } from '../journal/canonical.ts'
import type { ChainTrust } from '../journal/certificate-chain.ts'
import type { Certificate } from '../journal/certificates.ts'
import { decodeEntry, NotAnEntry, type DecodedEntry } from '../journal/entry.ts'
import { overstepOf, type Overstep } from '../journal/scopes.ts'
import { isGenuineSeal, type Seal } from '../journal/seals.ts'
import { parseStreamKey } from '../journal/streams.ts'
import { chainOfDevice, withCertificates, type BundleTrust, type JudgedHead } from './bundle-head.ts'
import { limits } from './format.ts'
import type { StreamRange } from './manifest.ts'

/**
 * The streams of a bundle: who wrote each range, whether it is sealed, and entry by entry whether it is one chain and stays within
 * what its device may write. In the author's own streams a mistake refuses the bundle; in a stream that it only carries it is
 * noted, because one bad commune must not block its district (JOURNAL 24).
 */

/** Why nothing of a carried range can be taken as its device's word. */
export type RangeProblem = 'unknownDevice' | 'badSeal'

export type JudgedRange = StreamRange & {
  readonly device: DeviceId
  /** The author's own stream, or one that it carries. */
  readonly own: boolean
  readonly seal: Seal
  /** The certificate of the device; null when none leads to a trusted root. */
  readonly certificate: Certificate | null
  readonly problem: RangeProblem | null
}

/** A slice of time on the core's thread: when it is used up, others run. */
export type Slice = { readonly isUsedUp: () => boolean; readonly rest: () => Promise<void> }

export type BundleEntry = {
  readonly entry: DecodedEntry
  /** To be stored as they are. */
  readonly bytes: Buffer
  readonly range: JudgedRange
  /** Set from the first overstep of a carried range on: stored and passed on, not counted. */
  readonly overstep: Overstep | null
}

/**
 * Judges every range by its seal and its device's chain.
 * @param slice lets others run between two seals: a province's bundle has ten thousand
 * @throws CallError `bundleDamaged` (a seal that does not fit the manifest, or the author's own is not genuine),
 *   `bundleOutOfScope` (the office of another unit)
 */
export async function judgeRanges(
  head: JudgedHead,
  seals: readonly (Seal | undefined)[],
  trust: BundleTrust,
  slice?: Slice,
): Promise<JudgedRange[]> {
  const { name, manifest } = head
  const known = withCertificates(trust, head.certificates, head.lists)
  const holders = new Map<DeviceId, Certificate | null>([[head.author.device, head.chain[0] ?? null]])
  if (seals.length !== manifest.streams.length) throw damaged(name, 'seals')
  refuseManyBranches(head)
  const judged: JudgedRange[] = []
  for (const [i, range] of manifest.streams.entries()) {
    if (slice?.isUsedUp() === true) await slice.rest()
    const seal = seals[i]
    const stream = parseStreamKey(range.stream)
    if (seal === undefined || stream === undefined || !isSealOf(seal, range)) throw damaged(name, 'seals')
    const { device, audience, channel } = stream
    if (channel === 'office' && audience !== trust.ownUnit)
      throw new CallError('bundleOutOfScope', { device, unit: audience })
    const own = device === head.author.device
    const certificate = holderOf(device, holders, known)
    const problem = problemOf(seal, certificate)
    if (own && problem !== null) throw damaged(name, 'seals')
    judged.push({ ...range, device, own, seal, certificate, problem })
  }
  return judged
}

function refuseManyBranches({ name, manifest }: JudgedHead): void {
  const branches = new Map<string, number>()
  for (const { stream } of manifest.streams) {
    const count = (branches.get(stream) ?? 0) + 1
    if (count > limits.branchesOfStream) throw damaged(name, 'manifest')
    branches.set(stream, count)
  }
}

function isSealOf(seal: Seal, range: StreamRange): boolean {
  return seal.stream === range.stream && seal.seq === range.to && seal.entry === range.head
}

function holderOf(
  device: DeviceId,
  holders: Map<DeviceId, Certificate | null>,
  known: ChainTrust,
): Certificate | null {
  const before = holders.get(device)
  if (before !== undefined) return before
  const chain = chainOfDevice(device, known)
  const holder = 'problem' in chain ? null : (chain[0] ?? null)
  holders.set(device, holder)
  return holder
}

function problemOf(seal: Seal, certificate: Certificate | null): RangeProblem | null {
  if (certificate === null) return 'unknownDevice'
  return isGenuineSeal(seal, certificate.key) ? null : 'badSeal'
}

/** Takes entries in the order of the ranges and checks that each continues its chain. */
export type RangeWalk = {
  /** @throws CallError `bundleDamaged`, `bundleOutOfScope` */
  readonly take: (bytes: Buffer) => BundleEntry
  /** Whether every range came to its head. */
  readonly isComplete: () => boolean
}

/** Begins at the first entry of the first range. */
export function walkRanges(name: string, ranges: readonly JudgedRange[]): RangeWalk {
  let index = 0
  let last: { seq: number; id: string } | null = null
  let overstep: Overstep | null = null

  function take(bytes: Buffer): BundleEntry {
    const range = ranges[index]
    const entry = decode(bytes, name)
    if (entry.stream !== range?.stream) throw damaged(name, 'entries')
    const seq = last === null ? range.from : last.seq + 1
    const prev = last === null ? range.prev : last.id
    if (entry.seq !== seq || entry.prev !== prev) throw damaged(name, 'entries')
    if (range.certificate !== null) overstep ??= overstepOf(entry, range.certificate) ?? null
    if (overstep !== null && range.own) {
      const unit = parseStreamKey(entry.stream)?.audience ?? ''
      throw new CallError('bundleOutOfScope', { device: range.device, unit })
    }
    const taken = { entry, bytes, range, overstep }
    if (entry.seq < range.to) last = { seq: entry.seq, id: entry.id }
    else {
      if (entry.id !== range.head) throw damaged(name, 'entries')
      index += 1
      last = null
      overstep = null
    }
    return taken
  }

  return { take, isComplete: () => index === ranges.length }
}

function decode(bytes: Buffer, name: string): DecodedEntry {
  try {
    return decodeEntry(bytes)
  } catch (error) {
    if (error instanceof NotCanonical || error instanceof NotAnEntry) throw damaged(name, 'entries')
    throw error
  }
}

function damaged(name: string, where: string): CallError {
  return new CallError('bundleDamaged', { name, where })
}
