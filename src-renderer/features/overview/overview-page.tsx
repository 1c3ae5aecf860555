import { Button, Skeleton } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { paths } from '../../app/paths.ts'
import { useMay, useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { formatDay } from '../../ui/format.ts'
import { ArrivedList } from './arrived-list.tsx'
import { CommuneProgress } from './commune-progress.tsx'
import { DepartmentProgress } from './department-progress.tsx'
import { FirstSteps, useFirstSteps } from './first-steps.tsx'
import classes from './overview-page.module.css'
import { OwnCard } from './own-card.tsx'
import { TargetCard } from './target-card.tsx'
import { WorkList } from './work-list.tsx'

/** What comes next, what came in, how far every commune is, and the target. */
export function OverviewPage(): ReactElement {
  const { t } = useTranslation('overview')
  const { cycle, loading } = useCurrentCycle()
  const { unit } = useSession()
  const { data, error, refetch } = useQueryCall(
    'overview.get',
    { cycle: cycle?.id ?? null },
    { enabled: !loading },
  )

  const steps = data?.steps ?? []
  const guide = useFirstSteps(steps)
  const stepsList = guide.shown && steps.length > 0 && (
    <FirstSteps
      steps={steps}
      onHide={() => {
        guide.show(false)
      }}
    />
  )

  if (!loading && cycle === null) {
    return (
      <NoCycle published={steps.some(({ step, done }) => step === 'criteria' && done)}>{stepsList}</NoCycle>
    )
  }
  return (
    <PageFrame
      title={t('title')}
      summary={
        cycle === null ? undefined : (
          <>
            {cycle.name} ·{' '}
            {t('period', { from: formatDay(cycle.period.from), until: formatDay(cycle.period.until) })}
          </>
        )
      }
    >
      <ErrorSentence error={error} onRetry={() => void refetch()} />
      {data === undefined || cycle === null ? (
        error === null && <Waiting />
      ) : (
        <div className={classes['desk']}>
          <div className={classes['next']} data-alone={unit.level === 'commune' && data.own?.total == null}>
            <WorkList due={data.due} />
            {unit.level !== 'commune' && <TargetCard overview={data} sets={cycle.publisher === unit.id} />}
            {data.own?.total != null && <OwnCard own={data.own} />}
          </div>
          {stepsList}
          {unit.level !== 'commune' && <CommuneProgress cycle={cycle} />}
          <div className={classes['row']}>
            {data.departments.length > 0 && <DepartmentProgress departments={data.departments} />}
            <ArrivedList arrived={data.arrived} />
          </div>
          {!guide.shown && (
            <div>
              <Button
                size="compact-md"
                variant="subtle"
                onClick={() => {
                  guide.show(true)
                }}
              >
                {t('steps.show')}
              </Button>
            </div>
          )}
        </div>
      )}
    </PageFrame>
  )
}

/** Holds the place of the cards, so that nothing moves when they come. */
function Waiting(): ReactElement {
  return (
    <div className={classes['desk']} aria-busy="true">
      <div className={classes['row']}>
        <Skeleton height="15rem" />
        <Skeleton height="15rem" />
      </div>
      <Skeleton height="18rem" />
    </div>
  )
}

/** Nothing can be scored yet: says who does what next, with the one button for it. */
function NoCycle({ published, children }: { published: boolean; children: ReactNode }): ReactElement {
  const { t } = useTranslation('overview')
  const mayManage = useMay('manageCycles')
  const { unit } = useSession()
  const waits = unit.level === 'commune' || !mayManage
  const next = waits ? 'receive' : published ? 'create' : 'criteria'
  const places = { receive: paths.receive, create: paths.cycles, criteria: paths.criteria }
  return (
    <PageFrame title={t('title')}>
      <EmptyState
        icon="flag"
        title={t('noCycle.title')}
        actions={
          <Button component={Link} href={places[next]}>
            {t(`noCycle.${next}`)}
          </Button>
        }
      >
        {t(waits ? 'noCycle.wait' : published ? 'noCycle.published' : 'noCycle.begin')}
      </EmptyState>
      {children}
    </PageFrame>
  )
}
