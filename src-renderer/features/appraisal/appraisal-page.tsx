import type { ReactElement } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleView } from '../../../shared/contract/cycles.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import type { AppraisalStage, Way } from './queue-item.ts'
import { Workplace } from './workplace.tsx'

/** Thẩm định: evidence beside criterion, one after the other. Which stage is the own one follows from the cycle. */
export function AppraisalPage(): ReactElement {
  return <Appraisal way="unit" />
}

/** Một tiêu chí, mọi xã: the same place, one criterion of all communes after the other. */
export function ByCriterionPage(): ReactElement {
  return <Appraisal way="criterion" />
}

function Appraisal({ way }: { way: Way }): ReactElement {
  const { t } = useTranslation(['appraisal', 'common'])
  const title = t(way === 'unit' ? 'common:pages.appraisal' : 'common:pages.byCriterion')
  const { unit } = useSession()
  const { cycle, loading } = useCurrentCycle()
  const version = useQueryCall(
    'criteria.version',
    { version: cycle?.version ?? '' },
    { enabled: cycle !== null },
  )
  const own = cycle === null ? [] : ownStages(cycle, unit.level)
  const [chosen, setChosen] = useState<AppraisalStage | null>(null)
  const stage = chosen ?? own[0] ?? 'appraisal'

  if (version.error !== null) {
    return (
      <PageFrame title={title}>
        <ErrorSentence error={version.error} />
      </PageFrame>
    )
  }
  if (cycle === null) {
    return (
      <PageFrame title={title}>
        {!loading && (
          <EmptyState icon="appraise" title={t('queue.empty')}>
            {t('queue.none')}
          </EmptyState>
        )}
      </PageFrame>
    )
  }
  if (version.data === undefined) return <PageFrame title={title}>{null}</PageFrame>
  return (
    <Workplace
      key={`${cycle.id} ${stage} ${way}`}
      cycle={cycle}
      content={version.data.content}
      stage={stage}
      way={way}
      stages={own}
      onStage={setChosen}
    />
  )
}

/** The stages that a level works on; a level without one looks at the first. */
function ownStages({ levels }: CycleView, level: string): readonly AppraisalStage[] {
  const stages: AppraisalStage[] = []
  if (levels.appraise === level) stages.push('appraisal')
  if (levels.verify === level) stages.push('verification')
  return stages.length > 0 ? stages : ['appraisal']
}
