import { createHash } from 'node:crypto'
import {
  judgeAboveSelf,
  judgeLate,
  judgePeriod,
  judgeReuse,
  type Finding,
  type FindingPart,
  type LinkedDocument,
} from '../../../shared/domain/checks.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import {
  assessmentId,
  type AssessmentId,
  type CriterionId,
  type CycleId,
  type DocumentId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import type { Cut } from '../../../shared/domain/journal/facts.ts'
import type { Appraised, DocumentBody } from '../../../shared/domain/journal/sheet-values.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import type { Cycle } from '../../journal/catalogue.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { placedFields, sheetsOfUnit, type PlacedField } from '../../storage/check-facts.ts'
import type { CheckKey } from '../../storage/checks.ts'
import { fieldsOfEntity } from '../../storage/entity-fields.ts'
import { entryById } from '../../storage/entries.ts'
import { fieldOf } from '../../storage/fields.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import { uncountedOfScope } from '../../storage/uncounted.ts'
import { sheetPlaceOf } from '../history/describe-change.ts'
import { linksOfSheet, type LinkReading } from '../documents/evidence-links.ts'
import type { Installation } from '../office/installation.ts'

/** What of one commune somebody should look at again, from the rows of the projection. */

export type LookedThrough = {
  readonly findings: readonly Finding[]
  /** What its linked documents may share with those of others. */
  readonly keys: readonly CheckKey[]
}

type Sheet = {
  readonly assessment: AssessmentId
  readonly scope: number
  readonly status: string
  readonly cycle: Cycle
  readonly links: readonly LinkReading[]
}

export function lookThrough(installation: Installation, unit: UnitId): LookedThrough {
  const { database, journal } = installation
  const sheets = sheetsOfUnit(database, unit).flatMap(({ scope, cycle: id, status }): Sheet[] => {
    const cycle = journal.catalogue.cycle(id as CycleId)
    const assessment = assessmentId(id as CycleId, unit)
    return !cycle?.units.has(unit)
      ? []
      : [{ assessment, scope, status, cycle, links: linksOfSheet(installation, assessment) }]
  })
  const documents = documentsOfCommune(installation, unit)
  const findings = sheets.flatMap((sheet) => findingsOfSheet(installation, unit, sheet, documents))
  return { findings, keys: keysOf(installation, unit, sheets, documents) }
}

function findingsOfSheet(
  installation: Installation,
  unit: UnitId,
  sheet: Sheet,
  documents: ReadonlyMap<DocumentId, readonly PlacedField[]>,
): readonly Finding[] {
  const { assessment, cycle } = sheet
  const linked = linkedDocuments(sheet, documents)
  const accepted = acceptedStatuses.has(sheet.status)
  const late = lateChanges(installation, sheet)
  const after = accepted ? changedDocuments(installation, sheet, documents) : []
  return [
    judgePeriod(assessment, unit, cycle.period, linked),
    judgeReuse(assessment, unit, linked),
    judgeAboveSelf(assessment, unit, scoresOf(installation, sheet)),
    judgeLate(accepted ? 'afterAcceptance' : 'late', assessment, unit, [...late, ...after]),
  ].filter((finding) => finding !== null)
}

const acceptedStatuses: ReadonlySet<string> = new Set([
  'accepted',
  'returnedByProvince',
  'verified',
  'recognised',
  'notRecognised',
])

function documentsOfCommune(
  { database }: Installation,
  unit: UnitId,
): ReadonlyMap<DocumentId, readonly PlacedField[]> {
  const scope = scopeByKey(database, `documents ${unit}`)
  if (scope === undefined) return new Map()
  return Map.groupBy(placedFields(database, scope, 'document'), ({ key }) => key as DocumentId)
}

function valueOf<Value>(fields: readonly PlacedField[] | undefined, name: string): Value | undefined {
  const found = fields?.find(({ field }) => field === name)
  return found === undefined ? undefined : (JSON.parse(found.value) as Value)
}

function linkedDocuments(
  { links }: Sheet,
  documents: ReadonlyMap<DocumentId, readonly PlacedField[]>,
): readonly LinkedDocument[] {
  return [...Map.groupBy(links, ({ document }) => document)].map(([document, own]) => ({
    document,
    date: valueOf<string | null>(documents.get(document), 'date') ?? null,
    links: own.map(({ target, link }) => ({ target, pages: link.pages })),
  }))
}

/** Points of the commune and of the last level that judged, criterion by criterion; empty while nobody has judged. */
function scoresOf({ database }: Installation, { scope, cycle }: Sheet): Parameters<typeof judgeAboveSelf>[2] {
  const judged = new Map<string, { readonly answer: Answer | null; readonly time: number }>()
  for (const entity of ['appraisal', 'verification']) {
    for (const { key, value, differing, time } of fieldsOfEntity(database, scope, entity, 'answer')) {
      if (differing) continue
      const given = JSON.parse(value) as Appraised | null
      // who takes over the answer before gives no other points
      if (given !== null) judged.set(criterionIn(key), { answer: given.answer, time: time ?? 0 })
    }
  }
  if (judged.size === 0) return []
  const own = new Map(
    fieldsOfEntity(database, scope, 'selfScore', '').map((row) => [
      criterionIn(row.key),
      row.differing ? null : (JSON.parse(row.value) as Answer | null),
    ]),
  )
  return cycle.content.criteria.flatMap((criterion) => {
    const found = judged.get(criterion.id)
    if (found === undefined || !criterion.enteredBy.includes('commune')) return []
    const points = (answer: Answer | null): Hundredths | null => {
      const outcome = scoreCriterion(criterion, answer)
      return outcome.status === 'points' ? outcome.points : null
    }
    return [
      {
        criterion: criterion.id,
        self: points(own.get(criterion.id) ?? null),
        judged: points(found.answer),
        time: found.time,
      },
    ]
  })
}

function criterionIn(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1)
}

type LateChange = Pick<FindingPart, 'id' | 'target' | 'document' | 'what' | 'time'>

/** Changes that are stored and do not count, because the sheet was out of the writer's hands. */
function lateChanges({ database }: Installation, { scope }: Sheet): readonly LateChange[] {
  return uncountedOfScope(database, scope)
    .filter(({ reason }) => reason === 'late')
    .flatMap(({ entry: id, change: index }): LateChange[] => {
      const row = entryById(database, id)
      const change = row === undefined ? undefined : decodeStoredEntry(row.bytes, id).changes[index]
      if (row === undefined || change === undefined) return []
      const place = sheetPlaceOf(change)
      return [
        {
          id: `${id} ${index}`,
          what: change.entity,
          time: row.time,
          ...(place?.part == null ? {} : { target: place.part as CriterionId }),
          ...(place?.document == null ? {} : { document: place.document }),
        },
      ]
    })
}

const decisionsThatAccept = ['recognition', 'verificationDecision', 'appraisalDecision']

/** Linked documents of which something changed behind the acceptance that stands: its sheet shows them as they were. */
function changedDocuments(
  { database }: Installation,
  { assessment, scope, links }: Sheet,
  documents: ReadonlyMap<DocumentId, readonly PlacedField[]>,
): readonly LateChange[] {
  const cut = cutOfAcceptance(database, scope, assessment)
  if (cut === null) return []
  const targets = new Map(links.map(({ document, target }) => [document, target]))
  return [...targets].flatMap(([document, target]) =>
    (documents.get(document) ?? [])
      .filter(({ stream, seq }) => seq > (cut[stream]?.seq ?? 0))
      .map(({ field, stream, seq, time }) => ({
        id: `${document} ${stream} ${seq} ${field}`,
        target,
        document,
        what: `document.${field}`,
        time,
      })),
  )
}

function cutOfAcceptance(
  database: Installation['database'],
  scope: number,
  assessment: AssessmentId,
): Cut | null {
  for (const field of decisionsThatAccept) {
    const row = fieldOf(database, scope, 'assessment', assessment, field)
    if (row?.value == null || row.differing) continue
    const { basis } = JSON.parse(row.value) as { basis?: { cut: Cut } }
    if (basis !== undefined) return basis.cut
  }
  return null
}

function keysOf(
  installation: Installation,
  unit: UnitId,
  sheets: readonly Sheet[],
  documents: ReadonlyMap<DocumentId, readonly PlacedField[]>,
): readonly CheckKey[] {
  const links = Map.groupBy(
    sheets.flatMap((sheet) => sheet.links),
    ({ document }) => document,
  )
  return [...links].flatMap(([document, own]): CheckKey[] => {
    const fields = documents.get(document)
    const body = valueOf<DocumentBody>(fields, 'body')
    const place = fields?.find(({ field }) => field === 'body')
    if (body === undefined || place === undefined) return []
    const author = installation.journal.base.deviceFacts(place.stream.slice(0, 64))?.unit ?? unit
    const files = body.kind === 'files' ? [...new Set(body.files.map(({ sha256 }) => sha256))].sort() : []
    const row = {
      unit,
      document,
      office: author === unit ? '' : author,
      files: files.length === 0 ? '' : shortHash(files.join(' ')),
      time: place.time,
      places: JSON.stringify(own.map(({ assessment, target }) => [assessment, target])),
    }
    const number = numberKey(unit, valueOf(fields, 'number') ?? '', valueOf(fields, 'issuer') ?? '')
    return [
      ...files.map((sha256) => ({ ...row, kind: 'sameFile', key: shortHash(`file ${sha256}`) })),
      ...(number === null ? [] : [{ ...row, kind: 'sameNumber', key: shortHash(number) }]),
    ]
  })
}

/** Every commune has its own "01/BC-UBND": without an issuer numbers are compared inside one commune. Blanks are never the same. */
function numberKey(unit: UnitId, number: string, issuer: string): string | null {
  const wanted = searchKey(number)
  if (wanted === '') return null
  const by = searchKey(issuer)
  return by === '' ? `number ${wanted} of ${unit}` : `number ${wanted} by ${by}`
}

/** The first half of a SHA-256, hex: a name for what may be long. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
