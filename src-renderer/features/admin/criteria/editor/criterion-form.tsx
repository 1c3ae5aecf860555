import { Select } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeCriterion, changeGroup } from '../../../../../shared/domain/criteria-edit.ts'
import { NotApplicablePolicy, type Criterion, type Group } from '../../../../../shared/domain/criteria.ts'
import type { GroupId } from '../../../../../shared/domain/ids.ts'
import { AnswerFields } from '../../../../ui/answer/answer-fields.tsx'
import { emptyDraft } from '../../../../ui/answer/answer-draft.ts'
import { useDraft } from './draft-context.ts'
import classes from './editor.module.css'
import { ChoiceAt, LinesAt, PointsAt, TextAt } from './fields.tsx'
import { RuleForm } from './rule-form.tsx'

/** Everything about one criterion. */
export function CriterionForm({ criterion, at }: { criterion: Criterion; at: string }): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { content, change } = useDraft()
  const set = (part: Partial<Omit<Criterion, 'id'>>, field: string): void => {
    change((now) => changeCriterion(now, criterion.id, part), `${criterion.id}.${field}`)
  }
  const nobody = '-'
  const entrants = criterion.enteredBy.length === 2 ? 'both' : (criterion.enteredBy[0] ?? 'both')

  return (
    <div className={classes['form']}>
      <TextAt
        label={t('criterion.title')}
        path={`${at}.title`}
        lines={2}
        value={criterion.title}
        onChange={(title) => {
          set({ title }, 'title')
        }}
      />
      <div className={classes['place']}>
        <TextAt
          label={t('criterion.code')}
          path={`${at}.code`}
          maxLength={32}
          value={criterion.code}
          onChange={(code) => {
            set({ code }, 'code')
          }}
        />
        <ChoiceAt
          label={t('criterion.group')}
          path={`${at}.group`}
          value={criterion.group}
          options={content.groups.map(({ id, code, title }) => ({ value: id, label: `${code}. ${title}` }))}
          onChange={(group: GroupId) => {
            set({ group }, 'group')
          }}
        />
        <PointsAt
          label={t('criterion.max')}
          path={`${at}.max`}
          value={criterion.max}
          onChange={(max) => {
            set({ max }, 'max')
          }}
        />
        <PointsAt
          label={t('criterion.step')}
          path={`${at}.step`}
          value={criterion.step}
          onChange={(step) => {
            // Scored by hand, points go by the criterion's own step: one field says both.
            const { rule } = criterion
            const alike = rule.kind === 'manual' && rule.step === criterion.step
            set(alike ? { step, rule: { ...rule, step } } : { step }, 'step')
          }}
        />
      </div>
      <RuleForm
        criterion={criterion}
        at={`${at}.rule`}
        onChange={(rule, field) => {
          set({ rule }, `rule.${field}`)
        }}
      />
      <TryOut key={`${criterion.id} ${criterion.rule.kind}`} criterion={criterion} />
      <div className={classes['two']}>
        <ChoiceAt
          label={t('criterion.notApplicable')}
          path={`${at}.notApplicable`}
          value={criterion.notApplicable}
          options={NotApplicablePolicy.options.map((value) => ({
            value,
            label: t(`notApplicable.${value}`),
          }))}
          onChange={(notApplicable) => {
            set({ notApplicable }, 'notApplicable')
          }}
        />
        <ChoiceAt
          label={t('criterion.enteredBy')}
          path={`${at}.enteredBy`}
          value={entrants}
          options={(['both', 'commune', 'appraiser'] as const).map((value) => ({
            value,
            label: t(`enteredBy.${value}`),
          }))}
          onChange={(value) => {
            set({ enteredBy: value === 'both' ? ['commune', 'appraiser'] : [value] }, 'enteredBy')
          }}
        />
        <ChoiceAt
          label={t('criterion.department')}
          path={`${at}.department`}
          value={criterion.department ?? nobody}
          searchable
          options={[
            { value: nobody, label: t('criterion.noDepartment') },
            ...content.departments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(department) => {
            set({ department: department === nobody ? null : department }, 'department')
          }}
        />
        <DeadlineAt
          criterion={criterion}
          at={at}
          onChange={(deadline) => {
            set({ deadline }, 'deadline')
          }}
        />
      </div>
      <LinesAt
        label={t('criterion.evidence')}
        description={t('criterion.evidenceHint')}
        path={`${at}.evidence`}
        maxLength={500}
        value={criterion.evidence}
        onChange={(evidence) => {
          set({ evidence }, 'evidence')
        }}
      />
      <TextAt
        label={t('criterion.source')}
        path={`${at}.source`}
        maxLength={500}
        value={criterion.source}
        onChange={(source) => {
          set({ source }, 'source')
        }}
      />
    </div>
  )
}

function DeadlineAt({
  criterion: { deadline },
  at,
  onChange,
}: {
  criterion: Criterion
  at: string
  onChange: (deadline: Criterion['deadline']) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const numbers = (last: number): string[] => Array.from({ length: last }, (_, index) => String(index + 1))
  return (
    <div className={classes['deadline']}>
      <ChoiceAt
        label={t('criterion.deadline')}
        path={`${at}.deadline`}
        value={deadline?.kind ?? 'none'}
        options={(['none', 'date', 'monthly', 'quarterly'] as const).map((value) => ({
          value,
          label: t(`deadline.${value}`),
        }))}
        onChange={(kind) => {
          onChange(kind === 'none' ? null : kind === 'date' ? { kind, month: 12, day: 15 } : { kind })
        }}
      />
      {deadline?.kind === 'date' && (
        <>
          <Select
            label={t('deadline.day')}
            value={String(deadline.day)}
            data={numbers(31)}
            onChange={(day) => {
              onChange({ ...deadline, day: Number(day) })
            }}
          />
          <Select
            label={t('deadline.month')}
            value={String(deadline.month)}
            data={numbers(12)}
            onChange={(month) => {
              onChange({ ...deadline, month: Number(month) })
            }}
          />
        </>
      )}
    </div>
  )
}

/** Sample figures show what the rule makes of them, before anybody scores by it. */
function TryOut({ criterion }: { criterion: Criterion }): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const [draft, setDraft] = useState(emptyDraft)
  return (
    <fieldset className={classes['tryOut']}>
      <legend>{t('tryOut.title')}</legend>
      <p className={classes['hint']}>{t('tryOut.hint')}</p>
      <AnswerFields criterion={criterion} draft={draft} onChange={setDraft} />
    </fieldset>
  )
}

/** Code, title and place of a group. */
export function GroupForm({ group, at }: { group: Group; at: string }): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { change } = useDraft()
  const set = (part: Partial<Omit<Group, 'id'>>, field: string): void => {
    change((now) => changeGroup(now, group.id, part), `${group.id}.${field}`)
  }
  return (
    <div className={classes['form']}>
      <TextAt
        label={t('group.title')}
        path={`${at}.title`}
        lines={2}
        value={group.title}
        onChange={(title) => {
          set({ title }, 'title')
        }}
      />
      <div className={classes['two']}>
        <TextAt
          label={t('group.code')}
          path={`${at}.code`}
          maxLength={32}
          value={group.code}
          onChange={(code) => {
            set({ code }, 'code')
          }}
        />
        <ChoiceAt
          label={t('group.counts')}
          path={`${at}.outside`}
          value={group.outside ? 'outside' : 'inside'}
          options={(['inside', 'outside'] as const).map((value) => ({ value, label: t(`group.${value}`) }))}
          onChange={(value) => {
            set({ outside: value === 'outside' }, 'outside')
          }}
        />
      </div>
    </div>
  )
}
