import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'
import { Shell } from '../pages/shell.ts'
import { SheetPage } from '../pages/sheet.ts'

test('a reload in the middle of typing loses no keystroke', async ({ openHost }) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.4')
  await sheet.keys('11', 'Enter', '1')
  await page.reload()
  await page.getByRole('grid').waitFor()
  const editor = page.locator('[data-editor="1.4"]')
  await expect(editor.getByLabel('Số tháng có kiểm điểm')).toHaveValue('11')
  await expect(editor.getByLabel('Số tháng đến kỳ')).toHaveValue('1')
  await editor.getByLabel('Số tháng đến kỳ').press('End')
  await sheet.keys('2', 'Enter')
  await sheet.expectAnswer('1.4', '11/12 = 91,67 %')
  await sheet.expectSaved()
  await page.reload()
  await page.getByRole('grid').waitFor()
  await sheet.expectAnswer('1.4', '11/12 = 91,67 %')
})

test('an answer that cannot be sent is kept, says why, and is sent when the program answers again', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await page.route('**/call/scores.set', (route) => route.abort())
  await sheet.choose('1.5')
  await sheet.keys('4', 'Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Tiêu chí 1.5' })).toContainText('“4” chưa lưu được')
  await sheet.expectAnswer('1.5', '4')
  await page.unroute('**/call/scores.set')
  await page.getByRole('button', { name: 'Lưu lại' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Tiêu chí 1.5' })).toBeHidden()
  await sheet.expectSaved()
  await sheet.expectPoints('1.5', '2')
})

test('a change of another window appears; two different ones are put before the officer', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const here = new SheetPage(page)
  await here.open()
  await here.enterOnBehalf()
  const there = await here.duplicate()
  await there.choose('1.5')
  await there.keys('4', 'Enter')
  await here.expectAnswer('1.5', '4')
  await here.expectTotal('2')

  // Both open the same cell; the other window keeps its value first.
  await here.choose('1.5')
  await here.keys('6')
  await there.choose('1.5')
  await there.keys('5', 'Enter')
  await there.expectSaved()
  await here.keys('Enter')
  const notice = page.getByRole('alert').filter({ hasText: 'đã thay đổi trong lúc này' })
  await expect(notice).toContainText('nhập “5”')
  await expect(notice).toContainText('Bạn nhập “6”')
  await expect(here.cell('1.5', 'state')).toContainText('Đã đổi')
  await notice.getByRole('button', { name: 'Thay bằng “6”' }).click()
  await here.expectAnswer('1.5', '6')
  await there.expectAnswer('1.5', '6')
})

test('a sheet is sent with what is missing named, and withdrawn', async ({ openHost }) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.5')
  await sheet.keys('4', 'Enter')
  await sheet.expectSaved()
  const dialog = await sheet.decide('Chốt nhập hộ')
  await expect(dialog).toContainText('tiêu chí chưa nhập số liệu')
  await expect(dialog).toContainText('1 tiêu chí có điểm nhưng thiếu minh chứng')
  // the keyboard is where the work is, not on the cross
  await expect(dialog.locator('.mantine-Modal-body :focus')).toHaveCount(1)
  await expectGoodLook(page, 'chốt dù còn thiếu')
  const send = dialog.getByRole('button', { name: 'Chốt nhập hộ' })
  await expect(send).toBeDisabled()
  await dialog.getByLabel('Vẫn chốt dù còn thiếu').check()
  await send.click()
  await sheet.leaveBundle('Chốt nhập hộ')
  await expect(page.getByText('Đã chốt, chờ thẩm định', { exact: true })).toBeVisible()
  await expect(sheet.cell('1.5', 'answer').locator('input')).toHaveCount(0)
  const withdraw = await sheet.decide('Rút lại để sửa')
  await withdraw.getByRole('button', { name: 'Rút lại để sửa' }).click()
  await expect(page.getByText('Chưa chốt', { exact: true })).toBeVisible()
})

test('the next commune is one click away, and an address leads to a sheet and its criterion', async ({
  openHost,
}) => {
  const { page } = await openHost('submitted')
  const sheet = new SheetPage(page)
  await sheet.open()
  const first = await page.getByLabel('Chọn xã').first().inputValue()
  await page.getByRole('button', { name: 'Xã sau' }).click()
  await expect(page.getByText('Chưa chốt', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Chọn xã').first()).not.toHaveValue(first)
  await new Shell(page).goTo('Thẩm định')
  await page.getByRole('link', { name: first }).click()
  await page.getByRole('grid').waitFor()
  await expect(page.getByLabel('Chọn xã').first()).toHaveValue(first)
})
