import type { Output } from '../../../shared/contract/contract.ts'
import type { AsideAct } from '../../../shared/contract/asides.ts'
import type { AssessmentId, CycleId, Sha256 } from '../../../shared/domain/ids.ts'
import { partsOfAssessment } from '../../../shared/domain/ids.ts'
import { shortCode } from '../../bundles/format.ts'
import { appliedBundle } from '../../storage/bundles-applied.ts'
import { countUncountedByScope } from '../../storage/uncounted.ts'
import type { Installation } from '../office/installation.ts'
import { authorOf } from '../sheets/sheet-scope.ts'

/** What is set aside, for lists and notices. */

/** Every act of the own office, newest first by its author's clock. */
export function listAsides(installation: Installation): AsideAct[] {
  return installation.journal.asides
    .acts()
    .map(({ id, bundle, written, entries, putBack }) => ({
      act: id,
      ...aboutBundle(installation, bundle),
      entries: entries.length,
      author: authorOf(installation, written),
      putBack: putBack === null ? null : authorOf(installation, putBack),
    }))
    .sort((a, b) => b.author.time - a.author.time || (a.act < b.act ? -1 : 1))
}

function aboutBundle(
  { database }: Installation,
  bundle: Sha256 | null,
): Pick<AsideAct, 'bundle' | 'shortCode' | 'senderName'> {
  const applied = bundle === null ? undefined : appliedBundle(database, bundle)
  if (bundle === null) return { bundle, shortCode: '', senderName: '' }
  if (applied === undefined) return { bundle: null, shortCode: shortCode(bundle), senderName: '' }
  const { senderName } = JSON.parse(applied.summary) as { readonly senderName: string }
  return { bundle, shortCode: shortCode(bundle), senderName }
}

/** What does not count on a sheet, or on the sheets of a cycle, because it is set aside. */
export function asidesOf(
  { database }: Installation,
  {
    assessment,
    cycle,
  }: { readonly assessment?: AssessmentId | undefined; readonly cycle?: CycleId | undefined },
): Output<'asides.of'> {
  const unit = assessment === undefined ? null : partsOfAssessment(assessment).unit
  const sheets: AssessmentId[] = []
  let entries = 0
  let catalogue = 0
  for (const { key, entries: count } of countUncountedByScope(database, 'setAside')) {
    const space = key.indexOf(' ')
    const kind = key.slice(0, space)
    const id = key.slice(space + 1)
    if (kind === 'catalogue') catalogue += count
    else if (kind === 'documents' && (unit === null || unit === id)) entries += count
    else if (kind === 'sheet' && isAskedFor(id as AssessmentId)) {
      entries += count
      sheets.push(id as AssessmentId)
    }
  }
  return { entries, sheets, catalogue }

  function isAskedFor(id: AssessmentId): boolean {
    if (assessment !== undefined) return id === assessment
    return cycle === undefined || partsOfAssessment(id).cycle === cycle
  }
}
