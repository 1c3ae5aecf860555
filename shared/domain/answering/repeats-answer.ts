import type { Answer, AnswerInput } from '../answers.ts'
import type { Criterion } from '../criteria.ts'
import type { Decimal } from '../quantities.ts'
import { cellText } from '../text/visible.ts'
import { readAnswer } from './read-answer.ts'

/**
 * Whether cells say of an answer what the program's own tables say of it: the whole answer, or as much of it as they show. A list is
 * shown by how many of its items are done, a survey by its last two figures.
 */
export function repeatsAnswer(criterion: Criterion, { input }: Answer, given: readonly string[]): boolean {
  const cells = given.map(cellText).filter((cell) => cell !== '')
  const reading = readAnswer(criterion, given)
  if (reading.status === 'answer' && sameInput(reading.input, input)) return true
  const [only = ''] = cells
  if (cells.length !== 1) return false
  if (input.kind === 'checklist') {
    const found = /^(\d+)\s*(?:\/|of)\s*(\d+)(?:\s+\p{L}+)*$/u.exec(only)
    const all = criterion.rule.kind === 'checklist' ? criterion.rule.items.length : input.done.length
    return found !== null && Number(found[1]) === input.done.length && Number(found[2]) === all
  }
  if (input.kind === 'survey') {
    const asShare = { ...criterion, rule: shareRule }
    const share = readAnswer(asShare, [only])
    return (
      share.status === 'answer' &&
      share.input.kind === 'ratio' &&
      share.input.numerator === input.satisfied &&
      share.input.denominator === input.valid
    )
  }
  return false
}

const shareRule: Criterion['rule'] = {
  kind: 'ratio',
  numerator: '',
  denominator: '',
  scale: { kind: 'linear', fullAt: '100' as Decimal },
  whenZero: 'missing',
}

/** Whether two answers say the same, in whatever order their figures were written. */
export function sameInput(one: AnswerInput, other: AnswerInput): boolean {
  return inOrder(one) === inOrder(other)
}

function inOrder(input: AnswerInput): string {
  return JSON.stringify(input, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
