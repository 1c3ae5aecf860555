import { Button, Group, Modal, SegmentedControl, Switch } from '@mantine/core'
import { useMemo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { isCallError, type CallError } from '../../../../shared/contract/errors.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import { scoreCriterion } from '../../../../shared/domain/rules.ts'
import { useCommand } from '../../../app/use-call.ts'
import { sameAnswer } from '../../../ui/answer/answer-draft.ts'
import { answerInShort, outcomePoints, outcomeSentences } from '../../../ui/answer/answer-text.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatPoints } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import type { Cell } from '../grid/grid-keys.ts'
import type { Sheet } from '../use-sheet.ts'
import { hasGroupLines, matchRows, type MatchedRow } from './match-rows.ts'
import classes from './paste.module.css'
import { readCells, readLastPoints, type CellsReading } from './read-cells.ts'

type Props = { sheet: Sheet; block: readonly (readonly string[])[]; at: Cell; onClose: () => void }

type PreviewLine = Readonly<{
  row: MatchedRow
  before: string
  after: string
  points: string
  state: 'change' | 'same' | 'nothing' | 'problem'
  sentence: string
}>

/** What a pasted block would do, line by line, before it does anything. */
export function PasteDialog({ sheet, block, at, onClose }: Props): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const { content, view } = sheet
  const [column, setColumn] = useState<'answer' | 'lastYear'>(
    at.column === 'lastYear' ? 'lastYear' : 'answer',
  )
  const [groupLines, setGroupLines] = useState(() => hasGroupLines(block.length, content, at.criterion))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  const saveParticipant = useCommand('participants.save')

  const matched = useMemo(
    () => matchRows(block, content, at.criterion, groupLines),
    [block, content, at, groupLines],
  )
  const rows = useMemo(
    () => new Map(sheet.groups.flatMap((group) => group.rows).map((row) => [row.criterion.id, row])),
    [sheet.groups],
  )

  const readings = matched.rows.map(
    (row): { row: MatchedRow; reading: CellsReading | null; last: ReturnType<typeof readLastPoints> } => {
      const model = row.criterion === null ? undefined : rows.get(row.criterion.id)
      const usable = row.state === 'matched' && row.criterion !== null
      return {
        row,
        reading:
          usable && column === 'answer'
            ? readCells(row.criterion, row.cells, model?.answer?.note ?? '')
            : null,
        last: usable && column === 'lastYear' ? readLastPoints(row.cells) : null,
      }
    },
  )

  const lines = readings.map(({ row, reading, last }): PreviewLine => {
    const model = row.criterion === null ? undefined : rows.get(row.criterion.id)
    const nothing = (sentence: string): PreviewLine => ({
      row,
      before: '',
      after: '',
      points: '',
      state: 'nothing',
      sentence,
    })
    if (row.criterion === null || model === undefined || row.state !== 'matched') {
      return row.state === 'noCriterion' || row.state === 'twice'
        ? { ...nothing(t(`paste.${row.state}`)), state: 'problem' }
        : nothing(t(`paste.${row.state}`))
    }
    if (column === 'lastYear') {
      const before = model.row.lastPoints === null ? '' : formatPoints(model.row.lastPoints)
      if (last === 'unreadable') return { ...nothing(t('figure.notANumber')), before, state: 'problem' }
      if (last === null) return { ...nothing(t('paste.blank')), before }
      const same = last === model.row.lastPoints
      return {
        row,
        before,
        after: formatPoints(last),
        points: '',
        state: same ? 'same' : 'change',
        sentence: same ? t('paste.same') : '',
      }
    }
    const before = answerInShort(model.criterion, model.answer, t)
    if (reading === null || reading.status === 'blank') return { ...nothing(t('paste.blank')), before }
    if (reading.status === 'problem') {
      const sentence = t([`paste.problem.${reading.why}`, `figure.${reading.why}`], { count: reading.needed })
      return { ...nothing(sentence), before, state: 'problem' }
    }
    const outcome = scoreCriterion(model.criterion, reading.answer)
    // An answer that cannot be true would be refused with the whole block.
    if (outcome.status === 'invalid') {
      return { ...nothing(outcomeSentences(outcome, t).join(' ')), before, state: 'problem' }
    }
    const same = sameAnswer(reading.answer, model.answer)
    return {
      row,
      before,
      after: answerInShort(model.criterion, reading.answer, t),
      points: outcomePoints(outcome, t),
      state: same ? 'same' : 'change',
      sentence: same ? t('paste.same') : outcomeSentences(outcome, t).join(' '),
    }
  })
  const changing = lines.filter(({ state }) => state === 'change').length
  const problems = lines.filter(({ state }) => state === 'problem').length

  async function apply(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      if (column === 'answer') {
        const changes = readings.flatMap(({ row, reading }) => {
          const model = row.criterion === null ? undefined : rows.get(row.criterion.id)
          if (row.criterion === null || reading?.status !== 'answer' || model === undefined) return []
          const unusable = scoreCriterion(model.criterion, reading.answer).status === 'invalid'
          return unusable || sameAnswer(reading.answer, model.answer)
            ? []
            : [{ criterion: row.criterion.id, answer: reading.answer }]
        })
        await sheet.enterMany(changes)
      } else {
        const lastPoints: Record<CriterionId, Hundredths> = { ...view.participant.lastPoints }
        for (const { row, last } of readings) {
          if (row.criterion !== null && last !== null && last !== 'unreadable')
            lastPoints[row.criterion.id] = last
        }
        await saveParticipant.mutateAsync({ assessment: view.assessment, lastPoints })
      }
      notifyDone(t('paste.done', { count: changing }))
      onClose()
    } catch (caught) {
      if (isCallError(caught)) setError(caught)
      else throw caught
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('paste.title')} size="min(62rem, 94vw)">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (changing > 0) void apply()
        }}
      >
        <div className={classes['options']}>
          <SegmentedControl
            size="xs"
            value={column}
            onChange={setColumn}
            data={[
              { value: 'answer', label: t('paste.intoAnswers') },
              { value: 'lastYear', label: t('paste.intoLastYear') },
            ]}
          />
          <span>{t(matched.by === 'code' ? 'paste.byCode' : 'paste.byOrder')}</span>
          {matched.by === 'order' && (
            <Switch
              size="xs"
              label={t('paste.withGroups')}
              checked={groupLines}
              onChange={(event) => {
                setGroupLines(event.currentTarget.checked)
              }}
            />
          )}
        </div>
        <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('paste.title')}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th>{t('paste.line')}</th>
                <th>{t('paste.criterion')}</th>
                <th>{t('paste.pasted')}</th>
                <th>{t('paste.before')}</th>
                <th>{t('paste.after')}</th>
                <th>{t('paste.points')}</th>
                <th>{t('paste.remark')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ row, before, after, points, state, sentence }) => (
                <tr key={row.line} data-state={state}>
                  <td>{row.line}</td>
                  <td title={row.criterion?.title}>
                    {row.criterion === null ? '' : `${row.criterion.code} ${row.criterion.title}`}
                  </td>
                  <td title={row.cells.join(' | ')}>{row.cells.filter((cell) => cell !== '').join(' | ')}</td>
                  <td title={before}>{before}</td>
                  <td title={after}>{after}</td>
                  <td>{points}</td>
                  <td title={sentence}>
                    {state === 'problem' && <Icon name="warning" size="1em" />} {sentence}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <ErrorSentence error={error} />
        <Group justify="space-between" mt="md">
          <span role="status">
            {t('paste.summary', { count: changing })}{' '}
            {problems > 0 && t('paste.problems', { count: problems })}
          </span>
          <Group>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={changing === 0} loading={busy} data-autofocus>
              {t('paste.apply', { count: changing })}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  )
}
