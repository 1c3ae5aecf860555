import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { CycleView } from '../../../../shared/contract/cycles.ts'
import { pathOfItem, paths } from '../../../app/paths.ts'
import { useMay, useSession } from '../../../app/session.ts'
import { useQueryCall } from '../../../app/use-call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount, formatDay } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import classes from '../criteria/criteria.module.css'
import { CycleForm } from './cycle-form.tsx'
import { MoveCycle } from './move-cycle.tsx'
import { ParticipantTable } from './participant-table.tsx'

/** All cycles; one of them with its participants when the address names it. */
export function CyclesTab({ named }: { named: string | null }): ReactElement {
  const { t } = useTranslation('admin')
  const cycles = useQueryCall('cycles.list', {})
  const cycle = cycles.data?.find(({ id }) => id === named)
  if (cycles.error !== null)
    return <ErrorSentence error={cycles.error} onRetry={() => void cycles.refetch()} />
  if (named === 'new' || cycle !== undefined) {
    return (
      <>
        <div>
          <Button component={Link} href={paths.cycles} variant="subtle" leftSection={<Icon name="left" />}>
            {t('cycles.back')}
          </Button>
        </div>
        {cycle === undefined ? <NewCycle /> : <OneCycle key={cycle.id} cycle={cycle} />}
      </>
    )
  }
  return <CycleList cycles={cycles.data ?? []} loading={cycles.isPending} />
}

function NewCycle(): ReactElement {
  const [, go] = useLocation()
  return (
    <CycleForm
      cycle={null}
      onSaved={(saved) => {
        go(pathOfItem(paths.cycles, saved.id))
      }}
    />
  )
}

function OneCycle({ cycle }: { cycle: CycleView }): ReactElement {
  const { t } = useTranslation('admin')
  const { unit } = useSession()
  const mayManage = useMay('manageCycles') && cycle.publisher === unit.id
  const [editing, setEditing] = useState(false)
  return (
    <>
      {editing ? (
        <CycleForm
          cycle={cycle}
          onSaved={() => {
            setEditing(false)
          }}
        />
      ) : (
        <Card
          title={cycle.name}
          actions={
            mayManage ? (
              <>
                {!cycle.closed && <MoveCycle cycle={cycle} />}
                <Button
                  variant="default"
                  leftSection={<Icon name="edit" />}
                  onClick={() => {
                    setEditing(true)
                  }}
                >
                  {t('cycles.edit')}
                </Button>
              </>
            ) : (
              <span className={classes['soft']}>
                {t('cycles.madeBy', { publisher: cycle.publisherName })}
              </span>
            )
          }
        >
          <CycleFacts cycle={cycle} />
        </Card>
      )}
      <ParticipantTable cycle={cycle} />
    </>
  )
}

/** Set, period, dates and target in one line each. */
function CycleFacts({ cycle }: { cycle: CycleView }): ReactElement {
  const { t } = useTranslation('admin')
  const { dates } = cycle
  const lines = [
    t('cycles.versionFact', { title: cycle.versionTitle, label: cycle.versionLabel }),
    t('cycles.facts', {
      from: formatDay(cycle.period.from),
      until: formatDay(cycle.period.until),
      units: formatCount(cycle.participants),
    }),
    [
      ...(dates.selfScoreDue === null
        ? []
        : [t('cycles.selfScoreDue', { day: formatDay(dates.selfScoreDue) })]),
      ...(dates.appraisalDue === null
        ? []
        : [t('cycles.appraisalDue', { day: formatDay(dates.appraisalDue) })]),
      ...(dates.verificationDue === null
        ? []
        : [t('cycles.verificationDue', { day: formatDay(dates.verificationDue) })]),
    ].join(' · '),
    cycle.target === null
      ? ''
      : t('cycles.targetFact', { target: formatCount(cycle.target), of: formatCount(cycle.participants) }),
  ].filter((line) => line !== '')
  return (
    <div className={classes['soft']}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}

function CycleList({ cycles, loading }: { cycles: readonly CycleView[]; loading: boolean }): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const mayManage = useMay('manageCycles')
  const create = mayManage && (
    <Button component={Link} href={`${paths.cycles}/new`} leftSection={<Icon name="plus" />}>
      {t('cycles.create')}
    </Button>
  )
  return (
    <Card title={t('cycles.back')} actions={create}>
      {!loading && cycles.length === 0 && (
        <EmptyState icon="flag" title={t('cycles.none')}>
          {t(mayManage ? 'cycles.noneManage' : 'cycles.noneWait')}
        </EmptyState>
      )}
      <ul className={classes['list']}>
        {cycles
          .toSorted((a, b) => b.year - a.year)
          .map((cycle) => (
            <li key={cycle.id}>
              <Link href={pathOfItem(paths.cycles, cycle.id)} className={classes['item']}>
                <Icon name="flag" />
                <span className={classes['words']}>
                  <span>
                    <strong>{cycle.name}</strong>{' '}
                    {cycle.closed && <Badge tone="quiet">{t('cycles.closed')}</Badge>}
                  </span>
                  <CycleFacts cycle={cycle} />
                </span>
                <Icon name="right" />
              </Link>
            </li>
          ))}
      </ul>
    </Card>
  )
}
