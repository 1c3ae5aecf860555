import { SegmentedControl } from '@mantine/core'
import { useEffect, useMemo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetSummary } from '../../../shared/contract/sheets.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { notifyDone, notifyError } from '../../ui/notify.tsx'
import { SampleNotice } from '../../ui/sample-notice.tsx'
import { shownColumns } from './columns.ts'
import { DossierPart } from './dossier-part.tsx'
import { GatesPart } from './gates-part.tsx'
import { SheetGrid } from './grid/sheet-grid.tsx'
import type { Cell } from './grid/grid-keys.ts'
import { PasteDialog } from './paste/paste-dialog.tsx'
import { SidePanel, type PanelPart } from './panel/side-panel.tsx'
import { SheetHead } from './sheet-head.tsx'
import { SheetNotices } from './sheet-notices.tsx'
import { createSheetWindow, SheetWindowProvider } from './sheet-window.ts'
import { TotalsBar } from './totals-bar.tsx'
import type { Sheet } from './use-sheet.ts'
import type { StepResult } from './own-acts.ts'
import classes from './sheet.module.css'

type Part = 'criteria' | 'dossier' | 'gates'
type Props = {
  sheet: Sheet
  criterion: CriterionId | undefined
  sheets: readonly SheetSummary[]
  onOpen: (assessment: AssessmentId) => void
}

/** The sheet on screen: head, grid with its side panel, totals. */
export function SheetView({ sheet, criterion, sheets, onOpen }: Props): ReactElement {
  const { t } = useTranslation(['sheet', 'common'])
  const { view, content } = sheet
  const [store] = useState(createSheetWindow)
  const [part, setPart] = useState<Part>('criteria')
  const [panel, setPanel] = useState<PanelPart>('rule')
  const [block, setBlock] = useState<{ block: readonly (readonly string[])[]; at: Cell } | null>(null)
  const cycles = useQueryCall('cycles.list', {})
  const levels = cycles.data?.find(({ id }) => id === view.cycle)?.levels
  const appraises = levels === undefined || levels.appraise !== null
  const verifies = levels?.verify != null
  const hasLastYear = view.may.score || view.rows.some(({ lastPoints }) => lastPoints !== null)
  const shown = useMemo(
    () => shownColumns({ lastYear: hasLastYear, appraisal: appraises, verification: verifies }),
    [hasLastYear, appraises, verifies],
  )

  useEffect(() => {
    if (criterion !== undefined) store.setState({ active: { criterion, column: 'answer' } })
  }, [criterion, store])

  // What was being typed when the window was closed or reloaded is opened again, with nothing lost.
  useEffect(() => {
    const [kept] = Object.entries(sheet.outbox.store.getState().drafts)
    if (kept === undefined || !(view.may.score || view.may.scoreOnBehalf)) return
    const [id, { draft, seen }] = kept
    const active = { criterion: id as CriterionId, column: 'answer' as const }
    store.setState({ active, editing: { criterion: active.criterion, draft, seen, how: 'open' } })
    // Only when the sheet is opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const standing = sheet.view.standing
  const totals = standing === 'self' ? sheet.totals : view.totals[standing]
  const rows = sheet.groups.flatMap((group) => group.rows)
  const answered = rows.filter(({ answer, row }) => (standing === 'self' ? answer : row[standing].answer) !== null).length

  function step(kind: 'undo' | 'redo'): void {
    sheet.acts[kind]().then(
      (result: StepResult) => {
        if (result.status === 'done') store.setState({ active: { criterion: result.criterion, column: 'answer' } })
        else notifyDone(t(`${kind}.${result.status}`))
      },
      (error: unknown) => {
        if (error instanceof CallError) notifyError(error)
      },
    )
  }

  return (
    <SheetWindowProvider value={store}>
      <div className={classes['sheet']}>
        <SheetHead sheet={sheet} sheets={sheets} onOpen={onOpen} onUndo={() => { step('undo') }} onRedo={() => { step('redo') }} />
        <div className={classes['under']}>
          <SegmentedControl
            size="xs"
            value={part}
            onChange={setPart}
            aria-label={t('parts.label')}
            data={[
              { value: 'criteria', label: t('parts.criteria') },
              {
                value: 'dossier',
                label: t('parts.dossier', {
                  papers: view.dossier.filter(({ documents }) => documents > 0).length,
                  all: view.dossier.length,
                }),
              },
              { value: 'gates', label: t('parts.gates') },
            ]}
          />
          <SampleNotice notice={view.notice} />
        </div>
        <SheetNotices sheet={sheet} />
        <div className={classes['main']}>
          {part === 'criteria' && (
            <SheetGrid
              sheet={sheet}
              shown={shown}
              totals={totals}
              onPasteBlock={(pasted, at) => {
                setBlock({ block: pasted, at })
              }}
              onUndo={() => { step('undo') }}
              onRedo={() => { step('redo') }}
              onOpenPanel={(wanted) => {
                setPanel(wanted)
                requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-panel-tabs] [aria-selected="true"]')?.focus())
              }}
            />
          )}
          {part === 'dossier' && <DossierPart sheet={sheet} />}
          {part === 'gates' && <GatesPart sheet={sheet} />}
          {part === 'criteria' && <SidePanel sheet={sheet} part={panel} onPart={setPanel} />}
        </div>
        <TotalsBar totals={totals} content={content} stageName={t(`common:stage.${standing}`)} answered={answered} criteria={rows.length} />
        {block !== null && (
          <PasteDialog
            sheet={sheet}
            block={block.block}
            at={block.at}
            onClose={() => {
              setBlock(null)
            }}
          />
        )}
      </div>
    </SheetWindowProvider>
  )
}
