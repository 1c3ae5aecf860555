import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CriteriaContent, Criterion } from '../../../../shared/domain/criteria.ts'
import { deadlineText, ruleLines } from '../../../ui/answer/rule-text.ts'
import { formatPoints } from '../../../ui/format.ts'
import { SampleNotice } from '../../../ui/sample-notice.tsx'
import { Stars } from '../../../ui/stars.tsx'
import classes from './criteria.module.css'
import { bandText, gateText } from './set-words.ts'

/** A whole criteria set in words: groups, criteria with their rules, bands of stars, conditions, dossier. */
export function CriteriaContentView({ content }: { content: CriteriaContent }): ReactElement {
  const { t } = useTranslation('admin')
  return (
    <>
      <SampleNotice notice={content.notice} />
      {content.basis !== '' && <p className={classes['soft']}>{t('set.basis', { basis: content.basis })}</p>}
      <div
        data-scrolls
        style={{ overflowX: 'auto' }}
        tabIndex={0}
        role="group"
        aria-label={t('set.criteria')}
      >
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">{t('set.code')}</th>
              <th scope="col">{t('set.criterion')}</th>
              <th scope="col" data-align="end">
                {t('set.max')}
              </th>
              <th scope="col">{t('set.department')}</th>
              <th scope="col">{t('set.deadline')}</th>
            </tr>
          </thead>
          {content.groups.map((group) => {
            const criteria = content.criteria.filter((criterion) => criterion.group === group.id)
            return (
              <tbody key={group.id}>
                <tr className={classes['group']}>
                  <th scope="rowgroup" colSpan={2}>
                    {group.code}. {group.title}
                  </th>
                  <td data-align="end">
                    <strong>
                      {group.outside ? '' : formatPoints(criteria.reduce((sum, { max }) => sum + max, 0))}
                    </strong>
                  </td>
                  <td colSpan={2} />
                </tr>
                {criteria.map((criterion) => (
                  <CriterionRow key={criterion.id} criterion={criterion} content={content} />
                ))}
              </tbody>
            )
          })}
        </table>
      </div>
      <h3>{t('set.bands')}</h3>
      <ul className={classes['problems']}>
        {content.bands.map((band) => (
          <li key={band.label}>
            {band.label} {band.stars > 0 && <Stars count={band.stars} />}: {bandText(band, t)}
          </li>
        ))}
      </ul>
      {content.gates.length > 0 && (
        <>
          <h3>{t('set.gates')}</h3>
          <ul className={classes['problems']}>
            {content.gates.map((gate) => (
              <li key={gate.id}>
                {gate.title} <span className={classes['soft']}>({gateText(gate, content, t)})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {content.dossier.length > 0 && (
        <>
          <h3>{t('set.dossier')}</h3>
          <ol className={classes['problems']}>
            {content.dossier.map((paper) => (
              <li key={paper}>{paper}</li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

function CriterionRow({
  criterion,
  content,
}: {
  criterion: Criterion
  content: CriteriaContent
}): ReactElement {
  const { t } = useTranslation(['admin', 'sheet'])
  const department = content.departments.find(({ id }) => id === criterion.department)?.name ?? ''
  return (
    <tr>
      <td>{criterion.code}</td>
      <td>
        {criterion.title}
        <ul className={classes['lines']}>
          {ruleLines(criterion, t).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {criterion.evidence.length > 0 && (
            <li>{t('set.evidence', { papers: criterion.evidence.join('; ') })}</li>
          )}
        </ul>
      </td>
      <td data-align="end">{formatPoints(criterion.max)}</td>
      <td>{department}</td>
      <td>{deadlineText(criterion.deadline, t) ?? ''}</td>
    </tr>
  )
}
