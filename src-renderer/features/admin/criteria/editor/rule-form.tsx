import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rule } from '../../../../../shared/domain/criteria.ts'
import { ruleKinds, toRuleKind } from '../../../../../shared/domain/rule-kinds.ts'
import { newId } from './draft-context.ts'
import classes from './editor.module.css'
import { ChoiceAt } from './fields.tsx'
import type { RuleProps } from './rule-props.ts'
import { RuleParameters } from './rule-parameters.tsx'

/** How the criterion is scored: the kind and its own parameters. */
export function RuleForm({ criterion, at, onChange }: Omit<RuleProps<Rule['kind']>, 'rule'>): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { rule } = criterion
  return (
    <fieldset className={classes['rule']} data-path={at}>
      <legend>{t('rule.title')}</legend>
      <ChoiceAt
        label={t('rule.kind')}
        path={at}
        value={rule.kind}
        options={ruleKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(kind) => {
          const words = { yes: t('rule.yes'), no: t('rule.no') }
          onChange(
            toRuleKind(criterion, kind, words, () => newId('o')),
            '',
          )
        }}
      />
      <RuleParameters criterion={criterion} at={at} onChange={onChange} />
    </fieldset>
  )
}
