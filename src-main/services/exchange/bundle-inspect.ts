import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { BundleInspection } from '../../../shared/contract/exchange.ts'
import type { DeviceId, Sha256, UnitId } from '../../../shared/domain/ids.ts'
import type { BundleHead } from '../../bundles/bundle-head.ts'
import { readStrangeHead } from '../../bundles/strange-head.ts'
import { Manifest } from '../../bundles/manifest.ts'
import { readBundle } from '../../bundles/reader.ts'
import { fingerprint, type Certificate } from '../../journal/certificates.ts'
import { appliedBundle } from '../../storage/bundles-applied.ts'
import { vaultFile } from '../../storage/vault-files.ts'
import { mayResolve } from './bundle-apply-many.ts'
import { countBundle } from './bundle-counts.ts'
import { openDelivery, type DeliveredBundle } from './bundle-delivery.ts'
import type { Reporting } from './bundle-progress.ts'
import { hasGap } from './bundle-gaps.ts'
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
  if (head === null) return refused(installation, given, null, refusal ?? new CallError('cancelled', {}))
  try {
    const { reception, waits } = receiveWith(installation, head, others)
    return await inspectContent(installation, given, reception, waits, reporting)
  } catch (error) {
    if (!isCallError(error) || error.code === 'cancelled') throw error
    return refused(installation, given, head, error)
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
): Promise<BundleInspection> {
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
        evidence: async ({ sha256 }) => {
          evidence.add(sha256)
          return Promise.resolve(null)
        },
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
  const isApplied = appliedBundle(database, head.manifestHash) !== undefined
  const gap = hasGap(installation, head.manifest)
  return {
    file: file.name,
    hash: head.manifestHash,
    shortCode: head.code,
    kind: head.manifest.kind,
    sender: senderOf(installation, reception),
    addresseeName: installation.units.nameOf(head.manifest.addressee.unit),
    created: head.manifest.created,
    size: head.size,
    state: stateOf(reception, { isApplied, waits: waits || gap }),
    refusal: null,
    waitsFor: gap ? { kind: 'earlier' } : waits ? { kind: 'other' } : null,
    encrypted,
    ...(await counts.finish(evidence, newFiles)),
  }
}

function stateOf(
  { confirm }: Reception,
  is: { readonly isApplied: boolean; readonly waits: boolean },
): BundleInspection['state'] {
  if (is.isApplied && !is.waits) return 'applied'
  if (confirm.what !== 'nothing') return 'confirm'
  return is.waits ? 'waits' : 'ready'
}

const noHash = '0'.repeat(64)

/** A bundle that cannot be applied, with as much as its front says; nothing of that is proved. */
function refused(
  installation: Installation,
  { file, encrypted, parts }: DeliveredBundle,
  head: BundleHead | null,
  error: CallError,
): BundleInspection {
  const { code, details } = inWords(installation, error).toValue()
  const missing = parts?.missing ?? []
  const manifest = head === null ? undefined : Manifest.safeParse(head.value).data
  const device = head?.author.device ?? (noHash as DeviceId)
  const unit = head?.author.unit ?? ('unknown' as UnitId)
  return {
    file: file.name,
    hash: head?.manifestHash ?? (noHash as Sha256),
    shortCode: head?.code ?? '',
    kind: manifest?.kind ?? 'results',
    sender: {
      device,
      deviceName: '',
      unit,
      unitName: head === null ? '' : installation.units.nameOf(unit),
      fingerprint: head === null ? '' : fingerprint(device),
    },
    addresseeName: manifest === undefined ? null : installation.units.nameOf(manifest.addressee.unit),
    created: manifest?.created ?? 0,
    size: head?.size ?? parts?.size ?? 0,
    ...(parts !== null && missing.length > 0
      ? { state: 'waits', refusal: null, waitsFor: { kind: 'parts', missing: [...missing], of: parts.count } }
      : { state: 'refused', refusal: { code, details: { ...details } }, waitsFor: null }),
    encrypted,
    totals: { new: 0, known: 0, differing: 0, refused: 0, files: 0, newFiles: 0 },
    communes: [],
  }
}
