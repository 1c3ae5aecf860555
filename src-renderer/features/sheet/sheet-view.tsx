import { Button, SegmentedControl } from '@mantine/core'
import { useEffect, useMemo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetSummary } from '../../../shared/contract/sheets.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import type { SheetStatus } from '../../../shared/domain/workflow.ts'
import { progressAt } from '../../../shared/domain/sheet-progress.ts'
import { AsideNotice } from '../../ui/aside-notice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { notifyDone, notifyError } from '../../ui/notify.tsx'
import { shownColumns } from './columns.ts'
import { DossierPart } from './dossier-part.tsx'
import { GatesPart } from './gates-part.tsx'
import { focusCell } from './grid/focus-cell.ts'
import { SheetGrid } from './grid/sheet-grid.tsx'
import type { Cell } from './grid/grid-keys.ts'
import type { PastedTable } from '../../ui/tables/table.ts'
import { PasteDialog } from './paste/paste-dialog.tsx'
import { SidePanel, type PanelPart } from './panel/side-panel.tsx'
import { SheetHead } from './sheet-head.tsx'
import { hasState } from './sheet-model.ts'
import { SheetNotices } from './sheet-notices.tsx'
import { createSheetWindow, SheetWindowProvider, type SheetWindow } from './sheet-window.ts'
import { TotalsBar } from './totals-bar.tsx'
import type { Sheet } from './use-sheet.ts'
import type { StepResult } from './own-acts.ts'
import classes from './sheet.module.css'

const atProvince: ReadonlySet<SheetStatus> = new Set([
  'accepted',
  'returnedByProvince',
  'verified',
  'recognised',
  'notRecognised',
])

/** Nothing is verified any more: what the province left as it was needs no column. */
const decided: ReadonlySet<SheetStatus> = new Set(['verified', 'recognised', 'notRecognised'])

const keptPanel = 'sheet-panel'

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
  const [store] = useState(() => createSheetWindow(openingOf(sheet, criterion)))
  const [part, setPart] = useState<Part>('criteria')
  const [panel, setPanel] = useState<PanelPart>('rule')
  const [panelShown, setPanelShown] = useState(hasRoomForPanel)
  const [pasted, setPasted] = useState<{ table: PastedTable; at: Cell } | null>(null)
  const { status } = view
  // A stage gets its column once the sheet has come to it: until then the criteria have the room.
  const hasAppraisal =
    status !== 'selfScoring' || view.rows.some(({ appraisal }) => appraisal.author !== null)
  const hasVerification =
    (atProvince.has(status) && !decided.has(status)) ||
    view.rows.some(({ verification }) => verification.author !== null)
  const hasLastYear = view.rows.some(({ lastPoints }) => lastPoints !== null)
  // While somebody types, marks come and go, and the columns stay where they are.
  const withState =
    view.may.score || sheet.behalf !== null || sheet.groups.some(({ rows }) => rows.some(hasState))
  const shown = useMemo(
    () =>
      shownColumns({
        lastYear: hasLastYear,
        appraisal: hasAppraisal,
        verification: hasVerification,
        state: withState,
      }),
    [hasLastYear, hasAppraisal, hasVerification, withState],
  )

  useEffect(() => {
    if (criterion !== undefined && store.getState().editing === null) {
      store.setState({ active: { criterion, column: 'answer' } })
    }
  }, [criterion, store])

  const standing = sheet.view.standing
  const totals = standing === 'self' ? sheet.totals : view.totals[standing]
  const rows = sheet.groups.flatMap((group) => group.rows)
  const models = new Map(rows.map((model) => [model.criterion.id, model]))
  const progress = progressAt(standing, content, (id) => {
    const model = models.get(id)
    return model && { ...model.row, self: { answer: model.answer, outcome: model.outcome } }
  })

  function showPanel(show: boolean): void {
    setPanelShown(show)
    sessionStorage.setItem(keptPanel, show ? 'shown' : 'hidden')
  }

  function step(kind: 'undo' | 'redo'): void {
    sheet.acts[kind]().then(
      (result: StepResult) => {
        if (result.status === 'done')
          store.setState({ active: { criterion: result.criterion, column: 'answer' } })
        else notifyDone(t(`${kind}.${result.status}`))
      },
      (error: unknown) => {
        if (isCallError(error)) notifyError(error)
      },
    )
  }

  return (
    <SheetWindowProvider value={store}>
      <div className={classes['sheet']}>
        <SheetHead
          sheet={sheet}
          sheets={sheets}
          onOpen={onOpen}
          onUndo={() => {
            step('undo')
          }}
          onRedo={() => {
            step('redo')
          }}
        />
        <div className={classes['under']}>
          <SegmentedControl
            size="xs"
            value={part}
            onChange={setPart}
            aria-label={t('parts.label')}
            data={[
              { value: 'criteria', label: t('parts.criteria') },
              ...(view.dossier.length === 0
                ? []
                : [
                    {
                      value: 'dossier' as const,
                      label: t('parts.dossier', {
                        papers: view.dossier.filter(({ documents }) => documents > 0).length,
                        all: view.dossier.length,
                      }),
                    },
                  ]),
              { value: 'gates', label: t('parts.gates') },
            ]}
          />
          <div className={classes['actions']}>
            {part === 'criteria' && (
              <Button
                size="compact-sm"
                variant="default"
                aria-pressed={panelShown}
                rightSection={<Icon name={panelShown ? 'right' : 'left'} size="1em" />}
                onClick={() => {
                  showPanel(!panelShown)
                }}
              >
                {panelShown ? t('panel.hide') : t('panel.show')}
              </Button>
            )}
          </div>
        </div>
        <SheetNotices sheet={sheet} />
        <AsideNotice assessment={sheet.view.assessment} />
        <div className={classes['main']}>
          {part === 'criteria' && (
            <SheetGrid
              sheet={sheet}
              shown={shown}
              totals={totals}
              onPasteTable={(table, at) => {
                setPasted({ table, at })
              }}
              onUndo={() => {
                step('undo')
              }}
              onRedo={() => {
                step('redo')
              }}
              onOpenPanel={(wanted) => {
                setPanel(wanted)
                showPanel(true)
                requestAnimationFrame(() =>
                  document.querySelector<HTMLElement>('[data-panel-tabs] [aria-selected="true"]')?.focus(),
                )
              }}
            />
          )}
          {part === 'dossier' && <DossierPart sheet={sheet} />}
          {part === 'gates' && <GatesPart sheet={sheet} />}
          {part === 'criteria' && panelShown && <SidePanel sheet={sheet} part={panel} onPart={setPanel} />}
        </div>
        <TotalsBar
          totals={totals}
          content={content}
          stageName={t(`common:stage.${standing}`)}
          scored={progress.scored}
          needed={progress.needed}
        />
        {pasted !== null && (
          <PasteDialog
            sheet={sheet}
            table={pasted.table}
            at={pasted.at}
            onClose={() => {
              setPasted(null)
              // The keyboard goes back to the cell where the block was pasted, as in Excel.
              requestAnimationFrame(() => {
                focusCell(document, pasted.at)
              })
            }}
          />
        )}
      </div>
    </SheetWindowProvider>
  )
}

/** As it was left; at first where there is room for it beside the grid, counted in letters and not in pixels. */
function hasRoomForPanel(): boolean {
  const kept = sessionStorage.getItem(keptPanel)
  const letter = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return kept === null ? window.innerWidth / letter >= 60 : kept !== 'hidden'
}

/** What was being typed when the window was closed or reloaded is opened again, with nothing lost. */
function openingOf(sheet: Sheet, wanted: CriterionId | undefined): Partial<SheetWindow> {
  const [kept] = Object.entries(sheet.unsent.drafts)
  if (kept === undefined)
    return wanted === undefined ? {} : { active: { criterion: wanted, column: 'answer' } }
  const [id, { draft, seen }] = kept
  const criterion = id as CriterionId
  return { active: { criterion, column: 'answer' }, editing: { criterion, draft, seen, how: 'open' } }
}
