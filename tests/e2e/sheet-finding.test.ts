import { expect, test } from '../support/host-fixture.ts'
import { AppraisalPage } from '../pages/appraisal.ts'
import { SheetPage } from '../pages/sheet.ts'

/** Nothing has the keyboard. */
const onNothing = (): boolean => document.activeElement === document.body

test('the keyboard is in the sheet, lines are filtered, found and filled, and nothing is hidden unsaid', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()

  await test.step('after a dialog typing works at once', async () => {
    await expect(sheet.input('1.1')).toBeFocused()
    await page.getByRole('button', { name: 'Việc khác', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Phím tắt của bảng' }).click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect.poll(() => page.evaluate(onNothing)).toBe(false)
  })

  await test.step('a code or words without marks lead to the line', async () => {
    await page.keyboard.press('Control+f')
    const field = page.getByRole('textbox', { name: 'Tìm theo mã, tên tiêu chí' })
    await expect(field).toBeFocused()
    await field.fill('khong co don thu')
    await field.fill('2.')
    await expect(page.getByRole('search')).toContainText(/^1\/\d+/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('search')).toContainText(/^2\/\d+/)
    await page.keyboard.press('Escape')
    await expect(sheet.input('2.2')).toBeFocused()
    await page.keyboard.press('F3')
    await page.keyboard.press('Shift+F3')
    await page.keyboard.press('Shift+F3')
    await expect(sheet.cell('2.1', 'answer')).toBeInViewport()
  })

  await test.step('what is typed into a filtered line does not take it away', async () => {
    const all = await page.locator('[data-cell$=" code"]').count()
    await page.getByRole('combobox', { name: 'Lọc theo tình trạng' }).click()
    await page.getByRole('option', { name: /^Chưa có điểm/ }).click()
    const shown = await page.locator('[data-cell$=" code"]').count()
    expect(shown).toBeLessThanOrEqual(all)
    await expect(page.getByText(`Đang lọc: ${shown}/${all} tiêu chí`)).toBeVisible()
    await sheet.choose('1.5')
    await sheet.keys('4', 'Enter')
    await sheet.expectAnswer('1.5', '4')
    // Chosen anew, it is gone.
    await page.getByRole('combobox', { name: 'Lọc theo tình trạng' }).click()
    await page.getByRole('option', { name: /^Cần làm/ }).click()
    await page.getByRole('combobox', { name: 'Lọc theo tình trạng' }).click()
    await page.getByRole('option', { name: /^Chưa có điểm/ }).click()
    await expect(sheet.cell('1.5', 'code')).toHaveCount(0)
    await page.getByRole('button', { name: 'Bỏ lọc' }).click()
    await expect(page.locator('[data-cell$=" code"]')).toHaveCount(all)
  })

  await test.step('Ctrl+D fills, Delete empties the chosen lines, and each comes back in one step', async () => {
    await sheet.choose('1.2')
    await sheet.keys('c', 'Enter')
    await sheet.expectAnswer('1.2', 'Có')
    await sheet.choose('1.2')
    await sheet.keys('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d')
    await sheet.expectAnswer('1.3', 'Có')
    // Twelve months are no yes or no: that line stays as it is, and is named.
    await sheet.expectAnswer('1.4', '')
    await expect(page.getByText('Không dùng được số liệu này nên giữ nguyên: 1.4.')).toBeVisible()
    await sheet.keys('Delete')
    await sheet.expectAnswer('1.2', '')
    await sheet.expectAnswer('1.3', '')
    await sheet.keys('Control+z')
    await sheet.expectAnswer('1.2', 'Có')
    await sheet.expectAnswer('1.3', 'Có')
    await sheet.keys('Control+z')
    await sheet.expectAnswer('1.2', 'Có')
    await sheet.expectAnswer('1.3', '')
  })
})

test('at large text the sheet has eight lines, and the paper half of the window', async ({ openHost }) => {
  const { page } = await openHost('submitted')
  await page.setViewportSize({ width: 1366, height: 768 })
  const sheet = new SheetPage(page)
  for (const size of ['150%', '200%']) {
    await page.evaluate((text) => {
      document.documentElement.style.fontSize = text
      location.hash = '#/'
    }, size)
    await page.evaluate(() => {
      location.hash = '#/sheet'
    })
    await expect(sheet.cell('1.1', 'answer')).toBeFocused()
    const lines = (): Promise<number> =>
      page.evaluate(() => {
        const bar = document.querySelector('section[aria-label="Tổng hợp"]')?.getBoundingClientRect().top ?? 0
        const heads = [...document.querySelectorAll('[role="grid"] > [role="row"]')].map(
          (row) => row.getBoundingClientRect().bottom,
        )
        return [...document.querySelectorAll('[data-cell$=" code"]')].filter((cell) => {
          const { top, bottom } = cell.getBoundingClientRect()
          return top >= Math.max(...heads) - 1 && bottom <= bar + 1
        }).length
      })
    await expect.poll(lines, { message: size }).toBeGreaterThanOrEqual(8)
    await page.evaluate(() => {
      location.hash = '#/appraisal'
    })
    await new AppraisalPage(page).expectCriterion('1.1')
    const viewer = page.locator('[data-region="evidence"] > :last-child')
    await expect
      .poll(async () => (await viewer.boundingBox())?.height ?? 0, { message: size })
      .toBeGreaterThanOrEqual(384)
  }
})
