import { randomBytes } from 'node:crypto'
import type { DocumentFields } from '../../../shared/contract/documents.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import {
  ownerOf,
  partsOfAssessment,
  type AssessmentId,
  type CriterionId,
  type DocumentId,
  type EntryId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import { fieldKey, type FieldKey } from '../../../shared/domain/journal/changes.ts'
import type { FieldStanding } from '../../../shared/domain/journal/merge.ts'
import {
  emptyLink,
  type DocumentBody,
  type EvidenceLink,
} from '../../../shared/domain/journal/sheet-values.ts'
import type { NewChange } from '../../journal/journal.ts'
import type { DocumentReading } from './document-reading.ts'
import { getDocument } from './document-view.ts'
import { dossierIndex, evidenceId, linksOfSheet, sheetsByCommune } from './evidence-links.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'
import type { Behalf } from '../sheets/scores.ts'
import { basesFrom, headsIn, openSheet, type OpenSheet } from '../sheets/sheet-scope.ts'

/**
 * Documents and what they prove. All of one act goes into one entry of the commune's stream. A sheet that was sent may still get
 * evidence: it is listed as late and counts with the next decision.
 */

/** `wrote`: false when it stood so already; then `entry` is the one that made it so. */
export type Written = { readonly document: DocumentId; readonly entry: EntryId; readonly wrote: boolean }
export type Attachment = {
  readonly assessment: AssessmentId
  readonly target: CriterionId
  readonly link: EvidenceLink
}
/** What is said about a document; the rest is blank, or stays. */
export type GivenFields = { readonly [Field in keyof DocumentFields]?: DocumentFields[Field] | undefined }
export type NewDocument = { readonly body: DocumentBody; readonly fields: GivenFields }

/**
 * The unit of this device may keep documents of a commune: the commune itself, or a unit above it.
 * @throws CallError `forbidden`, `notFound`
 */
export function assertMayKeepDocuments(installation: Installation, commune: UnitId): void {
  const unit = installation.units.get(commune)
  if (unit.level !== 'commune' || !installation.units.isWithin(commune, ownDevice(installation).unit))
    throw new CallError('forbidden', { permission: 'score' })
}

/** Writes new documents of a commune, linked if asked; one entry for all. */
export function writeDocuments(
  installation: Installation,
  actor: Actor,
  commune: UnitId,
  documents: readonly NewDocument[],
  attach: Attachment | null,
  onBehalf: Behalf,
): { readonly documents: readonly DocumentId[]; readonly entry: EntryId } {
  assertMayKeepDocuments(installation, commune)
  const sheet = attach === null ? null : openTarget(installation, attach, commune)
  const ids: DocumentId[] = []
  const changes = documents.flatMap(({ body, fields }) => {
    const id = `${commune}:${randomBytes(8).toString('hex')}` as DocumentId
    ids.push(id)
    const link = attach === null || sheet === null ? [] : linkChanges(sheet, attach, id)
    return [{ ...fieldOf(id, 'body', body), bases: [] }, ...firstFields(id, fields), ...link]
  })
  return { documents: ids, entry: writeOne(installation, actor, commune, changes, { onBehalf }) }
}

/**
 * A link or a paper kept at the office. Files come in only as files: naming a hash must not give anybody a file.
 * @throws CallError `invalidInput`, `forbidden`, `notFound`, `notParticipant`
 */
export function addWithoutFile(
  installation: Installation,
  actor: Actor,
  commune: UnitId,
  document: NewDocument,
  attach: Attachment | null,
  onBehalf: Behalf,
): Written {
  if (document.body.kind === 'files')
    throw new CallError('invalidInput', { fields: [{ path: 'body.kind', code: 'files' }] })
  const { documents, entry } = writeDocuments(installation, actor, commune, [document], attach, onBehalf)
  const [id] = documents
  if (id === undefined) throw new Error('no document was written')
  return { document: id, entry, wrote: true }
}

/** Blank fields are not written: they may come later. */
function firstFields(id: DocumentId, fields: GivenFields): NewChange[] {
  return documentFields.flatMap((field) => {
    const value = fields[field]
    return value === undefined || value === null || value === ''
      ? []
      : [{ ...fieldOf(id, field, value), bases: [] }]
  })
}

const documentFields = ['number', 'date', 'issuer', 'title'] as const

/**
 * Changes the named fields as far as they differ.
 * @throws CallError `notFound`, `forbidden`, `changedMeanwhile` where others stand than were seen
 */
export function updateDocument(
  installation: Installation,
  actor: Actor,
  id: DocumentId,
  fields: GivenFields,
  seen: Readonly<Record<string, readonly EntryId[]>> = {},
): Written {
  const document = openKeptDocument(installation, id)
  const scope = installation.journal.plain('documents', ownerOf(id))
  const changes = documentFields.flatMap((field) => {
    const value = fields[field]
    if (value === undefined || (value === document[field] && !differs(installation, id, field))) return []
    const shown = seen[field] ?? documentHeads(installation, id, field)
    const bases = basesFrom(installation, scope, 'document', id, field, shown)
    return [{ ...fieldOf(id, field, value), bases }]
  })
  return written(installation, actor, document, changes)
}

/** Puts another body in place of the one that stands; links and the old files stay. */
export function replaceBody(
  installation: Installation,
  actor: Actor,
  id: DocumentId,
  body: DocumentBody,
): Written {
  const document = openKeptDocument(installation, id)
  const bases = documentHeads(installation, id, 'body')
  return written(installation, actor, document, [{ ...fieldOf(id, 'body', body), bases }])
}

/**
 * Links a document to a criterion, or changes pages, period and note of the link.
 * @throws CallError `notFound`, `forbidden`, `notParticipant`, `changedMeanwhile` when `seen` is given and others stand
 */
export function attachDocument(
  installation: Installation,
  actor: Actor,
  id: DocumentId,
  attach: Attachment,
  { onBehalf, seen }: { readonly onBehalf: Behalf; readonly seen?: readonly EntryId[] | undefined },
): Written {
  const document = openKeptDocument(installation, id)
  return written(installation, actor, document, changesToLink(installation, id, attach, seen), { onBehalf })
}

/**
 * Links several documents of a commune to one criterion in one act; what is linked already stays as it is.
 * @returns the entries written; none where nothing was to be done
 * @throws CallError `notFound`, `forbidden`, `notParticipant`
 */
export function attachDocuments(
  installation: Installation,
  actor: Actor,
  ids: readonly DocumentId[],
  { assessment, target }: Omit<Attachment, 'link'>,
  onBehalf: Behalf,
): readonly EntryId[] {
  const linked = new Set(
    linksOfSheet(installation, assessment)
      .filter((link) => link.target === target && link.late !== 'removed')
      .map(({ document }) => document),
  )
  const fresh = ids.filter((id) => !linked.has(openKeptDocument(installation, id).id))
  const [first] = fresh
  if (first === undefined) return []
  const changes = fresh.flatMap((id) =>
    changesToLink(installation, id, { assessment, target, link: emptyLink }, []),
  )
  return [writeOne(installation, actor, ownerOf(first), changes, { onBehalf })]
}

/** What links a document, or changes its link; nothing where the link stands so already. */
function changesToLink(
  installation: Installation,
  id: DocumentId,
  attach: Attachment,
  seen: readonly EntryId[] | undefined,
): readonly NewChange[] {
  const sheet = openTarget(installation, attach, ownerOf(id))
  const known = linksOfSheet(installation, attach.assessment).find(
    ({ document: other, target }) => other === id && target === attach.target,
  )
  const isSame = known !== undefined && known.late !== 'removed' && sameLink(known.link, attach.link)
  const isSettled = !(standingOfLink(sheet, attach, id, 'link')?.differing ?? false)
  const isThere = known !== undefined && known.late !== 'removed'
  // Where no link stands, having seen none is right, whatever stood once.
  if (seen !== undefined && !isSame && (isThere || seen.length > 0))
    basesFrom(
      ...([installation, sheet.scope, 'evidence'] as const),
      ...([evidenceId(attach.assessment, attach.target, id), 'link', seen] as const),
    )
  return isSame && isSettled ? [] : linkChanges(sheet, attach, id)
}

function sameLink(a: EvidenceLink, b: EvidenceLink): boolean {
  return a.pages === b.pages && a.period === b.period && a.note === b.note
}

/**
 * Takes a document away from a criterion; the document stays.
 * @throws CallError `notFound`, `changedMeanwhile` when `seen` is given and others stand
 */
export function detachDocument(
  installation: Installation,
  actor: Actor,
  id: DocumentId,
  { assessment, target }: Omit<Attachment, 'link'>,
  seen: readonly EntryId[] | undefined,
): Written {
  const document = openDocument(installation, id)
  const sheet = openSheet(installation, assessment)
  const links = linksOfSheet(installation, assessment)
  if (!links.some((link) => link.document === id && link.target === target && link.late !== 'removed'))
    throw new CallError('notFound', { what: 'evidence' })
  if (seen !== undefined)
    basesFrom(installation, sheet.scope, 'evidence', evidenceId(assessment, target, id), 'link', seen)
  return written(installation, actor, document, [unlinkChange(sheet, target, id)])
}

/** To the trash, with every link in the same act; nothing leaves the disk. */
export function deleteDocument(
  installation: Installation,
  actor: Actor,
  id: DocumentId,
  reason: string | undefined,
): Written {
  const document = openDocument(installation, id)
  if (document.deleted) return { document: id, entry: document.author.id, wrote: false }
  const { projection } = installation.journal.plain('documents', ownerOf(id))
  const heads = Object.fromEntries(
    [...projection.fields.values()]
      .filter((field) => field.entity === 'document' && field.id === id && field.field !== 'deleted')
      .map(({ field }) => [field, documentHeads(installation, id, field)] as const)
      .filter(([, named]) => named.length > 0),
  )
  const links = sheetsOf(installation, ownerOf(id)).flatMap((sheet) =>
    linksOfSheet(installation, sheet.assessment)
      .filter((link) => link.document === id && link.late !== 'removed')
      .map(({ target }) => unlinkChange(sheet, target, id)),
  )
  const bases = documentHeads(installation, id, 'deleted')
  return written(installation, actor, document, [{ ...fieldOf(id, 'deleted', heads), bases }, ...links], {
    reason,
  })
}

/** Out of the trash, with the links that the same act took away. */
export function restoreDocument(installation: Installation, actor: Actor, id: DocumentId): Written {
  const document = openDocument(installation, id)
  if (!document.deleted) return { document: id, entry: document.author.id, wrote: false }
  const heads = documentHeads(installation, id, 'deleted')
  const links = sheetsOf(installation, ownerOf(id)).flatMap((sheet) =>
    [...sheet.scope.projection.fields.values()]
      .filter(
        (field) => field.entity === 'evidence' && field.field === 'deleted' && field.id.endsWith(`/${id}`),
      )
      .flatMap((field) => {
        const own = field.changes.find(({ entry }) => heads.includes(entry.id))?.entry.id
        const isOvertaken = field.changes.some(
          ({ change }) => own !== undefined && change.bases.includes(own),
        )
        if (own === undefined || isOvertaken) return []
        return [{ entity: 'evidence', id: field.id, field: 'deleted', value: null, bases: [own] }]
      }),
  )
  return written(installation, actor, document, [{ ...fieldOf(id, 'deleted', null), bases: heads }, ...links])
}

/**
 * A document that may be changed: what lies in the trash is taken out of it first.
 * @throws CallError `notFound`, `forbidden`
 */
export function openKeptDocument(installation: Installation, id: DocumentId): DocumentReading {
  const document = openDocument(installation, id)
  if (document.deleted) throw new CallError('notFound', { what: 'document' })
  return document
}

/** @throws CallError `notFound`, `forbidden` */
function openDocument(installation: Installation, id: DocumentId): DocumentReading {
  const document = getDocument(installation, id)
  assertMayKeepDocuments(installation, ownerOf(id))
  return document
}

/** @throws CallError `notFound`, `notParticipant`, `forbidden` when the sheet belongs to another commune */
function openTarget(
  installation: Installation,
  { assessment, target }: Attachment,
  commune: UnitId,
): OpenSheet {
  if (partsOfAssessment(assessment).unit !== commune)
    throw new CallError('forbidden', { permission: 'score' })
  const sheet = openSheet(installation, assessment)
  const { criteria, dossier } = sheet.cycle.content
  const paper = dossierIndex(target)
  const isThere =
    paper === null ? criteria.some(({ id }) => id === target) : paper >= 1 && paper <= dossier.length
  if (!isThere) throw new CallError('notFound', { what: 'criterion' })
  return sheet
}

/** Sheets of a commune whose cycles are known here. */
function sheetsOf(installation: Installation, commune: UnitId): readonly OpenSheet[] {
  return (sheetsByCommune(installation).get(commune) ?? []).flatMap((assessment) => {
    const { cycle } = installation.journal.sheet(assessment).context
    return cycle?.units.has(commune) === true ? [openSheet(installation, assessment)] : []
  })
}

function linkChanges(sheet: OpenSheet, { target, link }: Attachment, document: DocumentId): NewChange[] {
  const id = evidenceId(sheet.assessment, target, document)
  const linked: NewChange = {
    entity: 'evidence',
    id,
    field: 'link',
    value: link,
    bases: headsIn(sheet.scope, 'evidence', id, 'link'),
  }
  const wasDeleted = sheet.scope.projection.fields.has(fieldKey('evidence', id, 'deleted'))
  if (!wasDeleted) return [linked]
  const bases = headsIn(sheet.scope, 'evidence', id, 'deleted')
  return [linked, { entity: 'evidence', id, field: 'deleted', value: null, bases }]
}

/** Names what stands in the link as seen here; what others write meanwhile keeps it in sight (JOURNAL 11). */
function unlinkChange(sheet: OpenSheet, target: CriterionId, document: DocumentId): NewChange {
  const id = evidenceId(sheet.assessment, target, document)
  const field = sheet.scope.projection.fields.get(fieldKey('evidence', id, 'link'))
  const late = (field?.changes ?? []).filter(({ counted }) => counted === 'late').map(({ entry }) => entry.id)
  const named = new Set([...headsIn(sheet.scope, 'evidence', id, 'link'), ...late.slice(-32)])
  return {
    entity: 'evidence',
    id,
    field: 'deleted',
    value: { link: [...named].sort() },
    bases: headsIn(sheet.scope, 'evidence', id, 'deleted'),
  }
}

function standingOfLink(
  sheet: OpenSheet,
  { target }: Attachment,
  document: DocumentId,
  field: string,
): FieldStanding | undefined {
  const key: FieldKey = fieldKey('evidence', evidenceId(sheet.assessment, target, document), field)
  return sheet.scope.projection.standings.get(key)
}

function fieldOf(id: DocumentId, field: string, value: unknown): Omit<NewChange, 'bases'> {
  return { entity: 'document', id, field, value }
}

function documentHeads(installation: Installation, id: DocumentId, field: string): readonly EntryId[] {
  return standingIn(installation, id, field)?.heads ?? []
}

function differs(installation: Installation, id: DocumentId, field: string): boolean {
  return standingIn(installation, id, field)?.differing ?? false
}

function standingIn(installation: Installation, id: DocumentId, field: string): FieldStanding | undefined {
  const { projection } = installation.journal.plain('documents', ownerOf(id))
  return projection.standings.get(fieldKey('document', id, field))
}

/** When nothing differs nothing is written, and the entry that made it so is named. */
function written(
  installation: Installation,
  actor: Actor,
  document: DocumentReading,
  changes: readonly NewChange[],
  details: { readonly reason?: string | undefined; readonly onBehalf?: Behalf } = {},
): Written {
  const { id } = document
  if (changes.length === 0) return { document: id, entry: document.author.id, wrote: false }
  const entry = writeOne(installation, actor, ownerOf(id), changes, details)
  return { document: id, entry, wrote: true }
}

function writeOne(
  installation: Installation,
  actor: Actor,
  commune: UnitId,
  changes: readonly NewChange[],
  details: { readonly reason?: string | undefined; readonly onBehalf?: Behalf },
): EntryId {
  const draft = { channel: 'sheet' as const, audience: commune, changes }
  const [entry] = writeAct(installation, actor, [draft], {
    reason: details.reason,
    onBehalf: details.onBehalf ?? null,
  })
  if (entry === undefined) throw new Error('nothing was written')
  return entry
}
