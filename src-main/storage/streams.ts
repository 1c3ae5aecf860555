import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'

/** A stream as stored; `num` is only valid in this folder. */
export type StreamRow = {
  readonly num: number
  /** `<device>/<audience unit>/<channel>` */
  readonly key: string
  readonly device: string
  readonly audience: string
  readonly channel: string
}

/** The number of the stream with this key; makes the row when it is new. */
export function ensureStream(database: Database, key: string): number {
  const known = streamByKey(database, key)
  if (known !== undefined) return known.num
  const [device, audience, channel, ...rest] = key.split('/')
  if (!device || !audience || !channel || rest.length > 0) throw new Error(`not a stream key: ${key}`)
  return run(
    database,
    sql`INSERT INTO stream (key, device, audience, channel) VALUES (${key}, ${device}, ${audience}, ${channel})`,
  ).num
}

/** The stream with this key, if any entry of it ever came. */
export function streamByKey(database: Database, key: string): StreamRow | undefined {
  return get(
    database,
    sql`SELECT num, key, device, audience, channel FROM stream WHERE key = ${key}`,
    sameRow,
  )
}

/** The stream with this number. */
export function streamByNumber(database: Database, num: number): StreamRow | undefined {
  return get(
    database,
    sql`SELECT num, key, device, audience, channel FROM stream WHERE num = ${num}`,
    sameRow,
  )
}

/** Every stream known here, by key. */
export function allStreams(database: Database): StreamRow[] {
  return all(database, sql`SELECT num, key, device, audience, channel FROM stream ORDER BY key`, sameRow)
}

/** Streams of one device, by key. */
export function streamsOfDevice(database: Database, device: string): StreamRow[] {
  return all(
    database,
    // Keys begin with the device: their index answers.
    sql`SELECT num, key, device, audience, channel FROM stream
        WHERE key >= ${`${device}/`} AND key < ${`${device}0`} ORDER BY key`,
    sameRow,
  )
}

function sameRow(row: StreamRow): StreamRow {
  return row
}

/** Streams of one audience and channel, by key. */
export function streamsOfAudience(database: Database, audience: string, channel: string): StreamRow[] {
  return all(
    database,
    sql`SELECT num, key, device, audience, channel FROM stream
        WHERE audience = ${audience} AND channel = ${channel} ORDER BY key`,
    sameRow,
  )
}
