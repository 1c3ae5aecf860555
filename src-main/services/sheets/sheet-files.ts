import type { Sha256 } from '../../../shared/domain/ids.ts'
import type { DocumentBody } from '../../../shared/domain/journal/sheet-values.ts'
import { valueIn } from '../../journal/catalogue.ts'
import type { Installation } from '../office/installation.ts'
import type { OpenSheet } from './sheet-scope.ts'

/** Hashes of the files behind the evidence of a sheet, each once. */
export function filesOfSheet(installation: Installation, sheet: OpenSheet): readonly Sha256[] {
  const { projection } = installation.journal.plain('documents', sheet.scope.context.commune)
  const files = new Set<Sha256>()
  for (const { document } of sheet.reading.evidence) {
    const body = valueIn<DocumentBody>(projection, 'document', document satisfies string, 'body')
    if (body?.kind === 'files') for (const { sha256 } of body.files) files.add(sha256)
  }
  return [...files]
}
