import type { DocumentFields } from '../../../shared/contract/documents.ts'
import type { DocumentId, EntryId, UnitId } from '../../../shared/domain/ids.ts'
import { fieldKey, isHidden, valueText, type FieldChanges } from '../../../shared/domain/journal/changes.ts'
import type { SheetEntry } from '../../../shared/domain/journal/facts.ts'
import type { PlainProjection } from '../../../shared/domain/journal/scope-projection.ts'
import type { Deletion, DocumentBody } from '../../../shared/domain/journal/sheet-values.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import { valueIn } from '../../journal/catalogue.ts'
import type { VaultFileState } from '../../storage/vault-files.ts'
import { vaultFile } from '../../storage/vault-files.ts'
import type { Installation } from '../office/installation.ts'

/** Reading the documents of a commune as they stand. */

export type DocumentReading = DocumentFields & {
  readonly id: DocumentId
  readonly body: DocumentBody
  /** Earlier bodies, newest first. */
  readonly replaced: readonly DocumentBody[]
  /** Who gave the body that stands. */
  readonly author: SheetEntry
  readonly deleted: boolean
  readonly differing: boolean
}

const readings = new WeakMap<PlainProjection, ReadonlyMap<DocumentId, DocumentReading>>()

/** The documents of a commune, the deleted ones too. */
export function documentsOf(
  installation: Installation,
  commune: UnitId,
): ReadonlyMap<DocumentId, DocumentReading> {
  const { projection } = installation.journal.plain('documents', commune)
  let known = readings.get(projection)
  if (known === undefined) {
    known = readDocuments(projection)
    readings.set(projection, known)
  }
  return known
}

function readDocuments(projection: PlainProjection): ReadonlyMap<DocumentId, DocumentReading> {
  const fieldsById = new Map<DocumentId, FieldChanges[]>()
  for (const field of projection.fields.values()) {
    if (field.entity !== 'document') continue
    const list = fieldsById.get(field.id as DocumentId)
    if (list === undefined) fieldsById.set(field.id as DocumentId, [field])
    else list.push(field)
  }
  const found = new Map<DocumentId, DocumentReading>()
  for (const [id, fields] of fieldsById) {
    const document = readDocument(projection, id, fields)
    if (document !== null) found.set(id, document)
  }
  return found
}

/** Null when no body stands: then nothing is known that could be shown. */
function readDocument(
  projection: PlainProjection,
  id: DocumentId,
  fields: readonly FieldChanges[],
): DocumentReading | null {
  const bodies = fields.find(({ field }) => field === 'body')
  const standing = projection.standings.get(fieldKey('document', id, 'body'))
  const head = standing?.shown ?? null
  const shown = bodies === undefined || head === null ? undefined : changeOf(bodies, head)
  if (bodies === undefined || standing === undefined || shown === undefined) return null
  const read = <Value>(field: string): Value | undefined => valueIn<Value>(projection, 'document', id, field)
  const standings = fields.map(({ field }) => projection.standings.get(fieldKey('document', id, field)))
  const deletionDiffers = projection.standings.get(fieldKey('document', id, 'deleted'))?.differing ?? false
  return {
    id,
    body: shown.change.value as DocumentBody,
    replaced: replacedBodies(bodies, standing.heads, valueText(shown.change)),
    number: read<string>('number') ?? '',
    date: read<DocumentFields['date']>('date') ?? null,
    issuer: read<string>('issuer') ?? '',
    title: read<string>('title') ?? '',
    author: shown.entry,
    deleted: isHidden(read<Deletion>('deleted') ?? null, deletionDiffers, fields, projection.standings),
    differing: standings.some((each) => each?.differing === true),
  }
}

function replacedBodies(
  bodies: FieldChanges,
  heads: readonly EntryId[],
  shown: string,
): readonly DocumentBody[] {
  const texts = new Set([shown])
  return [...bodies.changes]
    .filter(({ counted, entry }) => counted === true && !heads.includes(entry.id))
    .sort((a, b) => b.entry.time - a.entry.time || b.entry.seq - a.entry.seq)
    .flatMap(({ change }) => {
      const text = valueText(change)
      if (texts.has(text)) return []
      texts.add(text)
      return [change.value as DocumentBody]
    })
}

/** What is known of a file here; one that never came is missing. */
export function fileState(installation: Installation, sha256: string): VaultFileState {
  return vaultFile(installation.database, sha256)?.state ?? 'missing'
}

/** The worst state of a document's files; a link or a paper at the office is always there. */
export function bodyState(body: DocumentBody, stateOf: (sha256: string) => VaultFileState): VaultFileState {
  if (body.kind !== 'files') return 'present'
  const states = new Set(body.files.map(({ sha256 }) => stateOf(sha256)))
  return states.has('damaged') ? 'damaged' : states.has('missing') ? 'missing' : 'present'
}

/** Whether a paper's date lies outside a data period; days compare as text. A paper without a date is not outside. */
export function isOutside(
  day: string | null,
  period: { readonly from: string; readonly until: string },
): boolean {
  return day !== null && (day < period.from || day > period.until)
}
