import type { Page } from '@playwright/test'

type TraceEvent = {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds that the thread itself computed; waiting does not count. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/**
 * Tasks of the window's main thread that computed for more than 50 ms while `work` went on, in milliseconds. Only the thread's own
 * time counts, so that other programs of this machine cannot make a task long.
 */
export async function longTasksIn(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('the window has no browser that can be traced')
  await browser.startTracing(page, { categories: ['toplevel'] })
  await work()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[]
  }
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && mainThreads.has(`${pid} ${tid}`),
  )
  if (tasks.length === 0) throw new Error('the trace names no task')
  return tasks.map(({ tdur = 0 }) => Math.round(tdur / 1000)).filter((milliseconds) => milliseconds > 50)
}
