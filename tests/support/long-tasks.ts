import type { Page } from '@playwright/test'

/**
 * Tasks of the window that took more than 50 ms while `work` went on, in milliseconds. The limit grows with what other programs
 * take away from this machine, measured before and after.
 */
export async function longTasksIn(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  const before = await contention(page)
  await page.evaluate(() => {
    const durations: number[] = []
    Object.assign(window, { longTasks: durations })
    new PerformanceObserver((list) => {
      durations.push(...list.getEntries().map(({ duration }) => Math.round(duration)))
    }).observe({ entryTypes: ['longtask'] })
  })
  await work()
  const longTasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks)
  const slowed = Math.max(before, await contention(page))
  return longTasks.filter((duration) => duration > 50 * slowed)
}

/** How much slower the slowest of twenty equal pieces of work was than the fastest: what other programs take away. */
async function contention(page: Page): Promise<number> {
  const durations = await page.evaluate(async () => {
    const found: number[] = []
    for (let piece = 0; piece < 20; piece += 1) {
      const start = performance.now()
      let sum = 0
      for (let i = 0; i < 4_000_000; i += 1) sum = (sum + i * 7) % 1_000_003
      found.push(performance.now() - start + (sum < 0 ? 1 : 0))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return found.slice(5)
  })
  return Math.max(...durations) / Math.min(...durations)
}
