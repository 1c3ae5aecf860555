import { Button } from '@mantine/core'
import { type ClipboardEvent, type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CycleView } from '../../../../shared/contract/cycles.ts'
import type { ActSubject } from '../../../app/act-subjects.ts'
import { pathOfSheet } from '../../../app/paths.ts'
import { useMay } from '../../../app/session.ts'
import { useQueryCall } from '../../../app/use-call.ts'
import { useStep, useUndoKeys } from '../../../app/use-own-acts.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatDay, formatPoints } from '../../../ui/format.ts'
import { Points } from '../../../ui/points.tsx'
import { Stars } from '../../../ui/stars.tsx'
import { writeClipboard } from '../../../ui/tables/table.ts'
import { ParticipantDialog, type Participant } from './participant-dialog.tsx'
import { ParticipantPaste } from './participant-paste.tsx'

function isOfParticipants({ kind }: ActSubject): boolean {
  return kind.startsWith('participants.')
}

/** The communes of a cycle: registered or not, stars aimed at, last year, taken out. */
export function ParticipantTable({ cycle }: { cycle: CycleView }): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const participants = useQueryCall('participants.list', { cycle: cycle.id })
  const mayEdit = useMay('score')
  const [editing, setEditing] = useState<Participant | null>(null)
  const [pasting, setPasting] = useState(false)
  const takeStep = useStep(isOfParticipants)
  useUndoKeys((kind) => void takeStep(kind))

  /** The whole list for Excel, with the headings by which it is known again when it is pasted back. */
  function copyAll(event: ClipboardEvent): void {
    // words that somebody marked are copied as ever
    if (window.getSelection()?.isCollapsed === false) return
    event.preventDefault()
    writeClipboard(event.clipboardData, {
      columns: ['unit', 'parent', 'registered', 'aim', 'lastTotal', 'lastStars'],
      headings: [
        t('units.name'),
        t('units.parent'),
        ...(['registered', 'aim', 'lastTotal', 'lastStars'] as const).map((key) => t(`participant.${key}`)),
      ],
      rows: (participants.data ?? []).map(({ unit, registered, aim, lastTotal, lastStars }) => [
        unit.name,
        unit.path[0] ?? '',
        t(registered ? 'common:yes' : 'common:no'),
        aim === null ? '' : `${aim}★`,
        lastTotal === null ? '' : formatPoints(lastTotal, 'always'),
        lastStars === null ? '' : `${lastStars}★`,
      ]),
    })
  }

  const columns: Column<Participant>[] = [
    {
      key: 'unit',
      title: t('units.name'),
      width: 12,
      grow: true,
      sortBy: (row) => row.unit.name,
      cell: (row) => <Link href={pathOfSheet(row.assessment)}>{row.unit.name}</Link>,
    },
    {
      key: 'district',
      title: t('units.parent'),
      width: 11,
      sortBy: (row) => row.unit.path[0] ?? '',
      cell: (row) => row.unit.path[0] ?? '',
    },
    {
      key: 'registered',
      title: t('participant.registered'),
      width: 7,
      sortBy: (row) => row.registered,
      cell: (row) => (row.registered ? t('common:yes') : t('common:no')),
    },
    {
      key: 'aim',
      title: t('participant.aim'),
      width: 7,
      sortBy: (row) => row.aim,
      cell: (row) => (row.aim === null ? '–' : <Stars count={row.aim} />),
    },
    {
      key: 'lastTotal',
      title: t('participant.lastTotal'),
      width: 7,
      align: 'end',
      sortBy: (row) => row.lastTotal,
      cell: (row) => <Points value={row.lastTotal} decimals="always" />,
    },
    {
      key: 'lastStars',
      title: t('participant.lastStars'),
      width: 7,
      sortBy: (row) => row.lastStars,
      cell: (row) => (row.lastStars === null || row.lastStars === 0 ? '–' : <Stars count={row.lastStars} />),
    },
    {
      key: 'stopped',
      title: t('participant.state'),
      width: 9,
      sortBy: (row) => row.stopped !== null,
      cell: (row) =>
        row.stopped !== null && (
          <span title={`${row.stopped.reason} (${formatDay(row.stopped.day)})`}>
            <Badge>{t('common:status.stopped')}</Badge>
          </span>
        ),
    },
    ...(mayEdit
      ? [
          {
            key: 'edit',
            title: t('participant.change'),
            width: 6,
            actions: true,
            cell: (row: Participant) => (
              <Button
                size="compact-md"
                variant="subtle"
                aria-label={t('participant.editOf', { unit: row.unit.name })}
                onClick={() => {
                  setEditing(row)
                }}
              >
                {t('common:edit')}
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <Card
      title={t('participant.title', { count: participants.data?.length ?? 0 })}
      padding="none"
      actions={
        mayEdit && (participants.data ?? []).length > 0 ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setPasting(true)
            }}
          >
            {t('participant.paste.button')}
          </Button>
        ) : undefined
      }
    >
      <ErrorSentence error={participants.error} />
      <div onCopy={copyAll}>
        <DataTable
          label={t('participant.label')}
          columns={columns}
          rows={participants.data ?? []}
          rowKey={(row) => row.assessment}
          maxHeight={34}
          empty={participants.isPending ? t('common:loading') : t('participant.none')}
        />
      </div>
      {pasting && (
        <ParticipantPaste
          participants={participants.data ?? []}
          onClose={() => {
            setPasting(false)
          }}
        />
      )}
      <ParticipantDialog
        participant={editing}
        onClose={() => {
          setEditing(null)
        }}
      />
    </Card>
  )
}
