import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DraftView } from '../../../shared/contract/criteria.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import { checkCriteriaContent, type CriteriaProblem } from '../../../shared/domain/criteria-check.ts'
import { compareCriteria, historyOf, unmarked } from '../../../shared/domain/criteria-compare.ts'
import { CriteriaContent, type ChangeMark, type CriteriaVersion } from '../../../shared/domain/criteria.ts'
import type {
  CriteriaSetId,
  CriteriaVersionId,
  CriterionId,
  EntryId,
  GroupId,
  UnitId,
} from '../../../shared/domain/ids.ts'
import { codedNames, namesOfPlaces } from '../../../shared/domain/place-names.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { valueIn, type PublishedVersion } from '../../journal/catalogue.ts'
import { assetPath } from '../../platform/program-files.ts'
import { ownDevice, ownUnit, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { officeHeads } from '../office/officers.ts'

/** Criteria sets: drafts of this office, then published versions that never change. */

type Draft = {
  readonly set: CriteriaSetId
  readonly label: string
  readonly content: CriteriaContent
  readonly marks?: Readonly<Record<CriterionId, ChangeMark>> | undefined
}

/** Every published version of this unit and the units above, newest first. */
export function listVersions(installation: Installation): readonly PublishedVersion[] {
  const { unit } = ownDevice(installation)
  const { catalogue } = installation.journal
  return publishersFor(installation, unit)
    .flatMap((publisher) => catalogue.versionsOf(publisher))
    .flatMap((id) => catalogue.version(id) ?? [])
    .sort((a, b) => b.published - a.published)
}

/** The newest published version of a set: what a new draft of it is compared with. */
export function newestOfSet(installation: Installation, set: CriteriaSetId): PublishedVersion | null {
  return listVersions(installation).find(({ version }) => version.set === set) ?? null
}

/**
 * The set that a file continues: of the same title, and with at least half of its criteria by their fixed ids, as the program's own
 * export writes them. Null: a set of its own.
 */
export function setContinuedBy(installation: Installation, content: CriteriaContent): CriteriaSetId | null {
  const ids = new Set(content.criteria.map(({ id }) => id))
  const known = listVersions(installation).find(
    ({ version }) =>
      version.content.title === content.title &&
      2 * version.content.criteria.filter(({ id }) => ids.has(id)).length >= ids.size,
  )
  return known?.version.set ?? null
}

/** Units whose catalogue this unit can see: above, itself, and what units below sent up. */
export function publishersFor(installation: Installation, unit: UnitId): readonly UnitId[] {
  const { units } = installation
  const below = units.get(unit).level === 'province' ? units.childrenOf(unit).map((each) => each.id) : []
  return [unit, ...units.above(unit).map((each) => each.unit), ...below]
}

/** @throws CallError `notFound` */
export function getVersion(installation: Installation, id: CriteriaVersionId): PublishedVersion {
  const found = installation.journal.catalogue.version(id)
  if (found === null) throw new CallError('notFound', { what: 'criteriaVersion' })
  return found
}

/** Drafts of this office that are neither published nor discarded. */
export function listDrafts(installation: Installation): readonly DraftView[] {
  const { projection } = installation.journal.plain('office', ownDevice(installation).unit)
  const found: DraftView[] = []
  for (const field of projection.fields.values()) {
    if (field.entity !== 'criteriaDraft') continue
    const draft = valueIn<Draft | null>(projection, 'criteriaDraft', field.id, 'draft')
    const heads = officeHeads(installation, 'criteriaDraft', field.id, 'draft')
    const last = field.changes.find(({ entry }) => entry.id === heads[0])?.entry
    if (draft != null && last !== undefined) {
      found.push({
        id: field.id,
        set: draft.set,
        label: draft.label,
        content: draft.content,
        marks: { ...draft.marks },
        previous: newestOfSet(installation, draft.set)?.version.id ?? null,
        changed: last.time,
        changedBy: last.officer,
        heads: [...heads],
      })
    }
  }
  return found.sort((a, b) => b.changed - a.changed)
}

/** @throws CallError `notFound` */
export function getDraft(installation: Installation, id: string): DraftView {
  const draft = listDrafts(installation).find((each) => each.id === id)
  if (draft === undefined) throw new CallError('notFound', { what: 'draft' })
  return draft
}

/** The set that ships with the program, labelled as a sample. */
export function sampleContent(): CriteriaContent {
  return CriteriaContent.parse(JSON.parse(readFileSync(assetPath('criteria/sample-2024.json'), 'utf8')))
}

/** The least that a set begins with: one group, one limit between "not yet" and "passed". */
function blankContent(): CriteriaContent {
  const limit = 8000 as Hundredths
  return {
    title: '',
    notice: '',
    basis: '',
    groups: [{ id: 'n1' as GroupId, code: '1', title: '', outside: false }],
    criteria: [],
    departments: [],
    bands: [
      { label: '', stars: 0, from: null, to: limit, passes: false },
      { label: '1★', stars: 1, from: limit, to: null, passes: true },
    ],
    gates: [],
    dossier: [],
  }
}

/** A new draft from nothing, from the sample or from a published version. */
export function draftFrom(
  installation: Installation,
  actor: Actor,
  from: 'blank' | 'sample' | CriteriaVersionId,
  label: string,
): DraftView {
  if (from === 'sample' || from === 'blank') {
    const content = from === 'sample' ? sampleContent() : blankContent()
    return keepDraft(installation, actor, { set: newSetId(installation), label, content })
  }
  const { version } = getVersion(installation, from)
  return keepDraft(installation, actor, { set: version.set, label, content: version.content })
}

/** A new draft with this content, e.g. from an Excel template. */
export function keepDraft(installation: Installation, actor: Actor, draft: Draft): DraftView {
  const id = `${ownDevice(installation).unit}:${randomBytes(8).toString('hex')}`
  writeDraft(installation, actor, id, draft)
  return getDraft(installation, id)
}

export function newSetId(installation: Installation): CriteriaSetId {
  return `${ownDevice(installation).unit}:${randomBytes(8).toString('hex')}` as CriteriaSetId
}

/**
 * Keeps a draft as a window has it.
 * @throws CallError `changedMeanwhile` when another window saved since `seen`
 */
export function saveDraft(
  installation: Installation,
  actor: Actor,
  id: string,
  wanted: Omit<Draft, 'set'> & { readonly seen?: readonly EntryId[] | undefined },
): DraftView {
  const known = getDraft(installation, id)
  const { label, content, marks = known.marks, seen } = wanted
  const isSeen =
    seen === undefined ||
    (seen.length === known.heads.length && known.heads.every((head) => seen.includes(head)))
  if (!isSeen)
    throw new CallError('changedMeanwhile', {
      officer: known.changedBy,
      unit: ownUnit(installation).name,
      time: known.changed,
      seen: [...known.heads],
    })
  writeDraft(installation, actor, id, { set: known.set, label, content, marks })
  return getDraft(installation, id)
}

export function discardDraft(installation: Installation, actor: Actor, id: string): void {
  getDraft(installation, id)
  writeDraft(installation, actor, id, null)
}

export function checkDraft(installation: Installation, id: string): readonly CriteriaProblem[] {
  return checkCriteriaContent(getDraft(installation, id).content)
}

/**
 * Publishes a draft: one entry to everybody below and above, one that empties the draft.
 * @throws CallError `notComplete` with what is to be mended, by its name
 */
export function publishDraft(installation: Installation, actor: Actor, id: string): CriteriaVersionId {
  const { unit } = ownDevice(installation)
  const draft = getDraft(installation, id)
  const previous = newestOfSet(installation, draft.set)?.version ?? null
  const comparison = previous === null ? null : compareCriteria(previous.content, draft.content)
  const problems = checkCriteriaContent(draft.content).filter(({ severity }) => severity === 'error')
  const open = comparison === null ? [] : unmarked(comparison, draft.marks)
  if (problems.length > 0 || open.length > 0)
    throw new CallError('notComplete', {
      missing: [
        ...namesOfPlaces(
          draft.content,
          problems.map(({ path }) => path),
        ),
        ...codedNames(draft.content.criteria.filter(({ id }) => open.includes(id))),
      ],
    })
  const versionId = `${unit}:${randomBytes(8).toString('hex')}` as CriteriaVersionId
  const version: CriteriaVersion = {
    id: versionId,
    set: draft.set,
    publisher: unit,
    label: draft.label,
    content: draft.content,
    ...(previous === null || comparison === null
      ? {}
      : { history: historyOf(previous, versionId, comparison, draft.marks) }),
  }
  writeAct(installation, actor, [
    {
      channel: 'catalogue',
      audience: unit,
      changes: [{ entity: 'criteriaVersion', id: versionId, field: 'published', value: version, bases: [] }],
    },
    { channel: 'office', audience: unit, changes: [draftChange(installation, id, null)] },
  ])
  return versionId
}

function writeDraft(installation: Installation, actor: Actor, id: string, draft: Draft | null): void {
  const { unit } = ownDevice(installation)
  writeAct(installation, actor, [
    { channel: 'office', audience: unit, changes: [draftChange(installation, id, draft)] },
  ])
}

function draftChange(installation: Installation, id: string, draft: Draft | null) {
  return {
    entity: 'criteriaDraft',
    id,
    field: 'draft',
    value: draft,
    bases: officeHeads(installation, 'criteriaDraft', id, 'draft'),
  }
}
