import { open } from 'node:fs/promises'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import { readBundleHead, readExactly, type BundleHead } from './bundle-head.ts'
import { encodeEnd, endBytes } from './format.ts'
import { fileSource, makeCopyBuffers, readHashed, type ByteSource } from './hashed-read.ts'

/**
 * Reads a bundle from the disk and compares every hash; trusts nobody. For a file that was just written to a doubtful stick, and
 * for "is this file whole?".
 * @throws CallError `bundleNotOurs`, `bundleCut`, `bundleDamaged`, `bundleNewer`, `bundleTooLarge`
 */
export async function checkWrittenBundle(file: string, signal?: AbortSignal): Promise<BundleHead> {
  const handle = await open(file, 'r')
  try {
    const source = await fileSource(handle)
    const head = await readBundleHead(source, path.basename(file))
    const buffers = makeCopyBuffers()
    let position = head.blobsFrom
    for (const blob of head.envelope.blobs) {
      const { sha256 } = await readHashed(source, position, blob.size, buffers, { signal })
      if (sha256 !== blob.sha256) throw new CallError('bundleDamaged', { name: head.name, where: blob.kind })
      position += blob.size
    }
    await checkEnd(source, head)
    return head
  } finally {
    await handle.close()
  }
}

/**
 * Compares the end mark and the hash of the whole; the hashes of the blobs must have been compared before.
 * @throws CallError `bundleDamaged`
 */
export async function checkEnd(source: ByteSource, head: BundleHead): Promise<void> {
  const end = await readExactly(source, source.size - endBytes, endBytes, head.name)
  if (!end.equals(encodeEnd(head.bytes, head.envelope.blobs)))
    throw new CallError('bundleDamaged', { name: head.name, where: 'end' })
}
