import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import {
  claimedChain,
  judgeBundleHead,
  withCertificates,
  type BundleHead,
  type BundleTrust,
  type JudgedHead,
} from '../../bundles/bundle-head.ts'
import { Manifest } from '../../bundles/manifest.ts'
import {
  deviceIdOfKey,
  fingerprint,
  isGenuineRequest,
  nameOfDevice,
  type Certificate,
  type EnrolmentRequest,
} from '../../journal/certificates.ts'
import { answerRequest, assertMayCertify } from '../trust/device-certify.ts'
import type { Installation } from '../office/installation.ts'

/**
 * By whom a bundle is judged. Nobody is trusted on first use (JOURNAL 34): the bundle of a device that is not certified yet, and
 * the first bundle of a device that knows no root, can be looked at as if a person had compared the fingerprint, and is applied
 * only after one did.
 */
export type Reception = {
  readonly head: JudgedHead
  readonly trust: BundleTrust
  readonly confirm:
    | { readonly what: 'nothing' }
    | { readonly what: 'device'; readonly fingerprint: string; readonly request: EnrolmentRequest }
    | { readonly what: 'root'; readonly fingerprint: string; readonly root: Certificate }
}

/**
 * Judges the front of a bundle.
 * @param along certificates that came in other files of the same delivery
 * @throws CallError as `judgeBundleHead` does, unless a comparison by phone can help
 */
export function receive(
  installation: Installation,
  ownUnit: UnitId,
  head: BundleHead,
  along: readonly Certificate[] = [],
): Reception {
  const known = installation.trust.chainTrust()
  const trust: BundleTrust = { ...withCertificates(known, along), ownUnit }
  try {
    return { head: judgeBundleHead(head, trust), trust, confirm: { what: 'nothing' } }
  } catch (error) {
    if (!isCallError(error)) throw error
    if (error.code === 'noTrust' || error.code === 'bundleUnknownDevice') refuseMany(head)
    if (error.code === 'noTrust') return receiveRoot(installation, trust, head, error)
    if (error.code === 'bundleUnknownDevice') return receiveDevice(installation, trust, head, error)
    throw error
  }
}

/** Before anybody is trusted no more than this is decoded twice: whoever asks to be certified needs few certificates. */
const mostUnknownBytes = 4 * 1024 * 1024

function refuseMany({ envelope }: BundleHead): void {
  const bytes = envelope.blobs.reduce((sum, { kind, size }) => sum + (kind === 'certificates' ? size : 0), 0)
  if (bytes > mostUnknownBytes) throw new CallError('bundleTooLarge', { limitBytes: mostUnknownBytes })
}

function receiveRoot(
  { units }: Installation,
  trust: BundleTrust,
  head: BundleHead,
  refusal: CallError,
): Reception {
  const root = claimedChain(head, trust.isWithin)?.at(-1)
  if (root === undefined || !units.isWithin(trust.ownUnit, root.unit)) throw refusal
  const assumed = { ...trust, roots: new Set<string>([root.device]) }
  return {
    head: judgeBundleHead(head, assumed),
    trust: assumed,
    confirm: { what: 'root', fingerprint: fingerprint(root.device), root },
  }
}

function receiveDevice(
  installation: Installation,
  trust: BundleTrust,
  head: BundleHead,
  refusal: CallError,
): Reception {
  const request = Manifest.safeParse(head.value).data?.request
  const { device, unit } = head.author
  const isOwn =
    request !== undefined &&
    isGenuineRequest(request) &&
    request.unit === unit &&
    deviceIdOfKey(request.key, request.unit) === device
  if (request === undefined || !isOwn || installation.own === null) throw refusal
  try {
    assertMayCertify(installation, request)
  } catch (error) {
    throw isCallError(error) && error.code === 'bundleOutOfScope' ? error : refusal
  }
  // signed only to look inside: it is kept nowhere
  const assumed = {
    ...withCertificates(trust, [answerRequest(installation, request)]),
    ownUnit: trust.ownUnit,
  }
  return {
    head: judgeBundleHead(head, assumed),
    trust: assumed,
    confirm: { what: 'device', fingerprint: fingerprint(device), request },
  }
}

/** The author as people know it; names come from the certificate or, before there is one, from the request. */
export function senderOf(
  { units }: Installation,
  { head, confirm }: Pick<Reception, 'head' | 'confirm'>,
): {
  device: BundleHead['author']['device']
  deviceName: string
  unit: UnitId
  unitName: string
  fingerprint: string
} {
  const { device, unit } = head.author
  const certificate = head.chain[0]
  return {
    device,
    deviceName: certificate === undefined ? '' : nameOfDevice(certificate),
    unit,
    unitName: units.nameOf(unit),
    fingerprint: confirm.what === 'nothing' ? fingerprint(device) : confirm.fingerprint,
  }
}

/** A refusal as people read it: units by their names. */
export function inWords({ units }: Installation, error: CallError): CallError {
  const { code, details } = error.toValue()
  if (code === 'bundleForOther')
    return new CallError(code, { addressee: units.nameOf(details.addressee) }, { cause: error })
  if (code === 'bundleOutOfScope')
    return new CallError(code, { ...details, unit: units.nameOf(details.unit) }, { cause: error })
  return error
}
