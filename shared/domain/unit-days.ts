import type { Day } from './ids.ts'

/** From and until when a unit exists: both days belong to it, null is open. */
export type UnitDays = Readonly<{ from?: Day | null | undefined; until?: Day | null | undefined }>

/** Whether a unit exists on a day. Lists, choosers and counts of that day hold these units and no others. */
export function isUnitOfDay({ from, until }: UnitDays, day: Day): boolean {
  return (from == null || from <= day) && (until == null || day <= until)
}

/** The day that decides who may take part in a cycle: today, but no day outside the period that is scored. */
export function dayOfCycle(period: Readonly<{ from: Day; until: Day }>, today: Day): Day {
  if (today < period.from) return period.from
  return today > period.until ? period.until : today
}
