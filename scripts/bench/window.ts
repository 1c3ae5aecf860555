import { chromium, type Page } from '@playwright/test'
import { browserLaunch } from '../../tests/support/browser.ts'
import { startHost } from '../../tests/support/host-fixture.ts'
import { programIsStale, buildOrExplain } from '../program-build.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

/**
 * From opening the address to a window that can be used, against the same browser opening an empty page of the same host; and the
 * longest task while typing into a sheet.
 */
export async function benchWindow(rounds: number): Promise<BenchRow> {
  if (await programIsStale()) await buildOrExplain()
  const browser = await chromium.launch(browserLaunch())
  const ours: number[] = []
  const empty: number[] = []
  let longest = 0
  try {
    for (let round = 0; round < rounds; round++) {
      const host = await startHost('cycle')
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' })
      try {
        const started = performance.now()
        await page.goto(host.address)
        await page.getByRole('button', { name: 'Hoàng Thị Lan' }).waitFor()
        ours.push((performance.now() - started) / 1000)
        empty.push(await openEmpty(page, new URL(host.address).origin))
        await page.goBack()
        longest = Math.max(longest, await longestTaskWhileTyping(page))
      } finally {
        await page.close()
        await host.stop()
      }
    }
  } finally {
    await browser.close()
  }
  const more = median(ours) - median(empty)
  return {
    name: 'window',
    seconds: more,
    yardstickSeconds: 1.5,
    goal: 1,
    scale: rounds,
    notes: {
      'usable after, s': median(ours).toFixed(3),
      'empty page, s': median(empty).toFixed(3),
      'longest task while typing, ms (goal 50)': longest.toFixed(0),
    },
  }
}

async function openEmpty(page: Page, origin: string): Promise<number> {
  const started = performance.now()
  await page.goto(`${origin}/no-such-page`)
  return (performance.now() - started) / 1000
}

async function longestTaskWhileTyping(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Hoàng Thị Lan' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Chấm điểm' }).click()
  await page.getByRole('grid').waitFor()
  await page.getByRole('button', { name: 'Nhập hộ' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Văn bản làm căn cứ').fill('Báo cáo số 45/BC-UBND')
  await dialog.getByRole('button', { name: 'Bắt đầu nhập hộ' }).click()
  await page.locator('[data-cell="1.5 answer"] input').focus()
  // as text: scripts know no window
  await page.evaluate(
    `window.longTasks = []; new PerformanceObserver((list) => { for (const task of list.getEntries()) window.longTasks.push(task.duration) }).observe({ type: 'longtask' })`,
  )
  for (let turn = 0; turn < 20; turn++) {
    await page.keyboard.type(String(turn % 7))
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowUp')
  }
  await page.waitForTimeout(300)
  return page.evaluate<number>('Math.max(0, ...window.longTasks)')
}
