import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetSending } from '../../../shared/contract/sheets.ts'
import { useMay } from '../../app/session.ts'
import { Badge } from '../badge.tsx'
import { formatTime } from '../format.ts'
import { Icon } from '../icons.tsx'
import { offerBundles } from './send-on-queue.tsx'

const tones = { decided: 'warn', bundled: 'calm', confirmed: 'good' } as const

/** How far a decision has come on its way, as a badge beside the state of the sheet. */
export function SendingBadge({ sending }: { sending: SheetSending | null }): ReactElement | null {
  const { t } = useTranslation('sending')
  if (sending === null) return null
  return (
    <Badge tone={tones[sending.state]}>{t(`state.${sending.state}`, { context: sending.decision })}</Badge>
  )
}

/** What still has to be done until a decision has arrived, with its button; nothing once it is confirmed. */
export function SendingStrip({
  sending,
  className,
}: {
  sending: SheetSending | null
  className?: string | undefined
}): ReactElement | null {
  const { t } = useTranslation('sending')
  const mayExchange = useMay('exchange')
  if (sending === null || sending.state === 'confirmed') return null
  const { toName, state, shortCode, time, decision } = sending
  return (
    <div className={className} data-tone={state === 'decided' ? 'warn' : 'calm'} role="status">
      <Icon name="send" />
      <span>
        {t(`strip.${state}`, {
          ...{ context: decision, unit: toName, code: shortCode ?? '', time: formatTime(time) },
        })}{' '}
      </span>
      {mayExchange && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            offerBundles([sending])
          }}
        >
          {state === 'decided' ? t('on.make', { unit: toName }) : t('strip.again')}
        </Button>
      )}
    </div>
  )
}
