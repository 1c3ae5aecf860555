import type { Criterion } from '../../../shared/domain/criteria.ts'
import {
  ownerOf,
  partsOfAssessment,
  type AssessmentId,
  type CriteriaVersionId,
  type CriterionId,
  type CycleId,
  type DocumentId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import { valueIn } from '../../journal/catalogue.ts'
import { documentsOf } from '../documents/document-reading.ts'
import { labelOfTarget } from '../documents/evidence-links.ts'
import type { Installation } from '../office/installation.ts'
import { isWordKey, type Words } from '../words.ts'

/** What a change is about, in words. */

export type Place = { readonly entity: string; readonly id: string; readonly field: string }

const partsOfSheet: ReadonlySet<string> = new Set([
  'selfScore',
  'appraisal',
  'verification',
  'explanation',
  'gateAnswer',
  'evidence',
])

/** The sheet that a change belongs to, the part of it and, for evidence, the document. */
export function sheetPlaceOf({ entity, id }: Place): {
  readonly assessment: AssessmentId
  readonly part: string | null
  readonly document: DocumentId | null
} | null {
  const isPart = partsOfSheet.has(entity)
  if (!isPart && entity !== 'participant' && entity !== 'assessment') return null
  const [cycle = '', unit = '', part = null, ...document] = id.split('/')
  return {
    assessment: `${cycle}/${unit}` as AssessmentId,
    part,
    document: document.length === 0 ? null : (document.join('/') as DocumentId),
  }
}

/** The criterion that a change is about, as its cycle stands now. */
export function criterionOfChange(installation: Installation, place: Place): Criterion | null {
  const sheet = sheetPlaceOf(place)
  if (sheet?.part == null) return null
  const cycle = installation.journal.catalogue.cycle(partsOfAssessment(sheet.assessment).cycle)
  return cycle?.content.criteria.find(({ id }) => id === (sheet.part as CriterionId)) ?? null
}

/** "2.1 Niêm yết thủ tục – tự chấm", "Kế hoạch 12 – số hiệu", "Bảng chấm điểm – công nhận". */
export function labelOfChange(installation: Installation, words: Words, place: Place): string {
  const { entity, id, field } = place
  const sheet = sheetPlaceOf(place)
  if (sheet !== null) return labelInSheet(installation, words, place, sheet)
  switch (entity) {
    case 'document':
      return withField(words, titleOf(installation, id as DocumentId) ?? words('entity.document'), place)
    case 'cycle': {
      const name = installation.journal.catalogue.cycle(id as CycleId)?.name
      return withField(words, name ?? words('entity.cycle'), place)
    }
    case 'criteriaVersion':
      return (
        installation.journal.catalogue.version(id as CriteriaVersionId)?.version.content.title ??
        words('entity.criteriaVersion')
      )
    case 'criteriaDraft':
      return words('entity.criteriaDraft')
    case 'certificate':
      return words('entity.certificate')
    case 'officer': {
      const { projection } = installation.journal.plain('office', ownerOf(id as DocumentId))
      const name = valueIn<string>(projection, 'officer', id, 'name')
      return withField(words, name ?? words('entity.officer'), place)
    }
    case 'unit':
      return withField(words, installation.units.nameOf(id), place)
    case 'seen':
      return words('entity.seen')
    case 'officeCut':
      return words('entity.officeCut', { device: installation.trust.deviceFacts(id)?.name ?? '' })
    default:
      return `${entity} ${field}`
  }
}

function labelInSheet(
  installation: Installation,
  words: Words,
  place: Place,
  { assessment, part, document }: NonNullable<ReturnType<typeof sheetPlaceOf>>,
): string {
  const { entity, field } = place
  if (entity === 'participant') return withField(words, words('entity.participant'), place)
  if (entity === 'assessment') return withField(words, words('entity.assessment'), place)
  const cycle = installation.journal.catalogue.cycle(partsOfAssessment(assessment).cycle)
  if (entity === 'gateAnswer')
    return cycle?.content.gates.find(({ id }) => id === part)?.title ?? part ?? field
  const thing = labelOfTarget(words, cycle, part ?? '')
  if (entity === 'evidence') {
    const title = (document === null ? null : titleOf(installation, document)) ?? ''
    return words('with', { thing, part: words('entity.evidence', { title }) })
  }
  const kind = `entity.${entity}`
  return isWordKey(kind) ? words('with', { thing, part: words(kind) }) : thing
}

function titleOf(installation: Installation, id: DocumentId): string | null {
  const document = documentsOf(installation, ownerOf(id) satisfies UnitId).get(id)
  if (document === undefined) return null
  const { title, number, body } = document
  if (title !== '') return title
  return number !== '' ? number : body.kind === 'files' ? (body.files[0]?.name ?? null) : null
}

function withField(words: Words, thing: string, { entity, field }: Place): string {
  const key = `field.${entity}.${field}`
  return isWordKey(key) ? words('with', { thing, part: words(key) }) : thing
}
