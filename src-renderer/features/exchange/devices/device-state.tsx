import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '../../../../shared/contract/devices.ts'
import { Badge } from '../../../ui/badge.tsx'

/** How far a machine is trusted, as a badge. */
export function DeviceState({ state }: { state: DeviceView['state'] }): ReactElement {
  const { t } = useTranslation('exchange')
  const tone = state === 'certified' ? 'good' : state === 'unknown' ? 'quiet' : 'warn'
  return <Badge tone={tone}>{t(`devices.states.${state}`)}</Badge>
}
