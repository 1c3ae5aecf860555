import type { CheckPart, CheckView } from '../../../shared/contract/checks.ts'
import type { Input, Output } from '../../../shared/contract/contract.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Author } from '../../../shared/contract/views.ts'
import type { CheckKind, FindingPart, SharedBy } from '../../../shared/domain/checks.ts'
import { partsOfAssessment, type CycleId, type EntryId, type UnitId } from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import type { SeenMark } from '../../../shared/domain/journal/scope-projection.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import type { NewChange } from '../../journal/journal.ts'
import { checkItem, checkPage, countChecks, subjectsOfCheck, type CheckItem } from '../../storage/checks.ts'
import { refreshChecks, seenId } from './checks-refresh.ts'
import { titleOfDocument } from '../documents/document-title.ts'
import { labelOfTarget } from '../documents/evidence-links.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { officeHeads } from '../office/officers.ts'
import { authorOf } from '../sheets/sheet-scope.ts'
import { isWordKey, wordsOf, type Words } from '../words.ts'

/** The list of things to look at again, and the marks of those who have. */

type Query = Input<'checks.list'>

/** Half of what a person notices as waiting; the rest is looked through while the first page is read. */
const patienceMilliseconds = 150
const unitsShown = 20
const partsShown = 12

export async function listChecks(installation: Installation, query: Query): Promise<Output<'checks.list'>> {
  const pending = await refreshChecks(installation, patienceMilliseconds)
  const { database } = installation
  const { kind, state, offset, limit } = query
  const about = { cycle: query.cycle, units: unitsWithin(installation, query.unit as UnitId | undefined) }
  const seen = state === 'all' ? null : state === 'seen'
  const counts = countChecks(database, about)
  const page = checkPage(database, { ...about, kind: kind ?? null, seen }, offset, limit)
  const view = createCheckViewer(installation)
  const counted = counts.filter((each) => kind === undefined || each.kind === kind)
  return {
    total: counted.reduce(
      (sum, each) => sum + (seen === false ? 0 : each.seen) + (seen === true ? 0 : each.open),
      0,
    ),
    items: page.map(view),
    counts: counts.map((each) => ({ ...each, kind: each.kind as CheckKind })),
    pending,
  }
}

/** How much is open in a cycle, as far as it has been looked through. */
export async function countOpenChecks(installation: Installation, cycle: CycleId | null): Promise<number> {
  if (installation.own === null) return 0
  await refreshChecks(installation, patienceMilliseconds)
  return countChecks(installation.database, { cycle, units: null }).reduce((sum, { open }) => sum + open, 0)
}

/** The unit and everything below it; null: no limit. */
function unitsWithin({ units, own }: Installation, unit: UnitId | undefined): readonly string[] | null {
  if (unit === undefined || unit === own?.unit) return null
  return [
    unit,
    ...units.childrenOf(unit).map(({ id }) => id),
    ...units.communesBelow(unit).map(({ id }) => id),
  ]
}

type Facts = {
  readonly count: number
  readonly parts: readonly FindingPart[]
  readonly shared?: readonly SharedBy[]
}

/** Shows the findings of one page. */
function createCheckViewer(installation: Installation): (item: CheckItem) => CheckView {
  const { database, units } = installation
  const words = wordsOf(installation)
  return (item) => {
    const facts = JSON.parse(item.facts) as Facts
    const communes = [...new Set(subjectsOfCheck(database, item.id).map(({ unit }) => unit))]
    return {
      id: item.id,
      kind: item.kind as CheckKind,
      units: communes
        .slice(0, unitsShown)
        .map((unit) => ({ unit: unit as UnitId, name: units.nameOf(unit) })),
      unitCount: communes.length,
      count: facts.count,
      parts: facts.parts.slice(0, partsShown).map((part) => viewPart(installation, words, part)),
      shared: [...(facts.shared ?? [])],
      time: item.time,
      state: item.seen === 1 ? 'seen' : item.seen === 2 ? 'again' : 'open',
      seenBy: item.seen === 0 ? null : seenBy(installation, item.id),
    }
  }
}

function viewPart(installation: Installation, words: Words, part: FindingPart): CheckPart {
  const { units, journal } = installation
  const cycle =
    part.assessment === undefined ? null : journal.catalogue.cycle(partsOfAssessment(part.assessment).cycle)
  const device = part.device === undefined ? null : journal.base.deviceFacts(part.device)
  return {
    unit: part.unit,
    unitName: units.nameOf(part.unit),
    assessment: part.assessment ?? null,
    cycleName: cycle?.name ?? '',
    target: part.target ?? null,
    targetLabel: part.target === undefined ? '' : labelOfTarget(words, cycle, part.target),
    document: part.document ?? null,
    documentTitle: part.document === undefined ? '' : titleOfDocument(installation, part.document),
    device: part.device ?? null,
    deviceName: device?.name ?? '',
    what: part.what ?? '',
    whatLabel: labelOfWhat(words, part.what ?? ''),
    day: (part.day ?? null) as CheckPart['day'],
    from: part.from ?? null,
    to: part.to ?? null,
    time: part.time ?? null,
    off: part.off ?? null,
    count: part.count ?? null,
  }
}

/** "tự chấm", "số hiệu": what changed, in words. */
function labelOfWhat(words: Words, what: string): string {
  for (const key of [`field.${what}`, `changed.${what}`, `entity.${what}`])
    if (isWordKey(key)) return words(key)
  return ''
}

/** Who marked a finding as seen, with the reason. */
function seenBy(installation: Installation, id: string): Author | null {
  const { unit } = ownDevice(installation)
  const { projection } = installation.journal.plain('office', unit)
  const key = fieldKey('seen', seenId(unit, id), 'mark')
  const field = projection.fields.get(key)
  const shown = projection.standings.get(key)?.shown
  const judged = field === undefined || shown == null ? undefined : changeOf(field, shown)
  return judged === undefined ? null : authorOf(installation, judged.entry)
}

/**
 * Marks findings as seen as they are now, with one reason; something new opens them again.
 * @throws CallError `notFound`
 */
export function markSeen(
  installation: Installation,
  actor: Actor,
  ids: readonly string[],
  reason: string,
): EntryId {
  const marks = [...new Set(ids)].map((id) => {
    const item = checkItem(installation.database, id)
    if (item === undefined) throw new CallError('notFound', { what: 'check' })
    return { id, mark: { kind: item.kind, parts: [...item.parts] } satisfies SeenMark }
  })
  return writeMarks(installation, actor, marks, reason)
}

/** Takes a mark back. @throws CallError `notFound` */
export function unmark(installation: Installation, actor: Actor, id: string): EntryId {
  const { unit } = ownDevice(installation)
  if (officeHeads(installation, 'seen', seenId(unit, id), 'mark').length === 0)
    throw new CallError('notFound', { what: 'check' })
  return writeMarks(installation, actor, [{ id, mark: null }], undefined)
}

function writeMarks(
  installation: Installation,
  actor: Actor,
  marks: readonly { readonly id: string; readonly mark: SeenMark }[],
  reason: string | undefined,
): EntryId {
  const { unit } = ownDevice(installation)
  const changes = marks.map(({ id, mark }): NewChange => {
    const thing = { entity: 'seen', id: seenId(unit, id), field: 'mark' } as const
    return { ...thing, value: mark, bases: officeHeads(installation, 'seen', thing.id, thing.field) }
  })
  const [entry] = writeAct(installation, actor, [{ channel: 'office', audience: unit, changes }], { reason })
  if (entry === undefined) throw new Error('nothing was written')
  return entry
}
