import type { Input, Output } from '../../../shared/contract/contract.ts'
import {
  partsOfAssessment,
  type AssessmentId,
  type CriterionId,
  type DocumentId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import type { Deletion, DocumentBody } from '../../../shared/domain/journal/sheet-values.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import { fieldsOfEntity, type EntityField } from '../../storage/entity-fields.ts'
import { placeById } from '../../storage/entries.ts'
import { scopesStartingWith } from '../../storage/scopes.ts'
import { streamByNumber } from '../../storage/streams.ts'
import { vaultFiles, type VaultFileState } from '../../storage/vault-files.ts'
import { bodyState, documentsOf } from './document-reading.ts'
import { createDocumentViewer, isOutsideCycle } from './document-view.ts'
import { linksOfSheet, sheetsByCommune, type LinkReading } from './evidence-links.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'

/** The library: the documents of one commune or of all below, filtered, newest first. */

type Query = Input<'documents.list'>

type ListedDocument = {
  readonly id: DocumentId
  readonly unit: UnitId
  readonly body: DocumentBody
  readonly number: string
  readonly date: string | null
  readonly issuer: string
  readonly title: string
  readonly deleted: boolean
  readonly time: number
  readonly links: readonly LinkReading[]
  /** The entry that gave the body. */
  readonly entered: string | null
}

/** Reads rows, commune by commune in slices; only the documents of the page are projected. */
export async function listDocuments(
  installation: Installation,
  query: Query,
): Promise<Output<'documents.list'>> {
  const listed = await readRows(installation, query)
  const wanted = listed.filter(matcher(installation, query, listed))
  wanted.sort((a, b) => b.time - a.time || (a.id < b.id ? -1 : 1))
  const view = createDocumentViewer(installation)
  const page = wanted.slice(query.offset, query.offset + query.limit)
  return {
    total: wanted.length,
    documents: page.flatMap(({ id, unit }) => {
      const document = documentsOf(installation, unit).get(id)
      return document === undefined ? [] : [view(document)]
    }),
  }
}

async function readRows(installation: Installation, query: Query): Promise<ListedDocument[]> {
  const { rest } = slices()
  const sheets = sheetsByCommune(installation)
  const listed: ListedDocument[] = []
  for (const { num, commune } of documentScopes(installation, query)) {
    const links = new Map<string, LinkReading[]>()
    for (const sheet of sheets.get(commune) ?? []) {
      for (const link of linksOfSheet(installation, sheet)) {
        const known = links.get(link.document)
        if (known === undefined) links.set(link.document, [link])
        else known.push(link)
      }
    }
    listed.push(...documentsOfScope(installation, num, commune, links))
    await rest()
  }
  return listed
}

/** The communes asked for, as far as they lie in the own subtree. */
function documentScopes(
  installation: Installation,
  { unit, assessment }: Query,
): readonly { readonly num: number; readonly commune: UnitId }[] {
  const { units, database } = installation
  const { unit: own } = ownDevice(installation)
  const root = assessment === undefined ? (unit ?? own) : partsOfAssessment(assessment as AssessmentId).unit
  return scopesStartingWith(database, 'documents ').flatMap(({ num, key }) => {
    const commune = key.slice('documents '.length) as UnitId
    return units.isWithin(commune, root) && units.isWithin(commune, own) ? [{ num, commune }] : []
  })
}

function documentsOfScope(
  installation: Installation,
  scope: number,
  commune: UnitId,
  links: ReadonlyMap<string, readonly LinkReading[]>,
): readonly ListedDocument[] {
  const rows = Map.groupBy(fieldsOfEntity(installation.database, scope, 'document', 'body'), ({ key }) => key)
  return [...rows].flatMap(([key, fields]) => {
    const read = (name: string): unknown => {
      const row = fields.find(({ field }) => field === name)
      return row === undefined ? undefined : JSON.parse(row.value)
    }
    const id = key as DocumentId
    const body = read('body') as DocumentBody | undefined
    if (body === undefined) return []
    const document: ListedDocument = {
      id,
      unit: commune,
      body,
      number: (read('number') ?? '') as string,
      date: (read('date') ?? null) as string | null,
      issuer: (read('issuer') ?? '') as string,
      title: (read('title') ?? '') as string,
      deleted: isDeleted(installation, commune, id, fields),
      time: fields.find(({ field }) => field === 'body')?.time ?? 0,
      links: links.get(key) ?? [],
      entered: fields.find(({ field }) => field === 'body')?.heads[0] ?? null,
    }
    return [document]
  })
}

/** A deletion that names every head hides; whether one that does not was overtaken, only the projection knows. */
function isDeleted(
  installation: Installation,
  commune: UnitId,
  id: DocumentId,
  fields: readonly EntityField[],
): boolean {
  const row = fields.find(({ field }) => field === 'deleted')
  const deletion = row === undefined || row.differing ? null : (JSON.parse(row.value) as Deletion)
  if (deletion === null) return false
  const namesAll = fields.every(({ field, heads }) => {
    const named = new Set<string>(deletion[field] ?? [])
    return field === 'deleted' || heads.every((head) => named.has(head))
  })
  return namesAll || documentsOf(installation, commune).get(id)?.deleted === true
}

function matcher(
  installation: Installation,
  query: Query,
  listed: readonly ListedDocument[],
): (document: ListedDocument) => boolean {
  const isFiltered = filterOf(installation, query.filter, listed)
  const parts = searchKey(query.text ?? '')
    .split(' ')
    .filter((part) => part !== '')
  const { assessment, target } = query
  return (document) =>
    isFiltered(document, assessment !== undefined) &&
    isLinkedTo(document, assessment as AssessmentId | undefined, target as CriterionId | undefined) &&
    (parts.length === 0 || holdsAll(document, parts))
}

function isLinkedTo(document: ListedDocument, assessment?: AssessmentId, target?: CriterionId): boolean {
  if (assessment === undefined && target === undefined) return true
  return document.links.some(
    (link) =>
      (assessment === undefined || link.assessment === assessment) &&
      (target === undefined || link.target === target),
  )
}

function holdsAll({ title, number, issuer, body }: ListedDocument, parts: readonly string[]): boolean {
  const more =
    body.kind === 'files'
      ? body.files.map(({ name }) => name)
      : [body.kind === 'link' ? body.address : body.place]
  const text = searchKey([title, number, issuer, ...more].join(' '))
  return parts.every((part) => text.includes(part))
}

type Filter = (document: ListedDocument, ofSheet: boolean) => boolean

/** A deleted document shows only among the deleted ones, or where a sheet still names it as proof. */
function filterOf(
  installation: Installation,
  filter: Query['filter'],
  listed: readonly ListedDocument[],
): Filter {
  if (filter === 'deleted') return ({ deleted }) => deleted
  const matches = matcherOf(installation, filter, listed)
  return (document, ofSheet) => (!document.deleted || ofSheet) && matches(document)
}

function matcherOf(
  installation: Installation,
  filter: Exclude<Query['filter'], 'deleted'>,
  listed: readonly ListedDocument[],
): (document: ListedDocument) => boolean {
  switch (filter) {
    case 'all':
      return () => true
    case 'unused':
      return ({ links }) => links.length === 0
    case 'missing':
    case 'damaged': {
      const states = new Map(vaultFiles(installation.database).map(({ sha256, state }) => [sha256, state]))
      const stateOf = (sha256: string): VaultFileState => states.get(sha256) ?? 'missing'
      return ({ body }) => bodyState(body, stateOf) === filter
    }
    case 'outsidePeriod':
      return ({ links, date }) =>
        links.some(({ assessment }) => isOutsideCycle(installation, date, assessment))
    case 'duplicate': {
      const doubled = findDoubled(installation, listed)
      return ({ id }) => doubled.has(id)
    }
  }
}

/**
 * Documents that share a file or a number with another one of their commune, or with one that another office entered. What one
 * office gave to ten communes is ten documents and one file: that is how it should be.
 */
function findDoubled(installation: Installation, listed: readonly ListedDocument[]): ReadonlySet<DocumentId> {
  const groups = new Map<string, ListedDocument[]>()
  for (const document of listed) {
    if (document.deleted) continue
    for (const key of keysOf(document)) {
      const known = groups.get(key)
      if (known === undefined) groups.set(key, [document])
      else known.push(document)
    }
  }
  const doubled = new Set<DocumentId>()
  for (const group of groups.values()) {
    if (group.length < 2) continue
    const offices = new Set(group.map((document) => officeOf(installation, document)))
    const communes = Map.groupBy(group, ({ unit }) => unit)
    for (const own of communes.values())
      if (own.length > 1 || (communes.size > 1 && offices.size > 1)) own.forEach(({ id }) => doubled.add(id))
  }
  return doubled
}

/** The unit whose device entered what the document is; the commune while that is not known. */
function officeOf({ database, journal }: Installation, { entered, unit }: ListedDocument): UnitId {
  const place = entered === null ? undefined : placeById(database, entered)
  const stream = place === undefined ? undefined : streamByNumber(database, place.stream)
  return stream === undefined ? unit : (journal.base.deviceFacts(stream.device)?.unit ?? unit)
}

/**
 * What two documents must not share without somebody looking: a file, wherever it lies, or the number of one issuer. Numbers
 * without an issuer are compared within one commune: every commune has its own "01/BC-UBND". Blanks are never the same.
 */
function keysOf({ unit, body, number, issuer }: ListedDocument): readonly string[] {
  const files = body.kind === 'files' ? [...new Set(body.files.map(({ sha256 }) => `file ${sha256}`))] : []
  const numberKey = searchKey(number)
  if (numberKey === '') return files
  const issuerKey = searchKey(issuer)
  return [...files, `number ${numberKey} ${issuerKey === '' ? `of ${unit}` : `by ${issuerKey}`}`]
}
