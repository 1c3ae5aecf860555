import { Button, Checkbox, SegmentedControl, Select } from '@mantine/core'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleView } from '../../../shared/contract/cycles.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import {
  partsOfAssessment,
  type CriterionId,
  type DepartmentId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import { useMay } from '../../app/session.ts'
import type { ActSubject } from '../../app/act-subjects.ts'
import type { StepKind } from '../../app/own-acts.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { useStep, useSteps, useUndoKeys } from '../../app/use-own-acts.ts'
import { useContentHeight } from '../../ui/content-height.ts'
import { useHomeFocus } from '../../ui/home-focus.ts'
import { useRoom } from '../../ui/room.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { UndoButtons } from '../../ui/undo-buttons.tsx'
import classes from './appraisal.module.css'
import { CurrentItem } from './current-item.tsx'
import { keyOf, panes, type AppraisalStage, type Pane, type QueueItem } from './queue-item.ts'
import { QueueList } from './queue-list.tsx'
import { QueuePaste } from './queue-paste.tsx'
import { SearchSelect } from '../../ui/search-select.tsx'

/** What Ctrl+Z takes back here: judgements and notes, of whichever commune. */
function isJudging({ kind }: ActSubject): boolean {
  return kind.startsWith('appraisal.') || kind.startsWith('note.')
}

/** One commune, all its criteria; or one criterion, all communes. */
export type Way = 'unit' | 'criterion'
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
  const [department, setDepartment] = useState<DepartmentId | null>(null)
  const [unit, setUnit] = useState<UnitId | null>(null)
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
  const shownUnit = unit ?? units.find(({ open }) => open > 0)?.unit ?? units[0]?.unit ?? null
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
  const visible = useMemo(
    () => items.filter((item) => !onlyOpen || item.open || visited.has(keyOf(item))),
    [items, onlyOpen, visited],
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

  /** The next item that waits, then any next one. */
  function step(direction: 1 | -1, waiting: boolean): void {
    if (current !== undefined) setVisited((before) => new Set(before).add(keyOf(current)))
    const rest = direction === 1 ? visible.slice(place + 1) : visible.slice(0, place).reverse()
    choose(rest.find((item) => !waiting || item.open) ?? rest[0])
  }

  const keys = useRef({ step, accept: (): void => undefined })
  const acceptRef = useRef<(() => void) | null>(null)
  useLayoutEffect(() => {
    keys.current = { step, accept: () => acceptRef.current?.() }
  })
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent): void {
      if (
        event.isComposing ||
        event.ctrlKey ||
        event.altKey ||
        document.querySelector('[role="dialog"]') !== null
      )
        return
      if (event.key === 'F8') {
        event.preventDefault()
        keys.current.accept()
      } else if (event.key === 'F9') {
        event.preventDefault()
        keys.current.step(event.shiftKey ? -1 : 1, false)
      }
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [])

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

  const takeStep = useStep(isJudging)
  const onStep = (kind: StepKind): void => {
    void takeStep(kind)
  }
  useUndoKeys(onStep)
  useSteps(({ act: { subject } }) => {
    const [place] = subject.places
    if (!isJudging(subject) || subject.assessment === null || place === undefined) return
    // Back to where it was done, also in another commune.
    const key = keyOf({ assessment: subject.assessment, criterion: place as CriterionId })
    if (way === 'unit') setUnit(partsOfAssessment(subject.assessment).unit)
    else setCriterion(place as CriterionId)
    setVisited((before) => new Set(before).add(key))
    setCurrentKey(key)
  })

  const departments = overview.data?.departments ?? []
  const counted = (name: string, open: number, total: number): string =>
    `${name} – ${open === 0 ? t('queue.done') : t('queue.open', { open, total })}`
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
        {(stages.length > 1 || units.length > 0) && (
          <div className={classes['bar']}>
            {stages.length > 1 && (
              <SegmentedControl
                size="sm"
                value={stage}
                onChange={onStage}
                data={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
              />
            )}
            <Select
              aria-label={t('queue.department')}
              className={classes['chooser'] ?? ''}
              data={[
                { value: '', label: t('queue.allDepartments') },
                ...departments.flatMap(({ department: id, name, open, total }) =>
                  id === null ? [] : [{ value: id, label: counted(name, open, total) }],
                ),
              ]}
              value={department ?? ''}
              onChange={(value) => {
                setDepartment(value === null || value === '' ? null : value)
                startAnew()
              }}
            />
            {way === 'unit' ? (
              <SearchSelect
                aria-label={t('queue.unit')}
                className={classes['chooser'] ?? ''}
                data={units.map(({ unit: id, name, open, total }) => ({
                  value: id,
                  label: counted(name, open, total),
                }))}
                value={shownUnit}
                onChange={(value) => {
                  setUnit(value)
                  startAnew()
                }}
              />
            ) : (
              <SearchSelect
                aria-label={t('queue.criterion')}
                className={classes['wideChooser'] ?? ''}
                data={content.criteria
                  .filter((each) => department === null || each.department === department)
                  .map(({ id, code, title }) => ({ value: id, label: `${code}. ${title}` }))}
                value={criterion}
                onChange={(value) => {
                  setCriterion(value)
                  startAnew()
                }}
              />
            )}
            <Checkbox
              label={t('queue.onlyOpen')}
              checked={onlyOpen}
              onChange={(event) => {
                setOnlyOpen(event.currentTarget.checked)
                setVisited(new Set())
              }}
            />
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
          </div>
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
        {overview.data !== undefined && units.length === 0 && (
          <EmptyState icon="appraise" title={t('queue.empty')}>
            {t('queue.none')}
          </EmptyState>
        )}
        {units.length > 0 && (
          <div
            ref={desk}
            className={classes['desk']}
            data-narrow={narrow}
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
                <EmptyState icon="check" title={t('queue.empty')}>
                  {totalOpen > 0 ? t('queue.elsewhere', { count: totalOpen }) : t('queue.allDone')}
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
                pane={shownPane}
              />
            )}
          </div>
        )}
      </div>
    </PageFrame>
  )
}
