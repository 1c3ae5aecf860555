import type { FaultOffice } from './fault-office.ts'

/** What the broken processes do, and how one sees afterwards that nothing was lost and nothing stands half done. */
export type Scenario = {
  readonly name: string
  /** The opening of the folder is itself part of what is broken. */
  readonly opensInside: boolean
  readonly prepare: (folder: string) => Promise<void>
  readonly act: (office: FaultOffice, folder: string, acknowledge: (what: string) => void) => Promise<void>
  /** Compares what was acknowledged with what is there now; throws a sentence when something is missing. */
  readonly check: (office: FaultOffice, folder: string, acknowledged: readonly string[]) => Promise<void>
}
