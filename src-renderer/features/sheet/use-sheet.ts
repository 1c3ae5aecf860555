import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import type { SheetTotals } from '../../../shared/domain/totals.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { createOutbox, type Outbox, type OutboxState } from './outbox.ts'
import { createRowMemory, groupsOf, selfTotals, type GroupModel } from './sheet-model.ts'
import { createOwnActs, type OwnActs } from './own-acts.ts'

export type Sheet = Readonly<{
  view: SheetView
  content: CriteriaContent
  groups: readonly GroupModel[]
  /** Totals of the self-score with what was typed here. */
  totals: SheetTotals
  unsent: OutboxState
  outbox: Outbox
  acts: OwnActs
  /** On whose behalf this window enters; null: for the own unit. */
  behalf: OnBehalf | null
  setBehalf: (behalf: OnBehalf | null) => void
  /** Keeps a whole column in one act. */
  enterMany: (changes: readonly { criterion: CriterionId; answer: Answer }[]) => Promise<void>
}>

export type LoadedSheet = Readonly<{ sheet: Sheet | null; error: CallError | null; retry: () => void }>

/** One sheet with everything this window knows of it. */
export function useSheet(assessment: AssessmentId): LoadedSheet {
  const asked = useQueryCall('sheets.get', { assessment })
  const view = asked.data
  const version = useQueryCall(
    'criteria.version',
    { version: view?.version ?? ('' as SheetView['version']) },
    { enabled: view !== undefined },
  )
  const outbox = useMemo(() => createOutbox(assessment, sessionStorage), [assessment])
  const unsent = useStore(outbox.store)
  const [behalf, setBehalf] = useBehalf(assessment)
  const [remember] = useState(createRowMemory)
  const { mutateAsync: setScore } = useCommand('scores.set')
  const { mutateAsync: setScores } = useCommand('scores.setMany')
  const { mutateAsync: undoEntry } = useCommand('history.undo')

  const content = version.data?.content
  const editable = view !== undefined && (view.may.score || (view.may.scoreOnBehalf && behalf !== null))
  const groups = useMemo(
    () =>
      view === undefined || content === undefined
        ? []
        : groupsOf(content, view, unsent.unsent, editable, remember),
    [content, view, unsent.unsent, editable, remember],
  )
  const totals = useMemo(
    () => (view === undefined || content === undefined ? null : selfTotals(content, view, groups)),
    [content, view, groups],
  )

  // What the calls below need is read when they run, not when they were made.
  const now = useRef({ view, behalf })
  useEffect(() => {
    now.current = { view, behalf }
  }, [view, behalf])

  const acts = useMemo(() => {
    const withBehalf = (): { onBehalf?: OnBehalf } =>
      now.current.behalf === null ? {} : { onBehalf: now.current.behalf }
    return createOwnActs({
      rowOf: (criterion) => now.current.view?.rows.find((row) => row.criterion === criterion) ?? null,
      set: (criterion, answer, seen) =>
        setScore({ assessment, criterion, answer, seen: [...seen], ...withBehalf() }),
      setMany: (answers) =>
        setScores({
          assessment,
          answers: answers.map(({ criterion, answer, seen }) => ({ criterion, answer, seen: [...seen] })),
          ...withBehalf(),
        }),
      undo: (entry) => undoEntry({ entry }),
    })
  }, [assessment, setScore, setScores, undoEntry])

  useEffect(() => {
    outbox.open((criterion, answer, seen) => acts.enter(criterion, answer, seen))
  }, [outbox, acts])
  useEffect(() => {
    if (view === undefined) return
    outbox.settle()
    acts.settle()
  }, [acts, outbox, view])

  const error = asked.error ?? version.error
  const retry = (): void => {
    void asked.refetch()
  }
  if (view === undefined || content === undefined || totals === null) return { sheet: null, error, retry }
  const sheet: Sheet = {
    view,
    content,
    groups,
    totals,
    unsent,
    outbox,
    acts,
    behalf,
    setBehalf,
    enterMany: (changes) => acts.enterMany(changes),
  }
  return { sheet, error: null, retry }
}

/** Kept with the window: a reload goes on entering for the same unit by the same paper. */
function useBehalf(assessment: AssessmentId): [OnBehalf | null, (behalf: OnBehalf | null) => void] {
  const name = `behalf ${assessment}`
  const [behalf, setBehalf] = useState<OnBehalf | null>(() => {
    const kept = sessionStorage.getItem(name)
    return kept === null ? null : (JSON.parse(kept) as OnBehalf)
  })
  const change = useCallback(
    (to: OnBehalf | null) => {
      setBehalf(to)
      if (to === null) sessionStorage.removeItem(name)
      else sessionStorage.setItem(name, JSON.stringify(to))
    },
    [name],
  )
  return [behalf, change]
}
