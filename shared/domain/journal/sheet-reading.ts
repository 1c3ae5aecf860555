import type { CriterionId, Day, GateId } from '../ids.ts'
import type { Hundredths } from '../quantities.ts'
import { totalSheet, type SheetTotals } from '../totals.ts'
import { missingAt } from '../sheet-progress.ts'
import type { SheetStatus, Stage } from '../workflow.ts'
import { fieldKey } from './changes.ts'
import { decisionPaper, type Return } from './decisions.ts'
import type { SheetContext } from './facts.ts'
import { markReopened } from './reopened.ts'
import type { FieldStanding } from './merge.ts'
import { dossierPapers, readEvidence, type EvidenceReading } from './sheet-evidence.ts'
import type { SheetProjection } from './sheet-projection.ts'
import { nothingStands, readRows, shownIn, type Cell, type RowsRead } from './sheet-rows.ts'
import type { GateAnswer } from './sheet-values.ts'
import { statusOf } from './status.ts'

/** What a projected sheet says, in the words of the sheet: answers, points, totals, status. */

export type DecidedRecognition = {
  readonly recognised: boolean
  readonly stars: number
  readonly number: string
  readonly day: Day | null
  readonly reason: string
}

export type SheetReading = {
  readonly cells: ReadonlyMap<CriterionId, Readonly<Record<Stage, Cell>>>
  readonly evidence: readonly EvidenceReading[]
  readonly gates: ReadonlyMap<GateId, { readonly value: GateAnswer | null; readonly standing: FieldStanding }>
  /** Indexes (from 1) of the dossier's papers that are there. */
  readonly dossier: ReadonlySet<number>
  readonly participant: Readonly<Record<string, unknown>>
  readonly status: SheetStatus
  /** What was decided in the end, by which paper, and why where it is not what the criteria give. */
  readonly recognition: DecidedRecognition | null
  readonly standing: Stage
  readonly totals: Readonly<Record<Stage, SheetTotals>>
  /** Stages frozen by several decisions that differ: their totals mean nothing until one is chosen (JOURNAL 19). */
  readonly undecided: ReadonlySet<Stage>
  /** Criteria that wait for an appraisal; none where no level appraises. */
  readonly unappraised: readonly CriterionId[]
  readonly differences: number
  readonly late: number
  /** What the open return asks for. */
  readonly asked: readonly { readonly criterion: CriterionId; readonly text: string }[]
  /** The latest author's clock of any change. */
  readonly lastChange: number
}

/**
 * Reads a projected sheet; null while its cycle is not known here.
 * @param rows those of the last reading of this very projection, which was extended since
 */
export function readSheet(
  projection: SheetProjection,
  context: SheetContext,
  rows: RowsRead = new Map(),
): SheetReading | null {
  const { cycle, assessment } = context
  if (cycle === null) return null
  const cells = markReopened(readRows(projection, context, cycle, rows), projection, assessment, cycle.levels)
  const evidence = readEvidence(projection, assessment)
  const gates = readGates(projection, context)
  const dossier = dossierPapers(evidence)
  let differences = 0
  for (const standing of projection.standings.values()) if (standing.differing) differences++
  const facts = {
    gateAnswers: new Map(
      [...gates].map(([id, gate]) => [id, gate.standing.differing ? null : (gate.value?.met ?? null)]),
    ),
    // links that differ do not count (JOURNAL 10)
    dossierPapers: dossierPapers(evidence.filter(({ differing }) => !differing)).size,
    openDifferences: differences,
  }
  const undecided = undecidedStages(projection)
  const total = (stage: Stage): SheetTotals => {
    const effective = [...cells].map(
      ([id, row]) => [id, effectiveCell(row, stage, cycle.levels.appraise !== null)] as const,
    )
    const totals = totalSheet(
      cycle.content,
      new Map(effective.map(([id, cell]) => [id, cell.outcome])),
      facts,
      new Set(effective.filter(([, cell]) => cell.differing).map(([id]) => id)),
    )
    return undecided.has(stage) ? { ...totals, ...nothingDecided } : totals
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
    recognition: readRecognition(projection),
    standing: standingStage(status, cycle.levels),
    totals: whenAsked(total),
    undecided,
    unappraised:
      cycle.levels.appraise === null ? [] : missingAt('appraisal', cycle.content, (id) => cells.get(id)),
    differences,
    late: projection.late.length,
    asked: openReturn(projection, status)?.items ?? [],
    lastChange: projection.newest.time,
  }
}

const nothingDecided = { complete: false, band: null, recognised: false, gap: null } as const

function undecidedStages({ frozen, decisions }: SheetProjection): ReadonlySet<Stage> {
  const stages: readonly Stage[] = ['self', 'appraisal', 'verification']
  return new Set(
    stages.filter((stage) => {
      const hold = frozen[stage]
      return hold !== null && hold.bases.length > 1 && decisions[hold.by].differing
    }),
  )
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

function readRecognition({ decisions }: SheetProjection): DecidedRecognition | null {
  const { shown } = decisions.recognition
  if (shown?.decision.kind !== 'recognise') return null
  const { recognised, stars } = shown.decision
  return { recognised, stars, ...decisionPaper(shown.decision), reason: shown.entry.reason ?? '' }
}

/** The stage whose totals decide whether a commune is recognised. */
export function decidingStage(levels: { readonly appraise: unknown; readonly verify: unknown }): Stage {
  return levels.verify !== null ? 'verification' : levels.appraise !== null ? 'appraisal' : 'self'
}

/** The stage whose totals speak for the sheet in this status. */
function standingStage(
  status: SheetStatus,
  levels: { readonly appraise: unknown; readonly verify: unknown },
): Stage {
  switch (status) {
    case 'recognised':
    case 'notRecognised':
      return decidingStage(levels)
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

function readGates(projection: SheetProjection, context: SheetContext): SheetReading['gates'] {
  const gates = new Map<GateId, { value: GateAnswer | null; standing: FieldStanding }>()
  for (const gate of context.cycle?.content.gates ?? []) {
    if (gate.check.kind !== 'veto') continue
    const key = fieldKey('gateAnswer', `${context.assessment}/${gate.id}`, 'answer')
    gates.set(gate.id, {
      value: shownIn<GateAnswer>(projection, key) ?? null,
      standing: projection.standings.get(key) ?? nothingStands,
    })
  }
  return gates
}

function readParticipant(projection: SheetProjection, assessment: string): Record<string, unknown> {
  const fields = ['registered', 'aim', 'lastTotal', 'lastStars', 'lastPoints', 'stopped']
  return Object.fromEntries(
    fields.map((field) => [field, shownIn<unknown>(projection, fieldKey('participant', assessment, field))]),
  )
}

/** Points of last year by criterion, as pasted or carried over. */
export function lastPointsOf(reading: SheetReading): Readonly<Record<string, Hundredths>> {
  return (reading.participant['lastPoints'] ?? {}) as Readonly<Record<string, Hundredths>>
}
