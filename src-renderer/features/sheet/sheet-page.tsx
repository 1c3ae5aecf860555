import { Button, Loader } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import type { SheetSummary } from '../../../shared/contract/sheets.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { partOfAddress, pathOfSheet, paths } from '../../app/paths.ts'
import { useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { SheetView } from './sheet-view.tsx'
import { useSheet } from './use-sheet.ts'

/** Chấm điểm: the sheet of one commune. Without one in the address the own, or the first of the cycle. */
export function SheetPage(): ReactElement {
  const { t } = useTranslation(['sheet', 'common', 'overview'])
  const { unit } = useSession()
  const { cycle, loading } = useCurrentCycle()
  const address = useParams<{ assessment?: string; criterion?: string }>()
  const [, go] = useLocation()
  const { data, error, refetch } = useQueryCall(
    'sheets.list',
    { cycle: cycle?.id ?? '' },
    { enabled: cycle !== null },
  )
  const sheets = (data ?? []).toSorted(
    (a, b) => compareVietnamese(a.districtName, b.districtName) || compareVietnamese(a.unitName, b.unitName),
  )
  const named = partOfAddress(address.assessment)
  const wanted = sheets.find(({ assessment }) => assessment === named)
  const chosen = wanted ?? sheets.find((sheet) => sheet.unit === unit.id) ?? sheets[0]

  // a commune makes no cycle: it receives one
  const waits = cycle === null && unit.level === 'commune'

  if (error !== null) {
    return (
      <PageFrame title={t('common:pages.sheet')}>
        <ErrorSentence
          error={error}
          onRetry={() => {
            void refetch()
          }}
        />
      </PageFrame>
    )
  }
  if (loading || (cycle !== null && data === undefined)) return <Loading />
  if (cycle === null || chosen === undefined) {
    return (
      <PageFrame title={t('common:pages.sheet')}>
        <EmptyState
          icon="sheet"
          title={t('empty.title')}
          {...(waits
            ? {
                actions: (
                  <Button component={Link} href={paths.receive}>
                    {t('overview:noCycle.receive')}
                  </Button>
                ),
              }
            : {})}
        >
          {waits ? t('overview:noCycle.wait') : t(cycle === null ? 'empty.noCycle' : 'empty.noSheet')}
        </EmptyState>
      </PageFrame>
    )
  }
  return (
    <OneSheet
      key={chosen.assessment}
      assessment={chosen.assessment}
      criterion={
        wanted === undefined ? undefined : (partOfAddress(address.criterion) as CriterionId | undefined)
      }
      sheets={sheets}
      onOpen={(assessment) => {
        go(pathOfSheet(assessment))
      }}
    />
  )
}

type OneSheetProps = {
  assessment: AssessmentId
  criterion: CriterionId | undefined
  sheets: readonly SheetSummary[]
  onOpen: (assessment: AssessmentId) => void
}

function OneSheet({ assessment, criterion, sheets, onOpen }: OneSheetProps): ReactElement {
  const { t } = useTranslation('common')
  const { sheet, error, retry } = useSheet(assessment)
  if (error !== null) {
    return (
      <PageFrame title={t('pages.sheet')}>
        <ErrorSentence error={error} onRetry={retry} />
      </PageFrame>
    )
  }
  return sheet === null ? (
    <Loading />
  ) : (
    <SheetView sheet={sheet} criterion={criterion} sheets={sheets} onOpen={onOpen} />
  )
}

function Loading(): ReactElement {
  const { t } = useTranslation('common')
  return (
    <PageFrame title={t('pages.sheet')}>
      <Loader size="sm" role="status" aria-label={t('loading')} />
    </PageFrame>
  )
}
