import type { CycleLevels } from '../../../shared/contract/cycles.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { CycleId } from '../../../shared/domain/ids.ts'
import type { Calendar } from './calendar.ts'
import { sampleCommunes } from './communes.ts'
import type { Office } from './office.ts'
import { dayIn } from './papers/facts.ts'

/** The cycle of the story, with the sample set as its criteria. */
export type SampleCycle = { readonly cycle: CycleId; readonly content: CriteriaContent }

/** Publishes the sample set and starts the cycle with the 17 communes. Target: 11 of them, as in the district's letter. */
export async function beginCycle(
  office: Office,
  calendar: Calendar,
  { year, levels }: { readonly year: number; readonly levels: CycleLevels },
): Promise<SampleCycle> {
  calendar.passMinutes(20)
  const draft = await office.call('criteria.draftFrom', { from: 'sample', label: String(year) })
  calendar.passMinutes(45)
  const { version } = await office.call('criteria.publish', { draft: draft.id })
  calendar.passMinutes(15)
  const { id } = await office.call('cycles.create', {
    name: `Chính quyền thân thiện năm ${year}`,
    year,
    version,
    units: sampleCommunes.map(({ unit }) => unit),
    levels,
    period: { from: dayIn(year, 1, 1), until: dayIn(year, 12, 31) },
    dates: {
      selfScoreDue: calendar.dayAgo(3),
      appraisalDue: calendar.dayAgo(-9),
      verificationDue: levels.verify === null ? null : calendar.dayAgo(-20),
    },
    target: 11,
  })
  return { cycle: id, content: draft.content }
}
