import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetStatus } from '../../shared/domain/workflow.ts'
import { Badge, type Tone } from './badge.tsx'

const tones: Readonly<Record<SheetStatus, Tone>> = {
  selfScoring: 'quiet',
  submitted: 'calm',
  returned: 'warn',
  appraised: 'calm',
  accepted: 'calm',
  returnedByProvince: 'warn',
  verified: 'calm',
  recognised: 'good',
  notRecognised: 'bad',
  stopped: 'quiet',
}

/** Where a sheet stands, in the words of DESIGN §2. */
export function StatusBadge({ status, stars }: { status: SheetStatus; stars?: number }): ReactElement {
  const { t } = useTranslation('common')
  const text =
    status === 'recognised' && stars !== undefined && stars > 0
      ? t('recognisedWithStars', { stars })
      : t(`status.${status}`)
  return <Badge tone={tones[status]}>{text}</Badge>
}
