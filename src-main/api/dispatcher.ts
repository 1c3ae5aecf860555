import { randomBytes } from 'node:crypto'
import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { Call, Contract, Topic } from '../../shared/contract/define.ts'
import { CallError, isCallError } from '../../shared/contract/errors.ts'
import type { Announcement, Frame, Progress } from '../../shared/contract/frames.ts'
import { mayDo } from '../../shared/domain/permissions.ts'
import { withoutDirectionMarks } from '../../shared/domain/text/direction-marks.ts'
import type { Log } from '../platform/log.ts'
import type { CallRequest, Core } from './core-interface.ts'
import type { FileTickets } from './files.ts'
import type { CallContext, Handlers } from './handlers.ts'
import { parseInput, type AcceptText } from './input.ts'
import type { Sessions, SignedInOfficer } from './sessions.ts'

export type DispatcherParts<C extends Contract> = Readonly<{
  contract: C
  handlers: Handlers<C>
  sessions: Sessions
  files: FileTickets
  acceptText: AcceptText
  announce: (announcement: Announcement) => void
  log: Log
  /** What an error that nobody expected means, where that can be found out; undefined for a fault of the program. */
  explainUnexpected?: (error: unknown) => CallError | undefined
  /** Milliseconds since 1970. */
  now: () => number
}>

type Steps = AsyncGenerator<Progress, unknown, void>

/** A handler whose types were checked where the handlers were written. */
type AnyHandler = (input: unknown, context: CallContext) => unknown

/**
 * The one way into the core: parse → permit → run → frames. Every call settles in exactly one result or error; what is not a
 * `CallError` is a bug, goes to the log and leaves only a reference.
 */
export function createDispatcher<C extends Contract>(parts: DispatcherParts<C>): Core['call'] {
  const { contract, sessions, files, acceptText, log } = parts
  let logFails = false

  async function* dispatch(request: CallRequest): AsyncGenerator<Frame, void> {
    try {
      yield { kind: 'result', value: yield* run(request) }
    } catch (error) {
      yield { kind: 'error', error: withoutDirectionMarks(explain(error, request).toValue()) }
    }
  }

  async function* run({ name, input, session, signal }: CallRequest): AsyncGenerator<Frame, unknown> {
    const call = Object.hasOwn(contract, name) ? contract[name] : undefined
    if (call === undefined) throw new CallError('unknownCall', { call: name.slice(0, 100) })
    if (signal.aborted) throw new CallError('cancelled', {})
    const parsed = parseInput(call, input, acceptText)
    const officer = sessions.officerOf(session)
    permit(call, officer)

    const handle = parts.handlers[name] as unknown as AnyHandler
    const answer = handle(parsed, { call: name, session, officer, signal, sessions, files })
    if (call.kind !== 'operation') {
      const value = checkOutput(name, call, await answer)
      if (call.kind === 'command') announceChange(call.touches)
      return value
    }
    try {
      return checkOutput(name, call, yield* followSteps(answer as Steps, signal))
    } finally {
      // Also after a stop or an error: what was finished before it stays.
      announceChange(call.touches)
    }
  }

  function announceChange(topics: readonly Topic[]): void {
    if (topics.length > 0) parts.announce({ topics: [...topics], time: parts.now() })
  }

  /** Windows ask again how the program is when its log fails, or can be written again. */
  function tellOfLog(): void {
    if (log.isFailing() === logFails) return
    logFails = !logFails
    announceChange(['session'])
  }

  function explain(error: unknown, { name, signal }: CallRequest): CallError {
    if (isCallError(error)) {
      log.info('call refused', { call: name, code: error.code })
      tellOfLog()
      return error
    }
    if (signal.aborted && error instanceof Error && error.name === 'AbortError')
      return new CallError('cancelled', {})
    const logReference = randomBytes(4).toString('hex')
    log.error('call failed', error, { call: name, logReference })
    tellOfLog()
    return parts.explainUnexpected?.(error) ?? new CallError('internal', { logReference })
  }

  return dispatch
}

function permit(call: Call, officer: SignedInOfficer | null): void {
  if (call.permit === 'anyone') return
  if (officer === null) throw new CallError('notSignedIn', {})
  if (call.permit === 'signedIn' || mayDo(officer.roles, call.permit)) return
  throw new CallError('forbidden', { permission: call.permit })
}

/** What a handler answers is held to the contract too, or the window would find out later and elsewhere. */
function checkOutput(name: string, call: Call, value: unknown): unknown {
  const checked = call.output.safeParse(value)
  if (checked.success) return withoutDirectionMarks(checked.data ?? null)
  const places = checked.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.')} ${issue.code}`)
  throw new Error(`the answer of ${name} breaks the contract: ${places.join(', ')}`)
}

/**
 * Passes an operation's progress on. When the signal is aborted the operation is stopped at its next yield: `cancelled` is thrown
 * there, and its `finally` has run before this throws it too. If it was done by then, or answers with what was done so far, its
 * result counts: what happened is not denied.
 */
async function* followSteps(steps: Steps, signal: AbortSignal): AsyncGenerator<Frame, unknown> {
  let done = false
  try {
    for (;;) {
      if (signal.aborted) {
        done = true
        return await stop(steps)
      }
      const step = await steps.next()
      if (step.done === true) {
        done = true
        return step.value
      }
      yield { kind: 'progress', progress: withoutDirectionMarks(step.value) }
      // An operation that never waits for anything would keep even its own cancellation from arriving.
      await letOthersRun()
    }
  } finally {
    if (!done) await finish(steps)
  }
}

async function stop(steps: Steps): Promise<unknown> {
  let step = await steps.throw(new CallError('cancelled', {}))
  while (step.done !== true) step = await steps.next()
  return step.value
}

async function finish(steps: Steps): Promise<void> {
  let step = await steps.return(undefined)
  while (step.done !== true) step = await steps.next()
}
