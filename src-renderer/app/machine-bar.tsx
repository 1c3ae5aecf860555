import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import classes from './changed-device-bar.module.css'
import { useSession } from './session.ts'

/** Says on every page what is wrong with this machine's own data: saved work that is gone, a log that cannot be kept. */
export function MachineBar(): ReactElement | null {
  const { t } = useTranslation('devices')
  const { device, logFailing } = useSession()
  const lost = device?.lostTail ?? null
  return (
    <>
      {lost !== null && (
        <p className={classes['bar']} role="status">
          <Icon name="warning" />
          <span>{t('machine.lostTail', { count: lost.entries, time: formatTime(lost.found) })}</span>
        </p>
      )}
      {logFailing && (
        <p className={classes['bar']} role="status">
          <Icon name="warning" />
          <span>{t('machine.logFailing')}</span>
        </p>
      )}
    </>
  )
}
