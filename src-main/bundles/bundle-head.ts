import { hash } from 'node:crypto'
import { CallError } from '../../shared/contract/errors.ts'
import type { DeviceId, Sha256, UnitId } from '../../shared/domain/ids.ts'
import { NotCanonical, parseCanonical, type CanonicalValue } from '../journal/canonical.ts'
import { verifyChain, type ChainProblem, type ChainTrust } from '../journal/certificate-chain.ts'
import {
  certificateHash,
  decodeCertificate,
  deviceIdOfKey,
  fingerprint,
  type Certificate,
} from '../journal/certificates.ts'
import { isSignedBy } from '../journal/signing.ts'
import { decodeTrustList, type TrustList } from '../journal/trust-lists.ts'
import {
  bundleMagic,
  decodeSignatureBlock,
  endBytes,
  knownFeatures,
  layoutVersion,
  limits,
  prefixBytes,
  readerVersion,
  shortCode,
  signatureBlockBytes,
  unpackRecords,
  type SignatureBlock,
} from './format.ts'
import { fill, type ByteSource } from './hashed-read.ts'
import { Envelope, isRising, Manifest } from './manifest.ts'

/**
 * The front of a bundle, in the order of JOURNAL 23: sizes → magic → signature over the raw bytes → certificate chain →
 * `minReader` → schema → addressee. Each step stops at the first failure.
 */

/** What stands before anyone is trusted: the manifest is signed by the key that it names, nothing more. */
export type BundleHead = {
  /** Name of the file, for sentences. */
  readonly name: string
  readonly size: number
  /** The prefix, manifest and signature block as they stand in the file. */
  readonly bytes: Buffer
  readonly manifestBytes: Buffer
  /** SHA-256 of the manifest: the bundle's id. */
  readonly manifestHash: Sha256
  readonly code: string
  readonly signature: SignatureBlock
  readonly author: { readonly device: DeviceId; readonly unit: UnitId }
  readonly envelope: Envelope
  readonly value: CanonicalValue
  readonly certificates: readonly Certificate[]
  /** The trust lists in it, as far as they can be read: they may prove the root at which the author's chain ends. */
  readonly lists: readonly TrustList[]
  /** Where the blobs begin, and how many of them hold certificates. */
  readonly blobsFrom: number
  readonly certificateBlobs: number
}

/** By whom a bundle is judged. */
export type BundleTrust = ChainTrust & {
  readonly ownUnit: UnitId
}

/** A head that passed every step. */
export type JudgedHead = BundleHead & {
  readonly manifest: Manifest
  /** The author's certificate first, the root last. */
  readonly chain: readonly Certificate[]
}

/**
 * Reads the front up to the certificates and checks the signature; trusts nobody yet.
 * @throws CallError `bundleNotOurs`, `bundleCut`, `bundleDamaged`, `bundleNewer`, `bundleTooLarge`
 */
export async function readBundleHead(source: ByteSource, name: string): Promise<BundleHead> {
  if (source.size > limits.bundleBytes)
    throw new CallError('bundleTooLarge', { limitBytes: limits.bundleBytes })
  const prefix = await fill(source, Buffer.alloc(prefixBytes), 0)
  const manifestLength = lengthFromPrefix(prefix, name)
  const rest = await readExactly(source, prefixBytes, manifestLength + signatureBlockBytes, name)
  const manifestBytes = rest.subarray(0, manifestLength)
  const signature = decodeSignatureBlock(rest.subarray(manifestLength))
  if (!isSignedBy('bundle', manifestBytes, signature.signature, signature.key))
    throw new CallError('bundleDamaged', { name, where: 'signature' })

  const value = parseManifest(manifestBytes, name)
  const envelope = Envelope.safeParse(value).data
  if (envelope === undefined) throw damagedManifest(name)
  const { device, unit } = envelope.author
  if (device !== signature.device || deviceIdOfKey(signature.key, unit) !== device)
    throw damagedManifest(name)
  const blobsFrom = prefixBytes + rest.length
  const expected = envelope.blobs.reduce((sum, blob) => sum + blob.size, blobsFrom + endBytes)
  if (source.size < expected) throw new CallError('bundleCut', { name })
  if (source.size > expected) throw new CallError('bundleDamaged', { name, where: 'end' })

  const manifestHash = hash('sha256', manifestBytes, 'hex') as Sha256
  const certificateBlobs = envelope.blobs.findIndex((blob) => blob.kind !== 'certificates')
  const head = {
    ...{ name, size: source.size, bytes: Buffer.concat([prefix, rest]), manifestBytes, manifestHash },
    ...{ code: shortCode(manifestHash), signature, author: envelope.author, envelope, value, blobsFrom },
    certificateBlobs: certificateBlobs === -1 ? envelope.blobs.length : certificateBlobs,
  }
  const certificates = await readCertificates(source, head)
  return { ...head, certificates, lists: await readLists(source, head) }
}

/**
 * Judges who made the bundle and for whom.
 * @throws CallError `noTrust`, `bundleUnknownDevice`, `bundleOutOfScope`, `bundleNewer`, `bundleDamaged`, `bundleForOther`
 */
export function judgeBundleHead(head: BundleHead, trust: BundleTrust): JudgedHead {
  const { name, author, envelope, certificates, lists } = head
  if (trust.roots.size === 0) throw new CallError('noTrust', {})
  const chain = chainOfDevice(author.device, withCertificates(trust, certificates, lists))
  if ('problem' in chain) {
    if (chain.problem === 'outOfScope' || chain.problem === 'notIssuer')
      throw new CallError('bundleOutOfScope', author)
    const { device } = author
    throw new CallError('bundleUnknownDevice', { device, fingerprint: fingerprint(device) })
  }
  const isKnown = envelope.features.every((feature) => knownFeatures.has(feature))
  if (envelope.minReader > readerVersion || !isKnown) {
    const needs = Math.max(envelope.minReader, readerVersion + 1)
    throw new CallError('bundleNewer', { needs, has: readerVersion })
  }
  const manifest = Manifest.safeParse(head.value).data
  if (manifest === undefined) throw damagedManifest(name)
  const listed = certificates.map(certificateHash)
  if (!isRising(listed) || listed.join() !== manifest.certificates.join())
    throw new CallError('bundleDamaged', { name, where: 'certificates' })
  if (manifest.addressee.unit !== trust.ownUnit)
    throw new CallError('bundleForOther', { addressee: manifest.addressee.unit })
  return { ...head, manifest, chain }
}

/**
 * The chain of the author as the bundle itself tells it, ending at whatever root came along: for showing a fingerprint that
 * people compare before they trust (JOURNAL 34). Of several it is the one that was certified last: a domain that moved to another
 * root shows its present one.
 */
export function claimedChain(
  head: BundleHead,
  isWithin: ChainTrust['isWithin'],
): readonly Certificate[] | undefined {
  const roots = new Set(
    head.certificates.filter((one) => one.kind === 'root').map((one) => one.device as string),
  )
  const newestFirst = [...head.certificates].sort((a, b) => startOf(b) - startOf(a))
  const chain = chainOfDevice(
    head.author.device,
    withCertificates({ roots, certificatesOf: () => [], isWithin }, newestFirst),
  )
  return 'problem' in chain ? undefined : chain
}

/** A root's own certificate is the last resort. */
function startOf(certificate: Certificate): number {
  return certificate.kind === 'device' ? certificate.notBefore : -1
}

/** Stored certificates and those that came along, each device's under its id; with the roots that lists which came along prove. */
export function withCertificates(
  trust: ChainTrust,
  arrived: readonly Certificate[],
  lists: readonly TrustList[] = [],
): ChainTrust {
  const byDevice = Map.groupBy(arrived, (certificate) => certificate.device)
  return {
    ...trust,
    roots: trust.rootsWith?.(trust.roots, lists, arrived) ?? trust.roots,
    certificatesOf: (device) => [...trust.certificatesOf(device), ...(byDevice.get(device) ?? [])],
  }
}

/** The first of the device's certificates that leads to a trusted root. */
export function chainOfDevice(
  device: DeviceId,
  trust: ChainTrust,
): readonly Certificate[] | { readonly problem: ChainProblem } {
  let problem: ChainProblem = 'unknownIssuer'
  // A stranger may send any number of certificates for one device.
  for (const certificate of trust.certificatesOf(device).slice(0, 16)) {
    const result = verifyChain(certificate, trust)
    if (result.status === 'ok') return result.chain
    problem = result.problem
  }
  return { problem }
}

/** @throws CallError `bundleCut` when the source ends before */
export async function readExactly(
  source: ByteSource,
  position: number,
  size: number,
  name: string,
): Promise<Buffer> {
  if (position + size > source.size) throw new CallError('bundleCut', { name })
  const bytes = await fill(source, Buffer.allocUnsafe(size), position)
  if (bytes.length < size) throw new CallError('bundleCut', { name })
  return bytes
}

/** A blob of records: read whole, its hash compared, then taken apart. */
export async function readRecords(
  source: ByteSource,
  position: number,
  blob: { readonly kind: string; readonly size: number; readonly sha256: string },
  name: string,
): Promise<Buffer[]> {
  if (blob.size > limits.recordBlobBytes)
    throw new CallError('bundleTooLarge', { limitBytes: limits.recordBlobBytes })
  const bytes = await readExactly(source, position, blob.size, name)
  const records = hash('sha256', bytes, 'hex') === blob.sha256 ? unpackRecords(bytes) : undefined
  if (records === undefined) throw new CallError('bundleDamaged', { name, where: blob.kind })
  return records
}

function lengthFromPrefix(prefix: Buffer, name: string): number {
  const magic = prefix.subarray(0, bundleMagic.length)
  if (!magic.equals(bundleMagic.subarray(0, magic.length))) throw new CallError('bundleNotOurs', { name })
  if (prefix.length < prefixBytes) throw new CallError('bundleCut', { name })
  const layout = prefix.readUInt32BE(bundleMagic.length)
  if (layout > layoutVersion) throw new CallError('bundleNewer', { needs: layout, has: layoutVersion })
  if (layout < layoutVersion) throw new CallError('bundleDamaged', { name, where: 'version' })
  const length = prefix.readUInt32BE(bundleMagic.length + 4)
  if (length > limits.manifestBytes)
    throw new CallError('bundleTooLarge', { limitBytes: limits.manifestBytes })
  return length
}

function parseManifest(bytes: Buffer, name: string): CanonicalValue {
  try {
    return parseCanonical(bytes, limits.manifestBytes)
  } catch (error) {
    if (error instanceof NotCanonical) throw damagedManifest(name)
    throw error
  }
}

async function readCertificates(
  source: ByteSource,
  head: Pick<BundleHead, 'name' | 'envelope' | 'blobsFrom' | 'certificateBlobs'>,
): Promise<Certificate[]> {
  const { name, envelope } = head
  const certificates: Certificate[] = []
  let position = head.blobsFrom
  for (const blob of envelope.blobs.slice(0, head.certificateBlobs)) {
    if (position - head.blobsFrom + blob.size > limits.keptRecordBytes)
      throw new CallError('bundleTooLarge', { limitBytes: limits.keptRecordBytes })
    for (const record of await readRecords(source, position, blob, name)) {
      const certificate = decodeCertificate(record)
      if (certificate === undefined) throw unreadableCertificate(envelope, name)
      certificates.push(certificate)
    }
    position += blob.size
  }
  return certificates
}

/** The blobs of lists stand behind those of certificates; what cannot be read is refused when the whole is. */
async function readLists(
  source: ByteSource,
  head: Pick<BundleHead, 'name' | 'envelope' | 'blobsFrom' | 'certificateBlobs'>,
): Promise<TrustList[]> {
  const { name, envelope, certificateBlobs } = head
  const lists: TrustList[] = []
  const before = envelope.blobs.slice(0, certificateBlobs).reduce((sum, { size }) => sum + size, 0)
  let position = head.blobsFrom + before
  for (const blob of envelope.blobs.slice(certificateBlobs)) {
    if (blob.kind !== 'lists') break
    if (position - head.blobsFrom + blob.size > limits.keptRecordBytes)
      throw new CallError('bundleTooLarge', { limitBytes: limits.keptRecordBytes })
    for (const record of await readRecords(source, position, blob, name)) {
      const list = decodeTrustList(record)
      if (list !== undefined) lists.push(list)
    }
    position += blob.size
  }
  return lists
}

/** Certificates of a later version may look otherwise: then the version is what there is to say. */
function unreadableCertificate(envelope: Envelope, name: string): CallError {
  if (envelope.minReader > readerVersion)
    return new CallError('bundleNewer', { needs: envelope.minReader, has: readerVersion })
  return new CallError('bundleDamaged', { name, where: 'certificates' })
}

function damagedManifest(name: string): CallError {
  return new CallError('bundleDamaged', { name, where: 'manifest' })
}
