import { Button, SegmentedControl } from '@mantine/core'
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type ReactElement,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleView } from '../../../shared/contract/cycles.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import {
  assessmentId,
  partsOfAssessment,
  type CriterionId,
  type DepartmentId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import { useMay, useSession } from '../../app/session.ts'
import type { ActSubject } from '../../app/act-subjects.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { isText, useSteps } from '../../app/use-own-acts.ts'
import { useContentHeight } from '../../ui/content-height.ts'
import { useHomeFocus } from '../../ui/home-focus.ts'
import { useRoom } from '../../ui/room.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { UndoButtons } from '../../ui/undo-buttons.tsx'
import classes from './appraisal.module.css'
import { CurrentItem } from './current-item.tsx'
import { FinishedUnit, GoOnButton } from './finished-unit.tsx'
import { keyOf, panes, type AppraisalStage, type Pane, type QueueItem, type Way } from './queue-item.ts'
import { QueueBar } from './queue-bar.tsx'
import { QueueList } from './queue-list.tsx'
import { QueuePaste } from './queue-paste.tsx'
import { queueTable } from './queue-table.ts'
import { writeClipboard } from '../../ui/tables/table.ts'
import { useDeskKeys } from './use-desk-keys.ts'

/** What Ctrl+Z takes back here: judgements and notes, of whichever commune. */
function isJudging({ kind }: ActSubject): boolean {
  return kind.startsWith('appraisal.') || kind.startsWith('note.')
}

/** Below so many rem list, paper and judgement have no room beside each other. */
const narrowDesk = 58

type Props = {
  cycle: CycleView
  content: CriteriaContent
  stage: AppraisalStage
  way: Way
  stages: readonly AppraisalStage[]
  onStage: (stage: AppraisalStage) => void
}

/** The queue at the left, the item at hand in the middle and at the right. F8 and F9 work wherever the keyboard is. */
export function Workplace({ cycle, content, stage, way, stages, onStage }: Props): ReactElement {
  const { t } = useTranslation(['appraisal', 'common'])
  const { unit: own } = useSession()
  const [department, setDepartment] = useState<DepartmentId | null>(null)
  const [unit, setUnit] = useState<UnitId | null>(null)
  /** At hand before another office was chosen: stays where that office has work there too. */
  const [formerUnit, setFormerUnit] = useState<UnitId | null>(null)
  const [criterion, setCriterion] = useState<CriterionId | null>(content.criteria[0]?.id ?? null)
  const [onlyOpen, setOnlyOpen] = useState(true)
  const [currentKey, setCurrentKey] = useState<string | null>(null)
  /** What was dealt with here stays in sight until the list is chosen anew. */
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set())
  const [pasting, setPasting] = useState(false)

  const common = { cycle: cycle.id, stage, onlyOpen: false, ...(department === null ? {} : { department }) }
  const firstCriterion = content.criteria[0]?.id
  const overview = useQueryCall(
    'appraisal.queue',
    { ...common, ...(firstCriterion === undefined ? {} : { criterion: firstCriterion }) },
    { keepPrevious: true },
  )
  const units = useMemo(() => overview.data?.units ?? [], [overview.data])
  // The first that waits is at hand, and stays so: nobody is led to another commune who did not ask.
  const waiting = units.filter(({ open }) => open > 0)
  const firstUnit =
    (waiting.find(({ unit: id }) => id === formerUnit) ?? waiting[0] ?? units[0])?.unit ?? null
  if (unit === null && firstUnit !== null && !overview.isPlaceholderData) setUnit(firstUnit)
  const shownUnit = unit ?? firstUnit
  const isLeft =
    shownUnit !== null && overview.data !== undefined && !units.some(({ unit: id }) => id === shownUnit)
  const leaving = useQueryCall(
    'sheets.get',
    { assessment: assessmentId(cycle.id, shownUnit ?? own.id) },
    { enabled: isLeft },
  )
  /** The commune at hand, when it waits for nothing here any more. */
  const left = isLeft ? (leaving.data ?? null) : null
  const asked = useQueryCall(
    'appraisal.queue',
    {
      ...common,
      ...(way === 'unit'
        ? shownUnit === null
          ? {}
          : { unit: shownUnit }
        : criterion === null
          ? {}
          : { criterion }),
    },
    {
      enabled: overview.data !== undefined && (way === 'criterion' || shownUnit !== null),
      keepPrevious: true,
    },
  )
  const items = useMemo(
    () =>
      (asked.data?.items ?? []).filter((item) =>
        way === 'unit' ? item.unit === shownUnit : item.criterion === criterion,
      ),
    [asked.data, way, shownUnit, criterion],
  )
  /** All is judged, and the decision about the whole waits: what it is about is shown whole. */
  const isReady = way === 'unit' && items.every(({ open, status }) => !open && status !== 'verified')
  const visible = useMemo(
    () => items.filter((item) => !onlyOpen || isReady || item.open || visited.has(keyOf(item))),
    [items, onlyOpen, isReady, visited],
  )
  const place = Math.max(
    0,
    visible.findIndex((item) => keyOf(item) === currentKey),
  )
  const current = visible[place]

  const choose = useCallback((item: QueueItem | undefined) => {
    if (item === undefined) return
    setVisited((before) => new Set(before).add(keyOf(item)))
    setCurrentKey(keyOf(item))
  }, [])

  function startAnew(): void {
    setVisited(new Set())
    setCurrentKey(null)
  }

  function goToUnit(next: UnitId | null): void {
    setUnit(next)
    startAnew()
  }

  /** Accepted here a moment ago: the list may not have heard of it yet. */
  const sent = useRef(new Set<string>())
  useEffect(() => {
    for (const item of items) if (!item.open) sent.current.delete(keyOf(item))
  }, [items])
  function waits(item: QueueItem): boolean {
    return item.open && !sent.current.has(keyOf(item))
  }

  /** The next item; or the next that waits, also from the top again, and none where all is done. */
  function step(direction: 1 | -1, waiting: boolean): void {
    if (current !== undefined) setVisited((before) => new Set(before).add(keyOf(current)))
    const rest = direction === 1 ? visible.slice(place + 1) : visible.slice(0, place).reverse()
    choose(waiting ? [...rest, ...visible.slice(0, place)].find(waits) : rest[0])
  }

  const acceptRef = useRef<(() => void) | null>(null)
  /** F8 accepts what waits; over what is judged already it only goes on. */
  function accept(): void {
    if (current !== undefined && waits(current)) acceptRef.current?.()
    else step(1, true)
  }
  const onStep = useDeskKeys({ accept, step, reading: asked.isFetching, within: isJudging })

  function onAgree(item: QueueItem, agreed: Promise<unknown>): void {
    const key = keyOf(item)
    sent.current.add(key)
    agreed.catch(() => sent.current.delete(key))
    step(1, true)
  }

  const mayAppraise = useMay('appraise')
  const pasted = content.criteria.find(({ id }) => id === criterion)
  const desk = useRef<HTMLDivElement>(null)
  const page = useRef<HTMLDivElement>(null)
  const room = useRoom(page)
  const narrow = room !== null && room < narrowDesk
  const [pane, setPane] = useState<Pane>('evidence')
  const shownPane = narrow ? pane : null
  useContentHeight(page)
  useHomeFocus(() => {
    // The button of the next step, the line at hand, or where the paper is: what shows of them.
    const home = [
      '[data-region="verdict"] [data-home]:enabled',
      '[aria-current="true"]',
      '[data-region="evidence"] button',
    ]
      .flatMap((wanted) => [...(desk.current?.querySelectorAll<HTMLElement>(wanted) ?? [])])
      .find((each) => each.getClientRects().length > 0)
    home?.focus({ preventScroll: true })
  })

  useSteps(({ act: { subject } }) => {
    const [place] = subject.places
    if (!isJudging(subject) || subject.assessment === null || place === undefined) return
    // Back to where it was done, also in another commune.
    const key = keyOf({ assessment: subject.assessment, criterion: place as CriterionId })
    sent.current.delete(key)
    if (way === 'unit') setUnit(partsOfAssessment(subject.assessment).unit)
    else setCriterion(place as CriterionId)
    setVisited((before) => new Set(before).add(key))
    setCurrentKey(key)
  })

  const labelled = <Row extends { name: string; open: number; total: number }>(
    row: Row,
  ): Row & { label: string } => ({
    ...row,
    label: `${row.name} – ${row.open === 0 ? t('queue.done') : t('queue.open', { open: row.open, total: row.total })}`,
  })
  const departments = (overview.data?.departments ?? []).map(labelled)
  const shownUnits: { unit: UnitId; label: string }[] = units.map(labelled)
  if (left !== null) shownUnits.push({ unit: left.unit, label: left.unitName })
  /** One criterion of all communes for Excel; words that somebody marked, or types, are copied as ever. */
  function copyAll(event: ClipboardEvent): void {
    if (way === 'unit' || pasted === undefined || isText(event.target)) return
    if (window.getSelection()?.isCollapsed === false) return
    event.preventDefault()
    writeClipboard(event.clipboardData, queueTable(visible, pasted, stage, t))
  }

  const nextUnit = units.find((each) => each.open > 0 && each.unit !== shownUnit) ?? null
  const totalOpen = units.reduce((sum, { open }) => sum + open, 0)

  const title = t(way === 'unit' ? 'common:pages.appraisal' : 'common:pages.byCriterion')
  return (
    <PageFrame
      title={title}
      layout="fill"
      {...(stages.length === 1 && t(`stage.${stage}`) !== title ? { summary: t(`stage.${stage}`) } : {})}
      actions={<UndoButtons within={isJudging} onStep={onStep} />}
    >
      <div ref={page} className={classes['page']}>
        {(stages.length > 1 || shownUnits.length > 0) && (
          <QueueBar
            {...{ content, stage, stages, onStage, way, departments, department }}
            units={shownUnits}
            unit={shownUnit}
            criterion={criterion}
            onlyOpen={onlyOpen}
            onDepartment={(value) => {
              setDepartment(value)
              setFormerUnit(shownUnit)
              goToUnit(null)
            }}
            onUnit={goToUnit}
            onCriterion={(value) => {
              setCriterion(value)
              startAnew()
            }}
            onOnlyOpen={(value) => {
              setOnlyOpen(value)
              setVisited(new Set())
            }}
          >
            {way === 'criterion' && mayAppraise && pasted !== undefined && items.length > 0 && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  setPasting(true)
                }}
              >
                {t('paste.button')}
              </Button>
            )}
          </QueueBar>
        )}
        <ErrorSentence error={overview.error ?? asked.error} />
        {pasting && pasted !== undefined && (
          <QueuePaste
            items={items}
            stage={stage}
            criterion={pasted}
            onClose={() => {
              setPasting(false)
            }}
          />
        )}
        {overview.data !== undefined && shownUnits.length === 0 && (
          <EmptyState icon="appraise" title={t('queue.empty')}>
            {t('queue.none')}
          </EmptyState>
        )}
        {way === 'unit' && left !== null && <FinishedUnit view={left} next={nextUnit} onGo={goToUnit} />}
        {units.length > 0 && !(way === 'unit' && isLeft) && (
          <div
            ref={desk}
            className={classes['desk']}
            data-narrow={narrow}
            onCopy={copyAll}
            onFocus={() => {
              // Where the page scrolls, the bars above give their room to the work.
              if (narrow) desk.current?.scrollIntoView({ block: 'start' })
            }}
          >
            {narrow && (
              <div className={classes['panes']}>
                <SegmentedControl
                  size="xs"
                  value={shownPane ?? 'evidence'}
                  aria-label={t('pane.label')}
                  onChange={(wanted) => {
                    setPane(wanted)
                  }}
                  data={panes.map((value) => ({ value, label: t(`pane.${value}`) }))}
                />
                {pane !== 'verdict' && current?.open === true && (
                  <Button
                    size="compact-sm"
                    onClick={() => {
                      acceptRef.current?.()
                    }}
                  >
                    {t('verdict.agreeKey')}
                  </Button>
                )}
              </div>
            )}
            <QueueList
              items={visible}
              current={current}
              way={way}
              content={content}
              hidden={shownPane !== null && shownPane !== 'queue'}
              onChoose={(item) => {
                choose(item)
                setPane('evidence')
              }}
            />
            {current === undefined ? (
              asked.data !== undefined && (
                <EmptyState
                  icon="check"
                  title={t('queue.empty')}
                  actions={
                    way === 'unit' &&
                    nextUnit !== null && <GoOnButton next={nextUnit} filled onGo={goToUnit} />
                  }
                >
                  {totalOpen > 0 ? t(`queue.elsewhere_${way}`, { count: totalOpen }) : t('queue.allDone')}
                </EmptyState>
              )
            ) : (
              <CurrentItem
                key={keyOf(current)}
                item={current}
                stage={stage}
                content={content}
                acceptRef={acceptRef}
                onStep={step}
                onAgree={onAgree}
                pane={shownPane}
                goOn={
                  way === 'unit' &&
                  nextUnit !== null &&
                  items.every(({ open }) => !open) && (
                    <GoOnButton next={nextUnit} filled={false} onGo={goToUnit} />
                  )
                }
              />
            )}
          </div>
        )}
      </div>
    </PageFrame>
  )
}
