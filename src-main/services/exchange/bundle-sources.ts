import { open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { CallError } from '../../../shared/contract/errors.ts'
import { openEncryptedSource } from '../../bundles/encrypted-source.ts'
import { bundleFileEnding } from '../../bundles/format.ts'
import { fileSource, type ByteSource } from '../../bundles/hashed-read.ts'
import { explainReadError } from '../../platform/file-errors.ts'

/** A bundle file that somebody points to. */
export type BundleFile = {
  /** What people call it, for sentences. */
  readonly name: string
  readonly path: string
  /** The file is encrypted and read through these; left out: it is read as it lies there. */
  readonly identities?: readonly string[]
}

/** The bundles that lie in a folder, by name. @throws CallError `fileVanished` */
export async function bundlesInFolder(folder: string): Promise<readonly BundleFile[]> {
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => name.toLowerCase().endsWith(bundleFileEnding) && !name.startsWith('.'))
      .sort()
      .map((name) => ({ name, path: path.join(folder, name) }))
  } catch (error) {
    throw explainReadError(error, folder)
  }
}

/**
 * Opens a bundle for the time of some work.
 * @throws CallError `fileVanished`, `fileLocked`, `fileEmpty`, `bundleNotOurs`; of an encrypted one as `openEncryptedSource`
 */
export async function withBundle<Result>(
  file: BundleFile,
  work: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  const { name } = file
  const handle = await open(file.path, 'r').catch((error: unknown) => {
    throw explainReadError(error, name)
  })
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw new CallError('bundleNotOurs', { name })
    if (found.size === 0) throw new CallError('fileEmpty', { name })
    if (file.identities === undefined) return await work(await fileSource(handle))
    const opened = await openEncryptedSource({ name, path: file.path, identities: file.identities })
    try {
      return await work(opened.source)
    } finally {
      await opened.close()
    }
  } catch (error) {
    throw explainReadError(error, name)
  } finally {
    await handle.close()
  }
}
