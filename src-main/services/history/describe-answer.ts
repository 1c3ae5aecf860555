import type { Answer } from '../../../shared/domain/answers.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import type { Decimal } from '../../../shared/domain/quantities.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import { scaleOf, shownShare } from '../../../shared/domain/shown-share.ts'
import { formatDecimal, formatPoints } from '../../../shared/domain/text/vietnamese.ts'
import type { Words } from '../words.ts'

/** An answer in one short line with its points: "47/50 = 94 % (2,5 điểm)". Without its criterion, the bare figures. */
export function describeAnswer(words: Words, criterion: Criterion | null, answer: Answer): string {
  const text = inputText(words, criterion, answer)
  const outcome = criterion === null ? null : scoreCriterion(criterion, answer)
  const worth =
    outcome?.status === 'points' && answer.input.kind !== 'manual'
      ? words('answer.worth', { answer: text, points: formatPoints(outcome.points) })
      : text
  return answer.note === '' ? worth : words('noted', { value: worth, note: answer.note })
}

/** The figures alone, without points: "47/50 = 94 %". */
export function inputText(words: Words, criterion: Criterion | null, { input }: Answer): string {
  const rule = criterion?.rule
  const figure = (value: Decimal | null): string =>
    value === null ? words('answer.nothing') : formatDecimal(value)
  const share = (part: Decimal | null, whole: Decimal | null): string => {
    const figures = `${figure(part)}/${figure(whole)}`
    const shown = part === null || whole === null ? null : shownShare(part, whole, scaleOf(criterion))
    if (shown === null) return figures
    const { percent, limit } = shown
    const written = `${figures} = ${formatPoints(percent)} %`
    if (limit === null) return written
    const name = formatDecimal(limit.percent)
    return `${written} (${words(limit.reached ? 'answer.limitReached' : 'answer.limitMissed', { limit: name })})`
  }
  switch (input.kind) {
    case 'notApplicable':
      return words('answer.notApplicable')
    case 'yesNo':
      if (rule?.kind !== 'yesNo') return words(input.yes ? 'yes' : 'no')
      return input.yes ? rule.yesLabel : rule.noLabel
    case 'choice':
      if (rule?.kind !== 'choice') return words('answer.otherRule')
      return rule.options.find(({ id }) => id === input.option)?.label ?? words('answer.otherRule')
    case 'checklist': {
      const all = rule?.kind === 'checklist' ? rule.items.length : input.done.length
      return words('answer.ticked', { done: input.done.length, all })
    }
    case 'ratio':
      return share(input.numerator, input.denominator)
    case 'survey':
      return share(input.satisfied, input.valid)
    case 'count':
    case 'bonus':
    case 'penalty':
      return figure(input.count)
    case 'deduction':
      return figure(input.cases)
    case 'external':
      return figure(input.value)
    case 'manual':
      return words('points', { points: formatPoints(input.points) })
    case 'formula': {
      const labels = new Map(
        rule?.kind === 'formula' ? rule.inputs.map(({ name, label }) => [name, label]) : [],
      )
      return Object.entries(input.values)
        .map(([name, value]) =>
          words('answer.figure', { name: labels.get(name) ?? name, value: figure(value) }),
        )
        .join('; ')
    }
    default:
      return assertNever(input)
  }
}
