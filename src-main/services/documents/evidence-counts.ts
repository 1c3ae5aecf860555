import type { CriterionId, DocumentId } from '../../../shared/domain/ids.ts'
import type { SheetRow } from '../../../shared/contract/sheets.ts'
import { documentsOf, fileState, isOutside } from './document-reading.ts'
import type { Installation } from '../office/installation.ts'
import type { OpenSheet } from '../sheets/sheet-scope.ts'

export type EvidenceCounts = SheetRow['evidence']

/**
 * Evidence of every criterion that has any, and of the papers of the dossier: how many documents, how many of their files are
 * missing or damaged here, and how many papers are dated outside the data period. What counts is the link: deleting a document
 * takes its links away in the same act, as far as the sheet is not frozen.
 */
export function evidenceOf(
  installation: Installation,
  sheet: OpenSheet,
): ReadonlyMap<CriterionId, EvidenceCounts> {
  const documents = documentsOf(installation, sheet.scope.context.commune)
  const counts = new Map<CriterionId, EvidenceCounts>()
  for (const { target, document: id } of sheet.reading.evidence) {
    const document = documents.get(id as DocumentId)
    const known = counts.get(target) ?? { count: 0, missingFiles: 0, damagedFiles: 0, outsidePeriod: 0 }
    // a link whose document has not come yet is proof that nobody can see
    const states =
      document === undefined
        ? ['missing' as const]
        : document.body.kind === 'files'
          ? document.body.files.map(({ sha256 }) => fileState(installation, sha256))
          : []
    counts.set(target, {
      count: known.count + 1,
      missingFiles: known.missingFiles + states.filter((state) => state === 'missing').length,
      damagedFiles: known.damagedFiles + states.filter((state) => state === 'damaged').length,
      outsidePeriod: known.outsidePeriod + (isOutside(document?.date ?? null, sheet.cycle.period) ? 1 : 0),
    })
  }
  return counts
}
