import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MadeBundle } from '../../../shared/contract/exchange.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import classes from './send-tab.module.css'

/** The file that was made, and the code by which both sides speak of it. */
export function MadeNotice({ made }: { made: MadeBundle }): ReactElement {
  const { t } = useTranslation('exchange')
  const { parts } = made
  return (
    <div className={classes['made']} role="status">
      <strong>
        {parts.length === 0
          ? t('send.made', { name: made.name })
          : t('send.madeParts', { name: made.name, count: parts.length })}
      </strong>
      <span>
        {t('send.madeFacts', {
          size: formatBytes(made.size),
          entries: formatCount(made.entries),
          files: formatCount(made.files),
        })}
      </span>
      <span>{t(made.encrypted ? 'send.madeEncrypted' : 'send.madePlain')}</span>
      {made.missingFiles > 0 && (
        <span role="alert">{t('send.missingFiles', { count: made.missingFiles })}</span>
      )}
      <span>{t('send.code', { code: made.shortCode })}</span>
    </div>
  )
}
