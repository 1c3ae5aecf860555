import type { Database } from './database.ts'
import { all, sql } from './sql.ts'

/** What is stored of each device that ever wrote. */
export type DeviceActivity = {
  readonly device: string
  readonly entries: number
  /** The author's clock at its newest seal, milliseconds since 1970. */
  readonly lastSeal: number | null
}

/** Every device of which a stream is known, by id. */
export function deviceActivities(database: Database): DeviceActivity[] {
  return all(
    database,
    sql`SELECT device, sum(entries) AS entries, max(sealed) AS lastSeal FROM (
          SELECT device,
            (SELECT count(*) FROM entry WHERE entry.stream = stream.num) AS entries,
            (SELECT max(json_extract(CAST(bytes AS TEXT), '$.time')) FROM seal WHERE seal.stream = stream.num) AS sealed
          FROM stream)
        GROUP BY device ORDER BY device`,
    (row: DeviceActivity) => row,
  )
}
