import type { UnitId } from '../../shared/domain/ids.ts'
import type { Level } from '../../shared/domain/journal/facts.ts'
import type { Database } from '../storage/database.ts'

/** What a certificate (or, for this device, the folder) says about a device. */
export type DeviceFacts = {
  readonly unit: UnitId
  readonly level: Level
  readonly name: string
  /** Root of the subtree for which it may issue certificates. */
  readonly mayIssueFor: UnitId | null
}

/** The tree of units as the journal needs it. */
export type UnitTree = {
  /** Units above, lowest first. */
  readonly above: (unit: UnitId) => readonly { readonly unit: UnitId; readonly level: Level }[]
  /** The unit itself or below it. */
  readonly isWithin: (unit: string, root: string) => boolean
}

/** What the parts of the journal share. */
export type JournalBase = {
  readonly database: Database
  readonly units: UnitTree
  /** By certificate, or the own device; null while unknown. Devices keep their unit for life. */
  readonly deviceFacts: (device: string) => DeviceFacts | null
  /** The unit of this folder, whose office sets aside; null until it is chosen. */
  readonly ownUnit: () => UnitId | null
  /** Takes the tree of units from the catalogues anew, because entries about units were set aside or put back. */
  readonly readUnits: () => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}
