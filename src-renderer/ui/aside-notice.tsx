import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AssessmentId, CycleId } from '../../shared/domain/ids.ts'
import { paths } from '../app/paths.ts'
import { useQueryCall } from '../app/use-call.ts'
import classes from './aside-notice.module.css'
import { formatCount } from './format.ts'
import { Icon } from './icons.tsx'

/** Says that something of this sheet, or of this cycle, does not count because a bundle is set aside; nothing while all counts. */
export function AsideNotice(about: { assessment: AssessmentId } | { cycle: CycleId }): ReactElement | null {
  const { t } = useTranslation('asides')
  const { data } = useQueryCall('asides.of', about)
  if (data === undefined || data.entries + data.catalogue === 0) return null
  const count = data.entries + data.catalogue
  return (
    <p className={classes['notice']} role="status">
      <Icon name="info" />
      <span>
        {'cycle' in about && data.sheets.length > 0
          ? t('notice.cycle', { count: data.sheets.length, formatted: formatCount(data.sheets.length) })
          : t('notice.sheet', { count, formatted: formatCount(count) })}{' '}
        <Link href={paths.exchangeLog}>{t('notice.show')}</Link>
      </span>
    </p>
  )
}
