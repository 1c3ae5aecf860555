import { Button, Skeleton, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Input } from '../../../shared/contract/contract.ts'
import { paths } from '../../app/paths.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { HistoryFilter, type Filter, inputOfFilter, noFilter } from './history-filter.tsx'
import { HistoryList } from './history-list.tsx'

/** Who changed what, when and why; what can still be taken back. */
export function HistoryPage(): ReactElement {
  const { t } = useTranslation(['history', 'common'])
  const [filter, setFilter] = useState<Filter>(noFilter)
  // Each page starts where the one before ended; the first has no limit.
  const [starts, setStarts] = useState<readonly (number | null)[]>([null])
  const unfiltered = JSON.stringify(filter) === JSON.stringify(noFilter)

  function change(next: Filter): void {
    setFilter(next)
    setStarts([null])
  }

  return (
    <PageFrame
      title={t('common:pages.history')}
      summary={t('summary')}
      actions={
        <Button variant="default" leftSection={<Icon name="clock" />} component={Link} href={paths.asOf}>
          {t('asOf')}
        </Button>
      }
    >
      <HistoryFilter value={filter} onChange={change} />
      <Card padding="none">
        {starts.map((before, index) => (
          <HistoryPart
            key={before ?? 'first'}
            input={{ ...inputOfFilter(filter), limit: 50, ...(before === null ? {} : { before }) }}
            first={index === 0}
            last={index === starts.length - 1}
            unfiltered={unfiltered}
            onMore={(next) => {
              setStarts([...starts, next])
            }}
          />
        ))}
      </Card>
    </PageFrame>
  )
}

type PartProps = {
  input: Input<'history.list'>
  first: boolean
  last: boolean
  unfiltered: boolean
  onMore: (before: number) => void
}

function HistoryPart({ input, first, last, unfiltered, onMore }: PartProps): ReactElement {
  const { t } = useTranslation(['history', 'common'])
  const { data, error, refetch } = useQueryCall('history.list', input, { keepPrevious: true })
  if (error !== null) return <ErrorSentence error={error} onRetry={() => void refetch()} />
  if (data === undefined) {
    return (
      <Stack p="md" gap="sm" aria-busy="true">
        {Array.from({ length: 5 }, (_, index) => (
          <Skeleton key={index} height="3rem" />
        ))}
      </Stack>
    )
  }
  if (first && data.entries.length === 0) {
    return (
      <EmptyState icon="history" title={t(unfiltered ? 'nothing' : 'nothingFits')}>
        {t(unfiltered ? 'nothingHint' : 'nothingFitsHint')}
      </EmptyState>
    )
  }
  const { next } = data
  return (
    <>
      <HistoryList entries={data.entries} />
      {last && next !== null && (
        <Button
          variant="subtle"
          m="sm"
          onClick={() => {
            onMore(next)
          }}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}
