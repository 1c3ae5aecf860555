import type { Output } from '../../shared/contract/contract.ts'
import type { CycleId, UnitId } from '../../shared/domain/ids.ts'
import { lastOfStream, sizeOfStream } from '../storage/entries.ts'
import { lastOutboxItemFor } from '../storage/outbox.ts'
import { streamsFor } from './bundle-content.ts'
import { filesToSend } from './bundle-files.ts'
import { directionTo } from './bundle-visibility.ts'
import { getCycle } from './cycles.ts'
import { ownDevice, type Installation } from './installation.ts'
import { slices } from './slices.ts'

/** Frame of a bundle: manifest, signature, certificates and seals, about so many bytes a stream and a device. */
const bytesAtLeast = 2000
const bytesEachStream = 900
const bytesEachEntry = 4

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
  const communes = new Set<UnitId>()
  const { rest } = slices()
  let entries = 0
  let unsent = 0
  let bytes = bytesAtLeast
  for (const stream of streamsFor(installation, to)) {
    await rest()
    const head = lastOfStream(database, stream.num)[0]?.seq ?? 0
    if (head === 0) continue
    const size = sizeOfStream(database, stream.num, 0)
    entries += size.entries
    unsent += Math.max(0, head - (sent[stream.key]?.seq ?? 0))
    bytes += size.bytes + size.entries * bytesEachEntry + bytesEachStream
    const audience = stream.audience as UnitId
    if (stream.channel === 'sheet' && (inCycle === null || inCycle.has(audience))) communes.add(audience)
  }
  const files = await filesToSend(installation, to, direction, communes)
  return {
    to: units.view(unit),
    entries,
    communes: communes.size,
    files: files.present.length,
    bytesWithFiles: bytes + files.present.reduce((sum, { size }) => sum + size, 0),
    bytesWithoutFiles: bytes,
    unsent,
  }
}
