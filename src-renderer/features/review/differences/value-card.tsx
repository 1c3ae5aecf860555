import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DifferenceView } from '../../../../shared/contract/differences.ts'
import { pathOfDocument } from '../../../app/paths.ts'
import { Badge } from '../../../ui/badge.tsx'
import { formatTime } from '../../../ui/format.ts'
import classes from './differences.module.css'

type Value = DifferenceView['values'][number]
type Props = {
  value: Value
  shown: boolean
  /** Whether evidence can belong to it at all. */
  withEvidence: boolean
  mayChoose: boolean
  onChoose: () => void
}

/** One of the values: what it says, who wrote it where and when, why, and with which papers. */
export function ValueCard({ value, shown, withEvidence, mayChoose, onChoose }: Props): ReactElement {
  const { t } = useTranslation(['review', 'common'])
  const { author, decided } = value
  return (
    <li className={classes['value']}>
      <div className={classes['reading']}>
        <span className={classes['says']}>{value.reading}</span>
        {shown && <Badge tone="quiet">{t('differences.shown')}</Badge>}
      </div>
      {decided !== null && (
        <p className={classes['soft']}>
          {t(decided.complete ? 'differences.complete' : 'differences.incomplete')}
          {decided.missingFiles > 0 && ` ${t('differences.missingFiles', { count: decided.missingFiles })}`}
        </p>
      )}
      <dl className={classes['facts']}>
        <dt>{t('differences.author')}</dt>
        <dd>{author.officer}</dd>
        <dt>{t('differences.unit')}</dt>
        <dd>{author.unitName}</dd>
        <dt>{t('differences.device')}</dt>
        <dd>{author.deviceName === '' ? author.device.slice(0, 8) : author.deviceName}</dd>
        <dt>{t('differences.time')}</dt>
        <dd>{formatTime(author.time)}</dd>
        {author.onBehalf !== null && (
          <>
            <dt>{t('differences.behalf')}</dt>
            <dd>
              {[author.onBehalf.unitName, author.onBehalf.paper].filter((text) => text !== '').join(', ')}
            </dd>
          </>
        )}
        <dt>{t('differences.reason')}</dt>
        <dd>{author.reason ?? t('differences.noReason')}</dd>
        {withEvidence && (
          <>
            <dt>{t('differences.evidence')}</dt>
            <dd>
              {value.evidence.length === 0 ? (
                t('differences.noEvidence')
              ) : (
                <DocumentNames documents={value.evidence} />
              )}
            </dd>
          </>
        )}
      </dl>
      <Button
        className={classes['choose']}
        variant={shown ? 'filled' : 'default'}
        disabled={!mayChoose}
        aria-label={t('differences.chooseThis', { value: value.reading, officer: author.officer })}
        onClick={onChoose}
      >
        {t('differences.choose')}
      </Button>
    </li>
  )
}

/** Documents, each a way to it. */
export function DocumentNames({ documents }: { documents: Value['evidence'] }): ReactElement {
  return (
    <ul className={classes['documents']}>
      {documents.map(({ document, title }) => (
        <li key={document}>
          <Link href={pathOfDocument(document)}>{title === '' ? document : title}</Link>
        </li>
      ))}
    </ul>
  )
}
