import type { BundleNote, BundleSummary } from '../../../shared/contract/exchange.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { judgeBundleHead, withCertificates, type JudgedHead } from '../../bundles/bundle-head.ts'
import type { ByteSource } from '../../bundles/hashed-read.ts'
import { readBundle, type ReadBundle } from '../../bundles/reader.ts'
import type { BundleEntry } from '../../bundles/stream-ranges.ts'
import { verifyChain } from '../../journal/certificate-chain.ts'
import { certificateHash, nameOfDevice, type Certificate } from '../../journal/certificates.ts'
import type { ReceiveSummary } from '../../journal/receiving.ts'
import { parseStreamKey } from '../../journal/streams.ts'
import { freeBytesAt } from '../../platform/file-errors.ts'
import { appliedBundle, insertAppliedBundle } from '../../storage/bundles-applied.ts'
import { certificateByHash } from '../../storage/certificates.ts'
import { entryNumber } from '../../storage/entries.ts'
import { noteDelivery } from '../../storage/deliveries.ts'
import { differingFields } from '../../storage/fields.ts'
import { noteFileHolder } from '../../storage/receipts.ts'
import { allStreams, streamByKey } from '../../storage/streams.ts'
import { checkpoint, transaction } from '../../storage/transaction.ts'
import type { StoredSummary } from './bundle-history.ts'
import type { Reporting } from './bundle-progress.ts'
import { openQuarantine, type Quarantine } from './bundle-intake.ts'
import { countAsideIn } from './bundle-only.ts'
import type { Reception } from './bundle-reception.ts'
import { firstAnswersIn, keepReceipts, whoKnowsMore } from './bundle-receipts.ts'
import { keepSeal } from './bundle-seals.ts'
import { openSpool, type EntrySpool } from './bundle-spool.ts'
import { becomeNewDevice } from '../trust/device-identity.ts'
import type { Installation } from '../office/installation.ts'
import { readUnitChanges } from '../office/open-installation.ts'
import { slices } from '../slices.ts'
import { judgeAgain, takeLists } from '../trust/trust-lists.ts'

/**
 * Applying one bundle: everything is read and proved first, then one transaction takes all of it or nothing. Memory does not grow
 * with the bundle: files wait in quarantine, many entries in a spool.
 */

export type ApplyOptions = Reporting & {
  readonly name: string
  /** What has to be stored in the same transaction, before anything is judged in it: a root that was just confirmed. */
  readonly alongside?: () => void
  /** Called when the bundle has proved whole and before anything is stored; after it everybody it needs is trusted. */
  readonly beforeStoring?: () => void
}

const checkpointFrom = 5000
const mostNotes = 50

/**
 * Applies one bundle. Re-applying changes nothing.
 * @throws CallError as `readBundle`; `diskFull`, `folderReadOnly`; what `signal` aborts with. Then nothing of it is stored.
 */
export async function applyBundle(
  installation: Installation,
  source: ByteSource,
  reception: Reception,
  options: ApplyOptions,
): Promise<BundleSummary> {
  const quarantine = openQuarantine(installation)
  const spool = openSpool(installation.folder.quarantine, options.name)
  try {
    const content = await readContent(installation, source, reception, { quarantine, spool }, options)
    await quarantine.release(options.signal)
    const certificates = await newCertificates(installation, content.read.head, reception)
    options.signal.throwIfAborted()
    options.beforeStoring?.()
    const summary = store(installation, content, certificates, quarantine, reception, options)
    if (summary.new >= checkpointFrom) checkpoint(installation.database)
    const { own, journal, database } = installation
    const isForked = allStreams(database).some(
      ({ key, device }) => device === own?.id && journal.health.forkedFrom(key) !== null,
    )
    const witness = whoKnowsMore(installation)
    if (isForked || witness !== null)
      await becomeNewDevice(installation, isForked ? 'forked' : 'copied', isForked ? null : witness)
    return summary
  } finally {
    await spool.clear()
    await quarantine.clear()
  }
}

type Content = {
  readonly read: ReadBundle
  readonly received: EntrySpool
  /** A catalogue says something about units. */
  readonly speaksOfUnits: boolean
  /** Entries of ranges that are stored up to their end already. */
  readonly known: number
  /** Entries that prove nothing, because their device or its seal does not. */
  readonly unproven: number
}

async function readContent(
  { database, folder }: Installation,
  source: ByteSource,
  reception: Reception,
  { quarantine, spool }: { readonly quarantine: Quarantine; readonly spool: EntrySpool },
  { name, signal, report }: ApplyOptions,
): Promise<Content> {
  const whole = new Map<string, boolean>()
  let speaksOfUnits = false
  let known = 0
  let unproven = 0
  const read = await readBundle(
    source,
    name,
    reception.trust,
    {
      ranges: (ranges) => {
        for (const range of ranges) whole.set(range.head, entryNumber(database, range.head) !== undefined)
      },
      entries: async (batch) => {
        const wanted: BundleEntry[] = []
        for (const one of batch) {
          if (one.range.problem !== null) unproven++
          else if (whole.get(one.range.head) === true) known++
          else {
            wanted.push(one)
            speaksOfUnits ||= aboutUnits(one)
          }
        }
        await spool.put(wanted)
      },
      evidence: quarantine.sinkFor,
    },
    {
      signal,
      slice: slices(),
      freeBytes: () => freeBytesAt(folder.root),
      onProgress: (done, total) => {
        report({ step: 'readBytes', done, total, item: name })
      },
    },
  )
  return { read, received: spool, speaksOfUnits, known, unproven }
}

function aboutUnits({ range, entry }: BundleEntry): boolean {
  return range.stream.endsWith('/catalogue') && entry.changes.some(({ entity }) => entity === 'unit')
}

/** Certificates that came along, lead to a trusted root and are not stored yet. */
async function newCertificates(
  installation: Installation,
  head: JudgedHead,
  reception: Reception,
): Promise<readonly Certificate[]> {
  const { rest } = slices()
  const trust = withCertificates(reception.trust, head.certificates, head.lists)
  const found: Certificate[] = []
  for (const certificate of head.certificates) {
    await rest()
    if (certificateByHash(installation.database, certificateHash(certificate)) !== undefined) continue
    if (verifyChain(certificate, trust).status === 'ok') found.push(certificate)
  }
  return found
}

function store(
  installation: Installation,
  content: Content,
  certificates: readonly Certificate[],
  quarantine: Quarantine,
  reception: Reception,
  options: ApplyOptions,
): BundleSummary {
  const { database, journal, trust } = installation
  try {
    return transaction(database, () =>
      storeInside(installation, content, certificates, quarantine, reception, options),
    )
  } catch (error) {
    // nothing of it is stored: forget what was seen of it
    trust.forget()
    journal.forget()
    journal.health.refresh(allStreams(database))
    readUnitChanges(installation)
    throw error
  }
}

function storeInside(
  installation: Installation,
  content: Content,
  certificates: readonly Certificate[],
  quarantine: Quarantine,
  reception: Reception,
  { name, alongside }: ApplyOptions,
): BundleSummary {
  const { database, journal, trust, clock } = installation
  const { read } = content
  const { head } = read
  alongside?.()
  trust.forget()
  const judgedBefore = trust.judgedDevices()
  takeLists(installation, read.lists, head.certificates)
  // the reading may have lasted: judged again by what is trusted now
  judgeBundleHead(head, { ...trust.chainTrust(), ownUnit: reception.trust.ownUnit })
  for (const certificate of certificates) trust.keep(certificate)
  if (certificates.length > 0) journal.judgeDevices(new Set(certificates.map(({ device }) => device)))
  quarantine.note()
  const differingBefore = differingKeys(installation)
  const from = { bundle: head.manifestHash, device: head.author.device }
  const taken = journal.receive(content.received.read(), from)
  // units that catalogues add or move change who stands above whom: then everything is judged again
  if (content.speaksOfUnits) {
    readUnitChanges(installation)
    trust.forget()
    journal.projectAll()
  }
  for (const range of read.ranges) {
    const stream = streamByKey(database, range.stream)
    if (range.problem !== null || stream === undefined || entryNumber(database, range.head) === undefined)
      continue
    keepSeal(installation, stream.num, range.seal)
    noteDelivery(database, { ...range, bundle: head.manifestHash, stream: stream.num })
  }
  for (const { kind, sha256 } of head.manifest.blobs)
    if (kind === 'evidence') noteFileHolder(database, sha256, head.author.unit)
  const answers = firstAnswersIn(installation, head)
  keepReceipts(installation, head)
  judgeAgain(installation, judgedBefore)
  const parked = taken.gaps.reduce((sum, { entries }) => sum + entries, 0)
  const summary: BundleSummary = {
    file: name,
    shortCode: head.code,
    answers,
    sender: head.author.unit,
    senderName: installation.units.nameOf(head.author.unit),
    new: taken.stored - taken.overstepping,
    known: taken.known + content.known,
    differing: [...differingKeys(installation)].filter((key) => !differingBefore.has(key)).length,
    refused: content.unproven + taken.overstepping,
    waiting: taken.waiting + parked,
    files: quarantine.newFiles(),
    carried: read.evidenceFiles,
    aside: countAsideIn(installation, head.manifestHash),
    notes: notesOf(installation, read, taken).slice(0, mostNotes),
  }
  const stored: StoredSummary = {
    ...summary,
    bytes: head.size,
    entries: read.entries,
    evidence: read.evidenceFiles,
  }
  if (appliedBundle(database, head.manifestHash) === undefined)
    insertAppliedBundle(
      database,
      { hash: head.manifestHash, time: clock.now(), fileName: name, summary: JSON.stringify(stored) },
      { manifest: head.manifestBytes, signature: Buffer.from(head.signature.signature) },
    )
  return summary
}

function differingKeys({ database }: Installation): ReadonlySet<string> {
  return new Set(
    differingFields(database).map(({ scope, entity, key, field }) => `${scope}\n${entity}\n${key}\n${field}`),
  )
}

function notesOf(installation: Installation, read: ReadBundle, taken: ReceiveSummary): BundleNote[] {
  const { units, trust } = installation
  const about = (stream: string, seq: number): Omit<BundleNote, 'kind'> => {
    const parts = parseStreamKey(stream)
    const certificate = parts === undefined ? undefined : trust.certificatesOf(parts.device)[0]
    const unit: UnitId | undefined = certificate?.unit ?? parts?.audience
    return {
      unitName: unit === undefined ? '' : units.nameOf(unit),
      deviceName: certificate === undefined ? '' : nameOfDevice(certificate),
      seq,
    }
  }
  const { own } = installation
  return [
    ...(own !== null && whoKnowsMore(installation) !== null
      ? [
          {
            kind: 'ownCopied' as const,
            unitName: units.nameOf(own.unit),
            deviceName: trust.deviceFacts(own.id)?.name ?? '',
            seq: 0,
          },
        ]
      : []),
    ...taken.forked.map((stream) => ({
      kind: 'forked' as const,
      ...about(stream, forkOf(installation, stream)),
    })),
    ...read.oversteps.map(({ range, entry }) => ({
      kind: 'overstep' as const,
      ...about(range.stream, entry.seq),
    })),
    ...read.ranges.flatMap(({ problem, stream, from }) =>
      problem === null ? [] : [{ kind: problem, ...about(stream, from) }],
    ),
  ]
}

/** The first seq of a forked stream that does not count. */
function forkOf({ journal }: Installation, stream: string): number {
  let seq = 1
  while (journal.health.judge(stream, seq) === true) seq++
  return seq
}
