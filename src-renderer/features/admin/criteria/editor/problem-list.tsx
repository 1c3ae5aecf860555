import { Anchor } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CriteriaProblem } from '../../../../../shared/domain/criteria-check.ts'
import type { CriteriaContent } from '../../../../../shared/domain/criteria.ts'
import { Badge } from '../../../../ui/badge.tsx'
import { Card } from '../../../../ui/card.tsx'
import { problemSentence } from '../problem-sentence.ts'
import classes from './editor.module.css'

/** Everything to mend; each line leads to its place. */
export function ProblemList({
  problems,
  content,
  onJump,
}: {
  problems: readonly CriteriaProblem[]
  content: CriteriaContent
  onJump: (path: string) => void
}): ReactElement {
  const { t } = useTranslation('admin')
  return (
    <Card title={t('draft.problems')}>
      {problems.length === 0 ? (
        <p className={classes['hint']}>{t('draft.soundHint')}</p>
      ) : (
        <ul className={classes['problems']}>
          {problems.map((problem, index) => (
            <li key={index}>
              <Anchor
                component="button"
                type="button"
                ta="start"
                onClick={() => {
                  onJump(problem.path)
                }}
              >
                {problemSentence({ ...problem, details: { ...problem.details } }, content, t)}
              </Anchor>{' '}
              {problem.severity === 'warning' && <Badge tone="warn">{t('draft.warning')}</Badge>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
