import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { AuthorLine } from '../author-line.tsx'

/** Answers to a criterion by the method of an earlier criteria version: kept and shown, not counted. Nothing while there are none. */
export function FormerAnswers({
  assessment,
  criterion,
}: {
  assessment: AssessmentId
  criterion: CriterionId
}): ReactElement | null {
  const { t } = useTranslation(['adminCriteria', 'common'])
  const answers = useQueryCall('cycles.formerAnswers', { assessment }).data ?? []
  const found = answers.filter((each) => each.criterion === criterion)
  if (found.length === 0) return null
  return (
    <section>
      <h3>{t('former.title')}</h3>
      <p>{t('former.text')}</p>
      {found.map(({ stage, text, versionLabel, author }) => (
        <div key={stage}>
          <p>
            {t('former.answer', { stage: t(`common:stage.${stage}`), answer: text, label: versionLabel })}
          </p>
          <AuthorLine author={author} />
        </div>
      ))}
    </section>
  )
}
