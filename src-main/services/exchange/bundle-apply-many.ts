import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { BundleSummary } from '../../../shared/contract/exchange.ts'
import { mayDo } from '../../../shared/domain/permissions.ts'
import { readBundleHead, type BundleHead } from '../../bundles/bundle-head.ts'
import { readStrangeHead } from '../../bundles/strange-head.ts'
import { Manifest } from '../../bundles/manifest.ts'
import { encodeCertificate, type Certificate } from '../../journal/certificates.ts'
import { parkedBundles } from '../../storage/parked-bundles.ts'
import { putTrustRoot } from '../../storage/trust-roots.ts'
import { applyBundle } from './bundle-apply.ts'
import { openDelivery, partsOf, type DeliveredBundle, type Delivery } from './bundle-delivery.ts'
import type { Reporting } from './bundle-progress.ts'
import { hasGap } from './bundle-gaps.ts'
import { park, parkedFile, unpark } from './bundle-parking.ts'
import { inWords, receive, type Reception } from './bundle-reception.ts'
import { withBundle, type BundleFile } from './bundle-sources.ts'
import { certify, isSameFingerprint } from '../trust/device-certify.ts'
import { ownDevice, type Actor, type Installation } from '../office/installation.ts'

/** Applying many bundles in the order in which they build on each other, each in a transaction of its own. */

export type RefusedBundle = {
  readonly file: string
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
}
export type AppliedBundles = {
  readonly applied: readonly BundleSummary[]
  readonly refused: readonly RefusedBundle[]
  /** Applied as far as they continue what is here; `kept`: the rest follows by itself once the gap closes. */
  readonly parked: readonly { readonly file: string; readonly kept: boolean }[]
}

export type ApplyingMany = Reporting & {
  /** Asked between two bundles: what is left is then reported as not taken. */
  readonly isStopAsked?: () => boolean
}

type Waiting = {
  readonly given: DeliveredBundle
  readonly file: BundleFile
  readonly created: number
  /** Why it could not be applied when it was tried last. */
  refusal: CallError | null
}

/**
 * Applies bundles. Those that build on others wait until these are applied; what no other bundle helps is refused, each with its
 * reason, and holds up nothing else.
 * @param confirmed fingerprints that were compared by phone; certifying a device needs the right to manage devices
 * @throws what stops everything: a bug, or the wish to stop before anything was applied; after that the summary tells what was
 */
export async function applyBundles(
  installation: Installation,
  actor: Actor,
  files: readonly BundleFile[],
  confirmed: readonly string[],
  reporting: ApplyingMany,
): Promise<AppliedBundles> {
  const delivery = await openDelivery(installation, files, reporting)
  try {
    return await applyDelivery(installation, actor, delivery, confirmed, reporting)
  } finally {
    await delivery.close()
  }
}

async function applyDelivery(
  installation: Installation,
  actor: Actor,
  { bundles }: Delivery,
  confirmed: readonly string[],
  reporting: ApplyingMany,
): Promise<AppliedBundles> {
  const applied: BundleSummary[] = []
  const { signal } = reporting
  const isStopAsked = (): boolean =>
    (signal.aborted && applied.length > 0) || reporting.isStopAsked?.() === true
  let waiting = await inOrder(installation, bundles, reporting.signal)
  for (let isLast = false; waiting.length > 0 && !isStopAsked();) {
    const left: Waiting[] = []
    let progress = false
    for (const one of waiting) {
      if (applied.length === 0) signal.throwIfAborted()
      if (!isStopAsked() && (one.refusal === null || mayResolve(one.refusal))) {
        const summary = await tryOne(installation, actor, one, confirmed, isLast, reporting).catch(
          (error: unknown) => {
            if (applied.length === 0 || !isStop(error, signal)) throw error
            return null
          },
        )
        if (summary !== null) {
          applied.push(summary)
          progress = true
          continue
        }
      }
      left.push(one)
    }
    waiting = left
    if (isLast) break
    isLast = !progress
  }
  if (applied.length > 0) applied.push(...(await applyParked(installation, actor, isStopAsked, reporting)))
  const parked = await parkRest(installation, bundles, applied)
  await forgetParts(installation, bundles, waiting)
  return {
    applied,
    refused: waiting.flatMap(({ file, refusal, given }) =>
      given.parts !== null && given.parts.missing.length > 0
        ? []
        : [{ file: file.name, code: refusal?.code ?? 'cancelled', details: { ...refusal?.details } }],
    ),
    parked: [
      ...parked,
      ...bundles.flatMap(({ file, parts }) =>
        parts !== null && parts.missing.length > 0 ? [{ file: file.name, kept: true }] : [],
      ),
    ],
  }
}

/** Parts whose bundle was taken in, or kept whole to wait, are needed no more. */
async function forgetParts(
  installation: Installation,
  bundles: readonly DeliveredBundle[],
  left: readonly Waiting[],
): Promise<void> {
  const isLeft = new Set(left.map(({ given }) => given))
  for (const bundle of bundles)
    if (bundle.parts !== null && !isLeft.has(bundle)) await partsOf(installation).remove(bundle.parts.id)
}

/** Keeps those of the delivery before which something is still missing. */
async function parkRest(
  installation: Installation,
  bundles: readonly DeliveredBundle[],
  applied: readonly BundleSummary[],
): Promise<AppliedBundles['parked']> {
  const found: { file: string; kept: boolean }[] = []
  const incomplete = new Set(applied.filter(({ waiting }) => waiting > 0).map(({ shortCode }) => shortCode))
  for (const { file, problem } of bundles) {
    if (problem !== null || incomplete.size === 0) continue
    const head = await withBundle(file, (source) => readBundleHead(source, file.name))
    const manifest = Manifest.safeParse(head.value).data
    if (!incomplete.has(head.code) || manifest === undefined || !hasGap(installation, manifest)) continue
    found.push({ file: file.name, kept: await park(installation, file, head, manifest.created) })
  }
  return found
}

/** Whatever was parked and finds its gap closed now, in the order in which it was made. */
async function applyParked(
  installation: Installation,
  actor: Actor,
  isStopAsked: () => boolean,
  reporting: Reporting,
): Promise<readonly BundleSummary[]> {
  const applied: BundleSummary[] = []
  for (let progress = true; progress;) {
    progress = false
    for (const parked of parkedBundles(installation.database)) {
      if (isStopAsked()) return applied
      const file = parkedFile(installation, parked)
      const given = { file, from: [], encrypted: false, problem: null, parts: null }
      const one: Waiting = { given, file, created: parked.created, refusal: null }
      const summary = await tryOne(installation, actor, one, [], false, reporting).catch((error: unknown) => {
        // it stays parked
        if (!isStop(error, reporting.signal)) throw error
        return null
      })
      if (summary === null) continue
      await unpark(installation, parked.hash)
      applied.push(summary)
      progress = true
    }
  }
  return applied
}

/** Older ones first; what cannot even be opened is refused from the start. */
async function inOrder(
  installation: Installation,
  bundles: readonly DeliveredBundle[],
  signal: AbortSignal,
): Promise<Waiting[]> {
  const found: Waiting[] = []
  for (const given of bundles) {
    const { file, problem } = given
    try {
      if (problem !== null) throw problem
      const head = await withBundle(file, (source) => readStrangeHead(source, file, signal))
      found.push({ given, file, created: Manifest.safeParse(head.value).data?.created ?? 0, refusal: null })
    } catch (error) {
      if (!isCallError(error) || error.code === 'cancelled') throw error
      found.push({ given, file, created: 0, refusal: inWords(installation, error) })
    }
  }
  return found.sort((a, b) => a.created - b.created)
}

/** Another bundle may bring the certificate or the root that this one needs. */
export function mayResolve({ code }: CallError): boolean {
  return code === 'bundleUnknownDevice' || code === 'noTrust' || code === 'bundleOutOfScope'
}

/** Whether work ended because it was asked to, and not by a fault. */
function isStop(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) return false
  return isCallError(error)
    ? error.code === 'cancelled'
    : error === signal.reason || (error instanceof Error && error.name === 'AbortError')
}

async function tryOne(
  installation: Installation,
  actor: Actor,
  one: Waiting,
  confirmed: readonly string[],
  isLast: boolean,
  reporting: Reporting,
): Promise<BundleSummary | null> {
  try {
    return await withBundle(one.file, async (source) => {
      const head = await readStrangeHead(source, one.file, reporting.signal)
      const reception = receive(installation, ownDevice(installation).unit, head)
      assertConfirmed(reception, confirmed, actor)
      if (!isLast && hasGap(installation, reception.head.manifest)) return null
      const first = await apply(installation, actor, one.file, source, head, reception, reporting)
      // its catalogue may have made known the very units whose devices were unknown a moment ago
      const again = first.notes.some(({ kind }) => kind === 'unknownDevice')
      if (!again) return first
      const reread = receive(installation, ownDevice(installation).unit, head)
      const second = await apply(installation, actor, one.file, source, head, reread, reporting).catch(
        (error: unknown) => {
          if (!isStop(error, reporting.signal)) throw error
          return null
        },
      )
      return second === null || second.new === 0 ? first : added(first, second)
    })
  } catch (error) {
    if (!isCallError(error) || error.code === 'cancelled') throw error
    one.refusal = inWords(installation, error)
    return null
  }
}

async function apply(
  installation: Installation,
  actor: Actor,
  file: BundleFile,
  source: Parameters<typeof applyBundle>[1],
  head: BundleHead,
  reception: Reception,
  reporting: Reporting,
): Promise<BundleSummary> {
  const { confirm } = reception
  return await applyBundle(installation, source, reception, {
    ...reporting,
    name: file.name,
    beforeStoring: () => {
      const { device } = head.author
      if (confirm.what === 'device' && installation.trust.certificateOf(device) === null)
        certify(installation, actor, confirm.request)
    },
    alongside: () => {
      if (confirm.what === 'root') confirmRoot(installation, confirm.root)
    },
  })
}

/** Trusts a root whose fingerprint a person has compared. Inside a transaction. */
export function confirmRoot({ database, trust, clock }: Installation, root: Certificate): void {
  putTrustRoot(database, { id: root.device, confirmed: clock.now(), bytes: encodeCertificate(root) })
  trust.keep(root)
}

/** @throws CallError `bundleUnknownDevice` until the fingerprint was compared, `forbidden` for who may not certify */
function assertConfirmed({ head, confirm }: Reception, confirmed: readonly string[], actor: Actor): void {
  if (confirm.what === 'nothing') return
  const { fingerprint } = confirm
  if (!confirmed.some((each) => isSameFingerprint(each, fingerprint)))
    throw new CallError('bundleUnknownDevice', { device: head.author.device, fingerprint })
  if (!mayDo(actor.roles, 'manageDevices')) throw new CallError('forbidden', { permission: 'manageDevices' })
}

function added(first: BundleSummary, second: BundleSummary): BundleSummary {
  return {
    ...second,
    new: first.new + second.new,
    known: first.known,
    differing: first.differing + second.differing,
    files: first.files,
    notes: [...second.notes],
  }
}
