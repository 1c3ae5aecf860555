import type { AnswerInput } from '../answers.ts'
import type { Criterion, Rule } from '../criteria.ts'
import type { Decimal } from '../quantities.ts'
import { tidyInput } from '../rules.ts'
import { readNumber, type NumberKind, type NumberProblem } from '../text/read-number.ts'
import { spellingKey } from '../text/vietnamese.ts'
import { cellText } from '../text/visible.ts'
import {
  answerShape,
  figuresAsInput,
  type AnswerField,
  type AnswerPart,
  type FigureRule,
} from './answer-shape.ts'
import { meaningOfWord } from './answer-words.ts'
import { readOption, withoutUnit, type OptionReading } from './read-option.ts'
import { splitFigures, type SplitProblem } from './split-figures.ts'

/** Why a text is no answer; each is the key of a sentence. */
export type AnswerProblem =
  | Exclude<NumberProblem, 'empty'>
  | SplitProblem
  | Extract<OptionReading, { status: 'problem' }>['why']
  /** "Không áp dụng" where the criterion does not allow it. */
  | 'notApplicableRefused'
  /** "2/3 nội dung": how many, but not which. */
  | 'ticksNotNamed'
  /** #N/A, #DIV/0! and their like. */
  | 'excelError'
  /** Points where the criterion asks for figures. */
  | 'pointsNotFigures'

export type AnswerReading =
  | Readonly<{ status: 'answer'; input: AnswerInput }>
  | Readonly<{ status: 'blank' }>
  | Readonly<{
      status: 'problem'
      why: AnswerProblem
      /** How many figures the criterion asks for. */
      needed: number
    }>

/**
 * What the cells of one line mean as an answer to this criterion: the one reading for what is typed, pasted, imported and handed in
 * by the command line. What fits nothing is a problem with a sentence; nothing is guessed.
 */
export function readAnswer(criterion: Criterion, given: readonly string[]): AnswerReading {
  const { rule } = criterion
  const cells = given.map(cellText)
  const filled = cells.filter((cell) => cell !== '')
  const [first] = filled
  if (first === undefined) return { status: 'blank' }
  const shape = answerShape(rule)
  const needed =
    shape.kind === 'figures' ? shape.fields.length : shape.kind === 'ticks' ? shape.items.length : 1
  const problem = (why: AnswerProblem): AnswerReading => ({ status: 'problem', why, needed })
  const answer = (input: AnswerInput): AnswerReading => ({ status: 'answer', input: tidyInput(rule, input) })
  if (filled.some((cell) => /^#(?:N\/A|DIV\/0!|REF!|NAME\?|VALUE!|NUM!|NULL!|#+)$/i.test(cell))) {
    return problem('excelError')
  }
  if (filled.length === 1 && meaningOfWord(first) === 'notApplicable') {
    return criterion.notApplicable === 'refused'
      ? problem('notApplicableRefused')
      : answer({ kind: 'notApplicable' })
  }
  switch (shape.kind) {
    case 'options': {
      if (filled.length > 1) return problem('tooManyFigures')
      const reading = readOption(shape.options, first, rule.kind === 'yesNo')
      if (reading.status === 'problem') return problem(reading.why)
      return answer(
        rule.kind === 'yesNo'
          ? { kind: 'yesNo', yes: reading.id === 'yes' }
          : { kind: 'choice', option: reading.id },
      )
    }
    case 'ticks': {
      const done = readTicks(shape.items, cells)
      return Array.isArray(done) ? answer({ kind: 'checklist', done }) : problem(done)
    }
    case 'figures': {
      const values = readFigures(rule, shape.fields, cells)
      if (typeof values === 'string') return problem(values)
      return Object.values(values).every((value) => value === null)
        ? { status: 'blank' }
        : answer(figuresAsInput(rule as FigureRule, values))
    }
  }
}

/** One cell an item with a tick or none; or one cell that names what is done. */
function readTicks(items: readonly AnswerPart[], cells: readonly string[]): string[] | AnswerProblem {
  const filled = cells.filter((cell) => cell !== '')
  const [first = ''] = filled
  if (filled.length === 1 && meaningOfWord(first) === null) {
    const named = first
      .split(/[;\n]/)
      .map((part) => items.find(({ label }) => spellingKey(label) === spellingKey(part))?.id)
    return named.every((id) => id !== undefined) ? named : 'ticksNotNamed'
  }
  const meanings = cells.map((cell) => (cell === '' ? 'no' : meaningOfWord(cell)))
  if (cells.length < items.length) return 'figuresMissing'
  if (meanings.slice(items.length).some((_, index) => cells[items.length + index] !== ''))
    return 'tooManyFigures'
  if (meanings.includes('unclear')) return 'unclearWord'
  if (meanings.some((meaning) => meaning !== 'yes' && meaning !== 'no')) return 'ticksNotNamed'
  return items.flatMap(({ id }, index) => (meanings[index] === 'yes' ? [id] : []))
}

function readFigures(
  rule: Rule,
  fields: readonly AnswerField[],
  cells: readonly string[],
): Record<string, Decimal | null> | AnswerProblem {
  const parts = splitFigures(rule, fields, cells)
  if (typeof parts === 'string') return parts
  const values: Record<string, Decimal | null> = {}
  for (const [index, { name, kind }] of fields.entries()) {
    const text = parts[index] ?? ''
    const value = readFigure(rule.kind === 'manual' ? withoutUnit(text) : text, kind)
    if (value.status === 'unreadable') {
      const points = rule.kind !== 'manual' && withoutUnit(text) !== text
      return points ? 'pointsNotFigures' : value.why
    }
    values[name] = value.status === 'figure' ? value.value : null
  }
  return values
}

export type FigureReading =
  | Readonly<{ status: 'empty' }>
  | Readonly<{ status: 'figure'; value: Decimal }>
  | Readonly<{ status: 'unreadable'; why: Exclude<NumberProblem, 'empty'> }>

/** A typed figure as a decimal, points included; an empty text is no figure and no mistake. */
export function readFigure(text: string, kind: NumberKind): FigureReading {
  const read = kind === 'points' ? readNumber(text, kind) : readNumber(text, kind)
  if (!read.ok) return read.code === 'empty' ? { status: 'empty' } : { status: 'unreadable', why: read.code }
  // A whole number of hundredths divided by 100 prints exactly.
  const value = typeof read.value === 'number' ? (String(read.value / 100) as Decimal) : read.value
  return { status: 'figure', value }
}
