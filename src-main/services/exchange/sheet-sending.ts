import { SheetSending } from '../../../shared/contract/sheets.ts'
import { partsOfAssessment, type AssessmentId, type Sha256, type UnitId } from '../../../shared/domain/ids.ts'
import { directionOf, withoutUnheard, type DecisionKind } from '../../../shared/domain/sending.ts'
import { shortCode } from '../../bundles/format.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { decisionsBehind } from '../../storage/unsent.ts'
import { bundledUpTo, newestCarrying } from '../../storage/outbox.ts'
import { allStreams, type StreamRow } from '../../storage/streams.ts'
import { confirmedBy, type Confirmed } from './bundle-receipts.ts'
import { listCycles } from '../catalogue/cycles.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/**
 * How far this device's own decisions about sheets have come: decided → in a bundle → confirmed by the receipt of whom it is for. The
 * one place from which every badge, line and sentence about it comes.
 */

type Decided = { readonly kind: DecisionKind; readonly seq: number; readonly time: number }

/** How far the last own decision about a sheet has come; null: none was made here, or it has nowhere to go. */
export function sendingOf(installation: Installation, assessment: AssessmentId): SheetSending | null {
  const { unit } = partsOfAssessment(assessment)
  const find = finder(installation)
  for (const stream of ownSheetStreams(installation))
    if (stream.audience === unit) return find(stream, true).get(assessment) ?? null
  return null
}

/** Every sheet whose last own decision is not confirmed yet. */
export function sheetsOnTheWay(installation: Installation): ReadonlyMap<AssessmentId, SheetSending> {
  const find = finder(installation)
  return new Map(ownSheetStreams(installation).flatMap((stream) => [...find(stream, false)]))
}

/** Sheets that were decided and are in no bundle yet: how many, and for whom. */
export function countUnsent(installation: Installation): {
  readonly sheets: number
  readonly units: readonly string[]
} {
  const waiting = [...sheetsOnTheWay(installation).values()].filter(({ state }) => state === 'decided')
  return { sheets: waiting.length, units: [...new Set(waiting.map(({ toName }) => toName))] }
}

function ownSheetStreams({ database, own }: Installation): StreamRow[] {
  return allStreams(database).filter(({ device, channel }) => device === own?.id && channel === 'sheet')
}

/** Finds what a stream holds; `all`: also what is confirmed. */
function finder(
  installation: Installation,
): (stream: StreamRow, all: boolean) => ReadonlyMap<AssessmentId, SheetSending> {
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

  function goesTo(assessment: AssessmentId, { kind }: Decided): UnitId | null {
    const { cycle, unit } = partsOfAssessment(assessment)
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
  ): { readonly last: Decided; readonly to: UnitId } | null {
    const last = decisions.at(-1)
    const to = last === undefined ? null : goesTo(assessment, last)
    if (last === undefined || to === null) return null
    const reached = Math.max(bundledUpTo(database, to, stream.key), confirmedAt(to).furthest(stream))
    const left = withoutUnheard(decisions, reached)
    return left.length === decisions.length ? { last, to } : heardOf(assessment, stream, left)
  }

  return (stream, all) => {
    const found = new Map<AssessmentId, SheetSending>()
    const commune = stream.audience as UnitId
    const possible = [above, below(commune)].flatMap((unit) => unit ?? [])
    const least = all ? 0 : Math.min(...possible.map((unit) => confirmedAt(unit).furthest(stream)), Infinity)
    if (least === Infinity) return found
    for (const [assessment, decisions] of decisionsOf(installation, stream, least)) {
      const heard = heardOf(assessment, stream, decisions)
      if (heard === null) continue
      const { last, to } = heard
      const isConfirmed = confirmedAt(to).furthest(stream) >= last.seq
      if (isConfirmed && !all) continue
      const bundle = newestCarrying(database, to, stream.key, last.seq)
      found.set(assessment, {
        ...{ to, toName: units.nameOf(to), decision: last.kind },
        state: isConfirmed ? 'confirmed' : bundle === undefined ? 'decided' : 'bundled',
        time: bundle?.time ?? last.time,
        shortCode: bundle === undefined ? null : shortCode(bundle.bundle as Sha256),
      })
    }
    return found
  }
}

const Kind = SheetSending.shape.decision

/** The decisions of a stream about each sheet behind a number, in order. */
function decisionsOf(
  { database }: Installation,
  stream: StreamRow,
  seq: number,
): ReadonlyMap<AssessmentId, readonly Decided[]> {
  const found = new Map<AssessmentId, Decided[]>()
  for (const { id, bytes, ...row } of decisionsBehind(database, stream.num, seq)) {
    for (const change of decodeStoredEntry(bytes, id).changes) {
      const kind = Kind.safeParse((change.value as { readonly kind?: unknown } | null)?.kind).data
      if (change.entity !== 'assessment' || kind === undefined) continue
      const assessment = change.id as AssessmentId
      const decisions = found.get(assessment) ?? []
      decisions.push({ kind, seq: row.seq, time: row.time })
      found.set(assessment, decisions)
    }
  }
  return found
}
