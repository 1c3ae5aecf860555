import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { MadeBundle } from '../../../shared/contract/exchange.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'
import { CommuneAnswers } from './commune-answers.tsx'
import classes from './exchange-history.module.css'
import { filesOfMade } from '../../ui/sending/made-files.ts'
import { MadeNotice } from '../../ui/sending/made-notice.tsx'

type Sent = Output<'bundles.outbox'>[number]

/** What was sent: confirmed with what the addressee said, or waiting for the receipt and to be sent again. */
export function OutboxCard(): ReactElement | null {
  const { t } = useTranslation(['exchange', 'sending', 'common'])
  const outbox = useQueryCall('bundles.outbox', {})
  const again = useOperation('bundles.sendAgain')
  const save = useSaveFiles()
  const [made, setMade] = useState<{ bundle: MadeBundle; to: string } | null>(null)
  const [asked, setAsked] = useState<Sent | null>(null)
  // of several for one unit the newest holds what the older ones hold
  const rows = (outbox.data ?? []).filter(({ replaced, confirmed }) => !replaced || confirmed !== null)
  if (rows.length === 0) return null

  async function sendAgain({ bundle, toName }: Sent): Promise<void> {
    const output = await again.run({ bundle }).catch(() => null)
    if (output === null) return
    setMade({ bundle: output, to: toName })
    await save(filesOfMade(output))
  }

  const columns: Column<Sent>[] = [
    {
      key: 'time',
      title: t('outbox.time'),
      width: 9.75,
      firstSort: 'down',
      sortBy: (row) => row.time,
      cell: (row) => formatTime(row.time),
    },
    {
      key: 'to',
      title: t('outbox.to'),
      width: 11,
      sortBy: (row) => row.toName,
      cell: (row) => <bdi>{row.toName}</bdi>,
    },
    {
      key: 'code',
      title: t('outbox.code'),
      width: 7,
      cell: (row) => <span className={classes['code']}>{row.shortCode}</span>,
    },
    {
      key: 'state',
      title: t('outbox.state'),
      width: 9,
      sortBy: (row) => row.confirmed ?? 0,
      cell: (row) => (
        <Badge tone={row.confirmed !== null ? 'good' : row.awaited ? 'calm' : 'quiet'}>
          {t(
            row.confirmed !== null
              ? 'outbox.confirmed'
              : row.awaited
                ? 'outbox.waiting'
                : 'outbox.notAwaited',
          )}
        </Badge>
      ),
    },
    {
      key: 'answer',
      title: t('outbox.answer'),
      width: 16,
      grow: true,
      cell: (row) =>
        row.answer !== null && (
          <>
            {[
              t('applied.new', { count: row.answer.new, formatted: formatCount(row.answer.new) }),
              t('applied.known', { count: row.answer.known, formatted: formatCount(row.answer.known) }),
              ...(['differing', 'refused', 'waiting'] as const).flatMap((key) => {
                const count = row.answer?.[key] ?? 0
                return count === 0 ? [] : [t(`applied.${key}`, { count })]
              }),
            ].join(', ')}{' '}
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('answers.openOf', { unit: row.toName })}
              onClick={() => {
                setAsked(row)
              }}
            >
              {t('answers.open')}
            </Button>
          </>
        ),
    },
    {
      key: 'again',
      title: t('outbox.do'),
      width: 7,
      align: 'end',
      cell: (row) =>
        row.replaced ? (
          ''
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('outbox.againTo', { unit: row.toName })}
            onClick={() => void sendAgain(row)}
          >
            {t('outbox.again')}
          </Button>
        ),
    },
  ]
  return (
    <Card title={t('outbox.title')} padding="none">
      <ErrorSentence error={outbox.error ?? again.error} />
      {made !== null && <MadeNotice made={made.bundle} to={made.to} />}
      <DataTable
        label={t('outbox.title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.bundle}
        initialSorting={{ key: 'time', direction: 'down' }}
        empty={t('common:loading')}
        maxHeight={18}
      />
      {asked !== null && (
        <CommuneAnswers
          unit={asked.to}
          unitName={asked.toName}
          onClose={() => {
            setAsked(null)
          }}
        />
      )}
      <ProgressDialog
        title={t('sending:making')}
        running={again.running}
        progress={again.progress}
        onCancel={again.cancel}
      />
    </Card>
  )
}
