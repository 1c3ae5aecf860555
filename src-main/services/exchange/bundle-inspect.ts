import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { BundleInspection, ReadInspection, UnreadInspection } from '../../../shared/contract/exchange.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import type { BundleHead } from '../../bundles/bundle-head.ts'
import { readStrangeHead } from '../../bundles/strange-head.ts'
import { Manifest } from '../../bundles/manifest.ts'
import { readBundle, type EvidenceSink } from '../../bundles/reader.ts'
import { fingerprint, type Certificate } from '../../journal/certificates.ts'
import { appliedBundle } from '../../storage/bundles-applied.ts'
import { isProgram, longestProgramMark } from '../../storage/content-type.ts'
import { vaultFile } from '../../storage/vault-files.ts'
import { mayResolve } from './bundle-apply-many.ts'
import { countBundle } from './bundle-counts.ts'
import { openDelivery, type DeliveredBundle } from './bundle-delivery.ts'
import type { Reporting } from './bundle-progress.ts'
import { hasGap } from './bundle-gaps.ts'
import { summaryOf } from './bundle-history.ts'
import { firstAnswersIn } from './bundle-receipts.ts'
import { inWords, receive, senderOf, type Reception } from './bundle-reception.ts'
import { withBundle, type BundleFile } from './bundle-sources.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'

/** Looking into bundles: every byte is proved as if they were applied, and nothing is written. */

/** A bundle of the delivery, and which of the given files it was made of. */
export type InspectedBundle = { readonly inspection: BundleInspection; readonly from: readonly number[] }

type Opened = {
  readonly given: DeliveredBundle
  readonly file: BundleFile
  readonly head: BundleHead | null
  readonly refusal: CallError | null
}

/** What each bundle would change; a refused one stands in the list with its reason. */
export async function inspectBundles(
  installation: Installation,
  files: readonly BundleFile[],
  reporting: Reporting,
): Promise<readonly InspectedBundle[]> {
  const delivery = await openDelivery(installation, files, reporting)
  try {
    const opened: Opened[] = []
    for (const bundle of delivery.bundles) opened.push(await openOne(bundle, reporting.signal))
    const found: InspectedBundle[] = []
    for (const one of opened) {
      reporting.signal.throwIfAborted()
      const others = opened.flatMap(({ head }) => (head === one.head ? [] : (head?.certificates ?? [])))
      found.push({ inspection: await inspectOne(installation, one, others, reporting), from: one.given.from })
    }
    return found
  } finally {
    await delivery.close()
  }
}

async function openOne(given: DeliveredBundle, signal: AbortSignal): Promise<Opened> {
  const { file, problem } = given
  if (problem !== null) return { given, file, head: null, refusal: problem }
  try {
    const head = await withBundle(file, (source) => readStrangeHead(source, file, signal))
    return { given, file, head, refusal: null }
  } catch (error) {
    if (isCallError(error) && error.code !== 'cancelled') return { given, file, head: null, refusal: error }
    throw error
  }
}

async function inspectOne(
  installation: Installation,
  { given, head, refusal }: Opened,
  others: readonly Certificate[],
  reporting: Reporting,
): Promise<BundleInspection> {
  if (head === null) return unread(installation, given, null, refusal ?? new CallError('cancelled', {}))
  try {
    const { reception, waits } = receiveWith(installation, head, others)
    return await inspectContent(installation, given, reception, waits, reporting)
  } catch (error) {
    if (!isCallError(error) || error.code === 'cancelled') throw error
    return unread(installation, given, head, error)
  }
}

/** Where only a certificate is missing that another file of the delivery brings, the bundle waits for that one. */
function receiveWith(
  installation: Installation,
  head: BundleHead,
  others: readonly Certificate[],
): { readonly reception: Reception; readonly waits: boolean } {
  const own = ownDevice(installation).unit
  const attempts = [() => receive(installation, own, head), () => receive(installation, own, head, others)]
  let refusal: unknown
  let unsure: Reception | undefined
  for (const [i, attempt] of attempts.entries()) {
    try {
      const reception = attempt()
      if (reception.confirm.what === 'nothing') return { reception, waits: i > 0 }
      unsure ??= reception
    } catch (error) {
      if (!isCallError(error) || !mayResolve(error)) throw error
      refusal ??= error
    }
  }
  if (unsure !== undefined) return { reception: unsure, waits: false }
  throw refusal
}

async function inspectContent(
  installation: Installation,
  { file, encrypted }: DeliveredBundle,
  reception: Reception,
  waits: boolean,
  { report, signal }: Reporting,
): Promise<ReadInspection> {
  const { database } = installation
  const counts = countBundle(installation)
  const evidence = new Set<Sha256>()
  const { head } = await withBundle(file, (source) =>
    readBundle(
      source,
      file.name,
      reception.trust,
      {
        entries: counts.take,
        evidence: ({ sha256 }) => Promise.resolve(noteUnlessProgram(() => evidence.add(sha256))),
      },
      {
        signal,
        slice: slices(),
        onProgress: (done, total) => {
          report({ step: 'readBytes', done, total, item: file.name })
        },
      },
    ),
  )
  const newFiles = [...evidence].filter((sha256) => vaultFile(database, sha256)?.state !== 'present').length
  const taken = appliedBundle(database, head.manifestHash)
  const gap = hasGap(installation, head.manifest)
  return {
    readable: true,
    file: file.name,
    hash: head.manifestHash,
    shortCode: head.code,
    kind: head.manifest.kind,
    sender: senderOf(installation, reception),
    addresseeName: installation.units.nameOf(head.manifest.addressee.unit),
    created: head.manifest.created,
    size: head.size,
    state: stateOf(reception, { isApplied: taken !== undefined, waits: waits || gap }),
    refusal: null,
    waitsFor: gap ? { kind: 'earlier' } : waits ? { kind: 'other' } : null,
    encrypted,
    answers: taken === undefined ? firstAnswersIn(installation, head) : summaryOf(taken).answers,
    ...(await counts.finish(evidence, newFiles)),
  }
}

/** A program comes from nobody: taking the bundle in leaves it out, so it is not counted here either. */
function noteUnlessProgram(note: () => void): EvidenceSink {
  let start: Buffer | null = null
  return {
    write: (piece) => {
      start ??= Buffer.from(piece.subarray(0, longestProgramMark))
      return Promise.resolve()
    },
    finish: () => {
      if (start === null || !isProgram(start)) note()
      return Promise.resolve()
    },
    abandon: () => Promise.resolve(),
  }
}

function stateOf(
  { confirm }: Reception,
  is: { readonly isApplied: boolean; readonly waits: boolean },
): ReadInspection['state'] {
  if (is.isApplied && !is.waits) return 'applied'
  if (confirm.what !== 'nothing') return 'confirm'
  return is.waits ? 'waits' : 'ready'
}

/** A bundle that cannot be applied, with as much as its front says; nothing of that is proved. */
function unread(
  installation: Installation,
  { file, encrypted, parts }: DeliveredBundle,
  head: BundleHead | null,
  error: CallError,
): UnreadInspection {
  const { code, details } = inWords(installation, error).toValue()
  const missing = parts?.missing ?? []
  return {
    readable: false,
    file: file.name,
    ...(parts !== null && missing.length > 0
      ? { state: 'waits', refusal: null, waitsFor: { kind: 'parts', missing: [...missing], of: parts.count } }
      : { state: 'refused', refusal: { code, details: { ...details } }, waitsFor: null }),
    encrypted,
    front: head === null ? null : frontOf(installation, head),
  }
}

function frontOf({ units }: Installation, head: BundleHead): NonNullable<UnreadInspection['front']> {
  const { device, unit } = head.author
  const manifest = Manifest.safeParse(head.value).data
  return {
    hash: head.manifestHash,
    shortCode: head.code,
    sender: { device, unit, unitName: units.nameOf(unit), fingerprint: fingerprint(device) },
    manifest:
      manifest === undefined
        ? null
        : {
            kind: manifest.kind,
            addresseeName: units.nameOf(manifest.addressee.unit),
            created: manifest.created,
          },
    size: head.size,
  }
}
