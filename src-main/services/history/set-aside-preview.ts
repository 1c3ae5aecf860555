import { CallError } from '../../../shared/contract/errors.ts'
import type { AsidePreview } from '../../../shared/contract/asides.ts'
import type { AssessmentId, EntryId, Sha256, UnitId } from '../../../shared/domain/ids.ts'
import { partsOfAssessment } from '../../../shared/domain/ids.ts'
import { entriesAside, mayBeAside } from '../../../shared/domain/journal/set-aside.ts'
import type { SheetReading } from '../../../shared/domain/journal/sheet-reading.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { scopesOf } from '../../journal/scopes.ts'
import { parseStreamKey } from '../../journal/streams.ts'
import { readAsIfAside } from '../../journal/what-if.ts'
import { appliedBundle } from '../../storage/bundles-applied.ts'
import { entryById } from '../../storage/entries.ts'
import { scopesStartingWith } from '../../storage/scopes.ts'
import { deliveredOnlyBy } from '../exchange/bundle-only.ts'
import type { Installation } from '../office/installation.ts'
import { standingAct } from './set-aside.ts'
import { slices } from '../slices.ts'

/** What setting a bundle aside, or putting it back, would change: read from the same entries, judged otherwise. */

const mostSheets = 200

/** @throws CallError `notFound` */
export async function previewSetAside(installation: Installation, bundle: Sha256): Promise<AsidePreview> {
  if (appliedBundle(installation.database, bundle) === undefined)
    throw new CallError('notFound', { what: 'bundle' })
  const { rest } = slices()
  const ids: EntryId[] = []
  let elsewhere = 0
  for (const part of deliveredOnlyBy(installation, bundle)) {
    for (const id of part.ids) ids.push(id)
    elsewhere += part.elsewhere
    await rest()
  }
  const aside = new Set([...installation.journal.asides.entries(), ...ids])
  return { ...(await compare(installation, ids, aside)), elsewhere }
}

/** @throws CallError `notFound` */
export async function previewPutBack(installation: Installation, act: string): Promise<AsidePreview> {
  const { journal } = installation
  const { entries } = standingAct(installation, act)
  const others = entriesAside(journal.asides.acts().filter(({ id }) => id !== act))
  const back = entries.filter((id) => !others.has(id))
  return { ...(await compare(installation, back, others)), elsewhere: 0 }
}

/** @param aside everything that would be aside afterwards */
async function compare(
  installation: Installation,
  changed: readonly EntryId[],
  aside: ReadonlySet<EntryId>,
): Promise<Omit<AsidePreview, 'elsewhere'>> {
  const { database, journal, units } = installation
  const { rest } = slices()
  const communes = new Map<UnitId, number>()
  const touched = new Set<string>()
  let catalogue = 0
  let entries = 0
  for (const id of changed) {
    const row = entryById(database, id)
    if (row === undefined) continue
    const entry = decodeStoredEntry(row.bytes, row.id)
    const stream = parseStreamKey(entry.stream)
    if (stream === undefined || !mayBeAside(entry.stream, entry.changes)) continue
    entries++
    if (stream.channel === 'catalogue') catalogue++
    else communes.set(stream.audience, (communes.get(stream.audience) ?? 0) + 1)
    for (const key of scopesOf(entry, stream)) if (key.startsWith('sheet ')) touched.add(key)
    await rest()
  }
  if (catalogue > 0) for (const { key } of scopesStartingWith(database, 'sheet ')) touched.add(key)
  const then = readAsIfAside(
    journal,
    (entry, stream) => aside.has(entry.id as EntryId) && mayBeAside(stream, entry.changes),
  )
  const sheets: AsidePreview['sheets'] = []
  for (const key of touched) {
    const assessment = key.slice('sheet '.length) as AssessmentId
    const before = standingOf(journal.sheet(assessment).reading)
    const after = standingOf(then(assessment).reading)
    const unitName = units.nameOf(partsOfAssessment(assessment).unit)
    if (JSON.stringify(before) !== JSON.stringify(after)) sheets.push({ assessment, unitName, before, after })
    await rest()
  }
  sheets.sort((a, b) => shiftOf(b) - shiftOf(a) || compareVietnamese(a.unitName, b.unitName))
  return {
    entries,
    communes: [...communes]
      .map(([unit, count]) => ({ unit, unitName: units.nameOf(unit), entries: count }))
      .sort((a, b) => compareVietnamese(a.unitName, b.unitName)),
    catalogue,
    sheets: sheets.slice(0, mostSheets),
    moreSheets: Math.max(0, sheets.length - mostSheets),
  }
}

function standingOf(reading: SheetReading | null): AsidePreview['sheets'][number]['before'] {
  if (reading === null) return null
  const totals = reading.totals[reading.standing]
  return {
    status: reading.status,
    total: totals.total,
    stars: totals.band?.stars ?? 0,
    answered: [...reading.cells.values()].filter(({ self }) => self.answer !== null).length,
    differences: reading.differences,
  }
}

function shiftOf({ before, after }: AsidePreview['sheets'][number]): number {
  return Math.abs((after?.total ?? 0) - (before?.total ?? 0))
}
