import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Icon } from '../ui/icons.tsx'
import classes from './changed-device-bar.module.css'
import { paths } from './paths.ts'
import { useSession } from './session.ts'

/** Says on every page that this folder was copied or restored and is a new machine, until somebody has settled it. */
export function ChangedDeviceBar(): ReactElement | null {
  const { t } = useTranslation('devices')
  const { device } = useSession()
  const change = device?.change ?? null
  if (device === null || change === null) return null
  return (
    <p className={classes['bar']} role="status">
      <Icon name="info" />
      <span>
        {t(`change.bar.${change.why}`, { name: change.formerName })}{' '}
        {t(device.certified ? 'change.bar.certified' : 'change.bar.uncertified')}{' '}
        <Link href={paths.devices}>{t('change.bar.show')}</Link>
      </span>
    </p>
  )
}
