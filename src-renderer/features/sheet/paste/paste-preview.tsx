import { NativeSelect } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import { answerInShort, outcomePoints, outcomeSentences } from '../../../ui/answer/answer-text.ts'
import { formatPoints } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import type { RowModel } from '../sheet-model.ts'
import type { LineChoices, MatchedRow } from './match-rows.ts'
import classes from '../../../ui/tables/tables.module.css'
import type { LineReading, PastePlan } from './read-lines.ts'

type Props = {
  plan: PastePlan
  rows: readonly RowModel[]
  chosen: LineChoices
  onChoose: (line: number, criterion: CriterionId | null) => void
}

/** Every line with its criterion, what stands, what would come, and why a line is left as it is. */
export function PastePreview({ plan, rows, chosen, onChoose }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const models = new Map(rows.map((row) => [row.criterion.id, row]))
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('paste.title')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th data-column="line">{t('paste.line')}</th>
            <th data-column="name">{t('paste.criterion')}</th>
            <th>{t('paste.pasted')}</th>
            <th>{t('paste.before')}</th>
            <th data-column="after">{t('paste.after')}</th>
            <th data-column="points">{t('paste.points')}</th>
            <th data-column="remark">{t('paste.remark')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.lines.map(({ row, pasted, reading }) => {
            const model = row.criterion === null ? undefined : models.get(row.criterion.id)
            const problem = reading.status === 'problem' || reading.status === 'invalid'
            // A line that fits nowhere shows all that it holds.
            const cells = row.state === 'matched' && plan.columns.doubt === null ? pasted : row.row.cells
            const text = cells.filter((cell) => cell !== '').join(' | ')
            const before = beforeText(model, reading, plan, t)
            const after = afterText(model, reading, t)
            const remark = remarkOf(model, row, reading, plan, t)
            return (
              <tr key={row.line} data-state={problem ? 'problem' : reading.status}>
                <td>{row.line}</td>
                <td
                  title={row.criterion === null ? undefined : `${row.criterion.code} ${row.criterion.title}`}
                >
                  {row.candidates.length === 0 ? (
                    row.criterion === null ? (
                      ''
                    ) : (
                      `${row.criterion.code} ${row.criterion.title}`
                    )
                  ) : (
                    <CriterionChoice row={row} chosen={chosen[row.line]} onChoose={onChoose} />
                  )}
                </td>
                <td title={text}>{text}</td>
                <td title={before}>{before}</td>
                <td data-column="after" title={after}>
                  {after}
                </td>
                <td>{reading.status === 'answer' ? outcomePoints(reading.outcome, t) : ''}</td>
                <td data-column="remark" title={remark}>
                  {problem && <Icon name="warning" size="1em" />} {remark}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function CriterionChoice({
  row,
  chosen,
  onChoose,
}: {
  row: MatchedRow
  chosen: CriterionId | null | undefined
  onChoose: Props['onChoose']
}): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <NativeSelect
      size="xs"
      aria-label={t('paste.whichOf', { line: row.line })}
      value={chosen === undefined ? 'open' : (chosen ?? 'none')}
      data={[
        ...(chosen === undefined ? [{ value: 'open', label: t('paste.which') }] : []),
        ...row.candidates.map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` })),
        { value: 'none', label: t('paste.leaveOut') },
      ]}
      onChange={(event) => {
        const { value } = event.currentTarget
        onChoose(row.line, row.candidates.find(({ id }) => id === value)?.id ?? null)
      }}
    />
  )
}

function beforeText(
  model: RowModel | undefined,
  reading: LineReading,
  plan: PastePlan,
  t: TFunction,
): string {
  if (model === undefined || reading.status === 'skipped') return ''
  if (plan.columns.roles.includes('lastYear') && !plan.columns.roles.includes('answer'))
    return model.row.lastPoints === null ? '' : formatPoints(model.row.lastPoints)
  return answerInShort(model.criterion, model.answer, t)
}

function afterText(model: RowModel | undefined, reading: LineReading, t: TFunction): string {
  if (model === undefined) return ''
  if (reading.status === 'points') return formatPoints(reading.points)
  if (reading.status === 'answer') return answerInShort(model.criterion, reading.answer, t)
  return ''
}

function remarkOf(
  model: RowModel | undefined,
  row: MatchedRow,
  reading: LineReading,
  plan: PastePlan,
  t: TFunction,
): string {
  const joined = row.row.joined > 1 ? [t('sheet:paste.joined', { count: row.row.joined })] : []
  return [...joined, sentenceOf(model, row, reading, plan, t)].filter((sentence) => sentence !== '').join(' ')
}

function sentenceOf(
  model: RowModel | undefined,
  row: MatchedRow,
  reading: LineReading,
  plan: PastePlan,
  t: TFunction,
): string {
  switch (reading.status) {
    case 'answer':
    case 'invalid':
      return model === undefined ? '' : outcomeSentences(reading.outcome, model.criterion, t).join(' ')
    case 'points':
      return ''
    case 'same':
      return t('sheet:paste.same')
    case 'blank':
      return plan.columns.doubt === null ? t('sheet:paste.blank') : ''
    case 'skipped':
      return t('sheet:paste.skipped')
    case 'problem':
      if (reading.why === 'asked') return t(`sheet:paste.asked.${row.why ?? 'twice'}`)
      return t([`sheet:paste.problem.${reading.why}`, `sheet:figure.${reading.why}`], {
        count: reading.needed,
      })
  }
}
