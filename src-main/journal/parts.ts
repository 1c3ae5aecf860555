import type { UnitId } from '../../shared/domain/ids.ts'
import type { FormerSuperior, Level, Point } from '../../shared/domain/journal/facts.ts'
import type { Database } from '../storage/database.ts'

/** What a certificate (or, for this device, the folder) says about a device. */
export type DeviceFacts = {
  readonly unit: UnitId
  readonly level: Level
  readonly name: string
  /** Root of the subtree for which it may issue certificates. */
  readonly mayIssueFor: UnitId | null
}

/** What trust lists say about a device, and whether it is a former one of this folder. */
export type DeviceJudgement = {
  /** For each list that revokes the device: up to where it lets the stream count; null: not at all. */
  readonly cuts: (stream: string) => readonly (Point | null)[]
  /** Points on the branch of a forked stream that counts. */
  readonly branches: (stream: string) => readonly Point[]
  /** The folder was this device and is another now: what it never sealed can be proved to nobody (JOURNAL 4). */
  readonly sealedOnly: boolean
}

/** The tree of units as the journal needs it. */
export type UnitTree = {
  /** Units above, lowest first. */
  readonly above: (unit: UnitId) => readonly { readonly unit: UnitId; readonly level: Level }[]
  /** The unit itself or below it. */
  readonly isWithin: (unit: string, root: string) => boolean
  /** Units that stand above it no more, with how far what they wrote about it counts (JOURNAL 20). */
  readonly former: (unit: UnitId) => readonly FormerSuperior[]
  /** Now, or once: what was certified then stays proved. */
  readonly wasWithin: (unit: string, root: string) => boolean
}

/** What the parts of the journal share. */
export type JournalBase = {
  readonly database: Database
  readonly units: UnitTree
  /** By certificate, or the own device; null while unknown. Devices keep their unit for life. */
  readonly deviceFacts: (device: string) => DeviceFacts | null
  /** Null, or not given: nothing is said about the device. */
  readonly judgementOf?: ((device: string) => DeviceJudgement | null) | undefined
  /** The unit of this folder, whose office sets aside; null until it is chosen. */
  readonly ownUnit: () => UnitId | null
  /** Takes the tree of units from the catalogues anew, because entries about units were set aside or put back. */
  readonly readUnits: () => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}
