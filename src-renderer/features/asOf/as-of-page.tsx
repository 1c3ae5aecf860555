import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AsOfPoint } from '../../../shared/contract/as-of.ts'
import type { CycleView } from '../../../shared/contract/cycles.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { paths } from '../../app/paths.ts'
import { useOperation } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatTime } from '../../ui/format.ts'
import { PageFrame } from '../../ui/page-frame.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import classes from './as-of-page.module.css'
import { PointList } from './point-list.tsx'
import { RankingThen } from './ranking-then.tsx'
import { SheetThen } from './sheet-then.tsx'

/** Results and sheets as they stood at an earlier point, beside now. Only to look at. */
export function AsOfPage(): ReactElement {
  const { t } = useTranslation('asOf')
  const { cycle, loading } = useCurrentCycle()
  const back = (
    <Button variant="default" component={Link} href={paths.results}>
      {t('toResults')}
    </Button>
  )
  return (
    <PageFrame title={t('title')} summary={t('summary')} layout="fill" actions={back}>
      {cycle !== null ? (
        <LookingBack key={cycle.id} cycle={cycle} />
      ) : (
        !loading && <EmptyState icon="clock" title={t('noCycle')} />
      )}
    </PageFrame>
  )
}

type Looked =
  | { readonly what: 'ranking'; readonly found: Output<'asOf.ranking'> }
  | { readonly what: 'sheet'; readonly found: Output<'asOf.sheet'> }

function LookingBack({ cycle }: { cycle: CycleView }): ReactElement {
  const { t } = useTranslation('asOf')
  const [point, setPoint] = useState<AsOfPoint | null>(null)
  const [looked, setLooked] = useState<Looked | null>(null)
  const ranking = useOperation('asOf.ranking')
  const sheet = useOperation('asOf.sheet')

  async function showRanking(chosen: AsOfPoint): Promise<void> {
    setPoint(chosen)
    setLooked(null)
    const found = await ranking.run({ arrival: chosen.arrival, cycle: cycle.id })
    setLooked({ what: 'ranking', found })
  }

  async function showSheet(chosen: AsOfPoint, assessment: AssessmentId): Promise<void> {
    const found = await sheet.run({ arrival: chosen.arrival, assessment })
    setLooked({ what: 'sheet', found })
  }

  const running = ranking.running || sheet.running
  return (
    <div className={classes['parts']}>
      <PointList
        chosen={point}
        onChoose={(chosen) => {
          showRanking(chosen).catch(() => undefined)
        }}
      />
      <div className={classes['state']}>
        <ErrorSentence error={ranking.error ?? sheet.error} />
        {point === null && (
          <Card>
            <EmptyState icon="clock" title={t('choose')}>
              {t('chooseHint')}
            </EmptyState>
          </Card>
        )}
        {point !== null && looked !== null && (
          <>
            <p className={classes['banner']} role="status">
              {t('banner', { time: formatTime(point.time) })}
            </p>
            {looked.what === 'ranking' ? (
              <RankingThen
                ranking={looked.found}
                onOpen={(assessment) => {
                  showSheet(point, assessment).catch(() => undefined)
                }}
              />
            ) : (
              <SheetThen
                sheet={looked.found}
                version={cycle.version}
                onBack={() => {
                  showRanking(point).catch(() => undefined)
                }}
              />
            )}
          </>
        )}
      </div>
      <ProgressDialog
        title={t('working')}
        running={running}
        progress={ranking.progress ?? sheet.progress}
        onCancel={() => {
          ranking.cancel()
          sheet.cancel()
        }}
      />
    </div>
  )
}
