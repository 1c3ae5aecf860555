import type { Day } from '../../../shared/domain/ids.ts'

/** The years that a data period touches. */
export function periodYears(period: { from: Day; until: Day }): readonly number[] {
  const first = Number(period.from.slice(0, 4))
  const last = Number(period.until.slice(0, 4))
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => first + index)
}
