import { Button, Skeleton } from '@mantine/core'
import type { ReactElement } from 'react'
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
import { DueList } from './due-list.tsx'
import classes from './overview-page.module.css'
import { TargetCard } from './target-card.tsx'

/** What is due, what came in, how far every commune is, and the target. */
export function OverviewPage(): ReactElement {
  const { t } = useTranslation('overview')
  const { cycle, loading } = useCurrentCycle()
  const { unit } = useSession()
  const { data, error, refetch } = useQueryCall(
    'overview.get',
    { cycle: cycle?.id ?? null },
    { enabled: !loading },
  )

  if (!loading && cycle === null) return <NoCycle />
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
          <div className={classes['row']}>
            <TargetCard overview={data} />
            <DueList due={data.due} />
          </div>
          {unit.level !== 'commune' && <CommuneProgress cycle={cycle} />}
          <div className={classes['row']}>
            {data.departments.length > 0 && <DepartmentProgress departments={data.departments} />}
            <ArrivedList arrived={data.arrived} />
          </div>
          {unit.level === 'commune' && <CommuneProgress cycle={cycle} />}
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

/** Nothing can be scored yet: says who does what next. */
function NoCycle(): ReactElement {
  const { t } = useTranslation('overview')
  const mayManage = useMay('manageCycles')
  const { unit } = useSession()
  const waits = unit.level === 'commune' || !mayManage
  return (
    <PageFrame title={t('title')}>
      <EmptyState
        icon="flag"
        title={t('noCycle.title')}
        actions={
          waits ? (
            <Button component={Link} href={paths.receive}>
              {t('noCycle.receive')}
            </Button>
          ) : (
            <>
              <Button component={Link} href={paths.criteria} variant="default">
                {t('noCycle.criteria')}
              </Button>
              <Button component={Link} href={paths.cycles}>
                {t('noCycle.create')}
              </Button>
            </>
          )
        }
      >
        {t(waits ? 'noCycle.wait' : 'noCycle.begin')}
      </EmptyState>
    </PageFrame>
  )
}
