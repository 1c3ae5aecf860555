import type { Change, Entry } from './entry.ts'
import { parseStreamKey } from './streams.ts'

/**
 * What is projected together: a sheet, the documents of a commune, the catalogue of a publisher, an office. The scope follows from
 * the stream and the thing's id alone, so it is the same on every device.
 */

/** Keys of the scopes that an entry speaks about, each once. */
export function scopesOf(entry: Pick<Entry, 'stream' | 'changes'>): readonly string[] {
  const stream = parseStreamKey(entry.stream)
  if (stream === undefined) return []
  if (stream.channel !== 'sheet') return [`${stream.channel} ${stream.audience}`]
  const [first] = entry.changes
  if (entry.changes.length === 1 && first !== undefined) return [scopeInSheet(first, stream.audience)]
  return [...new Set(entry.changes.map((change) => scopeInSheet(change, stream.audience)))]
}

/** Ids of sheet entities start with `<cycle>/<commune>`; everything else in this channel is a document of the commune. */
function scopeInSheet(change: Change, audience: string): string {
  if (change.entity === 'document') return `documents ${audience}`
  const cycleEnd = change.id.indexOf('/')
  const unitEnd = change.id.indexOf('/', cycleEnd + 1)
  return cycleEnd < 0 ? `documents ${audience}` : `sheet ${unitEnd < 0 ? change.id : change.id.slice(0, unitEnd)}`
}
