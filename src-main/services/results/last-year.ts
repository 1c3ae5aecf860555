import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { bestOf } from '../../../shared/domain/totals/groups.ts'
import type { Cycle } from '../../journal/catalogue.ts'
import type { SheetDetails } from '../../journal/sheet-summary.ts'
import { detailedSheetsOfCycle } from '../../storage/sheet-states.ts'
import { getCycle, listCycles } from '../catalogue/cycles.ts'
import type { Installation } from '../office/installation.ts'

/** Whether last year's total of a commune may stand beside this year's: on the same scale, and finished. */
export type LastYear = { readonly isComparable: (unit: UnitId, lastTotal: Hundredths) => boolean }

/** Looks at last year's cycle where it is here; where it is not, at the total that was written down alone. */
export function lastYearOf(installation: Installation, cycle: Cycle): LastYear {
  const scale = scaleOf(cycle.content)
  const before = listCycles(installation)
    .filter(({ year }) => year === cycle.year - 1)
    .map(({ id }) => getCycle(installation, id))
  const scaleIsOther = before.some(({ content }) => scaleOf(content).inside !== scale.inside)
  const unfinished = new Set(
    before.flatMap(({ id }) =>
      detailedSheetsOfCycle(installation.database, id).flatMap(({ unit, details }) => {
        const { standing } = JSON.parse(details) as SheetDetails
        return standing === 'self' ? [unit] : []
      }),
    ),
  )
  return {
    isComparable: (unit, lastTotal) =>
      !scaleIsOther && lastTotal <= scale.inside + scale.outside && !unfinished.has(unit),
  }
}

/** The most that a set gives, inside and outside its total. */
function scaleOf({ groups, criteria }: CriteriaContent): {
  readonly inside: number
  readonly outside: number
} {
  const outside = new Set(groups.filter((group) => group.outside).map(({ id }) => id))
  const sum = (isOutside: boolean): number =>
    criteria
      .filter(({ group }) => outside.has(group) === isOutside)
      .reduce((total, criterion) => total + bestOf(criterion), 0)
  return { inside: sum(false), outside: sum(true) }
}
