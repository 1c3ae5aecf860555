import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { Fragment, type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import type { Output } from '../../../shared/contract/contract.ts'
import type { CycleView } from '../../../shared/contract/cycles.ts'
import type { RankingRow } from '../../../shared/contract/results.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import type { Stage } from '../../../shared/domain/workflow.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { pathOfSheet, paths } from '../../app/paths.ts'
import { useMay, useSession } from '../../app/session.ts'
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
import { useSendOn } from '../../ui/sending/send-on-queue.tsx'
import { RecogniseManyDialog } from './recognise-many-dialog.tsx'
import { recognisable } from './recognition-choices.ts'
import classes from './results-page.module.css'
import { SearchSelect } from '../../ui/search-select.tsx'

const levelRank = { commune: 0, district: 1, province: 2 } as const
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
    { unit: unit.id, communes: false, everyDay: true },
    { enabled: unit.level === 'province' },
  ).data
  // Where communes stand right under the province there is nothing between to choose.
  const districts = (below ?? []).filter(({ level }) => level === 'district')
  const isAlone = data?.rows.some(({ unranked }) => unranked === 'alone') ?? unit.level === 'commune'
  const mayDecide = useMay('approve') && levelRank[unit.level] >= levelRank[cycle.levels.recognise]
  const waiting = mayDecide && stage === null ? recognisable(data?.rows ?? [], cycle) : []
  // where communes wait for a decision, that is the next act
  const isRecognising = waiting.length > 0 && version !== undefined
  const [recognising, setRecognising] = useState(false)
  const sendOn = useSendOn(cycle.id)
  const report = useOperation('reports.ranking')
  const save = useSaveFiles()
  const columns = useRankingColumns(
    view,
    version?.content.groups ?? [],
    unit.level === 'province' && within === null,
    !isAlone,
  )

  const rows = useMemo(() => {
    const wanted = searchKey(text)
    const all = data?.rows ?? []
    return wanted === ''
      ? all
      : all.filter((row) => searchKey(`${row.unitName} ${row.districtName}`).includes(wanted))
  }, [data, text])

  const unrankedTitle = t('unranked', { count: rows.filter(({ unranked }) => unranked !== null).length })

  async function exportToExcel(): Promise<void> {
    const file = await report.run(input).catch(() => null)
    if (file !== null) await save([file])
  }

  return (
    <PageFrame
      title={t('common:pages.results')}
      layout="fill"
      summary={data === undefined ? t('common:loading') : <Summary {...data} isAlone={isAlone} />}
      actions={
        <>
          {isRecognising && (
            <Button
              leftSection={<Icon name="flag" />}
              onClick={() => {
                setRecognising(true)
              }}
            >
              {t('recognise.open')}
            </Button>
          )}
          <Button variant="default" leftSection={<Icon name="clock" />} component={Link} href={paths.asOf}>
            {t('asOf')}
          </Button>
          <Button
            variant={isRecognising ? 'default' : 'filled'}
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
          <SearchSelect
            aria-label={t('within')}
            className={classes['stage']}
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
            {...(isAlone
              ? {}
              : { groupOf: (row: RankingRow) => (row.unranked === null ? null : unrankedTitle) })}
            onOpen={(row) => {
              go(pathOfSheet(row.assessment))
            }}
            empty={data === undefined ? t('common:loading') : t('common:table.empty')}
          />
        )}
      </Card>
      {version !== undefined && (
        <RecogniseManyDialog
          opened={recognising}
          rows={waiting}
          content={version.content}
          onClose={() => {
            setRecognising(false)
          }}
          onDecided={(decided) => {
            void sendOn(decided)
          }}
        />
      )}
      <ProgressDialog
        title={t('exporting')}
        running={report.running}
        progress={report.progress}
        onCancel={report.cancel}
      />
    </PageFrame>
  )
}

/** "9/17 xã đạt chuẩn theo bộ tiêu chí, chỉ tiêu 11; 3 đã được công nhận, 1 khác với bộ tiêu chí." */
function Summary(props: Omit<Output<'ranking.get'>, 'rows'> & { isAlone: boolean }): ReactElement {
  const { passing, participants, finished, stopped, target, recognised, againstRule, isAlone } = props
  const { t } = useTranslation('results')
  const { unit } = useSession()
  if (isAlone) return <>{t('summary.ownAlone', { unit: unit.name })}</>
  const of = formatCount(participants)
  const counted = (key: 'recognised' | 'against' | 'stopped', count: number): readonly string[] =>
    count === 0 ? [] : [t(`summary.${key}`, { count, formatted: formatCount(count) })]
  const parts = [
    t('summary.passing', { passing: formatCount(passing), of }),
    ...(finished === participants ? [] : [t('summary.finished', { finished: formatCount(finished), of })]),
    ...(target === null ? [] : [t('summary.target', { target: formatCount(target) })]),
    ...counted('recognised', recognised),
    ...counted('against', againstRule),
    ...counted('stopped', stopped),
  ]
  // a line may end between two facts, not within one
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={part}>
          {index > 0 && ' '}
          <span className={classes['fact']}>
            {part}
            {index < parts.length - 1 && '\u00a0·'}
          </span>
        </Fragment>
      ))}
    </>
  )
}
