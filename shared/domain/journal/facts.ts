import type { AssessmentId, CriteriaVersionId, CycleId, EntryId, UnitId } from '../ids.ts'
import type { CriteriaContent } from '../criteria.ts'

/** What the projection of a sheet reads: entries with what their certificates say, and the catalogue as it stands. */

export type Level = 'province' | 'district' | 'commune'

/** Why an entry or a change is stored but does not count; keys of sentences. */
export type UncountedReason =
  | 'waiting'
  | 'forked'
  /** A trust list says that the device's stream counts only up to an earlier entry. */
  | 'revoked'
  /** Written in a folder under the name of its former device and never sealed. */
  | 'unsealed'
  | 'setAside'
  | 'overstep'
  | 'unknownDevice'
  | 'badBase'
  | 'invalidValue'
  | 'invalidAnswer'
  | 'otherMethod'
  | 'notParticipant'
  | 'notAuthorised'
  | 'unknownCycle'
  | 'late'
  | 'cutIncomplete'
  | 'openDifference'
  | 'notAlone'
  | 'other'

export type EntryChange = {
  readonly entity: string
  readonly id: string
  readonly field: string
  readonly value: unknown
  readonly bases: readonly EntryId[]
}

/** One stored entry as the projection sees it. */
export type SheetEntry = {
  readonly id: EntryId
  readonly stream: string
  readonly device: string
  /** Unit and level of the device by its certificate; null: not certified as far as is stored. */
  readonly unit: UnitId | null
  readonly seq: number
  readonly prev: EntryId | null
  readonly time: number
  readonly reason: string | null
  /** The unit for which it was entered ("nhập hộ"). */
  readonly onBehalf: UnitId | null
  /** The paper by which it was entered for that unit. */
  readonly paper: string | null
  /** Name of the officer, as the device says. */
  readonly officer: string
  readonly action: string
  readonly changes: readonly EntryChange[]
  /** Judged before the sheet: waiting, forks, set-aside, oversteps. */
  readonly counted: true | UncountedReason
}

/** What the catalogue says about the cycle of a sheet. */
export type CycleFacts = {
  readonly id: CycleId
  readonly publisher: UnitId
  readonly name: string
  readonly year: number
  readonly version: CriteriaVersionId
  readonly units: ReadonlySet<UnitId>
  readonly levels: {
    readonly appraise: Level | null
    readonly verify: Level | null
    readonly recognise: Level
  }
  readonly period: { readonly from: string; readonly until: string }
  readonly content: CriteriaContent
  /** Criteria whose way of scoring changed in a later version, with that version; an answer names it. */
  readonly methods?: Readonly<Record<string, CriteriaVersionId>> | undefined
}

/** A unit under which a commune once stood: what it wrote counts up to the points that the transfer named (JOURNAL 20). */
export type FormerSuperior = { readonly unit: UnitId; readonly level: Level; readonly until: Cut }

/** Everything besides the entries that a sheet depends on. */
export type SheetContext = {
  readonly assessment: AssessmentId
  readonly commune: UnitId
  /** Units above the commune, lowest first, with their levels. */
  readonly above: readonly { readonly unit: UnitId; readonly level: Level }[]
  readonly former?: readonly FormerSuperior[] | undefined
  /** Null: the cycle or its criteria are not known here (yet). */
  readonly cycle: CycleFacts | null
}

/** A place in a stream. */
export type Point = { readonly seq: number; readonly id: EntryId }

/** A decision's cut: up to where it saw each stream of the sheet. */
export type Cut = Readonly<Record<string, Point>>

/** The catalogue as a decision's basis names it: up to these points, without these entries. */
export type SeenCatalogue = { readonly catalogue: Cut; readonly except: readonly EntryId[] }

/** Questions about stored entries that go beyond one sheet. */
export type StoredFacts = {
  /** Whether every entry of the cut is stored, back to the beginning of its streams. */
  readonly holdsCut: (cut: Cut) => boolean
  /** Whether the entry lies in the chain that ends at the point: the point itself or an entry before it, on the same branch. */
  readonly liesBefore: (entry: { readonly stream: string } & Point, point: Point) => boolean
  /**
   * The context as a decider saw the catalogue, under the criteria version that was on the screen; null while its points are not
   * stored.
   */
  readonly contextAt: (seen: SeenCatalogue, version?: CriteriaVersionId) => SheetContext | null
}
