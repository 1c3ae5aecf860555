import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { isForCommune, needsEvidence } from '../../../shared/domain/sheet-progress.ts'

export type OpenKind =
  'noAnswer' | 'incomplete' | 'invalid' | 'differing' | 'noEvidence' | 'filesMissing' | 'gates' | 'dossier'

/** What a sheet still lacks before it is sent, with the codes of the criteria; nothing when it is whole. */
export function openThings(
  view: SheetView,
  content: CriteriaContent,
): readonly { kind: OpenKind; codes: readonly string[] }[] {
  const outside = new Set(content.groups.filter((group) => group.outside).map(({ id }) => id))
  const found: Record<OpenKind, string[]> = {
    noAnswer: [],
    incomplete: [],
    invalid: [],
    differing: [],
    noEvidence: [],
    filesMissing: [],
    gates: [],
    dossier: [],
  }
  const rows = new Map(view.rows.map((row) => [row.criterion, row]))
  for (const criterion of content.criteria) {
    const row = rows.get(criterion.id)
    if (row === undefined || !isForCommune(criterion)) continue
    const { outcome, differing } = row.self
    if (differing) found.differing.push(criterion.code)
    else if (outcome.status === 'invalid') found.invalid.push(criterion.code)
    else if (outcome.status === 'missing') {
      if (outcome.why !== 'noAnswer') found.incomplete.push(criterion.code)
      // Nothing entered for bonus or penalty means that there is none.
      else if (!outside.has(criterion.group)) found.noAnswer.push(criterion.code)
    } else if (needsEvidence(criterion, row.self) && row.evidence.count === 0)
      found.noEvidence.push(criterion.code)
    if (row.evidence.missingFiles + row.evidence.damagedFiles > 0) found.filesMissing.push(criterion.code)
  }
  for (const gate of content.gates) {
    const answer = view.gates.find((each) => each.gate === gate.id)
    if (gate.check.kind === 'veto' && (answer?.met ?? null) === null) found.gates.push(gate.title)
  }
  for (const { documents, name } of view.dossier) if (documents === 0) found.dossier.push(name)
  return (Object.keys(found) as OpenKind[]).flatMap((kind) =>
    found[kind].length === 0 ? [] : [{ kind, codes: found[kind] }],
  )
}
