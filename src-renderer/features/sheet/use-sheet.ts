import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import type { SheetTotals } from '../../../shared/domain/totals.ts'
import { isTyped } from '../../app/act-words.ts'
import { ownActs } from '../../app/own-acts.ts'
import { useCommand, useQueryCall } from '../../app/use-call.ts'
import { useSteps } from '../../app/use-own-acts.ts'
import { createOutbox, type Outbox, type OutboxState } from './outbox.ts'
import { createRowMemory, groupsOf, selfTotals, type GroupModel } from './sheet-model.ts'
import { createScoreCalls, type NewAnswer } from './score-calls.ts'

export type Sheet = Readonly<{
  view: SheetView
  content: CriteriaContent
  groups: readonly GroupModel[]
  /** Totals of the self-score with what was typed here. */
  totals: SheetTotals
  unsent: OutboxState
  outbox: Outbox
  /** Whether this window has written anything into the sheet. */
  wrote: boolean
  /** On whose behalf this window enters; null: for the own unit. */
  behalf: OnBehalf | null
  setBehalf: (behalf: OnBehalf | null) => void
  /** Keeps a whole column in one act. */
  enterMany: (changes: readonly NewAnswer[]) => Promise<void>
}>

export type LoadedSheet = Readonly<{ sheet: Sheet | null; error: CallError | null; retry: () => void }>

/** One sheet with everything this window knows of it. */
export function useSheet(assessment: AssessmentId): LoadedSheet {
  const asked = useQueryCall('sheets.get', { assessment })
  const view = asked.data
  const version = useQueryCall(
    'criteria.version',
    { version: view?.version ?? '' },
    { enabled: view !== undefined },
  )
  const queries = useQueryClient()
  const outbox = outboxOf(assessment)
  const unsent = useStore(outbox.store)
  const behalfStore = useMemo(() => createBehalf(assessment), [assessment])
  const { behalf } = useStore(behalfStore)
  const [remember] = useState(createRowMemory)
  const { mutateAsync: setScore } = useCommand('scores.set')
  const { mutateAsync: setScores } = useCommand('scores.setMany')

  const wrote = useStore(ownActs.store, ({ acts }) =>
    acts.some(({ subject }) => subject.assessment === assessment),
  )

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

  const calls = useMemo(() => {
    const withBehalf = (): { onBehalf?: OnBehalf } => {
      const { behalf: now } = behalfStore.getState()
      return now === null ? {} : { onBehalf: now }
    }
    return createScoreCalls({
      rowOf: (criterion) => {
        const now = queries.getQueryData<SheetView>(['sheets.get', { assessment }])
        return now?.rows.find((row) => row.criterion === criterion) ?? null
      },
      set: (criterion, answer, seen) =>
        setScore({ assessment, criterion, answer, seen: [...seen], ...withBehalf() }),
      setMany: (answers) =>
        setScores({
          assessment,
          answers: answers.map(({ criterion, answer, seen }) => ({ criterion, answer, seen: [...seen] })),
          ...withBehalf(),
        }),
    })
  }, [assessment, behalfStore, queries, setScore, setScores])

  useEffect(() => {
    outbox.open((criterion, answer, seen) => calls.enter(criterion, answer, seen))
  }, [outbox, calls])
  useSteps(({ act: { subject }, entries: [entry] }) => {
    if (entry !== undefined && subject.assessment === assessment && isTyped(subject))
      calls.replaced(subject.places as readonly CriterionId[], entry)
  })
  useEffect(() => {
    if (view === undefined) return
    const rows = new Map(view.rows.map((row) => [row.criterion, row]))
    outbox.settle((criterion) => rows.get(criterion)?.self.answer ?? null)
    calls.settle()
  }, [calls, outbox, view])

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
    wrote,
    behalf,
    setBehalf: (to) => {
      behalfStore.setState({ behalf: to })
    },
    enterMany: async (changes) => {
      // What was typed there a moment ago is replaced as well, once it is kept.
      await outbox.idle()
      await calls.enterMany(changes)
    },
  }
  return { sheet, error: null, retry }
}

/** One for each sheet and window, also while the page shows another: what is on its way stays known. */
const outboxes = new Map<AssessmentId, Outbox>()

function outboxOf(assessment: AssessmentId): Outbox {
  const known = outboxes.get(assessment) ?? createOutbox(assessment, sessionStorage)
  outboxes.set(assessment, known)
  return known
}

/** Kept with the window: a reload goes on entering for the same unit by the same paper. */
function createBehalf(assessment: AssessmentId): StoreApi<{ behalf: OnBehalf | null }> {
  const name = `behalf ${assessment}`
  const kept = sessionStorage.getItem(name)
  const store = createStore<{ behalf: OnBehalf | null }>(() => ({
    behalf: kept === null ? null : (JSON.parse(kept) as OnBehalf),
  }))
  store.subscribe(({ behalf }) => {
    if (behalf === null) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, JSON.stringify(behalf))
  })
  return store
}
