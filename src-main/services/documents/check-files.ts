import type { Output } from '../../../shared/contract/contract.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import type { DocumentBody, StoredFile } from '../../../shared/domain/journal/sheet-values.ts'
import { fieldsOfEntity } from '../../storage/entity-fields.ts'
import { scopesStartingWith } from '../../storage/scopes.ts'
import { transaction } from '../../storage/transaction.ts'
import { scrub, type ScrubStep } from '../../storage/vault.ts'
import { putVaultFile, putVaultFileState, vaultFiles } from '../../storage/vault-files.ts'
import type { Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'

type Known = { readonly size: number; readonly type: string; readonly hasRow: boolean }

const rowsAtOnce = 200

/**
 * Compares every file of the vault, and every file that a document names, with its hash, longest unchecked first. What was
 * found up to a stop is kept. `bytes` is the size of the whole files.
 */
export async function* checkFiles(
  installation: Installation,
  signal: AbortSignal,
): AsyncGenerator<Progress, Output<'documents.checkFiles'>> {
  const files = await filesToCheck(installation)
  const found: ScrubStep[] = []
  const missing: Sha256[] = []
  const damaged: Sha256[] = []
  let bytes = 0
  let checked = 0
  try {
    for await (const step of scrub(installation.vault, [...files.keys()], signal)) {
      found.push(step)
      checked = step.done
      if (step.state === 'missing') missing.push(step.sha256)
      else if (step.state === 'damaged') damaged.push(step.sha256)
      else bytes += files.get(step.sha256)?.size ?? 0
      if (found.length >= rowsAtOnce) keepFindings(installation, files, found.splice(0))
      yield { step: 'checkFiles', done: step.done, total: step.total }
    }
  } finally {
    keepFindings(installation, files, found)
  }
  return { checked, missing, damaged, bytes }
}

async function filesToCheck({ database }: Installation): Promise<ReadonlyMap<Sha256, Known>> {
  const { rest } = slices()
  const files = new Map<Sha256, Known>()
  for (const { sha256, size, type } of vaultFiles(database))
    files.set(sha256 as Sha256, { size, type, hasRow: true })
  for (const { num } of scopesStartingWith(database, 'documents ')) {
    for (const { field, value } of fieldsOfEntity(database, num, 'document', '')) {
      if (field !== 'body') continue
      for (const { sha256, size, type } of filesOf(JSON.parse(value) as DocumentBody)) {
        if (!files.has(sha256)) files.set(sha256, { size, type, hasRow: false })
      }
    }
    await rest()
  }
  return files
}

function filesOf(body: DocumentBody): readonly StoredFile[] {
  return body.kind === 'files' ? body.files : []
}

function keepFindings(
  { database, clock }: Installation,
  files: ReadonlyMap<Sha256, Known>,
  found: readonly ScrubStep[],
): void {
  if (found.length === 0) return
  const checked = clock.now()
  transaction(database, () => {
    for (const { sha256, state } of found) {
      const known = files.get(sha256)
      if (known === undefined || known.hasRow) putVaultFileState(database, sha256, state, checked)
      else
        putVaultFile(database, {
          sha256,
          size: known.size,
          type: known.type,
          firstSeen: checked,
          checked,
          state,
        })
    }
  })
}
