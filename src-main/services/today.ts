import type { Day } from '../../shared/domain/ids.ts'
import type { Installation } from './office/installation.ts'

/** The calendar day at this office. */
export function today(installation: Installation): Day {
  return dayOf(installation.clock.now())
}

/** The local calendar day of a time in milliseconds since 1970. */
export function dayOf(time: number): Day {
  const date = new Date(time)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` as Day
}

/** The last millisecond of a local calendar day. */
export function endOfDay(day: Day): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + 1).getTime() - 1
}
