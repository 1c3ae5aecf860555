import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/host-fixture.ts'
import { AppraisalPage } from '../pages/appraisal.ts'
import { DocumentsPage } from '../pages/documents.ts'
import { Shell } from '../pages/shell.ts'
import { SheetPage } from '../pages/sheet.ts'
import { drivesElectron } from '../support/browser.ts'
import { longTasksIn } from '../support/long-tasks.ts'

async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze()
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html)
          .slice(0, 3)
          .join(' | ')}`,
    ),
  ).toEqual([])
}

test('sheet, its editors and its parts have no barriers', async ({ openHost }) => {
  test.slow()
  const { page } = await openHost('submitted')
  const sheet = new SheetPage(page)
  await sheet.open()
  await expectNoBarriers(page)
  await page.getByText('Hồ sơ đề nghị').click()
  await expectNoBarriers(page)
  await page.getByText('Điều kiện bắt buộc').click()
  await expectNoBarriers(page)
  await page.getByText('Tiêu chí', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Xã sau' }).click()
  await sheet.enterOnBehalf()
  await sheet.choose('1.1')
  await sheet.keys('F2')
  await expectNoBarriers(page)
  await sheet.keys('Escape')
  await sheet.choose('1.4')
  await sheet.keys('1')
  await expectNoBarriers(page)
})

test('library and appraisal have no barriers', async ({ openHost }) => {
  test.slow()
  const { page } = await openHost('submitted')
  const library = new DocumentsPage(page)
  await library.open()
  await library.lines.first().waitFor()
  await library.lines.first().click()
  await expectNoBarriers(page)
  await new AppraisalPage(page).open()
  await expect(page.getByText('Trang 2/3')).toBeVisible()
  await expectNoBarriers(page)
})

test('typing a sheet never holds the window up', async ({ openHost }) => {
  test.skip(drivesElectron(), 'the real window has no browser that can be traced')
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  // The first entries compile what later ones only run.
  await sheet.choose('1.5')
  await sheet.keys('1', 'Enter', '1/2', 'Enter', 'Enter')
  await sheet.expectSaved()
  const longTasks = await longTasksIn(page, async () => {
    await sheet.choose('1.5')
    for (const figure of ['2', '11/12', '3/4', '100/100', '30/100', '5/5', '1']) {
      // A quick typist: thirty keys a second.
      await page.keyboard.type(figure, { delay: 33 })
      await page.keyboard.press('Enter', { delay: 33 })
      await page.keyboard.press('Enter', { delay: 33 })
    }
    await sheet.expectSaved()
  })
  expect(longTasks).toEqual([])
})

test('everything stays within reach at twice the text size', async ({ openHost }) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  await sheet.enterOnBehalf()
  await sheet.choose('1.5')
  await sheet.keys('4', 'Enter')
  await sheet.expectAnswer('1.5', '4')
  await expect(page.getByTestId('total')).toBeInViewport()
  // The next page opens at its top, however far this one is scrolled.
  const scrolledTo = await page.locator('#content').evaluate((content) => {
    content.scrollTo({ top: content.scrollHeight })
    return content.scrollTop
  })
  expect(scrolledTo).toBeGreaterThan(0)
  await new Shell(page).goTo('Tổng quan')
  await expect(page.getByRole('heading', { name: 'Tổng quan', level: 1 })).toBeInViewport()
})

test('F6 goes round the parts of the window, and never rests on an edge', async ({ openHost }) => {
  const { page } = await openHost('submitted')
  await new SheetPage(page).open()
  await expect(page.locator('[data-region="panel"]')).toBeVisible()
  const at = (): Promise<string> =>
    page.evaluate(() => {
      const { activeElement: element } = document
      const region = element?.closest<HTMLElement>('[data-region]')?.dataset['region'] ?? ''
      return element?.getAttribute('role') === 'separator' ? `edge of ${region}` : region
    })
  const seen = []
  for (let press = 0; press < 6; press += 1) {
    await page.keyboard.press('F6')
    seen.push(await at())
  }
  expect(seen.sort()).toEqual(['content', 'navigation', 'panel', 'panel', 'sheet', 'top'])
})
