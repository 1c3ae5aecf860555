import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import type { CycleView } from '../../../shared/contract/cycles.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import type { Stage } from '../../../shared/domain/workflow.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { pathOfSheet, paths } from '../../app/paths.ts'
import { useSession } from '../../app/session.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { AsideNotice } from '../../ui/aside-notice.tsx'
import { Card } from '../../ui/card.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { type RankingView, useRankingColumns } from './ranking-columns.tsx'
import classes from './results-page.module.css'

const views: readonly RankingView[] = ['stars', 'groups', 'years']

/** The ranking of the communes: stars and gates, by group, year on year. */
export function ResultsPage(): ReactElement {
  const { t } = useTranslation(['results', 'common'])
  const { cycle, loading } = useCurrentCycle()
  if (cycle !== null) return <Ranking key={cycle.id} cycle={cycle} />
  return (
    <PageFrame title={t('common:pages.results')}>
      {!loading && (
        <EmptyState
          icon="ranking"
          title={t('noCycle')}
          actions={
            <Button component={Link} href={paths.overview}>
              {t('toOverview')}
            </Button>
          }
        >
          {t('noCycleHint')}
        </EmptyState>
      )}
    </PageFrame>
  )
}

function Ranking({ cycle }: { cycle: CycleView }): ReactElement {
  const { t } = useTranslation(['results', 'common'])
  const { unit } = useSession()
  const [, go] = useLocation()
  const params = useParams<{ view?: string }>()
  const view = views.find((name) => name === params.view) ?? 'stars'
  const [stage, setStage] = useState<Stage | null>(null)
  const [within, setWithin] = useState<UnitId | null>(null)
  const [text, setText] = useState('')
  const input = {
    cycle: cycle.id,
    ...(stage === null ? {} : { stage }),
    ...(within === null ? {} : { within }),
  }
  const { data, error, refetch } = useQueryCall('ranking.get', input, { keepPrevious: true })
  const version = useQueryCall('criteria.version', { version: cycle.version }).data
  const below = useQueryCall(
    'units.below',
    { unit: unit.id, communes: false },
    { enabled: unit.level === 'province' },
  ).data
  // Where communes stand right under the province there is nothing between to choose.
  const districts = (below ?? []).filter(({ level }) => level === 'district')
  const report = useOperation('reports.ranking')
  const save = useSaveFiles()
  const columns = useRankingColumns(
    view,
    version?.content.groups ?? [],
    unit.level === 'province' && within === null,
  )

  const rows = useMemo(() => {
    const wanted = searchKey(text)
    const all = data?.rows ?? []
    return wanted === ''
      ? all
      : all.filter((row) => searchKey(`${row.unitName} ${row.districtName}`).includes(wanted))
  }, [data, text])

  async function exportToExcel(): Promise<void> {
    const file = await report.run(input).catch(() => null)
    if (file !== null) await save([file])
  }

  return (
    <PageFrame
      title={t('common:pages.results')}
      layout="fill"
      summary={data === undefined ? t('common:loading') : <Summary {...data} />}
      actions={
        <>
          <Button variant="default" leftSection={<Icon name="clock" />} component={Link} href={paths.asOf}>
            {t('asOf')}
          </Button>
          <Button
            leftSection={<Icon name="download" />}
            disabled={data === undefined || data.rows.length === 0}
            loading={report.running}
            onClick={() => void exportToExcel()}
          >
            {t('export')}
          </Button>
        </>
      }
    >
      <ErrorSentence
        error={error ?? report.error}
        {...(error === null ? {} : { onRetry: () => void refetch() })}
      />
      <div className={classes['tools']}>
        <SegmentedControl
          aria-label={t('view.label')}
          value={view}
          onChange={(value) => {
            go(`${paths.results}/${value}`)
          }}
          data={views.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
        <Select
          aria-label={t('stage.label')}
          className={classes['stage']}
          value={stage ?? 'standing'}
          onChange={(value) => {
            setStage(value === 'standing' ? null : value)
          }}
          data={[
            { value: 'standing', label: t('stage.standing') },
            ...(['self', 'appraisal', 'verification'] as const).map((value) => ({
              value,
              label: t(`common:stage.${value}`),
            })),
          ]}
        />
        {unit.level === 'province' && districts.length > 0 && (
          <Select
            aria-label={t('within')}
            className={classes['stage']}
            searchable
            value={within ?? ''}
            onChange={(value) => {
              setWithin(value === null || value === '' ? null : value)
            }}
            data={[
              { value: '', label: t('everywhere') },
              ...districts.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <TextInput
          aria-label={t('find')}
          placeholder={t('find')}
          className={classes['find']}
          leftSection={<Icon name="search" />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
      </div>
      <AsideNotice cycle={cycle.id} />
      <Card padding="none" grow>
        {data?.rows.length === 0 ? (
          <EmptyState icon="ranking" title={t('nobody')}>
            {t('nobodyHint')}
          </EmptyState>
        ) : (
          <DataTable
            key={view}
            label={t('title')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.assessment}
            onOpen={(row) => {
              go(pathOfSheet(row.assessment))
            }}
            empty={data === undefined ? t('common:loading') : t('common:table.empty')}
          />
        )}
      </Card>
      <ProgressDialog
        title={t('exporting')}
        running={report.running}
        progress={report.progress}
        onCancel={report.cancel}
      />
    </PageFrame>
  )
}

type SummaryProps = {
  passing: number
  participants: number
  stopped: number
  target: number | null
  recognised: number
}

/** "9/17 xã đạt chuẩn, chỉ tiêu 11; 3 đã được công nhận." */
function Summary({ passing, participants, stopped, target, recognised }: SummaryProps): ReactElement {
  const { t } = useTranslation('results')
  const parts = [
    t('summary.passing', { passing: formatCount(passing), of: formatCount(participants) }),
    ...(target === null ? [] : [t('summary.target', { target: formatCount(target) })]),
    ...(recognised === 0
      ? []
      : [t('summary.recognised', { count: recognised, formatted: formatCount(recognised) })]),
    ...(stopped === 0 ? [] : [t('summary.stopped', { count: stopped, formatted: formatCount(stopped) })]),
  ]
  return <>{parts.join(' · ')}</>
}
