import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { CriterionForm, GroupForm } from './criterion-form.tsx'
import { useDraft } from './draft-context.ts'
import classes from './editor.module.css'
import { Outline, type Chosen } from './outline.tsx'

/** Groups and criteria: the list on the left, what is chosen there on the right. */
export function SetForm({
  chosen,
  onChoose,
}: {
  chosen: Chosen | null
  onChoose: (chosen: Chosen, enter?: boolean) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { content } = useDraft()
  const group = content.groups.findIndex(({ id }) => chosen?.kind === 'group' && id === chosen.id)
  const criterion = content.criteria.findIndex(({ id }) => chosen?.kind === 'criterion' && id === chosen.id)
  const chosenGroup = content.groups[group]
  const chosenCriterion = content.criteria[criterion]
  return (
    <div className={classes['split']}>
      <Outline chosen={chosen} onChoose={onChoose} />
      <div className={classes['side']} data-region>
        {chosenCriterion !== undefined && (
          <CriterionForm key={chosenCriterion.id} criterion={chosenCriterion} at={`criteria[${criterion}]`} />
        )}
        {chosenGroup !== undefined && (
          <GroupForm key={chosenGroup.id} group={chosenGroup} at={`groups[${group}]`} />
        )}
        {chosenCriterion === undefined && chosenGroup === undefined && (
          <p className={classes['hint']}>{t('outline.choose')}</p>
        )}
      </div>
    </div>
  )
}
