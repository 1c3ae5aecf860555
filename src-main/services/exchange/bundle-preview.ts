import type { Output } from '../../../shared/contract/contract.ts'
import { ExportContent } from '../../../shared/contract/exchange.ts'
import type { CycleId, UnitId } from '../../../shared/domain/ids.ts'
import { lastOfStream, sizeOfStream } from '../../storage/entries.ts'
import { lastOutboxItemFor } from '../../storage/outbox.ts'
import { allReceipts } from '../../storage/receipts.ts'
import { streamsFor } from './bundle-content.ts'
import { namedFiles } from './bundle-files.ts'
import { confirmedBy } from './bundle-receipts.ts'
import { encryptionFor } from './bundle-recipients.ts'
import { directionTo } from './bundle-visibility.ts'
import { getCycle } from '../catalogue/cycles.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'

/** Frame of a bundle: manifest, signature, certificates and seals, about so many bytes a stream and a device. */
const bytesAtLeast = 2000
const bytesEachStream = 900
const bytesEachEntry = 4

type Size = { entries: number; bytes: number }

/**
 * What a bundle for this unit would hold, and about how large it would be. Nothing is sealed or written.
 * @throws CallError `notFound`, `forbidden`
 */
export async function previewBundle(
  installation: Installation,
  to: UnitId,
  cycle: CycleId | undefined,
): Promise<Output<'bundles.preview'>> {
  const { database, units } = installation
  const unit = units.get(to)
  const direction = directionTo(units, ownDevice(installation).unit, to)
  const inCycle = cycle === undefined ? null : getCycle(installation, cycle).units
  const sent = JSON.parse(lastOutboxItemFor(database, to)?.streams ?? '{}') as Record<string, { seq: number }>
  const confirmed = confirmedBy(installation, to)
  const communes = new Set<UnitId>()
  const { rest } = slices()
  const everything: Size = { entries: 0, bytes: bytesAtLeast }
  const unconfirmed: Size = { entries: 0, bytes: bytesAtLeast }
  let unsent = 0
  for (const stream of streamsFor(installation, to)) {
    await rest()
    const head = lastOfStream(database, stream.num)[0]?.seq ?? 0
    if (head === 0) continue
    const behind = confirmed.byAll(stream)?.seq ?? 0
    add(everything, sizeOfStream(database, stream.num, 0))
    if (behind < head) add(unconfirmed, sizeOfStream(database, stream.num, behind))
    // What the addressee confirmed it has, even where it came from there and never went out from here.
    unsent += Math.max(0, head - Math.max(behind, sent[stream.key]?.seq ?? 0))
    const audience = stream.audience as UnitId
    if (stream.channel === 'sheet' && (inCycle === null || inCycle.has(audience))) communes.add(audience)
  }
  const files = await namedFiles(installation, to, direction, communes)
  const choices = await Promise.all(
    ExportContent.options.map(async (what) => {
      const { entries, bytes } = what === 'everything' ? everything : unconfirmed
      const { present } = await files.choose(what)
      const inFiles = present.reduce((sum, { size }) => sum + size, 0)
      return {
        ...{ what, entries, files: present.length },
        ...{ bytesWithFiles: bytes + inFiles, bytesWithoutFiles: bytes },
      }
    }),
  )
  return {
    to: units.view(unit),
    communes: communes.size,
    unsent,
    receipt: lastReceiptOf(installation, to),
    choices,
    encryption: encryptionFor(installation, to).shown,
  }
}

function add(sum: Size, { entries, bytes }: Size): void {
  sum.entries += entries
  sum.bytes += bytes + entries * bytesEachEntry + bytesEachStream
}

function lastReceiptOf({ database, trust }: Installation, unit: UnitId): number | null {
  const times = allReceipts(database)
    .filter(({ device }) => trust.deviceFacts(device)?.unit === unit)
    .map(({ time }) => time)
  return times.length === 0 ? null : Math.max(...times)
}
