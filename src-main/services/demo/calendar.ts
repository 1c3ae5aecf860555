import type { Day } from '../../../shared/domain/ids.ts'
import type { Clock } from '../../platform/clock.ts'
import { dayOf } from '../today.ts'

/** The calendar of the story: what happens when. Every act of the story has its own time, none comes after the last one. */
export type Calendar = {
  /** What everybody in the story takes for the time: the one last gone to, and a little later each time somebody asks. */
  readonly clock: Clock
  /** Days before the story's last day, and the time of day. */
  readonly goTo: (daysAgo: number, hour: number, minute?: number) => void
  readonly passMinutes: (minutes: number) => void
  /** The day that lies so many days before the last one; after it when negative. */
  readonly dayAgo: (daysAgo: number) => Day
}

const minuteLength = 60_000
const dayLength = 24 * 60 * minuteLength

/** @param end the story's last moment, milliseconds since 1970 */
export function createCalendar(end: number): Calendar {
  let time = end
  return {
    clock: { now: () => Math.min(time++, end) },
    goTo: (daysAgo, hour, minute = 0) => {
      const date = new Date(end - daysAgo * dayLength)
      time = date.setHours(hour, minute, 0, 0)
    },
    passMinutes: (minutes) => {
      time += minutes * minuteLength
    },
    dayAgo: (daysAgo) => dayOf(end - daysAgo * dayLength),
  }
}
