import type { TFunction } from 'i18next'
import type { Answer } from '../../../shared/domain/answers.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { Criterion, Rule } from '../../../shared/domain/criteria.ts'
import type { Decimal } from '../../../shared/domain/quantities.ts'
import type { Outcome } from '../../../shared/domain/rules.ts'
import { scaleOf, shownShare } from '../../../shared/domain/shown-share.ts'
import { formatPoints } from '../format.ts'
import { showDecimal } from './figure-text.ts'

/** An answer in one short line, as a cell shows it: "47/50 = 94 %", "Ban hành đúng hạn", "2/3 mục". */
export function answerInShort(criterion: Criterion, answer: Answer | null, t: TFunction): string {
  if (answer === null) return ''
  const { input } = answer
  const { rule } = criterion
  switch (input.kind) {
    case 'notApplicable':
      return t('sheet:answer.notApplicable')
    case 'yesNo':
      if (rule.kind !== 'yesNo') return t('sheet:answer.otherRule')
      return input.yes ? rule.yesLabel : rule.noLabel
    case 'choice':
      if (rule.kind !== 'choice') return t('sheet:answer.otherRule')
      return rule.options.find(({ id }) => id === input.option)?.label ?? t('sheet:answer.otherRule')
    case 'checklist':
      return t('sheet:answer.ticked', {
        done: input.done.length,
        all: rule.kind === 'checklist' ? rule.items.length : input.done.length,
      })
    case 'ratio':
      return shareText(criterion, input.numerator, input.denominator, t)
    case 'survey':
      return shareText(criterion, input.satisfied, input.valid, t)
    case 'count':
    case 'bonus':
    case 'penalty':
      return figureText(input.count)
    case 'deduction':
      return figureText(input.cases)
    case 'external':
      return figureText(input.value)
    case 'manual':
      return formatPoints(input.points)
    case 'formula': {
      const names = rule.kind === 'formula' ? rule.inputs.map(({ name }) => name) : Object.keys(input.values)
      return names.map((name) => figureText(input.values[name] ?? null)).join(' · ')
    }
    default:
      return assertNever(input)
  }
}

/** The answer as a cell that is pasted back as the same answer: without what follows from it. */
export function answerAsCell(...told: Parameters<typeof answerInShort>): string {
  return answerInShort(...told).replace(/ = .*$/, '')
}

function figureText(value: Decimal | null): string {
  return value === null ? '…' : showDecimal(value, 'grouped')
}

/** "13/15 = 86,67 %"; where rounding seems to reach a limit of the scale, "19999/20000 = 100 % (làm tròn, chưa đến 100 %)". */
function shareText(criterion: Criterion, part: Decimal | null, whole: Decimal | null, t: TFunction): string {
  const figures = `${figureText(part)}/${figureText(whole)}`
  const share = part === null || whole === null ? null : shownShare(part, whole, scaleOf(criterion))
  if (share === null) return figures
  const { percent, limit } = share
  const written = `${figures} = ${formatPoints(percent)} %`
  if (limit === null) return written
  const name = showDecimal(limit.percent)
  return `${written} (${t(limit.reached ? 'sheet:answer.limitReached' : 'sheet:answer.limitMissed', { limit: name })})`
}

/**
 * What the outcome lets an officer read beside the points: why there are none, or what to know about them. Figures are called as the
 * criterion calls them.
 */
export function outcomeSentences(
  outcome: Outcome,
  { rule }: Pick<Criterion, 'rule'>,
  t: TFunction,
): readonly string[] {
  const names = figureNames(rule, t)
  switch (outcome.status) {
    case 'points':
      return outcome.warnings.map((warning) => t(`sheet:warning.${warning}`, names))
    case 'missing':
      return [t(`sheet:missing.${outcome.why}`, names)]
    case 'excluded':
      return [t(`sheet:excluded.${outcome.why}`, names)]
    case 'invalid':
      return [t(`sheet:problem.${outcome.problem}`, names)]
    default:
      return assertNever(outcome)
  }
}

/** What a rule calls the part that was reached, and the whole; a formula names the whole where one figure alone may be 0. */
function figureNames(rule: Rule, t: TFunction): { part: string; whole: string } {
  const called = (part: string | undefined, whole: string | undefined): { part: string; whole: string } => ({
    part: part === undefined || part === '' ? t('sheet:answer.part') : part,
    whole: whole === undefined || whole === '' ? t('sheet:answer.whole') : whole,
  })
  switch (rule.kind) {
    case 'ratio':
      return called(rule.numerator, rule.denominator)
    case 'survey':
      return called(rule.satisfied, rule.valid)
    case 'formula': {
      const [zero, another] = rule.whenZero
      const label = rule.inputs.find(({ name }) => name === zero?.input)?.label
      return called(undefined, another === undefined ? label : undefined)
    }
    default:
      return called(undefined, undefined)
  }
}

/** The points of an outcome as text; "–" while there are none. */
export function outcomePoints(outcome: Outcome, t: TFunction): string {
  switch (outcome.status) {
    case 'points':
      return formatPoints(outcome.points)
    case 'excluded':
      return t('sheet:answer.excludedShort')
    default:
      return '–'
  }
}
