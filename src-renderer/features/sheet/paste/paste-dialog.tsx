import { Button, Group, Modal, SegmentedControl, Switch } from '@mantine/core'
import { useMemo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { isCallError, type CallError } from '../../../../shared/contract/errors.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import { useCommand } from '../../../app/use-call.ts'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { HiddenNote } from '../../../ui/tables/hidden-note.tsx'
import type { PastedTable } from '../../../ui/tables/table.ts'
import { isTable } from '../../../ui/tables/table.ts'
import type { Cell } from '../grid/grid-keys.ts'
import type { Sheet } from '../use-sheet.ts'
import { ColumnChooser } from './column-chooser.tsx'
import classes from '../../../ui/tables/tables.module.css'
import { PastePreview } from './paste-preview.tsx'
import { planPaste, type PasteChoices } from './read-lines.ts'
import { standingOf } from './standing.ts'

type Props = { sheet: Sheet; table: PastedTable; at: Cell; onClose: () => void }

/** What a pasted table would do, line by line, before it does anything. */
export function PasteDialog({ sheet, table, at, onClose }: Props): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const { content, view } = sheet
  const [choices, setChoices] = useState<PasteChoices>({
    target: at.column === 'lastYear' ? 'lastYear' : 'answer',
    roles: {},
    lines: {},
    withGroupLines: null,
  })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  const saveParticipant = useCommand('participants.save')

  const rows = useMemo(() => sheet.groups.flatMap((group) => group.rows), [sheet.groups])
  const plan = useMemo(
    () => planPaste(table, { content, standing: standingOf(rows), from: at.criterion }, choices),
    [table, content, rows, at, choices],
  )
  const changing = plan.lines.filter(
    ({ reading }) => reading.status === 'answer' || reading.status === 'points',
  )
  const problems = plan.lines.filter(
    ({ reading }) => reading.status === 'problem' || reading.status === 'invalid',
  )

  async function apply(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      if (choices.target === 'answer') {
        const changes = changing.flatMap(({ row, reading }) =>
          row.criterion !== null && reading.status === 'answer'
            ? [{ criterion: row.criterion.id, answer: reading.answer }]
            : [],
        )
        await sheet.enterMany(changes)
      } else {
        const lastPoints: Record<CriterionId, Hundredths> = { ...view.participant.lastPoints }
        for (const { row, reading } of changing) {
          if (row.criterion !== null && reading.status === 'points')
            lastPoints[row.criterion.id] = reading.points
        }
        await saveParticipant.mutateAsync({ assessment: view.assessment, lastPoints })
      }
      notifyDone(t('paste.done', { count: changing.length }))
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
          if (changing.length > 0) void apply()
        }}
      >
        <div className={classes['options']}>
          <SegmentedControl
            size="xs"
            value={choices.target}
            onChange={(target) => {
              setChoices({ ...choices, target, roles: {} })
            }}
            data={[
              { value: 'answer', label: t('paste.intoAnswers') },
              { value: 'lastYear', label: t('paste.intoLastYear') },
            ]}
          />
          <span>{t(`paste.by.${plan.by}`)}</span>
          {plan.by === 'order' && (
            <Switch
              label={t('paste.withGroups')}
              checked={plan.withGroupLines}
              onChange={(event) => {
                setChoices({ ...choices, withGroupLines: event.currentTarget.checked })
              }}
            />
          )}
        </div>
        <HiddenNote table={table} />
        {isTable(table) && (
          <ColumnChooser
            table={table}
            plan={plan.columns}
            target={choices.target}
            onChoose={(column, role) => {
              setChoices({ ...choices, roles: { ...choices.roles, [column]: role } })
            }}
          />
        )}
        <PastePreview
          plan={plan}
          rows={rows}
          chosen={choices.lines}
          onChoose={(line, criterion) => {
            setChoices({ ...choices, lines: { ...choices.lines, [line]: criterion } })
          }}
        />
        <ErrorSentence error={error} />
        <Group justify="space-between" mt="md">
          <span role="status">
            {t('paste.summary', { count: changing.length })}{' '}
            {problems.length > 0 && t('paste.problems', { count: problems.length })}
          </span>
          <Group>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={changing.length === 0} loading={busy} data-autofocus>
              {t('paste.apply', { count: changing.length })}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  )
}
