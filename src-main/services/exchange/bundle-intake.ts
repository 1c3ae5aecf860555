import { randomBytes } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { writeFully } from '../../bundles/hashed-read.ts'
import type { EvidenceSink } from '../../bundles/reader.ts'
import { explainWriteError } from '../../platform/file-errors.ts'
import { contentType } from '../../storage/content-type.ts'
import { moveIntoVault, openVerified } from '../../storage/vault.ts'
import { putVaultFile, vaultFile } from '../../storage/vault-files.ts'
import { ZipProblem } from '../../storage/zip-problem.ts'
import type { Installation } from '../office/installation.ts'

/**
 * The evidence files of a bundle: into quarantine while the bundle is read, into the vault once all of it has proved whole, and
 * only then may the journal name them.
 */
export type Quarantine = {
  /** Where one file goes; null when it lies whole in the vault already. */
  readonly sinkFor: (file: { readonly sha256: Sha256; readonly size: number }) => Promise<EvidenceSink | null>
  /** Moves everything into the vault, durably. */
  readonly release: (signal: AbortSignal) => Promise<void>
  /** Writes down what lies in the vault now. Inside a transaction. */
  readonly note: () => void
  /** Files that were not in the vault before and are now; what was refused does not count. */
  readonly newFiles: () => number
  /** Removes what was not released. */
  readonly clear: () => Promise<void>
}

type Held = { readonly sha256: Sha256; readonly size: number; readonly path: string }
type Kept = { readonly sha256: Sha256; readonly size: number; readonly type: string }

/** A quarantine for one bundle. */
export function openQuarantine(
  installation: Pick<Installation, 'vault' | 'folder' | 'database' | 'clock' | 'log'>,
): Quarantine {
  const { vault, folder, database, clock, log } = installation
  const unfinished = new Set<string>()
  const held: Held[] = []
  const kept: Kept[] = []
  let released = 0

  async function sinkFor({ sha256, size }: { sha256: Sha256; size: number }): Promise<EvidenceSink | null> {
    if (await isWhole(sha256)) {
      kept.push({ sha256, size, type: vaultFile(database, sha256)?.type ?? 'application/octet-stream' })
      return null
    }
    const target = path.join(folder.quarantine, `${randomBytes(16).toString('hex')}.part`)
    const handle = await open(target, 'wx', 0o600).catch(explain)
    unfinished.add(target)
    return {
      write: (piece) => writeFully(handle, piece).catch(explain),
      finish: async () => {
        await handle.sync().catch(explain)
        await handle.close()
        held.push({ sha256, size, path: target })
      },
      abandon: () => handle.close(),
    }
  }

  async function isWhole(sha256: Sha256): Promise<boolean> {
    try {
      await openVerified(vault, sha256)
      return true
    } catch (error) {
      if (isCallError(error) && (error.code === 'fileMissing' || error.code === 'fileDamaged')) return false
      throw error
    }
  }

  function explain(error: unknown): never {
    throw explainWriteError(error, folder.quarantine)
  }

  async function release(signal: AbortSignal): Promise<void> {
    for (const file of held) {
      signal.throwIfAborted()
      const type = await keptTypeOf(file)
      // the office's own door would have refused it: it stays missing, its document stays
      if (type === null) {
        log.warn('evidence of a refused type left out', { sha256: file.sha256.slice(0, 12), size: file.size })
        continue
      }
      await moveIntoVault(vault, file.path, file.sha256)
      unfinished.delete(file.path)
      released += 1
      kept.push({ sha256: file.sha256, size: file.size, type })
    }
  }

  return {
    sinkFor,
    release,
    note: () => {
      const now = clock.now()
      for (const { sha256, size, type } of kept) {
        if (vaultFile(database, sha256)?.state === 'present') continue
        putVaultFile(database, { sha256, size, type, firstSeen: now, checked: now, state: 'present' })
      }
    },
    newFiles: () => released,
    clear: async () => {
      for (const file of unfinished) await rm(file, { force: true })
    },
  }
}

async function keptTypeOf({ path: place, size }: Held): Promise<string | null> {
  let handle: FileHandle | undefined
  try {
    handle = await open(place, 'r')
    const type = await contentType(handle, place, size)
    return typeof type === 'string' ? type : null
  } catch (error) {
    if (error instanceof ZipProblem) return null
    throw error
  } finally {
    await handle?.close()
  }
}
