import { z } from 'zod'
import { SheetSending } from '../../../shared/contract/sheets.ts'
import { partsOfAssessment, type AssessmentId, type Sha256, type UnitId } from '../../../shared/domain/ids.ts'
import { directionOf, type DecisionKind } from '../../../shared/domain/sending.ts'
import { shortCode } from '../../bundles/format.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { decisionsBehind } from '../../storage/unsent.ts'
import { lastOutboxItemFor, type OutboxItem } from '../../storage/outbox.ts'
import { allStreams, type StreamRow } from '../../storage/streams.ts'
import { confirmedBy, type Confirmed } from './bundle-receipts.ts'
import { listCycles } from '../catalogue/cycles.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/**
 * How far this device's own decisions about sheets have come: decided → in a bundle → confirmed by the receipt of whom it is for. The
 * one place from which every badge, line and sentence about it comes.
 */

type Decided = { readonly kind: DecisionKind; readonly seq: number; readonly time: number }

/** What one addressee has, looked up once. */
type Addressee = {
  readonly confirmed: Confirmed
  readonly newest: OutboxItem | undefined
  /** Up to which number each stream is in the newest bundle. */
  readonly bundled: Readonly<Record<string, { readonly seq: number }>>
}

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
  const addressees = new Map<UnitId, Addressee>()

  function addresseeAt(unit: UnitId): Addressee {
    let known = addressees.get(unit)
    if (known === undefined) {
      const newest = lastOutboxItemFor(database, unit)
      const bundled = Heads.parse(JSON.parse(newest?.streams ?? '{}'))
      known = { confirmed: confirmedBy(installation, unit), newest, bundled }
      addressees.set(unit, known)
    }
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

  return (stream, all) => {
    const found = new Map<AssessmentId, SheetSending>()
    const commune = stream.audience as UnitId
    const possible = [above, below(commune)].flatMap((unit) => unit ?? [])
    const least = all
      ? 0
      : Math.min(...possible.map((unit) => addresseeAt(unit).confirmed.furthest(stream)), Infinity)
    if (least === Infinity) return found
    const behind = decisionsOf(installation, stream, least)
    // What was decided before is asked for once, and only where something was taken back.
    let whole = least === 0 ? behind : null
    for (const [assessment, decided] of behind) {
      const last = decided.at(-1)
      const to = last === undefined ? null : goesTo(assessment, last)
      if (last === undefined || to === null) continue
      const { confirmed, newest, bundled } = addresseeAt(to)
      const upTo = bundled[stream.key]?.seq ?? 0
      const isConfirmed = confirmed.furthest(stream) >= last.seq
      if (isConfirmed && !all) continue
      if (last.kind === 'withdraw' && upTo < last.seq) {
        whole ??= decisionsOf(installation, stream, 0)
        const known = Math.max(upTo, confirmed.furthest(stream))
        const heard = whole.get(assessment)?.findLast(({ seq }) => seq <= known)
        // taken back before anybody could hear of it
        if (heard === undefined || heard.kind === 'withdraw') continue
      }
      const isBundled = upTo >= last.seq
      found.set(assessment, {
        ...{ to, toName: units.nameOf(to), decision: last.kind },
        state: isConfirmed ? 'confirmed' : isBundled ? 'bundled' : 'decided',
        time: isBundled && newest !== undefined ? newest.time : last.time,
        shortCode: isBundled && newest !== undefined ? shortCode(newest.bundle as Sha256) : null,
      })
    }
    return found
  }
}

const Heads = z.record(z.string(), z.object({ seq: z.int() }))
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
      const decided = { kind, seq: row.seq, time: row.time }
      found.set(assessment, [...(found.get(assessment) ?? []), decided])
    }
  }
  return found
}
