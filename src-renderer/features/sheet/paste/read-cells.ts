import type { Answer } from '../../../../shared/domain/answers.ts'
import { readAnswer, type AnswerProblem } from '../../../../shared/domain/answering/read-answer.ts'
import type { Criterion } from '../../../../shared/domain/criteria.ts'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import { readNumber } from '../../../../shared/domain/text/read-number.ts'

/** What the cells of one pasted line mean for its criterion. */
export type CellsReading =
  | Readonly<{ status: 'answer'; answer: Answer }>
  | Readonly<{ status: 'blank' }>
  | Readonly<{
      status: 'problem'
      /** Key of a sentence. */
      why: AnswerProblem | 'enteredAbove'
      needed: number
    }>

/** Reads a line by the criterion's rule; the note of the old answer stays. */
export function readCells(criterion: Criterion, cells: readonly string[], note: string): CellsReading {
  const reading = readAnswer(criterion, cells)
  if (reading.status === 'blank') return reading
  if (!criterion.enteredBy.includes('commune')) return { status: 'problem', why: 'enteredAbove', needed: 0 }
  return reading.status === 'answer' ? { status: 'answer', answer: { input: reading.input, note } } : reading
}

/** Last year's points of one line: the last cell that is a figure. */
export function readLastPoints(cells: readonly string[]): Hundredths | null | 'unreadable' {
  const filled = cells.filter((cell) => cell !== '')
  const last = filled.at(-1)
  if (last === undefined) return null
  const reading = readNumber(last, 'points')
  return reading.ok ? reading.value : 'unreadable'
}
