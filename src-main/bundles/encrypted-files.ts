import { createHash, randomBytes } from 'node:crypto'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Progress } from '../../shared/contract/frames.ts'
import type { Sha256 } from '../../shared/domain/ids.ts'
import { job } from '../jobs/job.ts'
import { runJob } from '../jobs/run-job.ts'
import { syncFolderAsync } from '../platform/atomic-write.ts'
import { ensureFree } from '../platform/data-folder.ts'
import { explainReadError, explainWriteError } from '../platform/file-errors.ts'
import { CallError } from '../../shared/contract/errors.ts'
import { decryptTo, encryptedSizeAtMost, encryptTo } from './encryption.ts'
import { fileSource, makeCopyBuffers, readHashed, writeFully, type ByteSource } from './hashed-read.ts'

/**
 * Bundle files encrypted and decrypted, each in a worker thread of its own: the core's thread and the window stay free, and a
 * cancelled one ends at once.
 */

export type WorkerOptions = {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export type FileToEncrypt = {
  /** A whole plain file, on our own disk. */
  readonly source: string
  /** Where the encrypted file is to lie; an older file there is replaced. */
  readonly target: string
  /** `age1…`, from 1 to 500: of the addressee's devices and of our own. */
  readonly recipients: readonly string[]
  /** Reads the finished file again and compares it; for a doubtful stick. */
  readonly readAgain?: boolean
}

export type EncryptedFile = { readonly bytes: number }
/** The hash is there when the file is to be read again. */
type WrittenFile = EncryptedFile & { readonly sha256: Sha256 | null }

type EncryptInput = {
  readonly source: string
  readonly target: string
  readonly recipients: readonly string[]
  readonly hashed: boolean
}
type DecryptInput = {
  readonly source: string
  readonly name: string
  readonly target: string
  readonly identities: readonly string[]
}

/** Worker entry: encrypts into a new file and puts it on the disk. */
export const encryptFileJob = job<EncryptInput, WrittenFile>('encrypt-file')
/** Worker entry: decrypts into a new file. */
export const decryptFileJob = job<DecryptInput, { readonly bytes: number }>('decrypt-file')

const limits = { timeoutMilliseconds: 24 * 3_600_000, memoryMegabytes: 128 }

/**
 * Encrypts a file. The target appears under its name only when it is whole and on the disk; nothing of the plain file is written
 * anywhere.
 * @throws CallError `diskFull`, `folderReadOnly`, `fileVanished`, `bundleDamaged` (read again, it is not what was written),
 *   `cancelled`
 */
export async function encryptFile(
  { source, target, recipients, readAgain }: FileToEncrypt,
  { signal, onProgress }: WorkerOptions = {},
): Promise<EncryptedFile> {
  const folder = path.dirname(target)
  const needed = encryptedSizeAtMost((await stat(source)).size, recipients.length)
  ensureFree(folder, needed)
  const temporary = path.join(folder, `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const written = await runJob(
      encryptFileJob,
      { source, target: temporary, recipients, hashed: readAgain === true },
      { ...limits, target: temporary, ...passedOn(signal, onProgress) },
    )
    if (readAgain === true) await compare(temporary, path.basename(target), written, signal)
    await rename(temporary, target)
    await syncFolderAsync(folder)
    return { bytes: written.bytes }
  } catch (error) {
    await rm(temporary, { force: true })
    throw explainWriteError(error, folder, needed)
  }
}

export type FileToDecrypt = {
  readonly source: string
  /** What people call it, for sentences. */
  readonly name: string
  /** Every identity that it may have been encrypted for: `ageIdentitiesOf(keyFolder, unit)`. */
  readonly identities: readonly string[]
  /** The quarantine of the data folder, which is emptied at every start: a killed program leaves nothing plain behind. */
  readonly folder: string
}

/** What was inside; the receiver removes it as soon as it is read, whatever happens. */
export type DecryptedFile = {
  readonly path: string
  readonly bytes: number
  readonly remove: () => Promise<void>
}

/**
 * Decrypts a file into the folder, under a name that says nothing. When it fails nothing stays.
 * @throws CallError `bundleEncryptedForOther`, `bundleCut`, `bundleDamaged`, `bundleNotOurs`, `diskFull`, `folderReadOnly`,
 *   `fileVanished`, `fileLocked`, `cancelled`
 */
export async function decryptFile(
  { source, name, identities, folder }: FileToDecrypt,
  { signal, onProgress }: WorkerOptions = {},
): Promise<DecryptedFile> {
  const target = path.join(folder, `${randomBytes(16).toString('hex')}.plain`)
  const found = await stat(source).catch((error: unknown) => {
    throw explainReadError(error, name)
  })
  ensureFree(folder, found.size)
  const { bytes } = await runJob(
    decryptFileJob,
    { source, name, target, identities },
    { ...limits, target, ...passedOn(signal, onProgress) },
  )
  return { path: target, bytes, remove: () => rm(target, { force: true }) }
}

/** The worker's part of `encryptFile`. */
export async function encryptIntoFile(
  { source, target, recipients, hashed }: EncryptInput,
  report: (progress: Progress) => void,
): Promise<WrittenFile> {
  const hash = hashed ? createHash('sha256') : null
  const bytes = await intoFile(source, path.basename(source), target, async (from, handle) => {
    let bytes = 0
    await encryptTo(
      from,
      recipients,
      async (piece) => {
        const writing = writeFully(handle, piece)
        hash?.update(piece)
        bytes += piece.length
        await writing
      },
      { onProgress: everySoOften('encrypt', report) },
    )
    await handle.sync()
    return bytes
  })
  return { bytes, sha256: hash === null ? null : (hash.digest('hex') as Sha256) }
}

/** The worker's part of `decryptFile`. Not put on the disk: after a power cut it is thrown away anyhow. */
export async function decryptIntoFile(
  { source, name, target, identities }: DecryptInput,
  report: (progress: Progress) => void,
): Promise<{ readonly bytes: number }> {
  const bytes = await intoFile(source, name, target, async (from, handle) => {
    let bytes = 0
    await decryptTo(
      from,
      name,
      identities,
      async (piece) => {
        bytes += piece.length
        await writeFully(handle, piece)
      },
      { onProgress: everySoOften('decrypt', report) },
    )
    return bytes
  })
  return { bytes }
}

/** Reading fails as a user's file does, writing as our folder does. */
async function intoFile<Result>(
  source: string,
  name: string,
  target: string,
  work: (from: ByteSource, to: FileHandle) => Promise<Result>,
): Promise<Result> {
  const explain = (error: unknown): never => {
    throw explainReadError(error, name)
  }
  const from = await open(source, 'r').catch(explain)
  try {
    const opened = await fileSource(from)
    const handle = await open(target, 'wx', 0o600)
    try {
      const read: ByteSource['read'] = (piece, position) => opened.read(piece, position).catch(explain)
      return await work({ size: opened.size, read }, handle)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw explainWriteError(error, path.dirname(target))
  } finally {
    await from.close()
  }
}

async function compare(
  file: string,
  name: string,
  { bytes, sha256 }: WrittenFile,
  signal: AbortSignal | undefined,
): Promise<void> {
  const handle = await open(file, 'r')
  try {
    const source = await fileSource(handle)
    const read = await readHashed(source, 0, source.size, makeCopyBuffers(), { signal })
    if (read.bytes !== bytes || read.sha256 !== sha256)
      throw new CallError('bundleDamaged', { name, where: 'encryption' })
  } finally {
    await handle.close()
  }
}

function passedOn(signal: AbortSignal | undefined, onProgress: WorkerOptions['onProgress']) {
  return {
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && {
      onProgress: ({ done, total }: Progress) => {
        onProgress(done, total)
      },
    }),
  }
}

const reportEvery = 16 * 1024 * 1024

/** A message for each piece would cost the core's thread more than the work. */
function everySoOften(
  step: string,
  report: (progress: Progress) => void,
): (done: number, total: number) => void {
  let said = 0
  return (done, total) => {
    if (done < said + reportEvery && done < total) return
    said = done
    report({ step, done, total })
  }
}
