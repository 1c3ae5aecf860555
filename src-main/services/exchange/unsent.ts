import { lastOutboxItemFor } from '../../storage/outbox.ts'
import { allStreams } from '../../storage/streams.ts'
import { countBehind } from '../../storage/unsent.ts'
import type { Installation } from '../office/installation.ts'

/**
 * Entries of this device that wait to go to the unit above, once a decision is among them: while a sheet is still being filled in,
 * nothing needs to be sent. 0 where there is nobody above in the domain.
 */
export function countUnsent({ database, own, trust, units }: Installation): number {
  if (own === null || trust.roots().has(own.id)) return 0
  const above = units.above(own.unit)[0]?.unit
  if (above === undefined) return 0
  const sent = lastOutboxItemFor(database, above)?.streams ?? '{}'
  const heads = new Map(Object.entries(JSON.parse(sent) as Record<string, { readonly seq: number }>))
  let entries = 0
  let decisions = 0
  for (const stream of allStreams(database)) {
    if (stream.device !== own.id || stream.channel === 'office') continue
    const waiting = countBehind(database, stream.num, heads.get(stream.key)?.seq ?? 0)
    entries += waiting.entries
    decisions += waiting.decisions
  }
  return decisions === 0 ? 0 : entries
}
