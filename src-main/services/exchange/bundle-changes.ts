import type { Output } from '../../../shared/contract/contract.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { readStrangeHead } from '../../bundles/strange-head.ts'
import { readBundle } from '../../bundles/reader.ts'
import type { BundleEntry } from '../../bundles/stream-ranges.ts'
import { nameOfDevice } from '../../journal/certificates.ts'
import type { Change } from '../../journal/entry.ts'
import { scopeOf } from '../../journal/scopes.ts'
import { parseStreamKey } from '../../journal/streams.ts'
import { entryNumber, placeById } from '../../storage/entries.ts'
import { fieldOf, type FieldState } from '../../storage/fields.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import { streamByNumber } from '../../storage/streams.ts'
import { openDelivery } from './bundle-delivery.ts'
import type { Reporting } from './bundle-progress.ts'
import { receive } from './bundle-reception.ts'
import { withBundle, type BundleFile } from './bundle-sources.ts'
import { criterionOfChange, labelOfChange } from '../history/describe-change.ts'
import { describeValue } from '../history/describe-value.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'
import { wordsOf } from '../words.ts'

type Found = Output<'bundles.changes'>
type Line = Found['changes'][number]

/** The last that a stream of the bundle says about a field. */
type Latest = { readonly one: BundleEntry; readonly change: Change }

/**
 * What a bundle would change in one commune: for every field what stands here and what the bundle says last. The bundle was read
 * whole when it was inspected; evidence is not read again.
 * @param unit null: what belongs to no commune: catalogues and the office
 * @throws CallError as `readBundle`
 */
export async function changesOfBundle(
  installation: Installation,
  files: readonly BundleFile[],
  wanted: { readonly unit: UnitId | null; readonly offset: number; readonly limit: number },
  reporting: Reporting,
): Promise<Found> {
  const delivery = await openDelivery(installation, files, reporting)
  try {
    const [bundle] = delivery.bundles
    if (bundle === undefined) throw new CallError('notFound', { what: 'file' })
    if (bundle.problem !== null) throw bundle.problem
    const latest = await latestChanges(installation, bundle.file, wanted.unit, reporting)
    const page = [...latest.values()].slice(wanted.offset, wanted.offset + wanted.limit)
    const changes: Line[] = []
    const { rest } = slices()
    for (const each of page) {
      await rest()
      changes.push(lineOf(installation, each))
    }
    return { total: latest.size, changes }
  } finally {
    await delivery.close()
  }
}

async function latestChanges(
  installation: Installation,
  file: BundleFile,
  unit: UnitId | null,
  { signal }: Reporting,
): Promise<ReadonlyMap<string, Latest>> {
  const latest = new Map<string, Latest>()
  await withBundle(file, async (source) => {
    const { trust } = receive(
      installation,
      ownDevice(installation).unit,
      await readStrangeHead(source, file, signal),
    )
    const take = (batch: readonly BundleEntry[]): void => {
      for (const one of batch) {
        const stream = parseStreamKey(one.range.stream)
        const commune = stream?.channel === 'sheet' ? stream.audience : null
        const isRefused = one.range.problem !== null || one.overstep !== null
        if (commune !== unit || isRefused || entryNumber(installation.database, one.entry.id) !== undefined)
          continue
        for (const change of one.entry.changes)
          latest.set([one.range.stream, change.entity, change.id, change.field].join('\n'), { one, change })
      }
    }
    await readBundle(source, file.name, trust, { entries: take }, { signal, onlyEntries: true })
  })
  return latest
}

function lineOf(installation: Installation, { one, change }: Latest): Line {
  const { units } = installation
  const words = wordsOf(installation)
  const here = standingHere(installation, one, change)
  const { entity, field } = change
  const criterion = criterionOfChange(installation, change)
  const read = (value: unknown): string | null =>
    describeValue(installation, words, { entity, field, value, criterion })
  const { certificate } = one.range
  const after = read(change.value)
  const before = here?.value == null ? null : read(JSON.parse(here.value))
  return {
    ...{ label: labelOfChange(installation, words, change), before, after },
    differs: here !== undefined && before !== after && !isReplaced(installation, one, change, here),
    ...{ officer: one.entry.officer.name, time: one.entry.time, reason: one.entry.reason },
    unitName: certificate === null ? '' : units.nameOf(certificate.unit),
    deviceName: certificate === null ? '' : nameOfDevice(certificate),
  }
}

function standingHere({ database }: Installation, one: BundleEntry, change: Change): FieldState | undefined {
  const stream = parseStreamKey(one.range.stream)
  const key = stream === undefined ? undefined : scopeOf(change, stream)
  const scope = key === undefined ? undefined : scopeByKey(database, key)
  return scope === undefined ? undefined : fieldOf(database, scope, change.entity, change.id, change.field)
}

/** Whether whoever wrote the change saw all that stands here, or wrote it after it in the same stream. */
function isReplaced({ database }: Installation, one: BundleEntry, change: Change, here: FieldState): boolean {
  return here.heads.every((head) => {
    if (change.bases.some((base) => base === head)) return true
    const place = placeById(database, head)
    return place !== undefined && streamByNumber(database, place.stream)?.key === one.range.stream
  })
}
