import { lastArrivalTime } from '../../storage/arrivals.ts'
import type { Installation } from '../office/installation.ts'

/** What the clock said when this folder last wrote or took something in, milliseconds since 1970; null in a new folder. */
export function lastWritten({ database }: Installation): number | null {
  return lastArrivalTime(database)
}
