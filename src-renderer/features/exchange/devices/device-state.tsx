import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '../../../../shared/contract/devices.ts'
import { Badge, type Tone } from '../../../ui/badge.tsx'

const tones: Readonly<Record<DeviceView['state'], Tone>> = {
  certified: 'good',
  waiting: 'warn',
  unknown: 'quiet',
  revoked: 'bad',
}

/** How far a machine is trusted, as a badge. */
export function DeviceState({ state }: { state: DeviceView['state'] }): ReactElement {
  const { t } = useTranslation('exchange')
  return <Badge tone={tones[state]}>{t(`devices.states.${state}`)}</Badge>
}
