import type { CriterionId, EntryId } from '../ids.ts'
import { fieldKey, isHidden, type FieldChanges } from './changes.ts'
import { changeOf, type SheetProjection } from './sheet-projection.ts'
import { nothingStands, shownIn } from './sheet-rows.ts'
import type { Deletion, EvidenceLink } from './sheet-values.ts'

/** One piece of evidence of a criterion, or of a paper of the dossier. */
export type EvidenceReading = {
  readonly target: CriterionId
  readonly document: string
  readonly link: EvidenceLink
  readonly heads: readonly EntryId[]
  readonly differing: boolean
}

/** Evidence of a sheet that is not hidden, dossier papers included. */
export function readEvidence(projection: SheetProjection, assessment: string): readonly EvidenceReading[] {
  const things = new Map<string, FieldChanges[]>()
  for (const field of projection.fields.values()) {
    if (field.entity !== 'evidence') continue
    const list = things.get(field.id)
    if (list === undefined) things.set(field.id, [field])
    else list.push(field)
  }
  const found: EvidenceReading[] = []
  for (const [id, fields] of things) {
    const key = fieldKey('evidence', id, 'link')
    const standing = projection.standings.get(key) ?? nothingStands
    const field = projection.fields.get(key)
    if (field === undefined || standing.shown === null) continue
    const deletionKey = fieldKey('evidence', id, 'deleted')
    const deletion = shownIn<Deletion>(projection, deletionKey) ?? null
    const deletionDiffers = projection.standings.get(deletionKey)?.differing ?? false
    if (isHidden(deletion, deletionDiffers, fields, projection.standings)) continue
    const rest = id.slice(assessment.length + 1)
    const slash = rest.indexOf('/')
    found.push({
      target: rest.slice(0, slash) as CriterionId,
      document: rest.slice(slash + 1),
      link: changeOf(field, standing.shown)?.change.value as EvidenceLink,
      heads: standing.heads,
      differing: standing.differing || deletionDiffers,
    })
  }
  return found
}

/** Papers of the dossier are evidence for `dossier-1`, `dossier-2`, … */
export function dossierPapers(evidence: readonly EvidenceReading[]): ReadonlySet<number> {
  return new Set(
    evidence.flatMap(({ target }) => {
      const index = /^dossier-(\d+)$/.exec(target)?.[1]
      return index === undefined ? [] : [Number(index)]
    }),
  )
}
