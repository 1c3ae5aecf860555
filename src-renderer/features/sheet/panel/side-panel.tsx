import { ActionIcon, Tabs, Tooltip } from '@mantine/core'
import { useEffect, useState, type PointerEvent, type ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../../shared/contract/documents.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import { formatPoints } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import { DocumentPreview } from '../../../ui/evidence/document-preview.tsx'
import { EvidenceList } from '../../../ui/evidence/evidence-list.tsx'
import { firstPageOf } from '../../../ui/evidence/open-document.ts'
import { periodYears } from '../period-years.ts'
import { useSheetWindow } from '../sheet-window.ts'
import type { Sheet } from '../use-sheet.ts'
import { CriterionHistory } from './criterion-history.tsx'
import { RulePart } from './rule-part.tsx'
import classes from './panel.module.css'

export type PanelPart = 'rule' | 'evidence' | 'history'

const narrowest = 260
const widest = 900
const narrowWidth = 330
const wideWidth = 560
const keptWidth = 'sheet-panel-width'

/** Everything about the criterion of the active cell: rule, evidence with preview, history, explanation. */
export function SidePanel({
  sheet,
  part,
  onPart,
  onHide,
}: {
  sheet: Sheet
  part: PanelPart
  onPart: (part: PanelPart) => void
  onHide: () => void
}): ReactElement {
  const { t } = useTranslation('sheet')
  const [chosenWidth, setWidth] = useState(() => {
    const kept = sessionStorage.getItem(keptWidth)
    return kept === null ? null : Number(kept)
  })
  // Papers are there to be read: the first look at them is a wide one, until somebody chooses otherwise.
  const width = chosenWidth ?? (part === 'evidence' ? wideWidth : narrowWidth)
  const [criterion, settle] = useSettled(useSheetWindow(({ active }) => active?.criterion ?? null))

  function resizeTo(wanted: number): void {
    const now = Math.round(Math.min(widest, Math.max(narrowest, wanted)))
    setWidth(now)
    sessionStorage.setItem(keptWidth, String(now))
  }

  const wide = width > 500

  function startResize(event: PointerEvent<HTMLDivElement>): void {
    const handle = event.currentTarget
    const from = event.clientX
    const start = width
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent): void => {
      resizeTo(start + from - moved.clientX)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener(
      'pointerup',
      () => {
        handle.removeEventListener('pointermove', move)
      },
      { once: true },
    )
  }

  const row = sheet.groups.flatMap((group) => group.rows).find((each) => each.criterion.id === criterion)
  return (
    <aside
      className={classes['panel']}
      style={{ width }}
      aria-label={t('panel.label')}
      data-region="panel"
      // What is dropped or done here is for the line that is active, also when it became so a moment ago.
      onDragEnterCapture={settle}
      onDragOverCapture={settle}
      onFocusCapture={settle}
      onPointerEnter={settle}
    >
      <div
        className={classes['handle']}
        role="separator"
        aria-orientation="vertical"
        aria-label={t('panel.resize')}
        aria-valuenow={width}
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        tabIndex={0}
        onPointerDown={startResize}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') resizeTo(width + 40)
          if (event.key === 'ArrowRight') resizeTo(width - 40)
        }}
      />
      {row === undefined ? (
        <p className={classes['hint']}>{t('panel.empty')}</p>
      ) : (
        <>
          <div className={classes['head']}>
            <h2 className={classes['title']}>
              <span className={classes['code']}>{row.criterion.code}</span> {row.criterion.title}
            </h2>
            <ActionIcon.Group>
              <Tooltip label={wide ? t('panel.narrow') : t('panel.widen')}>
                <ActionIcon
                  variant="default"
                  aria-label={wide ? t('panel.narrow') : t('panel.widen')}
                  onClick={() => {
                    resizeTo(wide ? narrowWidth : wideWidth)
                  }}
                >
                  <Icon name={wide ? 'right' : 'left'} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('panel.hide')}>
                <ActionIcon variant="default" aria-label={t('panel.hide')} onClick={onHide}>
                  <Icon name="cross" />
                </ActionIcon>
              </Tooltip>
            </ActionIcon.Group>
          </div>
          <p className={classes['max']}>{t('panel.max', { max: formatPoints(row.criterion.max) })}</p>
          <Tabs
            value={part}
            onChange={(chosen) => {
              onPart((chosen ?? 'rule') as PanelPart)
            }}
            className={classes['tabs'] ?? ''}
            keepMounted={false}
          >
            <Tabs.List data-panel-tabs="" aria-label={t('panel.label')}>
              <Tabs.Tab value="rule">{t('panel.rule')}</Tabs.Tab>
              <Tabs.Tab value="evidence">{t('panel.evidence', { count: row.row.evidence.count })}</Tabs.Tab>
              <Tabs.Tab value="history">{t('panel.history')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="rule" tabIndex={0} className={classes['body'] ?? ''}>
              <RulePart key={row.criterion.id} sheet={sheet} row={row} />
            </Tabs.Panel>
            <Tabs.Panel value="evidence" tabIndex={0} className={classes['body'] ?? ''}>
              <EvidencePart
                key={row.criterion.id}
                sheet={sheet}
                criterion={row.criterion.id}
                expected={row.criterion.evidence}
              />
            </Tabs.Panel>
            <Tabs.Panel value="history" tabIndex={0} className={classes['body'] ?? ''}>
              <CriterionHistory assessment={sheet.view.assessment} criterion={row.criterion.id} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </aside>
  )
}

function EvidencePart({
  sheet,
  criterion,
  expected,
}: {
  sheet: Sheet
  criterion: CriterionId
  expected: readonly string[]
}): ReactElement {
  const { t } = useTranslation('sheet')
  const { view, behalf } = sheet
  const [chosen, setChosen] = useState<{ document: DocumentView; page: number } | null>(null)
  return (
    <div className={classes['evidence']} data-viewing={chosen !== null}>
      {expected.length > 0 && (
        <p className={classes['expected']}>{t('panel.expected', { papers: expected.join('; ') })}</p>
      )}
      <EvidenceList
        unit={view.unit}
        assessment={view.assessment}
        target={criterion}
        years={periodYears(view.period)}
        mayChange={view.may.score || behalf !== null}
        onBehalf={behalf ?? undefined}
        chosen={chosen?.document ?? null}
        onChoose={(document, link) => {
          setChosen(document === null ? null : { document, page: firstPageOf(link.pages) })
        }}
      />
      {chosen !== null && (
        <DocumentPreview key={chosen.document.id} document={chosen.document} startPage={chosen.page} />
      )}
    </div>
  )
}

/** The value once it has rested, or at once: running down the sheet with the arrow key asks for nothing. */
function useSettled<T>(value: T): [settled: T, settle: () => void] {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value)
    }, 120)
    return () => {
      clearTimeout(timer)
    }
  }, [value])
  const settle = (): void => {
    // before the browser goes on to the drop itself
    if (settled !== value)
      flushSync(() => {
        setSettled(value)
      })
  }
  return [settled, settle]
}
