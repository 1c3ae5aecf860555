import type { TFunction } from 'i18next'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { Criterion, Deadline, Scale, ZeroPolicy } from '../../../shared/domain/criteria.ts'
import { formatPoints } from '../format.ts'
import { formulaLines } from './formula-text.ts'
import { showDecimal } from './figure-text.ts'

/** How a criterion is scored, in plain words, one line each. */
export function ruleLines(criterion: Criterion, t: TFunction): readonly string[] {
  const { rule } = criterion
  const lines = (): readonly string[] => {
    switch (rule.kind) {
      case 'yesNo':
        return [
          t('sheet:rule.option', { label: rule.yesLabel, points: formatPoints(rule.yes) }),
          t('sheet:rule.option', { label: rule.noLabel, points: formatPoints(rule.no) }),
        ]
      case 'choice':
        return rule.options.map(({ label, points }) =>
          t('sheet:rule.option', { label, points: formatPoints(points) }),
        )
      case 'checklist':
        return rule.items.map(({ label, points }) =>
          t('sheet:rule.item', { label, points: formatPoints(points) }),
        )
      case 'ratio':
        return [
          t('sheet:rule.ratio', { numerator: rule.numerator, denominator: rule.denominator }),
          ...scaleLines(rule.scale, criterion, t),
          t('sheet:rule.exactShare'),
          zeroLine(rule.denominator, rule.whenZero, t),
        ]
      case 'count':
        return [
          t('sheet:rule.count', {
            what: rule.what,
            each: formatPoints(rule.each),
            cap: formatPoints(rule.cap),
          }),
        ]
      case 'bonus':
        return [
          t('sheet:rule.bonus', {
            what: rule.what,
            each: formatPoints(rule.each),
            cap: formatPoints(rule.cap),
          }),
        ]
      case 'penalty':
        return [
          t('sheet:rule.penalty', {
            what: rule.what,
            each: formatPoints(rule.each),
            cap: formatPoints(rule.cap),
          }),
        ]
      case 'deduction':
        return [
          t('sheet:rule.deduction', {
            start: formatPoints(rule.start),
            what: rule.what,
            each: formatPoints(rule.each),
            floor: formatPoints(rule.floor),
          }),
        ]
      case 'survey':
        return [
          t('sheet:rule.survey', { form: rule.form, satisfied: rule.satisfied, valid: rule.valid }),
          ...scaleLines(rule.scale, criterion, t),
          t('sheet:rule.exactShare'),
          t('sheet:rule.minimumForms', { count: rule.minimumForms }),
          zeroLine(rule.valid, rule.whenZero, t),
        ]
      case 'external':
        return [
          t('sheet:rule.external', {
            index: rule.index,
            scale: showDecimal(rule.scale),
            factor: showDecimal(rule.factor),
          }),
        ]
      case 'manual':
        return [t('sheet:rule.manual', { step: formatPoints(rule.step), max: formatPoints(criterion.max) })]
      case 'formula':
        return [
          ...(formulaLines(rule.expression, rule.inputs, t) ?? [t('sheet:formula.unreadable')]),
          ...rule.whenZero.map(({ input, policy }) =>
            zeroLine(rule.inputs.find(({ name }) => name === input)?.label ?? input, policy, t),
          ),
        ]
      default:
        return assertNever(rule)
    }
  }
  const notApplicable =
    criterion.notApplicable === 'refused' ? [] : [t(`sheet:rule.notApplicable.${criterion.notApplicable}`)]
  return [...lines(), ...notApplicable]
}

function scaleLines(scale: Scale, criterion: Criterion, t: TFunction): readonly string[] {
  if (scale.kind === 'linear') {
    return [t('sheet:rule.linear', { max: formatPoints(criterion.max), fullAt: showDecimal(scale.fullAt) })]
  }
  return scale.bands.map(({ from, points }) =>
    t(from === '0' ? 'sheet:rule.lowestBand' : 'sheet:rule.band', {
      from: showDecimal(from),
      points: formatPoints(points),
    }),
  )
}

function zeroLine(what: string, policy: ZeroPolicy, t: TFunction): string {
  return t(`sheet:rule.whenZero.${policy}`, { what })
}

/** When the criterion is due, in words. */
export function deadlineText(deadline: Deadline | null, t: TFunction): string | null {
  if (deadline === null) return null
  if (deadline.kind !== 'date') return t(`sheet:deadline.${deadline.kind}`)
  const two = (value: number): string => String(value).padStart(2, '0')
  return t('sheet:deadline.date', { day: two(deadline.day), month: two(deadline.month) })
}
