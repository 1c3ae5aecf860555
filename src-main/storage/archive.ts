import { open, type FileHandle } from 'node:fs/promises'
import { CallError } from '../../shared/contract/errors.ts'
import { explainReadError } from '../platform/file-errors.ts'
import { checkZip, streamZipPart, type ZipLimits } from './zip-check.ts'
import type { ZipPart } from './zip-directory.ts'
import { ZipProblem } from './zip-problem.ts'

/** A file inside a stranger's ZIP. */
export type ArchivedFile = Readonly<{
  /** The last part of its name; whoever shows or offers it makes it plain first (`plainFileName`). */
  name: string
  /** Unpacked, as the archive claims; reading stops beyond it. */
  size: number
  part: ZipPart
}>

/** A ZIP that was checked and can be looked into, one step deep: archives inside are files like others. */
export type OpenArchive = Readonly<{
  /** In the order of the archive, without folders and without what systems put beside people's files. */
  files: readonly ArchivedFile[]
  /**
   * The content of one file, chunk by chunk.
   * @throws CallError `fileDangerous`, also when it is larger or other than it claims: what was given out was damaged then
   */
  read: (file: ArchivedFile) => AsyncGenerator<Buffer>
}>

const gibibyte = 1024 ** 3
/** What people pack to send: a folder of scans, or one bundle with its files. The disk's room is the reader's care. */
export const archiveLimits: ZipLimits = { parts: 2000, partBytes: 16 * gibibyte, totalBytes: 32 * gibibyte }

/** Made by systems and programs, never by a person: resource forks, thumbnails, lock files of an open document. */
const madeBySystem = /^(?:\._.*|~\$.*|\.ds_store|thumbs\.db|desktop\.ini)$/i

/** Whether a file begins as a ZIP does, Office files among them. */
export async function beginsLikeZip(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50
  } finally {
    await file.close()
  }
}

/**
 * Opens a stranger's ZIP, looks into it and closes it whatever happens. Everything is checked first (`checkZip`): numbers, sizes,
 * names that leave the archive, parts that overlap, passwords.
 *
 * @param name the archive's name as its owner knows it, for the errors
 * @param work what is to be done while it is open
 * @throws CallError `fileDangerous` (`locked` when it has a password), `fileVanished`, `fileLocked`
 */
export async function withArchive<Value>(
  path: string,
  name: string,
  work: (archive: OpenArchive) => Promise<Value>,
  limits: ZipLimits = archiveLimits,
): Promise<Value> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw explainReadError(error, name)
  })
  try {
    const { size } = await file.stat()
    const parts = await checkZip(file, size, limits).catch((error: unknown) => {
      throw dangerous(error, name)
    })
    const files = parts
      .filter(isPersonsFile)
      .map((part) => ({ name: lastPartOf(part.name), size: part.size, part }))
    return await work({ files, read: ({ part }) => readPart(file, part, name) })
  } finally {
    await file.close()
  }
}

function isPersonsFile({ name }: ZipPart): boolean {
  return !name.endsWith('/') && !name.startsWith('__MACOSX/') && !madeBySystem.test(lastPartOf(name))
}

function lastPartOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

async function* readPart(file: FileHandle, part: ZipPart, name: string): AsyncGenerator<Buffer> {
  try {
    yield* streamZipPart(file, part)
  } catch (error) {
    throw dangerous(error, name)
  }
}

function dangerous(error: unknown, name: string): unknown {
  return error instanceof ZipProblem
    ? new CallError('fileDangerous', { name, why: error.why }, { cause: error })
    : error
}
