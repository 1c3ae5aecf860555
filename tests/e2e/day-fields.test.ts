import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { AdminPage } from '../pages/admin.ts'
import { DayFields, noDays, writtenDays } from '../pages/days.ts'
import { DocumentsPage } from '../pages/documents.ts'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'

/** Where a field for a day stands in the window's source, and how many. The walk below goes to each; three stand where the trial does not come. */
const places: Readonly<Record<string, number>> = {
  'features/admin/cycles/cycle-form.tsx': 1,
  'features/admin/cycles/participant-dialog.tsx': 1,
  'features/admin/unit-dialog.tsx': 2,
  'features/history/history-filter.tsx': 2,
  'ui/evidence/document-form.tsx': 1,
  'ui/evidence/add-other-dialog.tsx': 1,
  'features/documents/document-table.tsx': 1,
  // decisions.test.ts
  'ui/decisions/decision-paper-fields.tsx': 1,
  'ui/decisions/return-dialog.tsx': 1,
  // office-cuts.test.ts
  'features/exchange/devices/how-much-counts.tsx': 1,
  // the third value of two days that differ
  'features/review/differences/third-value.tsx': 1,
}

test('no field for a day is forgotten by this test', async () => {
  const root = path.join(import.meta.dirname, '../../src-renderer')
  const found: Record<string, number> = {}
  for (const name of await readdir(root, { recursive: true })) {
    if (!name.endsWith('.tsx') || name.includes('day-input')) continue
    const count = (await readFile(path.join(root, name), 'utf8')).match(/<DayInput\b|data-day-input/g)?.length
    if (count !== undefined) found[name.replaceAll('\\', '/')] = count
  }
  expect(found).toEqual(places)
})

test('every field for a day reads day, month, year, typed or pasted, and keeps what is no day with a sentence', async ({
  openHost,
}) => {
  test.setTimeout(240_000)
  const { page } = await openHost('submitted')
  const days = new DayFields(page)
  const admin = new AdminPage(page)
  const { shell } = admin

  await shell.goTo('Lịch sử')
  await days.expectEach(2)
  // every way of writing, every way of leaving, both languages; all of them together are the reader's own tests
  for (const [language, how, texts, refused] of [
    ['English', 'paste', writtenDays.slice(0, 1), noDays.slice(0, 1)],
    ['English', 'Tab', writtenDays.slice(1, 2), noDays.slice(1, 2)],
    ['Tiếng Việt', 'Enter', writtenDays.slice(0, 1), noDays.slice(2)],
    ['Tiếng Việt', 'blur', writtenDays, noDays],
  ] as const) {
    await shell.chooseLanguage(language)
    const field = days.all.first()
    for (const [text, shown] of texts) await days.expectRead(field, text, shown, how)
    for (const text of refused) await days.expectRefused(field, text, how)
    await field.fill('')
  }
  const [from, until] = [days.all.first(), days.all.nth(1)]
  await days.expectRead(from, '15/11/2024', '15/11/2024', 'Tab')
  await until.fill('14/11/2024')
  await until.blur()
  await expect(page.getByText('“Đến ngày” phải từ “Từ ngày” trở đi.')).toBeVisible()

  await admin.open('Đơn vị')
  await page.getByRole('button', { name: 'Thêm đơn vị' }).click()
  await days.expectEach(2)
  // a day that is none holds the form back, though the field may be empty
  const unit = page.getByRole('dialog')
  await unit.getByLabel('Tên đơn vị').fill('Xã Thử')
  await days.all.nth(1).fill('31/02/2024')
  await days.all.nth(1).blur()
  await unit.getByRole('button', { name: 'Lưu' }).click()
  await expect(days.all.nth(1)).toBeFocused()
  await expect(unit).toBeVisible()
  await page.keyboard.press('Escape')

  await admin.open('Kỳ chấm điểm')
  await page.getByRole('link', { name: 'Lập kỳ chấm điểm' }).first().click()
  // the year takes along what nobody has written
  await page.getByLabel('Năm', { exact: true }).fill('2031')
  await expect(days.all.first()).toHaveValue('01/01/2031')
  await expect(page.getByLabel('Tên kỳ')).toHaveValue(/2031/)
  await page.getByLabel('Tên kỳ').fill('Kỳ thử')
  await page.getByLabel('Năm', { exact: true }).fill('2032')
  await expect(page.getByLabel('Tên kỳ')).toHaveValue('Kỳ thử')
  await expect(days.all.nth(1)).toHaveValue('31/12/2032')
  await days.expectEach(5)

  await admin.open('Kỳ chấm điểm')
  await page.getByRole('main').getByRole('link').filter({ hasText: 'xã' }).first().click()
  await page
    .getByRole('button', { name: /^Sửa thông tin / })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Dừng xét').check()
  await days.expectEach(1)
  await expectGoodLook(page, 'xã tham gia')
  await dialog.getByRole('textbox', { name: 'Lý do dừng xét' }).fill('Thử')
  const save = dialog.getByRole('button', { name: 'Lưu' })
  await days.expectRead(days.all.first(), '5/12/2024', '05/12/2024', 'Tab')
  await expect(save).toBeEnabled()
  await days.expectRefused(days.all.first(), '31/02/2024', 'Tab')
  await expect(save).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  const documents = new DocumentsPage(page)
  await documents.open()
  await documents.lines.first().waitFor()
  const cell = documents.lines.first().locator('[data-day-input]')
  await days.expectRead(cell, '5/12/2024', '05/12/2024', 'Tab')
  await days.expectRefused(cell, '31/02/2024', 'Tab')
  await cell.press('Escape')
  await expect(cell).toHaveValue('05/12/2024')
  await page.getByRole('button', { name: 'Đường dẫn, bản giấy…' }).click()
  const other = page.getByRole('dialog')
  await expect(other.locator('[data-day-input]')).toHaveCount(2)
  for (const field of await other.locator('[data-day-input]').all()) {
    await days.expectRead(field, '5/12/2024', '05/12/2024', 'Tab')
    await days.expectRefused(field, '31/02/2024', 'Tab')
    await days.expectRead(field, '30/11/24', '30/11/2024', 'paste')
  }
})
