import { TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input } from '../../../shared/contract/contract.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import { readAnswer, type AnswerReading } from '../../../shared/domain/answering/read-answer.ts'
import { sameInput } from '../../../shared/domain/answering/repeats-answer.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import { useCommand } from '../../app/use-call.ts'
import { answerInShort, outcomePoints, outcomeSentences } from '../../ui/answer/answer-text.ts'
import { figureHeadings } from '../../ui/answer/paste-figures.ts'
import type { HeadingWords } from '../../ui/tables/headings.ts'
import { UnitTableDialog, type UnitLine, type UnitReading } from '../../ui/tables/unit-table-dialog.tsx'
import type { AppraisalStage, QueueItem } from './queue-item.ts'
import { figureColumns, isJudged, standingOf } from './queue-table.ts'

type Props = { items: readonly QueueItem[]; stage: AppraisalStage; criterion: Criterion; onClose: () => void }
type Verdict = Input<'appraisal.setMany'>['items'][number]['verdict']
type Cells = Readonly<Partial<Record<string, string>>>

const whole = 'answer'

/** One criterion of many communes, pasted: a line for each commune with its figures, or its answer in one cell. */
export function QueuePaste({ items, stage, criterion, onClose }: Props): ReactElement {
  const { t } = useTranslation(['appraisal', 'sheet', 'tables'])
  const { mutateAsync } = useCommand('appraisal.setMany')
  const [reason, setReason] = useState('')
  const fields = figureColumns(criterion, t)
  const byKey = new Map(items.map((item) => [item.assessment as string, item]))
  const headings: HeadingWords<string> = [
    ...figureHeadings(fields),
    [whole, /so lieu|^figures?$|^ket qua|^answer/],
  ]

  function answerIn(cells: Cells): AnswerReading {
    const apart = fields.map(({ name }) => cells[name] ?? '')
    return readAnswer(criterion, apart.some((cell) => cell !== '') ? apart : [cells[whole] ?? ''])
  }

  function read(item: QueueItem | undefined, cells: Cells): UnitReading {
    const standing = standingOf(item)
    const before = answerInShort(criterion, standing, t)
    const reading = answerIn(cells)
    if (reading.status === 'blank') return { status: 'blank', before }
    if (reading.status === 'problem')
      return {
        status: 'problem',
        before,
        remark: t(`sheet:figure.${reading.why}`, { count: reading.needed }),
      }
    const answer: Answer = { input: reading.input, note: '' }
    const outcome = scoreCriterion(criterion, answer)
    const remark = outcomeSentences(outcome, criterion, t).join(' ')
    if (outcome.status === 'invalid') return { status: 'problem', before, remark }
    if (item !== undefined && isJudged(item) && standing !== null && sameInput(standing.input, reading.input))
      return { status: 'same', before, after: before, remark: t('sheet:paste.same') }
    const after = `${answerInShort(criterion, answer, t)} · ${outcomePoints(outcome, t)}`
    return { status: 'change', before, after, remark }
  }

  async function keep(lines: readonly UnitLine<string>[]): Promise<void> {
    const judged = lines.flatMap(({ unit, cells }) => {
      const item = byKey.get(unit.key)
      const reading = answerIn(cells)
      if (item === undefined || reading.status !== 'answer') return []
      const { assessment, before, cell } = item
      const agrees = before.answer !== null && sameInput(before.answer.input, reading.input)
      const verdict: Verdict = agrees
        ? { kind: 'agree', before: [...before.heads] }
        : { kind: 'change', answer: { input: reading.input, note: '' } }
      return [{ assessment, criterion: item.criterion, verdict, seen: cell.heads }]
    })
    await mutateAsync({ stage, items: judged, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })
  }

  // A first answer, where the commune enters none, replaces nothing and needs no reason.
  const needsReason = items.some(({ before }) => before.answer !== null)
  return (
    <UnitTableDialog<string>
      title={t('paste.title', { criterion: `${criterion.code}. ${criterion.title}` })}
      hint={t(fields.length > 0 ? 'paste.hintFigures' : 'paste.hint', {
        figures: fields.map(({ label }) => label).join(', '),
      })}
      units={items.map(({ assessment, unitName }) => ({ key: assessment, name: unitName, within: '' }))}
      headings={headings}
      inOrder={fields.length > 0 ? fields.map(({ name }) => name) : [whole]}
      roles={[
        ...fields.map(({ name, label }) => ({ value: name, label })),
        { value: whole, label: t('sheet:paste.role.answer') },
      ]}
      read={({ key }, cells) => read(byKey.get(key), cells)}
      keep={keep}
      ready={!needsReason || reason.trim() !== ''}
      onClose={onClose}
    >
      {needsReason && (
        <TextInput
          label={t('verdict.reason')}
          placeholder={t('verdict.reasonExample')}
          value={reason}
          required
          maxLength={2000}
          mb="xs"
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
      )}
    </UnitTableDialog>
  )
}
