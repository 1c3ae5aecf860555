import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../../../shared/domain/assert-never.ts'
import { movedInList } from '../../../../../shared/domain/criteria-edit.ts'
import { ZeroPolicy, type Criterion, type Rule, type Scale } from '../../../../../shared/domain/criteria.ts'
import type { Decimal, Hundredths } from '../../../../../shared/domain/quantities.ts'
import { ruleKinds, toRuleKind } from '../../../../../shared/domain/rule-kinds.ts'
import { Icon } from '../../../../ui/icons.tsx'
import { newId } from './draft-context.ts'
import classes from './editor.module.css'
import { ChoiceAt, CountAt, DecimalAt, PointsAt, RowTools, TextAt } from './fields.tsx'
import { FormulaForm } from './formula-form.tsx'

type OfKind<Kind extends Rule['kind']> = Extract<Rule, { kind: Kind }>
export type RuleProps<Kind extends Rule['kind']> = {
  rule: OfKind<Kind>
  criterion: Criterion
  at: string
  /** `field` names what is typed in, for undoing it in one step. */
  onChange: (rule: Rule, field: string) => void
}

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
      <Parameters criterion={criterion} at={at} onChange={onChange} />
    </fieldset>
  )
}

function Parameters({ criterion, at, onChange }: Omit<RuleProps<Rule['kind']>, 'rule'>): ReactElement {
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

type Part = { id: string; label: string; points: Hundredths }

/** Options to choose from, or items to tick: a label and its points each. */
function PartList({
  name,
  add,
  at,
  parts,
  onChange,
}: {
  name: string
  add: string
  at: string
  parts: readonly Part[]
  onChange: (parts: Part[], field: string) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const set = (index: number, part: Partial<Part>, field: string): void => {
    onChange(
      parts.map((each, place) => (place === index ? { ...each, ...part } : each)),
      `${at}.${parts[index]?.id ?? ''}.${field}`,
    )
  }
  return (
    <div role="group" aria-label={name} className={classes['parts']} data-path={at}>
      {parts.map((part, index) => (
        <div key={part.id} className={classes['part']}>
          <TextAt
            label={t('rule.partLabel', { number: index + 1 })}
            path={`${at}[${index}].label`}
            value={part.label}
            onChange={(label) => {
              set(index, { label }, 'label')
            }}
          />
          <PointsAt
            label={t('rule.points')}
            path={`${at}[${index}].points`}
            value={part.points}
            onChange={(points) => {
              set(index, { points }, 'points')
            }}
          />
          <RowTools
            name={part.label === '' ? String(index + 1) : part.label}
            onUp={
              index === 0
                ? undefined
                : () => {
                    onChange(movedInList(parts, index, -1), '')
                  }
            }
            onDown={
              index === parts.length - 1
                ? undefined
                : () => {
                    onChange(movedInList(parts, index, 1), '')
                  }
            }
            onRemove={() => {
              onChange(parts.toSpliced(index, 1), '')
            }}
          />
        </div>
      ))}
      <div>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<Icon name="plus" />}
          onClick={() => {
            onChange([...parts, { id: newId('o'), label: '', points: 0 as Hundredths }], '')
          }}
        >
          {add}
        </Button>
      </div>
    </div>
  )
}

/** From a percentage to points: by bands, or rising evenly up to a percentage. */
function ScaleForm({
  scale,
  max,
  at,
  onChange,
}: {
  scale: Scale
  max: Hundredths
  at: string
  onChange: (scale: Scale, field: string) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const percent = (value: string): Decimal => value as Decimal
  return (
    <>
      <div className={classes['two']}>
        <ChoiceAt
          label={t('scale.kind')}
          path={`${at}.kind`}
          value={scale.kind}
          options={(['bands', 'linear'] as const).map((value) => ({ value, label: t(`scale.${value}`) }))}
          onChange={(kind) => {
            if (kind === scale.kind) return
            onChange(
              kind === 'linear'
                ? {
                    kind,
                    fullAt:
                      scale.kind === 'bands' ? (scale.bands[0]?.from ?? percent('100')) : percent('100'),
                  }
                : {
                    kind,
                    bands: [
                      { from: scale.kind === 'linear' ? scale.fullAt : percent('100'), points: max },
                      { from: percent('0'), points: 0 as Hundredths },
                    ],
                  },
              '',
            )
          }}
        />
        {scale.kind === 'linear' && (
          <DecimalAt
            label={t('scale.fullAt')}
            unit="%"
            path={`${at}.fullAt`}
            value={scale.fullAt}
            onChange={(fullAt) => {
              onChange({ ...scale, fullAt }, 'fullAt')
            }}
          />
        )}
      </div>
      {scale.kind === 'bands' && <BandList scale={scale} at={`${at}.bands`} onChange={onChange} />}
    </>
  )
}

function BandList({
  scale,
  at,
  onChange,
}: {
  scale: Extract<Scale, { kind: 'bands' }>
  at: string
  onChange: (scale: Scale, field: string) => void
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const { bands } = scale
  const set = (index: number, part: Partial<(typeof bands)[number]>, field: string): void => {
    onChange(
      { ...scale, bands: bands.map((each, place) => (place === index ? { ...each, ...part } : each)) },
      `${at}.${index}.${field}`,
    )
  }
  return (
    <div role="group" aria-label={t('scale.bands')} className={classes['parts']} data-path={at}>
      {bands.map((band, index) => (
        // bands have no ids; their place is what they are
        <div key={index} className={classes['part']}>
          <DecimalAt
            label={t('scale.from')}
            unit="%"
            path={`${at}[${index}].from`}
            value={band.from}
            onChange={(from) => {
              set(index, { from }, 'from')
            }}
          />
          <PointsAt
            label={t('rule.points')}
            path={`${at}[${index}].points`}
            value={band.points}
            onChange={(points) => {
              set(index, { points }, 'points')
            }}
          />
          <RowTools
            name={t('scale.band', { number: index + 1 })}
            onRemove={() => {
              onChange({ ...scale, bands: bands.toSpliced(index, 1) }, '')
            }}
          />
        </div>
      ))}
      <div>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<Icon name="plus" />}
          onClick={() => {
            onChange({ ...scale, bands: [...bands, { from: '0' as Decimal, points: 0 as Hundredths }] }, '')
          }}
        >
          {t('scale.add')}
        </Button>
      </div>
    </div>
  )
}
