import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { CallError } from '../../shared/contract/errors.ts'
import { Sha256 } from '../../shared/domain/ids.ts'
import { syncFolderAsync } from '../platform/atomic-write.ts'
import { renameWhenFree } from '../platform/busy-rename.ts'
import type { DataFolder } from '../platform/data-folder.ts'
import { errnoOf, explainWriteError, isMissing } from '../platform/file-errors.ts'
import { hashOfFile } from './file-hash.ts'
import type { VaultFileState } from './vault-files.ts'

/**
 * The evidence files, beside the database and named by SHA-256, never by a user's name. The order of writing is the
 * invariant (DESIGN §5): temporary file on the same volume, hashed on the way → fsync → rename → fsync of the folder;
 * only then may the journal name the file. See `vault-intake.ts` for the way in.
 */
export type Vault = {
  readonly folder: string
  /** For temporary files, on the same volume. */
  readonly incoming: string
  /** Files whose content was compared with their name in this run: size and times then. */
  readonly verified: Map<Sha256, string>
  /** Subfolders whose own name is on the disk. */
  readonly syncedFolders: Set<string>
}

/** A file whose content is what its name says. */
export type VerifiedFile = {
  readonly sha256: Sha256
  readonly size: number
  /** For workers; read only. */
  readonly path: string
  /** The content, from and to (inclusive) these bytes. */
  readonly stream: (from?: number, to?: number) => Readable
}

/** What the scrub found out about one file. */
export type ScrubStep = {
  readonly sha256: Sha256
  readonly state: VaultFileState
  /** Files looked at so far, this one included. */
  readonly done: number
  readonly total: number
}

const temporaryEnding = '.part'

/** The vault of a prepared data folder. */
export function openVault(folder: DataFolder): Vault {
  return { folder: folder.vault, incoming: folder.incoming, verified: new Map(), syncedFolders: new Set() }
}

/** Where the file with this hash lies, or would lie: `ab/cdef…`. */
export function vaultPath(vault: Vault, sha256: Sha256): string {
  return path.join(vault.folder, sha256.slice(0, 2), sha256.slice(2))
}

/** A name for a file on its way in. */
export function temporaryPath(vault: Vault, random: string): string {
  return path.join(vault.incoming, `${random}${temporaryEnding}`)
}

/** Removes what a killed process left half-written; at the start, under the folder's lock. Returns how many files. */
export async function removeTemporaries(vault: Vault): Promise<number> {
  try {
    const left = (await readdir(vault.incoming)).filter((name) => name.endsWith(temporaryEnding))
    for (const name of left) await rm(path.join(vault.incoming, name), { force: true })
    return left.length
  } catch (error) {
    if (isMissing(error)) return 0
    throw explainWriteError(error, vault.incoming)
  }
}

/**
 * Puts a finished, fsynced file under its name. A file that is there already is read again, not trusted: a damaged one is
 * replaced by this good one, a good one stays and the new copy is removed.
 */
export async function moveIntoVault(vault: Vault, finished: string, sha256: Sha256): Promise<void> {
  const target = vaultPath(vault, sha256)
  const folder = path.dirname(target)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if ((await stateOf(vault, sha256)) === 'present') await rm(finished, { force: true })
    else await renameWhenFree(finished, target)
    // Also for a file that was there: a crash may have come between its rename and this.
    await syncFolderAsync(folder)
    if (!vault.syncedFolders.has(folder)) await syncFolderAsync(vault.folder)
    vault.syncedFolders.add(folder)
  } catch (error) {
    throw explainWriteError(error, vault.folder)
  }
}

/**
 * Opens a file after its whole content was compared with its name; once in a run while its size and times stay.
 *
 * @throws CallError `fileMissing`, `fileDamaged`, `cancelled`
 */
export async function openVerified(
  vault: Vault,
  sha256: Sha256,
  signal?: AbortSignal,
): Promise<VerifiedFile> {
  const file = vaultPath(vault, sha256)
  const state = await stateOf(vault, sha256, { trustThisRun: true, signal })
  if (state === 'missing') throw new CallError('fileMissing', { sha256 })
  if (state === 'damaged') throw new CallError('fileDamaged', { sha256 })
  const { size } = await stat(file)
  return {
    sha256,
    size,
    path: file,
    stream: (from = 0, to = Number.POSITIVE_INFINITY) => createReadStream(file, { start: from, end: to }),
  }
}

/**
 * Compares every given file with its name, whatever was found before. Writes nothing; the caller records the states
 * (`vault-files.ts`) and may stop between two files.
 */
export async function* scrub(
  vault: Vault,
  files: readonly Sha256[],
  signal?: AbortSignal,
): AsyncGenerator<ScrubStep, void> {
  for (const [index, sha256] of files.entries()) {
    yield { sha256, state: await stateOf(vault, sha256, { signal }), done: index + 1, total: files.length }
  }
}

/** Every file that lies in the vault, by name; what is not named by a hash is not ours and is left alone. */
export async function listVault(vault: Vault): Promise<Sha256[]> {
  const found: Sha256[] = []
  for (const prefix of await readdir(vault.folder)) {
    if (!/^[0-9a-f]{2}$/.test(prefix)) continue
    for (const rest of await readdir(path.join(vault.folder, prefix))) {
      const name = Sha256.safeParse(prefix + rest)
      if (name.success) found.push(name.data)
    }
  }
  return found.sort()
}

/** Whether a file is there and whole. */
async function stateOf(
  vault: Vault,
  sha256: Sha256,
  options: { trustThisRun?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<VaultFileState> {
  const file = vaultPath(vault, sha256)
  const { signal } = options
  try {
    const before = await fingerprint(file)
    if (options.trustThisRun === true && vault.verified.get(sha256) === before) return 'present'
    vault.verified.delete(sha256)
    const { hash } = await hashOfFile(file, signal)
    if (hash !== sha256) return 'damaged'
    if (before === (await fingerprint(file))) vault.verified.set(sha256, before)
    return 'present'
  } catch (error) {
    if (signal?.aborted === true) throw new CallError('cancelled', {}, { cause: error })
    if (isMissing(error)) return 'missing'
    // A place on the disk that cannot be read any more.
    if (errnoOf(error) === 'EIO') return 'damaged'
    throw error
  }
}

async function fingerprint(file: string): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino } = await stat(file, { bigint: true })
  return [size, mtimeNs, ctimeNs, ino].join(' ')
}
