import type { SheetSending } from '../../../shared/contract/sheets.ts'
import { partsOfAssessment, type AssessmentId, type Sha256, type UnitId } from '../../../shared/domain/ids.ts'
import type { Situation } from '../../../shared/domain/next-work.ts'
import { DecisionKind, directionOf, SentKind, withoutUnheard } from '../../../shared/domain/sending.ts'
import { shortCode } from '../../bundles/format.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { decisionsBehind } from '../../storage/unsent.ts'
import { bundledUpTo, newestCarrying } from '../../storage/outbox.ts'
import { allStreams, type StreamRow } from '../../storage/streams.ts'
import { confirmedBy, type Confirmed } from './bundle-receipts.ts'
import { listCycles } from '../catalogue/cycles.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/**
 * How far decisions about sheets have come: decided → in a bundle → confirmed by the receipt of whom it is for. Those of this device,
 * and those from above that this office carries on to a commune. The one place from which every badge, line and sentence about it comes.
 */

type Decided = { readonly kind: DecisionKind; readonly seq: number; readonly time: number }

/** How far the last decision about a sheet has come; null: nobody else has to hear of one from here. */
export function sendingOf(installation: Installation, assessment: AssessmentId): SheetSending | null {
  const { unit } = partsOfAssessment(assessment)
  const streams = sheetStreams(installation).filter(({ audience }) => audience === unit)
  return waysOf(installation, streams, true).get(assessment) ?? null
}

/** Every sheet of whose last decision somebody has yet to hear, or has not said that it came. */
export function sheetsOnTheWay(installation: Installation): ReadonlyMap<AssessmentId, SheetSending> {
  return waysOf(installation, sheetStreams(installation), false)
}

/** Sheets whose last decision is in no bundle yet, by what was decided: how many, and for whom. */
export function countUnsent(installation: Installation): Situation['unsent'] {
  const waiting = [...sheetsOnTheWay(installation).values()].filter(({ state }) => state === 'decided')
  return SentKind.options.flatMap((decision) => {
    const these = waiting.filter((each) => each.decision === decision)
    if (these.length === 0) return []
    return [{ decision, sheets: these.length, units: [...new Set(these.map(({ toName }) => toName))] }]
  })
}

function sheetStreams({ database }: Installation): StreamRow[] {
  return allStreams(database).filter(({ channel }) => channel === 'sheet')
}

/** The way of each sheet: its own decision while nobody else can have it, else what came from above and has to go on. */
function waysOf(
  installation: Installation,
  streams: readonly StreamRow[],
  all: boolean,
): ReadonlyMap<AssessmentId, SheetSending> {
  const { own, trust, units } = installation
  const find = finder(installation)
  const ways = new Map(
    streams.filter(({ device }) => device === own?.id).flatMap((stream) => [...find(stream, all, null)]),
  )
  const above = new Set<UnitId>(own === null ? [] : units.above(own.unit).map(({ unit }) => unit))
  for (const stream of streams) {
    const author = trust.deviceFacts(stream.device)?.unit
    if (author === undefined || !above.has(author)) continue
    for (const [assessment, way] of find(stream, all, author)) {
      const known = ways.get(assessment)
      if (known === undefined || urgency[way.state] >= urgency[known.state]) ways.set(assessment, way)
    }
  }
  return ways
}

const urgency = { confirmed: 0, bundled: 1, decided: 2 } as const

/** Finds what a stream of an author above, or of this device (null), holds; `all`: also what is confirmed. */
function finder(
  installation: Installation,
): (stream: StreamRow, all: boolean, author: UnitId | null) => ReadonlyMap<AssessmentId, SheetSending> {
  const { database, units, trust } = installation
  const own = ownDevice(installation)
  const ownLevel = units.get(own.unit).level
  const levels = new Map(listCycles(installation).map((cycle) => [cycle.id, cycle.levels]))
  // a device that is the root has nobody above
  const above = trust.roots().has(own.id) ? undefined : units.above(own.unit)[0]?.unit
  const addressees = new Map<UnitId, Confirmed>()

  function confirmedAt(unit: UnitId): Confirmed {
    const known = addressees.get(unit) ?? confirmedBy(installation, unit)
    addressees.set(unit, known)
    return known
  }

  /** The next unit on the way from here to the commune. */
  function below(commune: UnitId): UnitId | null {
    if (commune === own.unit) return null
    const line = [commune, ...units.above(commune).map(({ unit }) => unit)]
    return line[line.indexOf(own.unit) - 1] ?? null
  }

  function goesTo(assessment: AssessmentId, { kind }: Decided, author: UnitId | null): UnitId | null {
    const { cycle, unit } = partsOfAssessment(assessment)
    // What was asked for above is the own office's to answer or to ask on; what was decided is carried on.
    if (author !== null) return kind === 'verify' || kind === 'recognise' ? below(unit) : null
    const steps = levels.get(cycle)
    const direction = steps === undefined ? null : directionOf(kind, ownLevel, steps)
    if (direction === 'up' && above !== undefined) return above
    // an office on its own tells the commune what it decided
    return direction === 'down' || (direction === 'up' && kind === 'accept') ? below(unit) : null
  }

  /** What is left of the decisions about a sheet when those are gone that were taken back before their addressee could hear of them. */
  function heardOf(
    assessment: AssessmentId,
    stream: StreamRow,
    decisions: readonly Decided[],
    author: UnitId | null,
  ): { readonly last: Decided; readonly to: UnitId } | null {
    const last = decisions.at(-1)
    const to = last === undefined ? null : goesTo(assessment, last, author)
    if (last === undefined || to === null) return null
    const reached = Math.max(bundledUpTo(database, to, stream.key), confirmedAt(to).furthest(stream))
    const left = withoutUnheard(decisions, reached)
    return left.length === decisions.length ? { last, to } : heardOf(assessment, stream, left, author)
  }

  return (stream, all, author) => {
    const found = new Map<AssessmentId, SheetSending>()
    const commune = stream.audience as UnitId
    const possible = [author === null ? above : null, below(commune)].flatMap((unit) => unit ?? [])
    const least = all ? 0 : Math.min(...possible.map((unit) => confirmedAt(unit).furthest(stream)), Infinity)
    if (least === Infinity) return found
    for (const [assessment, decisions] of decisionsOf(installation, stream, least)) {
      const heard = heardOf(assessment, stream, decisions, author)
      if (heard === null) continue
      const { last, to } = heard
      const isConfirmed = confirmedAt(to).furthest(stream) >= last.seq
      if (isConfirmed && !all) continue
      const bundle = newestCarrying(database, to, stream.key, last.seq)
      found.set(assessment, {
        ...{ to, toName: units.nameOf(to), decision: author === null ? last.kind : 'relay' },
        state: isConfirmed ? 'confirmed' : bundle === undefined ? 'decided' : 'bundled',
        time: bundle?.time ?? last.time,
        shortCode: bundle === undefined ? null : shortCode(bundle.bundle as Sha256),
      })
    }
    return found
  }
}

/** The decisions of a stream about each sheet behind a number, in order. */
function decisionsOf(
  { database }: Installation,
  stream: StreamRow,
  seq: number,
): ReadonlyMap<AssessmentId, readonly Decided[]> {
  const found = new Map<AssessmentId, Decided[]>()
  for (const { id, bytes, ...row } of decisionsBehind(database, stream.num, seq)) {
    for (const change of decodeStoredEntry(bytes, id).changes) {
      const kind = DecisionKind.safeParse((change.value as { readonly kind?: unknown } | null)?.kind).data
      if (change.entity !== 'assessment' || kind === undefined) continue
      const assessment = change.id as AssessmentId
      const decisions = found.get(assessment) ?? []
      decisions.push({ kind, seq: row.seq, time: row.time })
      found.set(assessment, decisions)
    }
  }
  return found
}
