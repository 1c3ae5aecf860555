import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleView } from '../../../shared/contract/cycles.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import classes from './reports-page.module.css'
import { SearchSelect } from '../../ui/search-select.tsx'

/** The papers that can be made of the current cycle. */
export function ReportsPage(): ReactElement {
  const { t } = useTranslation(['results', 'common'])
  const { cycle, loading } = useCurrentCycle()
  return (
    <PageFrame title={t('common:pages.papers')} summary={cycle?.name}>
      {cycle === null ? (
        !loading && (
          <EmptyState icon="report" title={t('papers.noCycle')}>
            {t('papers.noCycleHint')}
          </EmptyState>
        )
      ) : (
        <>
          <RankingReport cycle={cycle} />
          <SheetReport cycle={cycle} />
        </>
      )}
    </PageFrame>
  )
}

function RankingReport({ cycle }: { cycle: CycleView }): ReactElement {
  const { t } = useTranslation('results')
  const report = useOperation('reports.ranking')
  const save = useSaveFiles()

  async function make(): Promise<void> {
    const file = await report.run({ cycle: cycle.id }).catch(() => null)
    if (file !== null) await save([file])
  }
  return (
    <Card title={t('papers.ranking.title')}>
      <div className={classes['row']}>
        <p className={classes['text']}>{t('papers.ranking.text')}</p>
        <Button leftSection={<Icon name="download" />} loading={report.running} onClick={() => void make()}>
          {t('papers.make')}
        </Button>
      </div>
      <ErrorSentence error={report.error} />
      <ProgressDialog
        title={t('papers.making')}
        running={report.running}
        progress={report.progress}
        onCancel={report.cancel}
      />
    </Card>
  )
}

function SheetReport({ cycle }: { cycle: CycleView }): ReactElement {
  const { t } = useTranslation(['results', 'common'])
  const sheets = useQueryCall('sheets.list', { cycle: cycle.id })
  const report = useOperation('reports.sheet')
  const save = useSaveFiles()
  const [chosen, setChosen] = useState<AssessmentId | null>(null)
  const all = sheets.data ?? []
  const assessment = chosen ?? (all.length === 1 ? (all[0]?.assessment ?? null) : null)

  async function make(): Promise<void> {
    if (assessment === null) return
    const file = await report.run({ assessment }).catch(() => null)
    if (file !== null) await save([file])
  }
  return (
    <Card title={t('papers.sheet.title')}>
      <div className={classes['row']}>
        <div className={classes['text']}>
          <p>{t('papers.sheet.text')}</p>
          <SearchSelect
            mt="xs"
            maw="26rem"
            aria-label={t('papers.sheet.unit')}
            placeholder={t('papers.sheet.unit')}
            limit={200}
            value={assessment}
            data={all.map((sheet) => ({
              value: sheet.assessment,
              label: [sheet.unitName, sheet.districtName].filter((name) => name !== '').join(', '),
            }))}
            onChange={(value) => {
              setChosen(value)
            }}
          />
        </div>
        <Button
          leftSection={<Icon name="download" />}
          disabled={assessment === null}
          loading={report.running}
          onClick={() => void make()}
        >
          {t('papers.make')}
        </Button>
      </div>
      <ErrorSentence error={sheets.error ?? report.error} />
      <ProgressDialog
        title={t('papers.making')}
        running={report.running}
        progress={report.progress}
        onCancel={report.cancel}
      />
    </Card>
  )
}
