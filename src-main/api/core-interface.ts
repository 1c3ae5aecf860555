import type { Contract } from '../../shared/contract/define.ts'
import type { Announcement, Frame } from '../../shared/contract/frames.ts'
import type { Log } from '../platform/log.ts'
import type { Language } from '../platform/sentences.ts'
import type { FileTickets } from './files.ts'
import type { SessionId, Sessions } from './sessions.ts'

/** One call as a door hands it over: nothing of it has been looked at. */
export type CallRequest = Readonly<{
  name: string
  input: unknown
  session: SessionId
  /** Aborting it asks the call to stop; the answer still ends in a result or an error. */
  signal: AbortSignal
}>

/** What a door sees of the core. The three doors differ only in how they carry these things to their callers. */
export type Core = Readonly<{
  contract: Contract
  /** Frames of the answer: progress* and then exactly one result or error. Never throws. */
  call: (request: CallRequest) => AsyncIterable<Frame>
  /** Calls the listener after every change, whoever made it; the returned function stops that. */
  announcements: (listener: (announcement: Announcement) => void) => () => void
  sessions: Sessions
  files: FileTickets
  /** The program's log, for what happens at the doors themselves. */
  log: Log
  /** Ends everything and frees the data folder. */
  close: () => Promise<void>
}>

export type OpenCoreOptions = Readonly<{
  /** The data folder; the system's usual place when left out. */
  dataDir?: string
  /** Where the device keys lie; the user's profile when left out. */
  keysDir?: string
  language: Language
}>

/** @throws CallError `folderInUse`, `folderNewer`, `folderDamaged`, `folderReadOnly`, `diskFull` */
export type OpenCore = (options: OpenCoreOptions) => Promise<Core>
