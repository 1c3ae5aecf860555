import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../../../shared/domain/assert-never.ts'
import { ZeroPolicy, type Rule } from '../../../../../shared/domain/criteria.ts'
import classes from './editor.module.css'
import { ChoiceAt, CountAt, DecimalAt, PointsAt, TextAt } from './fields.tsx'
import { FormulaForm } from './formula-form.tsx'
import { PartList } from './part-list.tsx'
import type { RuleProps } from './rule-props.ts'
import { ScaleForm } from './scale-form.tsx'

/** The parameters of a rule's kind. */
export function RuleParameters({
  criterion,
  at,
  onChange,
}: Omit<RuleProps<Rule['kind']>, 'rule'>): ReactElement | null {
  const { t } = useTranslation('adminCriteria')
  const { rule } = criterion

  /** What an input of one parameter needs: its place, what stands there, and how a change of it is told. */
  function field<Of extends Rule, Name extends keyof Of & string>(
    of: Of,
    name: Name,
  ): { path: string; value: Of[Name]; onChange: (value: Of[Name]) => void } {
    return {
      path: `${at}.${name}`,
      value: of[name],
      onChange: (value) => {
        onChange({ ...of, [name]: value }, name)
      },
    }
  }

  switch (rule.kind) {
    case 'yesNo':
      return (
        <div className={classes['four']}>
          <TextAt label={t('rule.yesLabel')} {...field(rule, 'yesLabel')} />
          <PointsAt label={t('rule.points')} {...field(rule, 'yes')} />
          <TextAt label={t('rule.noLabel')} {...field(rule, 'noLabel')} />
          <PointsAt label={t('rule.points')} {...field(rule, 'no')} />
        </div>
      )
    case 'choice':
      return (
        <PartList
          name={t('rule.options')}
          add={t('rule.addOption')}
          at={`${at}.options`}
          parts={rule.options}
          onChange={(options, field) => {
            onChange({ ...rule, options }, field)
          }}
        />
      )
    case 'checklist':
      return (
        <PartList
          name={t('rule.items')}
          add={t('rule.addItem')}
          at={`${at}.items`}
          parts={rule.items}
          onChange={(items, field) => {
            onChange({ ...rule, items }, field)
          }}
        />
      )
    case 'ratio':
      return (
        <>
          <div className={classes['two']}>
            <TextAt label={t('rule.numerator')} {...field(rule, 'numerator')} />
            <TextAt label={t('rule.denominator')} {...field(rule, 'denominator')} />
          </div>
          <ScaleForm
            scale={rule.scale}
            max={criterion.max}
            at={`${at}.scale`}
            onChange={(scale, field) => {
              onChange({ ...rule, scale }, field)
            }}
          />
          <ZeroAt {...field(rule, 'whenZero')} />
        </>
      )
    case 'survey':
      return (
        <>
          <div className={classes['two']}>
            <TextAt label={t('rule.form')} maxLength={32} {...field(rule, 'form')} />
            <CountAt label={t('rule.minimumForms')} most={1_000_000} {...field(rule, 'minimumForms')} />
            <TextAt label={t('rule.satisfied')} {...field(rule, 'satisfied')} />
            <TextAt label={t('rule.valid')} {...field(rule, 'valid')} />
          </div>
          <ScaleForm
            scale={rule.scale}
            max={criterion.max}
            at={`${at}.scale`}
            onChange={(scale, field) => {
              onChange({ ...rule, scale }, field)
            }}
          />
          <ZeroAt {...field(rule, 'whenZero')} />
        </>
      )
    case 'count':
    case 'bonus':
    case 'penalty':
      return (
        <div className={classes['three']}>
          <TextAt label={t('rule.what')} {...field(rule, 'what')} />
          <PointsAt
            label={t(rule.kind === 'penalty' ? 'rule.eachOff' : 'rule.each')}
            {...field(rule, 'each')}
          />
          <PointsAt label={t('rule.cap')} {...field(rule, 'cap')} />
        </div>
      )
    case 'deduction':
      return (
        <div className={classes['four']}>
          <TextAt label={t('rule.what')} {...field(rule, 'what')} />
          <PointsAt label={t('rule.start')} {...field(rule, 'start')} />
          <PointsAt label={t('rule.eachOff')} {...field(rule, 'each')} />
          <PointsAt label={t('rule.floor')} {...field(rule, 'floor')} />
        </div>
      )
    case 'external':
      return (
        <div className={classes['three']}>
          <TextAt label={t('rule.index')} {...field(rule, 'index')} />
          <DecimalAt label={t('rule.highest')} {...field(rule, 'scale')} />
          <DecimalAt label={t('rule.factor')} {...field(rule, 'factor')} />
        </div>
      )
    case 'manual':
      if (rule.step === criterion.step) return null
      return (
        <div className={classes['three']}>
          <PointsAt label={t('rule.manualStep')} {...field(rule, 'step')} />
        </div>
      )
    case 'formula':
      return <FormulaForm rule={rule} criterion={criterion} at={at} onChange={onChange} />
    default:
      return assertNever(rule)
  }
}

/** What a figure of 0 means. */
function ZeroAt({
  path,
  value,
  onChange,
}: {
  path: string
  value: ZeroPolicy
  onChange: (value: ZeroPolicy) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  return (
    <ChoiceAt
      label={t('rule.whenZero')}
      path={path}
      value={value}
      options={ZeroPolicy.options.map((each) => ({ value: each, label: t(`zero.${each}`) }))}
      onChange={onChange}
    />
  )
}
