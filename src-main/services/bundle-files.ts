import { stat } from 'node:fs/promises'
import type { Sha256, UnitId } from '../../shared/domain/ids.ts'
import { DocumentBody } from '../../shared/domain/journal/sheet-values.ts'
import type { EvidenceToSend } from '../bundles/writer.ts'
import { isMissing } from '../platform/file-errors.ts'
import { vaultPath } from '../storage/vault.ts'
import { vaultFile } from '../storage/vault-files.ts'
import type { Direction } from './bundle-visibility.ts'
import type { Installation } from './installation.ts'
import { slices } from './slices.ts'

/** Which evidence files go with a bundle. */

export type FilesToSend = {
  readonly present: readonly EvidenceToSend[]
  /** Named by documents that go along, and not whole here: the addressee is asked for them. */
  readonly missing: readonly Sha256[]
}

/**
 * The files of these communes' documents, former versions too: decisions speak of them. Downwards go only files that a unit
 * outside the addressee's subtree put into a document of theirs: naming a hash must not fetch a file (JOURNAL 28), and what they
 * delivered themselves they have.
 */
export async function filesToSend(
  installation: Installation,
  addressee: UnitId,
  direction: Direction,
  communes: Iterable<UnitId>,
): Promise<FilesToSend> {
  const { units, journal } = installation
  const wanted = new Map<Sha256, number>()
  const { rest } = slices()
  for (const commune of communes) {
    await rest()
    const { projection } = journal.plain('documents', commune)
    for (const field of projection.fields.values()) {
      if (field.entity !== 'document' || field.field !== 'body') continue
      for (const { entry, change, counted } of field.changes) {
        if (counted !== true) continue
        if (direction === 'down' && (entry.unit === null || units.isWithin(entry.unit, addressee))) continue
        const body = DocumentBody.safeParse(change.value).data
        if (body?.kind === 'files') for (const { sha256, size } of body.files) wanted.set(sha256, size)
      }
    }
  }
  const present: EvidenceToSend[] = []
  const missing: Sha256[] = []
  for (const sha256 of [...wanted.keys()].sort()) {
    const file = await fileToSend(installation, sha256)
    if (file === null) missing.push(sha256)
    else present.push(file)
  }
  return { present, missing }
}

/** The file as far as a look at the disk tells; its content is compared when it is sent. */
async function fileToSend({ database, vault }: Installation, sha256: Sha256): Promise<EvidenceToSend | null> {
  if (vaultFile(database, sha256)?.state === 'damaged') return null
  const path = vaultPath(vault, sha256)
  try {
    const { size } = await stat(path)
    return size > 0 ? { sha256, size, path } : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
