import { open } from 'node:fs/promises'
import { job } from '../jobs/job.ts'
import { runJob } from '../jobs/run-job.ts'
import { explainReadError } from '../platform/file-errors.ts'
import { readBundleHead, type BundleHead } from './bundle-head.ts'
import { openEncryptedSource, type FileToOpen } from './encrypted-source.ts'
import { bundleMagic, prefixBytes } from './format.ts'
import { fileSource, fill, type ByteSource } from './hashed-read.ts'

/**
 * The front of a file that anybody may have sent. A small one is read here; a large one, of which megabytes of certificates have to be
 * decoded before anybody is trusted, in a worker thread that can be ended.
 */

type HeadInput = {
  readonly path: string
  readonly name: string
  /** The file is encrypted and read through these. */
  readonly identities?: readonly string[]
}

/** Worker entry. */
export const bundleHeadJob = job<HeadInput, BundleHead>('bundle-head')

/** Up to here decoding takes a few milliseconds. */
const smallBytes = 512 * 1024
const limits = { timeoutMilliseconds: 60_000, memoryMegabytes: 512 }

/** @throws CallError as `readBundleHead`; `fileDangerous` when it takes too long or too much memory; `cancelled` */
export async function readStrangeHead(
  source: ByteSource,
  { path, name, identities }: HeadInput,
  signal?: AbortSignal,
): Promise<BundleHead> {
  if (await isSmall(source)) return await readBundleHead(source, name)
  const head = await runJob(
    bundleHeadJob,
    { path, name, ...(identities !== undefined && { identities }) },
    { ...limits, strangersFile: name, ...(signal !== undefined && { signal }) },
  )
  // a thread gives back bytes without Node's clothes
  const { signature } = head
  return {
    ...head,
    bytes: asBuffer(head.bytes),
    manifestBytes: asBuffer(head.manifestBytes),
    signature: { ...signature, signature: asBuffer(signature.signature) },
  }
}

/** The worker's part. */
export async function readHeadOfFile({ path, name, identities }: HeadInput): Promise<BundleHead> {
  if (identities !== undefined) return await readEncryptedHead({ path, name, identities })
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw explainReadError(error, name)
  })
  try {
    return await readBundleHead(await fileSource(handle), name)
  } finally {
    await handle.close()
  }
}

async function readEncryptedHead(file: FileToOpen): Promise<BundleHead> {
  const { source, close } = await openEncryptedSource(file, { alone: true })
  try {
    return await readBundleHead(source, file.name)
  } finally {
    await close()
  }
}

/** Whether manifest and certificates together are small; what is no bundle is refused quickly by the ordinary reader. */
async function isSmall(source: ByteSource): Promise<boolean> {
  const prefix = await fill(source, Buffer.alloc(prefixBytes), 0)
  if (prefix.length < prefixBytes || !prefix.subarray(0, bundleMagic.length).equals(bundleMagic)) return true
  const manifestBytes = prefix.readUInt32BE(bundleMagic.length + 4)
  if (manifestBytes > smallBytes) return false
  const text = (await fill(source, Buffer.alloc(manifestBytes), prefixBytes)).toString('utf8')
  return certificateBytes(text) <= smallBytes
}

/** What the manifest says of its certificates; a lie shows when the blobs are read, whose sizes are the same numbers. */
function certificateBytes(manifest: string): number {
  try {
    const { blobs } = JSON.parse(manifest) as { blobs: readonly { kind: unknown; size: unknown }[] }
    return blobs.reduce((sum, { kind, size }) => sum + (kind === 'certificates' ? Number(size) : 0), 0)
  } catch {
    return 0
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
