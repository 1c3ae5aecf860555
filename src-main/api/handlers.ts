import type { z } from 'zod'
import type { Call, Contract } from '../../shared/contract/define.ts'
import type { Progress } from '../../shared/contract/frames.ts'
import type { FileTickets } from './files.ts'
import type { SessionId, Sessions, SignedInOfficer } from './sessions.ts'

/** What a handler knows besides its input. */
export type CallContext = Readonly<{
  /** The call's name; it is also the `action` of the entries it writes. */
  call: string
  session: SessionId
  /** Who calls; never null in calls whose `permit` is not `anyone`: see `callingOfficer`. */
  officer: SignedInOfficer | null
  /** Aborted when the caller no longer wants the answer; long work hands it on. */
  signal: AbortSignal
  sessions: Sessions
  files: FileTickets
}>

type Answer<C extends Call> = z.input<C['output']>

/**
 * The function behind a call. Queries and commands answer once. An operation yields progress, may be stopped at each yield
 * and cleans up in `finally`.
 */
export type Handler<C extends Call> =
  C extends Call<'operation'>
    ? (input: z.output<C['input']>, context: CallContext) => AsyncGenerator<Progress, Answer<C>, void>
    : (input: z.output<C['input']>, context: CallContext) => Answer<C> | Promise<Answer<C>>

/** One handler for every call of the contract; the compiler names the missing ones. */
export type Handlers<C extends Contract> = { readonly [Name in keyof C]: Handler<C[Name]> }

/** The officer of a call that needs one. */
export function callingOfficer(context: CallContext): SignedInOfficer {
  if (context.officer === null) throw new Error(`${context.call} needs an officer but permits anyone`)
  return context.officer
}
