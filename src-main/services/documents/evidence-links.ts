import {
  partsOfAssessment,
  type AssessmentId,
  type CriterionId,
  type DocumentId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import { fieldKey, isHidden, standingOf, type FieldChanges } from '../../../shared/domain/journal/changes.ts'
import type { CycleFacts } from '../../../shared/domain/journal/facts.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import type { Deletion, EvidenceLink } from '../../../shared/domain/journal/sheet-values.ts'
import type { SheetScope } from '../../journal/projector.ts'
import { fieldsOfEntity } from '../../storage/entity-fields.ts'
import { scopeByKey, scopesStartingWith } from '../../storage/scopes.ts'
import { uncountedOfScope } from '../../storage/uncounted.ts'
import type { Installation } from '../office/installation.ts'
import type { Words } from '../words.ts'

/** The links between documents and criteria, also those that came after the sheet was sent. */

export type LinkReading = {
  readonly assessment: AssessmentId
  readonly target: CriterionId
  readonly document: DocumentId
  readonly link: EvidenceLink
  /** `added`: came after the sheet was sent and does not count yet; `removed`: taken away after that and still counts. */
  readonly late: 'added' | 'removed' | null
}

/** Ids of the sheets of each commune that anything was ever written about. */
export function sheetsByCommune(installation: Installation): ReadonlyMap<UnitId, readonly AssessmentId[]> {
  const sheets = new Map<UnitId, AssessmentId[]>()
  for (const { key } of scopesStartingWith(installation.database, 'sheet ')) {
    const assessment = key.slice('sheet '.length) as AssessmentId
    const { unit } = partsOfAssessment(assessment)
    const known = sheets.get(unit)
    if (known === undefined) sheets.set(unit, [assessment])
    else known.push(assessment)
  }
  return sheets
}

/**
 * Every link of a sheet. Read from the rows of the projection; only a sheet with late changes, or with a deletion that was not
 * seen whole, is projected for it.
 */
export function linksOfSheet(installation: Installation, assessment: AssessmentId): readonly LinkReading[] {
  const { database, journal } = installation
  const scope = scopeByKey(database, `sheet ${assessment}`)
  if (scope === undefined) return []
  if (uncountedOfScope(database, scope).some(({ reason }) => reason === 'late')) {
    return linksWithLate(journal.sheet(assessment), assessment)
  }
  const rows = fieldsOfEntity(database, scope, 'evidence', '')
  const deletions = new Map(rows.filter(({ field }) => field === 'deleted').map((row) => [row.key, row]))
  const found: LinkReading[] = []
  for (const row of rows) {
    if (row.field !== 'link') continue
    const deleted = deletions.get(row.key)
    const deletion =
      deleted === undefined || deleted.differing ? null : (JSON.parse(deleted.value) as Deletion)
    if (deletion !== null) {
      const named = new Set<string>(deletion['link'] ?? [])
      if (row.heads.every((head) => named.has(head))) continue
      return linksWithLate(journal.sheet(assessment), assessment)
    }
    found.push({
      ...partsOfEvidence(row.key, assessment),
      link: JSON.parse(row.value) as EvidenceLink,
      late: null,
    })
  }
  return found
}

function linksWithLate(
  { projection, reading }: SheetScope,
  assessment: AssessmentId,
): readonly LinkReading[] {
  const counted = new Map(
    (reading?.evidence ?? []).map((each) => [`${assessment}/${each.target}/${each.document}`, each.link]),
  )
  const things = new Map<string, FieldChanges[]>()
  for (const field of projection.fields.values()) {
    if (field.entity !== 'evidence') continue
    const known = things.get(field.id)
    if (known === undefined) things.set(field.id, [withLate(field)])
    else known.push(withLate(field))
  }
  return [...things].flatMap(([id, fields]) => {
    const link = counted.get(id)
    const wanted = standingLink(id, fields)
    const standing = link ?? wanted
    if (standing === null) return []
    const late = link === undefined ? ('added' as const) : wanted === null ? ('removed' as const) : null
    return [{ ...partsOfEvidence(id, assessment), link: standing, late }]
  })
}

/** The field as it would stand if late changes counted. */
function withLate(field: FieldChanges): FieldChanges {
  const changes = field.changes.map((judged) =>
    judged.counted === 'late' ? { ...judged, counted: true as const } : judged,
  )
  return { ...field, changes }
}

function standingLink(id: string, fields: readonly FieldChanges[]): EvidenceLink | null {
  const standings = new Map(fields.map((field) => [fieldKey('evidence', id, field.field), standingOf(field)]))
  const valueOf = (name: string): unknown => {
    const shown = standings.get(fieldKey('evidence', id, name))?.shown ?? null
    const field = fields.find((each) => each.field === name)
    return field === undefined || shown === null ? undefined : changeOf(field, shown)?.change.value
  }
  const link = valueOf('link') as EvidenceLink | undefined
  if (link === undefined) return null
  const differs = standings.get(fieldKey('evidence', id, 'deleted'))?.differing ?? false
  const deletion = (valueOf('deleted') ?? null) as Deletion
  return isHidden(deletion, differs, fields, standings) ? null : link
}

/** The id of a link: which document proves what. */
export function evidenceId(assessment: AssessmentId, target: CriterionId, document: DocumentId): string {
  return `${assessment}/${target}/${document}`
}

function partsOfEvidence(
  id: string,
  assessment: AssessmentId,
): { assessment: AssessmentId; target: CriterionId; document: DocumentId } {
  const rest = id.slice(assessment.length + 1)
  const slash = rest.indexOf('/')
  return {
    assessment,
    target: rest.slice(0, slash) as CriterionId,
    document: rest.slice(slash + 1) as DocumentId,
  }
}

/** The index of a dossier paper, from 1; null for a criterion. */
export function dossierIndex(target: string): number | null {
  const index = /^dossier-(\d+)$/.exec(target)?.[1]
  return index === undefined ? null : Number(index)
}

/** "2.1 Niêm yết thủ tục…", or the paper of the dossier. */
export function labelOfTarget(words: Words, cycle: CycleFacts | null, target: string): string {
  const index = dossierIndex(target)
  if (index !== null) return words('dossierPaper', { index, name: cycle?.content.dossier[index - 1] ?? '' })
  const criterion = cycle?.content.criteria.find(({ id }) => id === target)
  return criterion === undefined ? target : `${criterion.code} ${criterion.title}`
}
