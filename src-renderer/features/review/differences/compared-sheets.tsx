import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DifferenceView } from '../../../../shared/contract/differences.ts'
import { pathOfSheet } from '../../../app/paths.ts'
import { formatTime } from '../../../ui/format.ts'
import classes from './differences.module.css'

/** Where the sheets of two decisions differ, criterion by criterion. */
export function ComparedSheets({ difference }: { difference: DifferenceView }): ReactElement {
  const { t } = useTranslation('review')
  const { compared, values, assessment } = difference
  return (
    <div className={classes['compared']} tabIndex={0} role="region" aria-label={t('differences.compared')}>
      <h3 className={classes['smallTitle']}>{t('differences.compared')}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('differences.criterion')}</th>
            {values.map(({ author }) => (
              <th key={author.entry} scope="col">
                <bdi>{author.officer}</bdi>, {formatTime(author.time)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {compared.map(({ criterion, label, readings }) => (
            <tr key={criterion}>
              <th scope="row">
                {assessment === null ? label : <Link href={pathOfSheet(assessment, criterion)}>{label}</Link>}
              </th>
              {readings.map((reading, index) => (
                <td key={values[index]?.author.entry ?? index}>{reading}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
