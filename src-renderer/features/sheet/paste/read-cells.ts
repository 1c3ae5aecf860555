import type { Answer } from '../../../../shared/domain/answers.ts'
import type { Criterion } from '../../../../shared/domain/criteria.ts'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import { readNumber, type NumberProblem } from '../../../../shared/domain/text/read-number.ts'
import { editorShape, emptyDraft, readDraft, type AnswerDraft } from '../../../ui/answer/answer-draft.ts'

/** What the cells of one pasted line mean for its criterion. */
export type CellsReading =
  | Readonly<{ status: 'answer'; answer: Answer }>
  | Readonly<{ status: 'blank' }>
  | Readonly<{
      status: 'problem'
      /** Key of a sentence. */
      why: Exclude<NumberProblem, 'empty'> | 'figuresMissing' | 'unknownOption' | 'enteredAbove'
      needed: number
    }>

const yes = new Set(['có', 'co', 'x', '1', 'đạt', 'yes', 'true', '✓', '✔', 'v'])
const no = new Set(['không', 'khong', '0', 'chưa', 'chưa đạt', 'không đạt', 'no', 'false', '-'])
const notApplicable = new Set(['không áp dụng', 'kad', 'n/a', 'na', 'not applicable'])

/** Reads a line by the criterion's rule; the note of the old answer stays. */
export function readCells(criterion: Criterion, cells: readonly string[], note: string): CellsReading {
  const first = cells.find((cell) => cell !== '')
  if (first === undefined) return { status: 'blank' }
  if (!criterion.enteredBy.includes('commune')) return { status: 'problem', why: 'enteredAbove', needed: 0 }
  const draft: AnswerDraft = { ...emptyDraft, note }
  const text = first.toLowerCase()
  if (notApplicable.has(text) && criterion.notApplicable !== 'refused') {
    return finish(criterion, { ...draft, notApplicable: true }, 1)
  }
  const shape = editorShape(criterion.rule, { issued: '', returned: '', points: '' })
  switch (shape.kind) {
    case 'options': {
      const option = criterion.rule.kind === 'yesNo' ? yesOrNo(text) : null
      const found =
        option ??
        shape.options.find(({ label }) => label.toLowerCase() === text)?.id ??
        optionByPoints(shape.options, first)
      return found === null
        ? { status: 'problem', why: 'unknownOption', needed: 0 }
        : finish(criterion, { ...draft, option: found }, 1)
    }
    case 'ticks': {
      const done = cells.slice(0, shape.items.length).flatMap((cell, index) => {
        const item = shape.items[index]
        return item !== undefined && yes.has(cell.toLowerCase()) ? [item.id] : []
      })
      const readable = cells
        .slice(0, shape.items.length)
        .every((cell) => cell === '' || yes.has(cell.toLowerCase()) || no.has(cell.toLowerCase()))
      if (!readable || cells.length < shape.items.length) {
        return { status: 'problem', why: 'figuresMissing', needed: shape.items.length }
      }
      return finish(criterion, { ...draft, done }, shape.items.length)
    }
    case 'figures': {
      const parts = shape.fields.length === 2 && first.includes('/') ? first.split('/') : cells
      const filled = parts.slice(0, shape.fields.length)
      if (filled.filter((cell) => cell.trim() !== '').length < shape.fields.length) {
        return { status: 'problem', why: 'figuresMissing', needed: shape.fields.length }
      }
      const figures = Object.fromEntries(shape.fields.map(({ name }, index) => [name, filled[index] ?? '']))
      return finish(criterion, { ...draft, figures }, shape.fields.length)
    }
  }
}

function finish(criterion: Criterion, draft: AnswerDraft, needed: number): CellsReading {
  const reading = readDraft(criterion, draft)
  if (reading.status === 'unreadable') return { status: 'problem', why: reading.reading.why, needed }
  return reading.status === 'answer' ? { status: 'answer', answer: reading.answer } : { status: 'blank' }
}

function yesOrNo(text: string): 'yes' | 'no' | null {
  if (yes.has(text)) return 'yes'
  return no.has(text) ? 'no' : null
}

/** An option named by its points, when just one has them. */
function optionByPoints(options: readonly { id: string; points: Hundredths }[], text: string): string | null {
  const reading = readNumber(text, 'points')
  if (!reading.ok) return null
  const fitting = options.filter((option) => option.points === reading.value)
  return fitting.length === 1 ? (fitting[0]?.id ?? null) : null
}

/** Last year's points of one line: the last cell that is a figure. */
export function readLastPoints(cells: readonly string[]): Hundredths | null | 'unreadable' {
  const filled = cells.filter((cell) => cell !== '')
  const last = filled.at(-1)
  if (last === undefined) return null
  const reading = readNumber(last, 'points')
  return reading.ok ? reading.value : 'unreadable'
}
