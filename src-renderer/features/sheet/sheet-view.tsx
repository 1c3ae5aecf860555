import { Button, SegmentedControl } from '@mantine/core'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetSummary } from '../../../shared/contract/sheets.ts'
import type { AssessmentId, CriterionId, GroupId } from '../../../shared/domain/ids.ts'
import type { SheetStatus } from '../../../shared/domain/workflow.ts'
import { missingAt, progressAt, type ScoredRow } from '../../../shared/domain/sheet-progress.ts'
import type { ActSubject } from '../../app/act-subjects.ts'
import { aboutSheet, type StepKind } from '../../app/own-acts.ts'
import { useStep, useSteps, useUndoKeys } from '../../app/use-own-acts.ts'
import { AsideNotice } from '../../ui/aside-notice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useContentHeight } from '../../ui/content-height.ts'
import { useHomeFocus } from '../../ui/home-focus.ts'
import { shownColumns, type ColumnId } from './columns.ts'
import { FilterBar } from './filter-bar.tsx'
import { FindBar } from './find-bar.tsx'
import { useFilter } from './use-filter.ts'
import { useFind } from './use-find.ts'
import { DossierPart } from './dossier-part.tsx'
import { GatesPart } from './gates-part.tsx'
import { focusCell, showCell } from './grid/focus-cell.ts'
import { SheetGrid } from './grid/sheet-grid.tsx'
import type { Cell } from './grid/grid-keys.ts'
import type { PastedTable } from '../../ui/tables/table.ts'
import { PasteDialog } from './paste/paste-dialog.tsx'
import { SidePanel, type PanelPart } from './panel/side-panel.tsx'
import { noFilter, openingRow } from './sheet-filter.ts'
import { SheetHead } from './sheet-head.tsx'
import { hasState } from './sheet-model.ts'
import { SheetNotices } from './sheet-notices.tsx'
import { createSheetWindow, noSelection, SheetWindowProvider, type SheetWindow } from './sheet-window.ts'
import { TotalsBar } from './totals-bar.tsx'
import type { Sheet } from './use-sheet.ts'
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
  const rows = useMemo(() => sheet.groups.flatMap((group) => group.rows), [sheet.groups])
  const filtering = useFilter(sheet.groups, rows)
  const latestRows = useRef(rows)
  useEffect(() => {
    latestRows.current = rows
  })
  const rowsNow = useCallback(() => latestRows.current, [])
  const openFind = useRef<() => void>(() => undefined)
  const onFind = useCallback(() => {
    openFind.current()
  }, [])
  const models = new Map(rows.map((model) => [model.criterion.id, model]))
  const rowOf = (id: CriterionId): ScoredRow | undefined => {
    const model = models.get(id)
    return model && { ...model.row, self: { answer: model.answer, outcome: model.outcome } }
  }
  const progress = progressAt(standing, content, rowOf)
  const openIn = new Map<GroupId, number>()
  for (const id of missingAt(standing, content, rowOf)) {
    const group = models.get(id)?.criterion.group
    if (group !== undefined) openIn.set(group, (openIn.get(group) ?? 0) + 1)
  }

  function showPanel(show: boolean): void {
    setPanelShown(show)
    sessionStorage.setItem(keptPanel, show ? 'shown' : 'hidden')
  }

  const within = useMemo(() => aboutSheet(view.assessment), [view.assessment])
  const takeStep = useStep(within)
  function step(kind: StepKind): void {
    // What was typed last may still be on its way.
    void sheet.outbox.idle().then(() => takeStep(kind))
  }
  useUndoKeys(step)
  const box = useRef<HTMLDivElement>(null)
  const main = useRef<HTMLDivElement>(null)
  useContentHeight(box)
  useEffect(() => {
    if (box.current === null) return
    // The bars above may grow after the keyboard has come into the lines.
    const sized = new ResizeObserver(() => {
      if (main.current?.contains(document.activeElement) === true)
        main.current.scrollIntoView({ block: 'start' })
    })
    sized.observe(box.current)
    return () => {
      sized.disconnect()
    }
  }, [])

  function goHome(): void {
    const { active, editing } = store.getState()
    if (active !== null && editing === null) focusCell(document, active)
  }
  useHomeFocus(goHome)

  /** Leads to a line, also to one that the filter hides. */
  function reveal(place: CriterionId, column: ColumnId): void {
    if (!filtering.rows.some(({ criterion: { id } }) => id === place)) filtering.setFilter(noFilter)
    setPart('criteria')
    store.setState({ active: { criterion: place, column }, selected: noSelection })
    requestAnimationFrame(goHome)
  }

  const find = useFind(
    rows,
    filtering.rows,
    () => store.getState().active?.criterion ?? null,
    (place) => {
      store.setState({ active: { criterion: place, column: 'answer' }, selected: noSelection })
      requestAnimationFrame(() => {
        showCell(document, { criterion: place, column: 'answer' })
      })
    },
    goHome,
  )

  useEffect(() => {
    openFind.current = find.open
  })

  // What was asked for may come a moment after the page has opened: it begins there all the same.
  const { returned } = view
  const [openedAt] = useState(() => store.getState().active?.criterion)
  useEffect(() => {
    const { active, editing } = store.getState()
    const asked = latestRows.current.find(({ row }) => row.asked !== null)
    if (returned === null || criterion !== undefined || asked === undefined || editing !== null) return
    if (active?.criterion !== openedAt || active?.column !== 'answer') return
    store.setState({ active: { criterion: asked.criterion.id, column: 'answer' } })
    requestAnimationFrame(() => {
      focusCell(document, { criterion: asked.criterion.id, column: 'answer' })
    })
  }, [criterion, openedAt, returned, store])

  /** Goes to where something was taken back or done again. */
  function show(subject: ActSubject): void {
    const [place = ''] = subject.places
    if (subject.kind === 'gates.answer') setPart('gates')
    else if (place.startsWith('dossier-')) setPart('dossier')
    else if (rows.some(({ criterion: { id } }) => id === place))
      reveal(place as CriterionId, subject.kind.startsWith('documents.') ? 'evidence' : 'answer')
  }

  useSteps(({ act: { subject } }) => {
    if (subject.assessment === view.assessment) show(subject)
  })

  return (
    <SheetWindowProvider value={store}>
      <div ref={box} className={classes['sheet']}>
        <SheetHead sheet={sheet} sheets={sheets} onOpen={onOpen} within={within} onStep={step} />
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
          {part === 'criteria' && (
            <FilterBar
              content={content}
              all={rows.length}
              rowsNow={rowsNow}
              filter={filtering.filter}
              shown={filtering.rows.length}
              onFilter={filtering.setFilter}
              onFind={onFind}
            />
          )}
          <div className={classes['actions']}>
            {part === 'criteria' && !panelShown && (
              <Button
                size="compact-sm"
                variant="default"
                rightSection={<Icon name="left" size="1em" />}
                onClick={() => {
                  showPanel(true)
                }}
              >
                {t('panel.show')}
              </Button>
            )}
          </div>
        </div>
        {part === 'criteria' && find.opened && <FindBar finding={find} />}
        <SheetNotices
          sheet={sheet}
          onShow={(place) => {
            reveal(place, 'answer')
          }}
        />
        <AsideNotice assessment={sheet.view.assessment} />
        <div
          ref={main}
          className={classes['main']}
          onFocus={() => {
            // Where the page scrolls, the bars above give their room to the lines.
            main.current?.scrollIntoView({ block: 'start' })
          }}
        >
          {part === 'criteria' && (
            <SheetGrid
              sheet={sheet}
              groups={filtering.groups}
              shown={shown}
              totals={totals}
              openIn={openIn}
              onPasteTable={(table, at) => {
                setPasted({ table, at })
              }}
              onStep={step}
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
          {part === 'criteria' && panelShown && (
            <SidePanel
              sheet={sheet}
              part={panel}
              onPart={setPanel}
              onHide={() => {
                showPanel(false)
                requestAnimationFrame(goHome)
              }}
            />
          )}
        </div>
        <TotalsBar
          totals={totals}
          content={content}
          stageName={t(`common:stage.${standing}`)}
          scored={progress.scored}
          needed={progress.needed}
          recognition={view.recognition}
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
    return wanted === undefined ? firstWork(sheet) : { active: { criterion: wanted, column: 'answer' } }
  const [id, { draft, seen }] = kept
  const criterion = id as CriterionId
  return { active: { criterion, column: 'answer' }, editing: { criterion, draft, seen, how: 'open' } }
}

/** The line to begin with: who may type here begins where something is to be done. */
function firstWork(sheet: Sheet): Partial<SheetWindow> {
  const rows = sheet.groups.flatMap((group) => group.rows)
  const row = rows.some(({ editable, row: { asked } }) => editable || asked !== null)
    ? openingRow(rows)
    : rows[0]
  return row === undefined ? {} : { active: { criterion: row.criterion.id, column: 'answer' } }
}
