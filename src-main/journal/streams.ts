import { z } from 'zod'
import type { DeviceId, UnitId } from '../../shared/domain/ids.ts'

/**
 * A stream is device × audience unit × channel (JOURNAL 3). Its key says who wrote it and who may see it:
 * `<device>/<audience unit>/<channel>`.
 *
 * - `catalogue`: a publisher → its subtree and its ancestors
 * - `sheet`: one commune → that commune and its ancestors
 * - `office`: devices of this unit only
 */
export const Channel = z.enum(['catalogue', 'sheet', 'office'])
export type Channel = z.infer<typeof Channel>

export type Stream = { readonly device: DeviceId; readonly audience: UnitId; readonly channel: Channel }

const pattern = /^([0-9a-f]{64})\/([a-z0-9]+(?:[.-][a-z0-9]+)*)\/(catalogue|sheet|office)$/
const longestUnit = 48
const longestKey = 64 + 1 + longestUnit + 1 + 'catalogue'.length

export const StreamKey = z.string().refine(isStreamKey).brand<'StreamKey'>()
export type StreamKey = z.infer<typeof StreamKey>

/** The key of a stream. */
export function streamKey(device: DeviceId, audience: UnitId, channel: Channel): StreamKey {
  return `${device}/${audience}/${channel}` as StreamKey
}

/** Whether the text is the key of a stream. */
export function isStreamKey(text: string): boolean {
  return parseStreamKey(text) !== undefined
}

/** Entries come stream by stream: the last key is asked for again and again. */
let last: { readonly text: string; readonly stream: Stream | undefined } = { text: '', stream: undefined }

/** The parts of a key, undefined when it is none. */
export function parseStreamKey(text: string): Stream | undefined {
  if (text !== last.text) last = { text, stream: partsOf(text) }
  return last.stream
}

function partsOf(text: string): Stream | undefined {
  const match = text.length > longestKey ? null : pattern.exec(text)
  const [, device, audience, channel] = match ?? []
  if (audience === undefined || audience.length > longestUnit) return undefined
  return { device: device as DeviceId, audience: audience as UnitId, channel: channel as Channel }
}
