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
}: Omit<RuleProps<Rule['kind']>, 'rule'>): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { rule } = criterion
  switch (rule.kind) {
    case 'yesNo':
      return (
        <div className={classes['four']}>
          <TextAt
            label={t('rule.yesLabel')}
            path={`${at}.yesLabel`}
            value={rule.yesLabel}
            onChange={(yesLabel) => {
              onChange({ ...rule, yesLabel }, 'yesLabel')
            }}
          />
          <PointsAt
            label={t('rule.points')}
            path={`${at}.yes`}
            value={rule.yes}
            onChange={(yes) => {
              onChange({ ...rule, yes }, 'yes')
            }}
          />
          <TextAt
            label={t('rule.noLabel')}
            path={`${at}.noLabel`}
            value={rule.noLabel}
            onChange={(noLabel) => {
              onChange({ ...rule, noLabel }, 'noLabel')
            }}
          />
          <PointsAt
            label={t('rule.points')}
            path={`${at}.no`}
            value={rule.no}
            onChange={(no) => {
              onChange({ ...rule, no }, 'no')
            }}
          />
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
            <TextAt
              label={t('rule.numerator')}
              path={`${at}.numerator`}
              value={rule.numerator}
              onChange={(numerator) => {
                onChange({ ...rule, numerator }, 'numerator')
              }}
            />
            <TextAt
              label={t('rule.denominator')}
              path={`${at}.denominator`}
              value={rule.denominator}
              onChange={(denominator) => {
                onChange({ ...rule, denominator }, 'denominator')
              }}
            />
          </div>
          <ScaleForm
            scale={rule.scale}
            max={criterion.max}
            at={`${at}.scale`}
            onChange={(scale, field) => {
              onChange({ ...rule, scale }, field)
            }}
          />
          <ZeroAt
            path={`${at}.whenZero`}
            value={rule.whenZero}
            onChange={(whenZero) => {
              onChange({ ...rule, whenZero }, 'whenZero')
            }}
          />
        </>
      )
    case 'survey':
      return (
        <>
          <div className={classes['two']}>
            <TextAt
              label={t('rule.form')}
              path={`${at}.form`}
              maxLength={32}
              value={rule.form}
              onChange={(form) => {
                onChange({ ...rule, form }, 'form')
              }}
            />
            <CountAt
              label={t('rule.minimumForms')}
              path={`${at}.minimumForms`}
              most={1_000_000}
              value={rule.minimumForms}
              onChange={(minimumForms) => {
                onChange({ ...rule, minimumForms }, 'minimumForms')
              }}
            />
            <TextAt
              label={t('rule.satisfied')}
              path={`${at}.satisfied`}
              value={rule.satisfied}
              onChange={(satisfied) => {
                onChange({ ...rule, satisfied }, 'satisfied')
              }}
            />
            <TextAt
              label={t('rule.valid')}
              path={`${at}.valid`}
              value={rule.valid}
              onChange={(valid) => {
                onChange({ ...rule, valid }, 'valid')
              }}
            />
          </div>
          <ScaleForm
            scale={rule.scale}
            max={criterion.max}
            at={`${at}.scale`}
            onChange={(scale, field) => {
              onChange({ ...rule, scale }, field)
            }}
          />
          <ZeroAt
            path={`${at}.whenZero`}
            value={rule.whenZero}
            onChange={(whenZero) => {
              onChange({ ...rule, whenZero }, 'whenZero')
            }}
          />
        </>
      )
    case 'count':
    case 'bonus':
    case 'penalty':
      return (
        <div className={classes['three']}>
          <TextAt
            label={t('rule.what')}
            path={`${at}.what`}
            value={rule.what}
            onChange={(what) => {
              onChange({ ...rule, what }, 'what')
            }}
          />
          <PointsAt
            label={t(rule.kind === 'penalty' ? 'rule.eachOff' : 'rule.each')}
            path={`${at}.each`}
            value={rule.each}
            onChange={(each) => {
              onChange({ ...rule, each }, 'each')
            }}
          />
          <PointsAt
            label={t('rule.cap')}
            path={`${at}.cap`}
            value={rule.cap}
            onChange={(cap) => {
              onChange({ ...rule, cap }, 'cap')
            }}
          />
        </div>
      )
    case 'deduction':
      return (
        <div className={classes['four']}>
          <TextAt
            label={t('rule.what')}
            path={`${at}.what`}
            value={rule.what}
            onChange={(what) => {
              onChange({ ...rule, what }, 'what')
            }}
          />
          <PointsAt
            label={t('rule.start')}
            path={`${at}.start`}
            value={rule.start}
            onChange={(start) => {
              onChange({ ...rule, start }, 'start')
            }}
          />
          <PointsAt
            label={t('rule.eachOff')}
            path={`${at}.each`}
            value={rule.each}
            onChange={(each) => {
              onChange({ ...rule, each }, 'each')
            }}
          />
          <PointsAt
            label={t('rule.floor')}
            path={`${at}.floor`}
            value={rule.floor}
            onChange={(floor) => {
              onChange({ ...rule, floor }, 'floor')
            }}
          />
        </div>
      )
    case 'external':
      return (
        <div className={classes['three']}>
          <TextAt
            label={t('rule.index')}
            path={`${at}.index`}
            value={rule.index}
            onChange={(index) => {
              onChange({ ...rule, index }, 'index')
            }}
          />
          <DecimalAt
            label={t('rule.highest')}
            path={`${at}.scale`}
            value={rule.scale}
            onChange={(scale) => {
              onChange({ ...rule, scale }, 'scale')
            }}
          />
          <DecimalAt
            label={t('rule.factor')}
            path={`${at}.factor`}
            value={rule.factor}
            onChange={(factor) => {
              onChange({ ...rule, factor }, 'factor')
            }}
          />
        </div>
      )
    case 'manual':
      return (
        <div className={classes['three']}>
          <PointsAt
            label={t('rule.manualStep')}
            path={`${at}.step`}
            value={rule.step}
            onChange={(step) => {
              onChange({ ...rule, step }, 'step')
            }}
          />
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
