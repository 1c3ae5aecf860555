import { setTimeout as wait } from 'node:timers/promises'
import type { Progress } from '../../../shared/contract/frames.ts'

const everyMilliseconds = 100

/** How long work tells how far it is, and hears that it is no longer wanted. */
export type Reporting = { readonly report: (progress: Progress) => void; readonly signal: AbortSignal }

/**
 * Runs work that reports by calling back as an operation that yields: at most ten reports a second. When the operation is stopped
 * the work is aborted and has ended before this returns.
 */
export async function* reporting<Result>(
  signal: AbortSignal,
  work: (report: (progress: Progress) => void, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Progress, Result, void> {
  const stopping = new AbortController()
  const state: { latest: Progress | null; settled: boolean } = { latest: null, settled: false }
  const done = work(
    (progress) => {
      state.latest = progress
    },
    AbortSignal.any([signal, stopping.signal]),
  ).finally(() => {
    state.settled = true
  })
  // met below; without this a failure in between would count as nobody's
  done.catch(() => {})
  try {
    for (;;) {
      const pause = new AbortController()
      await Promise.race([
        done.catch(() => {}),
        wait(everyMilliseconds, undefined, { signal: pause.signal }).catch(() => {}),
      ])
      pause.abort()
      const { latest } = state
      state.latest = null
      if (latest !== null) yield latest
      if (state.settled) return await done
    }
  } finally {
    if (!state.settled) {
      stopping.abort()
      await done.catch(() => {})
    }
  }
}
