import type { Answer } from '../../../../shared/domain/answers.ts'
import { readAnswer } from '../../../../shared/domain/answering/read-answer.ts'
import type { Criterion } from '../../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import { scoreCriterion } from '../../../../shared/domain/rules.ts'
import { sameAnswer } from '../../../ui/answer/answer-draft.ts'
import type { RowModel } from '../sheet-model.ts'

export type Fill = Readonly<{
  changes: readonly Readonly<{ criterion: CriterionId; answer: Answer }>[]
  /** Codes of the lines that cannot take the value and stay as they are. */
  unfit: readonly string[]
}>

/**
 * Ctrl+D, as in a spreadsheet: the uppermost chosen line goes into those below it; a single line takes what stands above it. The
 * value is read for each line as if it had been pasted there.
 *
 * @param textOf the answer of a line as it is copied
 */
export function fillDown(
  rows: readonly RowModel[],
  chosen: ReadonlySet<CriterionId>,
  textOf: (row: RowModel) => string,
): Fill {
  const places = rows.flatMap(({ criterion }, place) => (chosen.has(criterion.id) ? [place] : []))
  const [first, ...others] = places
  const from = others.length === 0 && first !== undefined ? first - 1 : first
  const source = from === undefined ? undefined : rows[from]
  const targets = (others.length === 0 ? places : others).flatMap((place) => rows[place] ?? [])
  if (source?.answer == null) return { changes: [], unfit: [] }
  const changes: { criterion: CriterionId; answer: Answer }[] = []
  const unfit: string[] = []
  for (const target of targets) {
    const answer = answerFor(source.answer, source.criterion, target, textOf(source))
    if (!target.editable || answer === null) unfit.push(target.criterion.code)
    else if (!sameAnswer(answer, target.answer)) changes.push({ criterion: target.criterion.id, answer })
  }
  return { changes, unfit }
}

/** Figures go over as they are; what is chosen goes by its words, because each criterion has levels of its own. */
function answerFor(
  answer: Answer,
  from: Criterion,
  { criterion, answer: old }: RowModel,
  text: string,
): Answer | null {
  const note = old?.note ?? ''
  const hasOwnLevels = criterion.rule.kind === 'choice' || criterion.rule.kind === 'checklist'
  const filled =
    criterion.rule.kind === from.rule.kind && !hasOwnLevels
      ? { input: answer.input, note }
      : readAs(criterion, text, note)
  if (filled === null || scoreCriterion(criterion, filled).status === 'invalid') return null
  return filled
}

function readAs(criterion: Criterion, text: string, note: string): Answer | null {
  if (!criterion.enteredBy.includes('commune')) return null
  const reading = readAnswer(criterion, [text])
  return reading.status === 'answer' ? { input: reading.input, note } : null
}
