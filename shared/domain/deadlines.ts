import type { Deadline } from './criteria.ts'
import type { Day } from './ids.ts'

/** When a criterion is due. The clock locks nothing: days late are shown, no more. */

export type Due = { readonly day: Day; readonly daysLate: number }

/**
 * The due day that matters now: the date of the year, or the end of the running month or quarter. Before the year it is the first
 * one, after the year the last. Days late count only while there is no answer.
 */
export function dueOf(deadline: Deadline, year: number, today: Day, answered: boolean): Due {
  const day = dueDay(deadline, year, today)
  return { day, daysLate: answered ? 0 : Math.max(0, daysBetween(day, today)) }
}

function dueDay(deadline: Deadline, year: number, today: Day): Day {
  if (deadline.kind === 'date')
    return dayOf(year, deadline.month, Math.min(deadline.day, lastOf(year, deadline.month)))
  const months = deadline.kind === 'monthly' ? 1 : 3
  const [todaysYear = year, todaysMonth = 1] = today.split('-').map(Number)
  const month = todaysYear < year ? 1 : todaysYear > year ? 12 : todaysMonth
  const end = Math.ceil(month / months) * months
  return dayOf(year, end, lastOf(year, end))
}

/** Whole days from one calendar day to another; negative when the second lies before the first. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

function lastOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return leap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function dayOf(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day
}
