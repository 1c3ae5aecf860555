import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatDay } from '../../ui/format.ts'
import { SendingStrip } from '../../ui/sending/sending-state.tsx'
import classes from './appraisal.module.css'

export type QueueUnit = Output<'appraisal.queue'>['units'][number]

/** The way on to the next commune: only whoever asks for it leaves the one at hand. */
export function GoOnButton({
  next,
  filled,
  onGo,
}: {
  next: QueueUnit
  filled: boolean
  onGo: (unit: UnitId) => void
}): ReactElement {
  const { t } = useTranslation('appraisal')
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      onClick={() => {
        onGo(next.unit)
      }}
    >
      {t('queue.goOn', { unit: next.name, open: next.open, total: next.total })}
    </Button>
  )
}

type Props = {
  view: SheetView
  /** Where work waits next; null: nowhere. */
  next: QueueUnit | null
  onGo: (unit: UnitId) => void
}

/** The commune at hand waits for nothing here any more, because its sheet was closed or returned: what became of it, and what comes next. */
export function FinishedUnit({ view, next, onGo }: Props): ReactElement {
  const { t } = useTranslation(['appraisal', 'common'])
  const due = view.returned?.due ?? null
  const unsent = view.sending?.state === 'decided'
  return (
    <EmptyState
      icon="check"
      title={t('queue.finished', { unit: view.unitName, status: t(`common:status.${view.status}`) })}
      actions={next !== null && <GoOnButton next={next} filled={!unsent} onGo={onGo} />}
    >
      {due !== null && <p>{t('queue.due', { day: formatDay(due) })}</p>}
      <SendingStrip sending={view.sending} className={classes['sending']} />
      {next === null && <p>{t('queue.noneElsewhere')}</p>}
    </EmptyState>
  )
}
