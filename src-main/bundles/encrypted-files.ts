import { randomBytes } from 'node:crypto'
import { open, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Progress } from '../../shared/contract/frames.ts'
import { job } from '../jobs/job.ts'
import { runJob } from '../jobs/run-job.ts'
import { ensureFree } from '../platform/data-folder.ts'
import { explainReadError, explainWriteError } from '../platform/file-errors.ts'
import { CallError } from '../../shared/contract/errors.ts'
import { engineHasCipher } from './age-payload.ts'
import { smallBytes } from './encrypted-output.ts'
import { decryptTo } from './encryption.ts'
import { fileSource, writeFully, type ByteSource } from './hashed-read.ts'

/**
 * Encrypted bundle files opened, each in a worker thread of its own unless it is small: the core's thread and the window stay
 * free, and a cancelled one ends at once.
 */

export type WorkerOptions = {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

type DecryptInput = {
  readonly source: string
  readonly name: string
  readonly target: string
  readonly identities: readonly string[]
}

/** Worker entry: decrypts into a new file. */
export const decryptFileJob = job<DecryptInput, { readonly bytes: number }>('decrypt-file')

const limits = { timeoutMilliseconds: 24 * 3_600_000, memoryMegabytes: 128 }

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
  const { bytes } = await decrypt({ source, name, target, identities }, found.size, { signal, onProgress })
  return { path: target, bytes, remove: () => rm(target, { force: true }) }
}

async function decrypt(
  input: DecryptInput,
  size: number,
  { signal, onProgress }: WorkerOptions,
): Promise<{ readonly bytes: number }> {
  const { target } = input
  const onJobProgress = ({ done, total }: Progress): void => onProgress?.(done, total)
  if (!engineHasCipher || size > smallBytes)
    return await runJob(decryptFileJob, input, {
      ...{ ...limits, target, onProgress: onJobProgress },
      ...(signal !== undefined && { signal }),
    })
  try {
    return await decryptIntoFile(input, onJobProgress, signal)
  } catch (error) {
    await rm(target, { force: true })
    throw signal?.aborted === true ? new CallError('cancelled', {}) : error
  }
}

/** The worker's part of `decryptFile`, or where the file is small, done here. Not put on the disk: after a power cut it is thrown away anyhow. */
export async function decryptIntoFile(
  { source, name, target, identities }: DecryptInput,
  report: (progress: Progress) => void,
  signal?: AbortSignal,
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
      { signal, onProgress: everySoOften('decrypt', report) },
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
