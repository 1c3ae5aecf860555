import { memo, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StageCell } from '../../../../shared/contract/sheets.ts'
import { outcomePoints, outcomeSentences } from '../../../ui/answer/answer-text.ts'
import { formatPoints } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import type { ColumnId, ShownColumns } from '../columns.ts'
import type { Draft } from '../outbox.ts'
import { marksOf, type RowModel } from '../sheet-model.ts'
import { useSheetWindow } from '../sheet-window.ts'
import { AnswerCell } from './answer-cell.tsx'
import type { RowActions } from './row-actions.ts'
import { RowMarks } from './row-marks.tsx'
import classes from './sheet-grid.module.css'

type Props = {
  model: RowModel
  index: number
  shown: ShownColumns
  actions: RowActions
  draft: Draft | undefined
}

/** One criterion. Drawn again only when its own values or its part of the selection change. */
export const GridRow = memo(function GridRow({ model, index, shown, actions, draft }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const { criterion, row, outcome } = model
  const activeColumn = useSheetWindow(({ active }) =>
    active?.criterion === criterion.id ? active.column : null,
  )
  const selectedColumn = useSheetWindow(({ active, selected }) =>
    selected.has(criterion.id) ? (active?.column ?? null) : null,
  )
  const allMarks = marksOf(model)
  // The column of the evidence says itself that there is none.
  const marks = allMarks.filter((mark) => mark !== 'noEvidence')

  const contents: Record<ColumnId, () => ReactNode> = {
    code: () => criterion.code,
    title: () => <span className={classes['title']}>{criterion.title}</span>,
    max: () => formatPoints(criterion.max),
    lastYear: () => (row.lastPoints === null ? '' : formatPoints(row.lastPoints)),
    answer: () => null,
    self: () => (
      <span
        data-tone={outcome.status === 'invalid' ? 'bad' : 'usual'}
        title={outcomeSentences(outcome, criterion, t).join(' ')}
      >
        {outcomePoints(outcome, t)}
      </span>
    ),
    appraisal: () => <StagePoints cell={row.appraisal} before={row.self} />,
    verification: () => (
      <StagePoints
        cell={row.verification}
        before={row.appraisal.answer === null && !row.appraisal.agrees ? row.self : row.appraisal}
      />
    ),
    evidence: () => <EvidenceCount count={row.evidence.count} wanted={allMarks.includes('noEvidence')} />,
    state: () => <RowMarks marks={marks} model={model} draft={draft} />,
  }

  return (
    <div role="row" aria-rowindex={index} className={classes['row']} data-active={activeColumn !== null}>
      {shown.map((column, position) =>
        column === 'answer' ? (
          <AnswerCell
            key={column}
            model={model}
            column={position + 1}
            active={activeColumn === 'answer'}
            actions={actions}
            draft={draft}
          />
        ) : (
          <div
            key={column}
            role={column === 'title' ? 'rowheader' : 'gridcell'}
            aria-colindex={position + 1}
            className={classes['cell']}
            data-column={column}
            data-cell={`${criterion.id} ${column}`}
            data-selected={selectedColumn === column}
            tabIndex={activeColumn === column ? 0 : -1}
            {...(column === 'title' ? { title: criterion.title } : {})}
            onFocus={() => {
              if (activeColumn !== column) actions.activate({ criterion: criterion.id, column })
            }}
            onDoubleClick={() => {
              actions.openPanel(column === 'evidence' ? 'evidence' : 'rule')
            }}
          >
            {contents[column]()}
          </div>
        ),
      )}
    </div>
  )
})

/**
 * Points of a later stage: a tick when it took over the stage before, an arrow when it gave more or less, a clock when it is to be
 * looked at again.
 */
function StagePoints({ cell, before }: { cell: StageCell; before: StageCell }): ReactElement | null {
  const { t } = useTranslation('sheet')
  if (cell.answer === null && !cell.agrees) return null
  const how = movedFrom(before, cell)
  const icon = cell.reopened !== null ? 'clock' : cell.agrees ? 'check' : how === 'changed' ? null : how
  return (
    <span
      data-agrees={cell.agrees}
      title={
        cell.reopened !== null
          ? t(`stage.reopened.${cell.reopened}`)
          : cell.agrees
            ? t('stage.agrees')
            : t(`stage.${how}`, {
                from: outcomePoints(before.outcome, t),
                to: outcomePoints(cell.outcome, t),
              })
      }
    >
      {icon !== null && <Icon name={icon} size="0.9em" />} {outcomePoints(cell.outcome, t)}
    </span>
  )
}

/** Whether a stage gave more or fewer points than the one before; `changed`: the same, or one of them has none. */
function movedFrom(before: StageCell, { outcome }: StageCell): 'up' | 'down' | 'changed' {
  if (before.outcome.status !== 'points' || outcome.status !== 'points') return 'changed'
  const { points } = before.outcome
  return outcome.points > points ? 'up' : outcome.points < points ? 'down' : 'changed'
}

function EvidenceCount({ count, wanted }: { count: number; wanted: boolean }): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <span
      className={classes['evidence']}
      data-state={count > 0 ? 'some' : wanted ? 'wanted' : 'none'}
      title={wanted ? t('markLong.noEvidence') : t('evidence.count', { count })}
    >
      <Icon name={wanted ? 'warning' : 'document'} size="1em" /> {wanted ? t('evidence.wanted') : count}
    </span>
  )
}
