import type { TFunction } from 'i18next'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import { draftOf, editorShape, type FigureField } from '../../ui/answer/answer-draft.ts'
import { answerAsCell, outcomePoints } from '../../ui/answer/answer-text.ts'
import type { CopiedTable } from '../../ui/tables/table.ts'
import type { AppraisalStage, QueueItem } from './queue-item.ts'

type Words = TFunction<['appraisal', 'sheet']>

/** The figures that stand in columns of their own; none where one cell holds the answer. */
export function figureColumns({ rule }: Criterion, t: Words): readonly FigureField[] {
  const shape = editorShape(rule, {
    issued: t('sheet:answer.issued'),
    returned: t('sheet:answer.returned'),
    points: t('sheet:answer.points'),
  })
  return shape.kind === 'figures' && shape.fields.length > 1 ? shape.fields : []
}

/** Whether this stage has said something of it that stands. */
export function isJudged({ cell }: QueueItem): boolean {
  return cell.author !== null && cell.reopened === null && (cell.answer !== null || cell.agrees)
}

/** What stands for this stage: its own answer, or the one it agreed to, or the claim. */
export function standingOf(item: QueueItem | undefined): Answer | null {
  return item === undefined ? null : (item.cell.answer ?? item.before.answer)
}

/**
 * One criterion of many communes as a table for Excel, under the headings by which it is known when it is pasted back: what was claimed
 * to read, and what this stage has judged. Pasted back it changes nothing: what is not judged yet stays empty.
 */
export function queueTable(
  items: readonly QueueItem[],
  criterion: Criterion,
  stage: AppraisalStage,
  t: Words,
): CopiedTable {
  const fields = figureColumns(criterion, t)
  return {
    columns: [
      'unit',
      'before',
      ...(fields.length > 0 ? fields.map(({ name }) => name) : ['answer']),
      'points',
    ],
    headings: [
      t('appraisal:queue.unit'),
      t(`appraisal:item.before_${stage}`),
      ...(fields.length > 0 ? fields.map(({ label }) => label) : [t('sheet:columns.answer')]),
      t('sheet:answer.points'),
    ],
    rows: items.map((item) => {
      const answer = isJudged(item) ? standingOf(item) : null
      const { figures } = draftOf(answer)
      return [
        item.unitName,
        answerAsCell(criterion, item.before.answer, t),
        ...(fields.length > 0
          ? fields.map(({ name }) => figures[name] ?? '')
          : [answerAsCell(criterion, answer, t)]),
        answer === null ? '' : outcomePoints(item.cell.outcome, t),
      ]
    }),
  }
}
