import type { Answer } from '../answers.ts'
import type { Criterion } from '../criteria.ts'
import type { CriterionId, EntryId, GateId } from '../ids.ts'
import type { Hundredths } from '../quantities.ts'
import type { Outcome } from '../rules.ts'
import { totalSheet, type SheetTotals } from '../totals.ts'
import type { SheetStatus, Stage } from '../workflow.ts'
import { fieldKey, isHidden, type FieldChanges, type FieldKey } from './changes.ts'
import type { Return } from './decisions.ts'
import type { CycleFacts, SheetContext, SheetEntry } from './facts.ts'
import type { FieldStanding } from './merge.ts'
import { changeOf, type SheetProjection } from './sheet-projection.ts'
import { scoreAnswer } from './scored-answers.ts'
import type { Appraised, Deletion, EvidenceLink, GateAnswer } from './sheet-values.ts'
import { statusOf } from './status.ts'

/** What a projected sheet says, in the words of the sheet: answers, points, totals, status. */

export type Cell = {
  readonly answer: Answer | null
  readonly outcome: Outcome
  readonly heads: readonly EntryId[]
  readonly differing: boolean
  /** Entry whose value is shown. */
  readonly entry: SheetEntry | null
  /** Appraisal and verification: takes over the answer of the stage before as it stands now. */
  readonly agrees: boolean
  /** Changes that wait for a new decision. */
  readonly late: number
}

/** One piece of evidence of a criterion, or of a paper of the dossier. */
export type EvidenceReading = {
  readonly target: CriterionId
  readonly document: string
  readonly link: EvidenceLink
  readonly heads: readonly EntryId[]
  readonly differing: boolean
}

export type SheetReading = {
  readonly cells: ReadonlyMap<CriterionId, Readonly<Record<Stage, Cell>>>
  readonly evidence: readonly EvidenceReading[]
  readonly gates: ReadonlyMap<GateId, { readonly value: GateAnswer | null; readonly standing: FieldStanding }>
  /** Indexes (from 1) of the dossier's papers that are there. */
  readonly dossier: ReadonlySet<number>
  readonly participant: Readonly<Record<string, unknown>>
  readonly status: SheetStatus
  readonly standing: Stage
  readonly totals: Readonly<Record<Stage, SheetTotals>>
  readonly differences: number
  readonly late: number
  /** What the open return asks for. */
  readonly asked: readonly { readonly criterion: CriterionId; readonly text: string }[]
  /** The latest author's clock of any change. */
  readonly lastChange: number
}

const nothing: FieldStanding = { heads: [], shown: null, differing: false }

/** Reads a projected sheet; null while its cycle is not known here. */
export function readSheet(projection: SheetProjection, context: SheetContext): SheetReading | null {
  const { cycle, assessment } = context
  if (cycle === null) return null
  const lateOf = countLate(projection)
  const cells = new Map<CriterionId, Record<Stage, Cell>>()
  const remembered = rowsRememberedFor(projection)
  for (const criterion of cycle.content.criteria) {
    const row = readRow(projection, criterion, context, cycle, lateOf, remembered.get(criterion.id))
    remembered.set(criterion.id, row)
    cells.set(criterion.id, row.cells)
  }
  const evidence = readEvidence(projection, assessment)
  const gates = readGates(projection, context)
  const dossier = dossierPapers(evidence)
  let differences = 0
  for (const standing of projection.standings.values()) if (standing.differing) differences++
  const facts = {
    gateAnswers: new Map(
      [...gates].map(([id, gate]) => [id, gate.standing.differing ? null : (gate.value?.met ?? null)]),
    ),
    dossierPapers: dossier.size,
    openDifferences: differences,
  }
  const total = (stage: Stage): SheetTotals => {
    const effective = [...cells].map(
      ([id, row]) => [id, effectiveCell(row, stage, cycle.levels.appraise !== null)] as const,
    )
    return totalSheet(
      cycle.content,
      new Map(effective.map(([id, cell]) => [id, cell.outcome])),
      facts,
      new Set(effective.filter(([, cell]) => cell.differing).map(([id]) => id)),
    )
  }
  const participant = readParticipant(projection, assessment)
  const status = statusOf(projection.decisions, participant['stopped'] != null)
  return {
    cells,
    evidence,
    gates,
    dossier,
    participant,
    status,
    standing: standingStage(status, cycle.levels),
    totals: whenAsked(total),
    differences,
    late: projection.late.length,
    asked: openReturn(projection, status)?.items ?? [],
    lastChange: projection.newest.time,
  }
}

/** Each stage is added up when somebody asks: most sheets have one. */
function whenAsked(total: (stage: Stage) => SheetTotals): Readonly<Record<Stage, SheetTotals>> {
  const known: Partial<Record<Stage, SheetTotals>> = {}
  return {
    get self() {
      return (known.self ??= total('self'))
    },
    get appraisal() {
      return (known.appraisal ??= total('appraisal'))
    },
    get verification() {
      return (known.verification ??= total('verification'))
    },
  }
}

type ReadRow = {
  /** What the row was read from: the same objects mean the same row. */
  readonly from: readonly (FieldStanding | number | Criterion)[]
  readonly cells: Record<Stage, Cell>
}

/** Rows of the last reading of a sheet at hand: one more answer changes one of them. */
const rowsRead = new WeakMap<SheetProjection['fields'], Map<CriterionId, ReadRow>>()

function rowsRememberedFor(projection: SheetProjection): Map<CriterionId, ReadRow> {
  let rows = rowsRead.get(projection.fields)
  if (rows === undefined) {
    rows = new Map()
    rowsRead.set(projection.fields, rows)
  }
  return rows
}

function readRow(
  projection: SheetProjection,
  criterion: Criterion,
  { assessment }: SheetContext,
  cycle: CycleFacts,
  lateOf: ReadonlyMap<string, number>,
  before: ReadRow | undefined,
): ReadRow {
  const id = `${assessment}/${criterion.id}`
  const keys = (['selfScore', 'appraisal', 'verification'] as const).map((entity) =>
    fieldKey(entity, id, 'answer'),
  )
  const from = [
    criterion,
    ...keys.map((key) => projection.standings.get(key) ?? nothing),
    ...keys.map((key) => lateOf.get(key) ?? 0),
  ]
  if (before !== undefined && from.every((each, place) => each === before.from[place])) return before
  const [selfKey = '', appraisalKey = '', verificationKey = ''] = keys
  const self = cellOf<Answer>(projection, selfKey, lateOf, (answer) => answer)
  const appraisal = cellOf<Appraised>(projection, appraisalKey, lateOf, (value) => value.answer)
  const verification = cellOf<Appraised>(projection, verificationKey, lateOf, (value) => value.answer)
  const score = (cell: Cell): Cell => ({ ...cell, outcome: scoreAnswer(criterion, cell.answer) })
  const stageBefore = cycle.levels.appraise === null ? self : appraisal
  return {
    from,
    cells: {
      self: score(self),
      appraisal: score(agreeing(appraisal, self)),
      verification: score(agreeing(verification, stageBefore)),
    },
  }
}

/** The return that waits for an answer, if the status says that one does. */
export function openReturn(projection: SheetProjection, status: SheetStatus): Return | null {
  const { verificationDecision, appraisalDecision } = projection.decisions
  const standing =
    status === 'returnedByProvince' ? verificationDecision : status === 'returned' ? appraisalDecision : null
  const decision = standing?.shown?.decision
  return decision?.kind === 'return' ? decision : null
}

/** The cell whose points count at a stage: verification goes by exception, appraisal criterion by criterion. */
export function effectiveCell(row: Readonly<Record<Stage, Cell>>, stage: Stage, appraised: boolean): Cell {
  if (stage === 'verification' && row.verification.answer === null)
    return appraised ? row.appraisal : row.self
  return row[stage]
}

/** The stage whose totals speak for the sheet in this status. */
function standingStage(
  status: SheetStatus,
  levels: { readonly appraise: unknown; readonly verify: unknown },
): Stage {
  switch (status) {
    case 'recognised':
    case 'notRecognised':
      return levels.verify !== null ? 'verification' : levels.appraise !== null ? 'appraisal' : 'self'
    case 'verified':
      return 'verification'
    case 'accepted':
    case 'appraised':
    case 'returnedByProvince':
      return levels.appraise === null ? 'self' : 'appraisal'
    case 'selfScoring':
    case 'submitted':
    case 'returned':
    case 'stopped':
      return 'self'
  }
}

function cellOf<Value>(
  projection: SheetProjection,
  key: FieldKey,
  lateOf: ReadonlyMap<string, number>,
  answerOf: (value: Value) => Answer,
): Cell {
  const field = projection.fields.get(key)
  const standing = projection.standings.get(key) ?? nothing
  const judged = field === undefined || standing.shown === null ? undefined : changeOf(field, standing.shown)
  const value = (judged?.change.value ?? null) as Value | null
  return {
    answer: value === null ? null : answerOf(value),
    outcome: { status: 'missing', why: 'noAnswer' },
    heads: standing.heads,
    differing: standing.differing,
    entry: judged?.entry ?? null,
    agrees: false,
    late: lateOf.get(key) ?? 0,
  }
}

/** Keys are sorted in stored answers, so equal answers have equal texts. */
function agreeing(cell: Cell, before: Cell): Cell {
  if (cell.answer === null || before.answer === null) return cell
  return { ...cell, agrees: JSON.stringify(cell.answer) === JSON.stringify(before.answer) }
}

function countLate(projection: SheetProjection): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { change } of projection.late) {
    const key = fieldKey(change.entity, change.id, change.field)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function readEvidence(projection: SheetProjection, assessment: string): readonly EvidenceReading[] {
  const things = new Map<string, FieldChanges[]>()
  for (const field of projection.fields.values()) {
    if (field.entity !== 'evidence') continue
    const list = things.get(field.id)
    if (list === undefined) things.set(field.id, [field])
    else list.push(field)
  }
  const found: EvidenceReading[] = []
  for (const [id, fields] of things) {
    const key = fieldKey('evidence', id, 'link')
    const standing = projection.standings.get(key) ?? nothing
    const field = projection.fields.get(key)
    if (field === undefined || standing.shown === null) continue
    const deletionKey = fieldKey('evidence', id, 'deleted')
    const deletion = shown<Deletion>(projection, deletionKey) ?? null
    const deletionDiffers = projection.standings.get(deletionKey)?.differing ?? false
    if (isHidden(deletion, deletionDiffers, fields, projection.standings)) continue
    const rest = id.slice(assessment.length + 1)
    const slash = rest.indexOf('/')
    found.push({
      target: rest.slice(0, slash) as CriterionId,
      document: rest.slice(slash + 1),
      link: changeOf(field, standing.shown)?.change.value as EvidenceLink,
      heads: standing.heads,
      differing: standing.differing,
    })
  }
  return found
}

function shown<Value>(projection: SheetProjection, key: string): Value | undefined {
  const field = projection.fields.get(key)
  const head = projection.standings.get(key)?.shown
  return field === undefined || head === undefined || head === null
    ? undefined
    : (changeOf(field, head)?.change.value as Value)
}

function readGates(projection: SheetProjection, context: SheetContext): SheetReading['gates'] {
  const gates = new Map<GateId, { value: GateAnswer | null; standing: FieldStanding }>()
  for (const gate of context.cycle?.content.gates ?? []) {
    if (gate.check.kind !== 'veto') continue
    const key = fieldKey('gateAnswer', `${context.assessment}/${gate.id}`, 'answer')
    gates.set(gate.id, {
      value: shown<GateAnswer>(projection, key) ?? null,
      standing: projection.standings.get(key) ?? nothing,
    })
  }
  return gates
}

/** Papers of the dossier are evidence for `dossier-1`, `dossier-2`, … */
function dossierPapers(evidence: readonly EvidenceReading[]): ReadonlySet<number> {
  return new Set(
    evidence.flatMap(({ target }) => {
      const index = /^dossier-(\d+)$/.exec(target)?.[1]
      return index === undefined ? [] : [Number(index)]
    }),
  )
}

function readParticipant(projection: SheetProjection, assessment: string): Record<string, unknown> {
  const fields = ['registered', 'aim', 'lastTotal', 'lastStars', 'lastPoints', 'stopped']
  return Object.fromEntries(
    fields.map((field) => [field, shown<unknown>(projection, fieldKey('participant', assessment, field))]),
  )
}

/** Points of last year by criterion, as pasted or carried over. */
export function lastPointsOf(reading: SheetReading): Readonly<Record<string, Hundredths>> {
  return (reading.participant['lastPoints'] ?? {}) as Readonly<Record<string, Hundredths>>
}
