import { hash, randomBytes } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import type { Sha256 } from '../../shared/domain/ids.ts'
import { canonicalBytes } from '../journal/canonical.ts'
import { certificateHash, encodeCertificate, type Certificate } from '../journal/certificates.ts'
import { encodeSeal, type Seal } from '../journal/seals.ts'
import { signBytes, type Signer } from '../journal/signing.ts'
import { encodeTrustList, trustListHash, type TrustList } from '../journal/trust-lists.ts'
import { syncFolder } from '../platform/atomic-write.ts'
import { renameWhenFree } from '../platform/busy-rename.ts'
import { explainWriteError, isMissing } from '../platform/file-errors.ts'
import { openPlainOutput, type BundleOutput } from './bundle-output.ts'
import { openEncryptedOutput } from './encrypted-output.ts'
import {
  encodePrefix,
  encodeSignatureBlock,
  encodeEnd,
  endBytes,
  limits,
  packRecords,
  prefixBytes,
  readerVersion,
  shortCode,
  signatureBlockBytes,
} from './format.ts'
import { fileSource, makeCopyBuffers, readHashed } from './hashed-read.ts'
import { Manifest, type BundleBlob, type StreamRange } from './manifest.ts'

/** Contiguous entries of one stream, the seal over the last, and the entries' bytes from `from` to `to`. */
export type RangeToSend = StreamRange & {
  readonly seal: Seal
  /** Asked twice, must answer the same: once for the hashes, once for the file. Nothing is kept in memory. */
  readonly entries: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

/** An evidence file by its name in the vault, and where it lies. */
export type EvidenceToSend = { readonly sha256: Sha256; readonly size: number; readonly path: string }

export type BundleToWrite = {
  readonly about: Pick<
    Manifest,
    | 'kind'
    | 'author'
    | 'addressee'
    | 'domain'
    | 'created'
    | 'app'
    | 'schema'
    | 'receipts'
    | 'wanted'
    | 'request'
    | 'account'
  >
  readonly ranges: readonly RangeToSend[]
  /** Of the author and of every device in `ranges`, up to the root. */
  readonly certificates: readonly Certificate[]
  readonly lists: readonly TrustList[]
  readonly evidence: readonly EvidenceToSend[]
}

export type WriteOptions = {
  readonly signal?: AbortSignal
  /** Bytes of evidence written so far, and of how many. */
  readonly onProgress?: (done: number, total: number) => void
  /** Reads the finished file again and compares every hash; costs as much as writing it. */
  readonly readAgain?: boolean
  /** `age1…`, from 1 to 500: the file is encrypted for them while it is written. */
  readonly recipients?: readonly string[]
}

export type WrittenBundle = {
  readonly file: string
  /** Of the file, as it lies there. */
  readonly bytes: number
  readonly manifest: Manifest
  /** SHA-256 of the manifest: the bundle's id. */
  readonly manifestHash: Sha256
  readonly code: string
}

/** Reads of a bundle the bytes of its certificates, lists and seals; they are small and kept. */
type Prepared = { readonly manifest: Manifest; readonly kept: readonly Buffer[] }

/**
 * Writes a bundle. The file appears under its name only when it is whole and on the disk; the same input gives the same bytes.
 * Memory does not grow with entries or evidence.
 *
 * @param file where it is to lie; an older file there is replaced
 * @throws CallError `fileMissing`, `fileLocked`, `fileDamaged` (an evidence file is not what its name says), `diskFull`, `folderReadOnly`,
 *   `bundleTooLarge` (a manifest beyond 16 MiB); what `signal` aborts with
 */
export async function writeBundle(
  file: string,
  signer: Signer,
  bundle: BundleToWrite,
  options: WriteOptions = {},
): Promise<WrittenBundle> {
  const sorted = inOrder(bundle)
  const { manifest, kept } = await prepare(sorted, options.signal)
  const manifestBytes = canonicalBytes(manifest)
  if (manifestBytes.length > limits.manifestBytes)
    throw new CallError('bundleTooLarge', { limitBytes: limits.manifestBytes })
  const head = Buffer.concat([
    encodePrefix(manifestBytes.length),
    manifestBytes,
    encodeSignatureBlock({
      device: signer.device,
      key: Buffer.from(signer.publicKey).toString('hex'),
      signature: signBytes('bundle', manifestBytes, signer.privateKey),
    }),
  ])

  const folder = path.dirname(file)
  const temporary = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  const bytes = sizeOfBundle(manifestBytes.length, manifest.blobs)
  let written: number
  try {
    const output = await openOutput(temporary, bytes, options)
    try {
      await output.write(head)
      await writeRecords(output, sorted, manifest, kept, options.signal)
      await writeEvidence(output, sorted.evidence, options)
      await output.write(encodeEnd(head, manifest.blobs))
      written = await output.finish()
      if (options.readAgain === true) await output.check()
    } finally {
      await output.close()
    }
    await renameWhenFree(temporary, file)
    syncFolder(folder)
  } catch (error) {
    await rm(temporary, { force: true })
    throw explainWriteError(error, folder, bytes)
  }
  const manifestHash = hash('sha256', manifestBytes, 'hex') as Sha256
  return { file, bytes: written, manifest, manifestHash, code: shortCode(manifestHash) }
}

async function openOutput(
  target: string,
  size: number,
  { recipients, readAgain, signal }: WriteOptions,
): Promise<BundleOutput> {
  if (recipients === undefined) return await openPlainOutput(target, signal)
  return openEncryptedOutput({ target, size, recipients, hashed: readAgain === true }, signal)
}

/** Size of a bundle with these blobs; what the window says before exporting, once the blobs are known. */
function sizeOfBundle(manifestBytes: number, blobs: readonly BundleBlob[]): number {
  const content = blobs.reduce((sum, blob) => sum + blob.size, 0)
  return prefixBytes + manifestBytes + signatureBlockBytes + content + endBytes
}

/** The order is part of the format, so that the caller's does not matter. */
function inOrder(bundle: BundleToWrite): BundleToWrite {
  return {
    about: bundle.about,
    ranges: sortedBy(bundle.ranges, (range) => `${range.stream} ${range.head}`),
    certificates: sortedBy(bundle.certificates, certificateHash),
    lists: sortedBy(bundle.lists, trustListHash),
    evidence: sortedBy(bundle.evidence, (file) => file.sha256),
  }
}

/** By key, each key once. */
function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map(items.map((item) => [keyOf(item), item]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

/** The first pass: sizes and hashes of everything that the manifest names. */
async function prepare(bundle: BundleToWrite, signal: AbortSignal | undefined): Promise<Prepared> {
  const blobs: BundleBlob[] = []
  const kept: Buffer[] = []
  const records = [
    ['certificates', bundle.certificates.map(encodeCertificate)],
    ['lists', bundle.lists.map(encodeTrustList)],
    ['seals', bundle.ranges.map((range) => encodeSeal(range.seal))],
  ] as const
  for (const [kind, all] of records) {
    for await (const blob of packRecords(all)) {
      blobs.push({ kind, size: blob.length, sha256: hash('sha256', blob, 'hex') as Sha256 })
      kept.push(blob)
    }
  }
  for await (const blob of packRecords(entriesOf(bundle.ranges))) {
    signal?.throwIfAborted()
    blobs.push({ kind: 'entries', size: blob.length, sha256: hash('sha256', blob, 'hex') as Sha256 })
  }
  for (const { size, sha256 } of bundle.evidence) blobs.push({ kind: 'evidence', size, sha256 })
  const manifest = Manifest.parse({
    v: 1,
    minReader: readerVersion,
    features: [],
    ...bundle.about,
    streams: bundle.ranges.map(({ stream, from, to, prev, head }) => ({ stream, from, to, prev, head })),
    certificates: bundle.certificates.map(certificateHash),
    lists: bundle.lists.map(trustListHash),
    blobs,
  })
  return { manifest, kept }
}

async function* entriesOf(ranges: readonly RangeToSend[]): AsyncGenerator<Uint8Array> {
  for (const range of ranges) yield* range.entries()
}

async function writeRecords(
  output: BundleOutput,
  bundle: BundleToWrite,
  manifest: Manifest,
  kept: readonly Buffer[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const blob of kept) await output.write(blob)
  const promised = manifest.blobs.filter((blob) => blob.kind === 'entries').values()
  for await (const blob of packRecords(entriesOf(bundle.ranges))) {
    signal?.throwIfAborted()
    // Entries are never changed: other bytes than a moment ago are a bug, and signed they would be a damaged bundle.
    if (hash('sha256', blob, 'hex') !== promised.next().value?.sha256) throw new Error('entries changed')
    await output.write(blob)
  }
  if (promised.next().done !== true) throw new Error('entries vanished')
}

async function writeEvidence(
  output: BundleOutput,
  files: readonly EvidenceToSend[],
  { signal, onProgress }: WriteOptions,
): Promise<void> {
  const buffers = makeCopyBuffers()
  const total = files.reduce((sum, file) => sum + file.size, 0)
  let done = 0
  for (const { sha256, size, path: place } of files) {
    const from = await openEvidence(place, sha256)
    try {
      const source = await fileSource(from)
      const consume = async (piece: Buffer): Promise<void> => {
        await output.write(piece)
        done += piece.length
        onProgress?.(done, total)
      }
      const read = await readHashed(source, 0, size, buffers, { consume, signal })
      if (source.size !== size || read.sha256 !== sha256) throw new CallError('fileDamaged', { sha256 })
    } finally {
      await from.close()
    }
  }
}

async function openEvidence(place: string, sha256: Sha256): Promise<FileHandle> {
  try {
    return await open(place, 'r')
  } catch (error) {
    if (isMissing(error)) throw new CallError('fileMissing', { sha256 }, { cause: error })
    // Held or forbidden: it must not be taken for a fault of the folder that is written to.
    throw new CallError('fileLocked', { name: path.basename(place) }, { cause: error })
  }
}
