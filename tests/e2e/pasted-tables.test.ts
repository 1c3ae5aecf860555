import type { Locator } from '@playwright/test'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'
import { AppraisalPage } from '../pages/appraisal.ts'
import { Shell } from '../pages/shell.ts'

/** What an officer brings from Excel, into the place that has the keyboard. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, given) => {
    const data = new DataTransfer()
    data.setData('text/plain', given)
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)
}

/** What Ctrl+C in a place puts on the clipboard. */
async function copyFrom(place: Locator): Promise<string> {
  return place.evaluate((element) => {
    const data = new DataTransfer()
    element.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
    )
    return data.getData('text/plain')
  })
}

test('a survey takes its four figures from Excel, and one criterion of many communes a line for each', async ({
  openHost,
}) => {
  const { page } = await openHost('submitted')
  const appraisal = new AppraisalPage(page)
  await appraisal.open()
  await appraisal.goTo('5.1')
  const issued = page.getByLabel('Số phiếu phát ra')
  await paste(issued, '20\t19\t18')
  await expect(page.getByRole('alert')).toContainText('chưa rõ số nào là số nào')
  await expect(issued).toHaveValue('')
  await paste(issued, 'Thu về\tPhát ra\tHài lòng\tHợp lệ\n19\t20\t16\t18')
  await expect(issued).toHaveValue('20')
  await expect(page.getByLabel('Số phiếu thu về')).toHaveValue('19')
  await page.getByRole('button', { name: 'Lưu số liệu' }).click()
  await appraisal.expectState('5.1', 'xong')

  await new Shell(page).goTo('Một tiêu chí, mọi xã')
  await page.getByLabel('Chỉ mục còn chờ').uncheck()
  await page.getByRole('combobox', { name: 'Tiêu chí' }).click()
  await page.getByRole('option', { name: /^5\.2\./ }).click()
  const names = await appraisal.queue.getByRole('button').allInnerTexts()
  expect(names.length).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Dán từ Excel' }).click()
  const dialog = page.getByRole('dialog')
  const commune = /(?:Xã|Thị trấn) [\p{L} ]+/u.exec(names[0] ?? '')?.[0].trim() ?? ''
  await paste(
    dialog.getByRole('textbox'),
    `Tên xã\tPhát ra\tThu về\tHợp lệ\tHài lòng\n${commune.toUpperCase()}\t30\t28\t27\t26\nXã Không Có\t1\t1\t1\t1`,
  )
  await expect(dialog.getByText('Không có xã nào tên như vậy')).toBeVisible()
  await expect(dialog.getByRole('status')).toContainText('1 xã sẽ thay đổi. 1 dòng không dùng được')
  await expectGoodLook(page, 'dán bảng các xã')
  await dialog.getByRole('button', { name: 'Ghi 1 xã' }).click()
  await expect(dialog).toBeHidden()
  await expect(appraisal.queue.getByRole('button', { name: new RegExp(`xong ?${commune}`) })).toBeVisible()
  // The list, copied and pasted back, changes nothing.
  const copied = await copyFrom(appraisal.queue)
  expect(copied).toMatch(/^Xã\tTự chấm\tSố phiếu phát ra\t/)
  expect(copied).toContain(`${commune}\t\t30\t28\t27\t26\t`)
  await page.getByRole('button', { name: 'Dán từ Excel' }).click()
  await paste(dialog.getByRole('textbox'), copied)
  await expect(dialog.getByText('Không thay đổi').first()).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Ghi 0 xã' })).toBeDisabled()
})

test('last year’s points and stars of the communes are pasted by their names', async ({ openHost }) => {
  const { page } = await openHost('submitted')
  await new Shell(page).goTo('Kỳ chấm điểm')
  await page
    .getByRole('main')
    .getByRole('link', { name: /Chấm điểm năm 2024/ })
    .click()
  await page.getByRole('button', { name: 'Dán từ Excel' }).click()
  const dialog = page.getByRole('dialog')
  await paste(dialog.getByRole('textbox'), '85,5')
  await expect(dialog.getByRole('alert')).toContainText('Chưa thấy bảng nào')
  // A ranking of this year says nothing of last year: its columns are chosen by a person.
  await paste(
    dialog.getByRole('textbox'),
    'Hạng\tĐơn vị\tTổng điểm\tSố ★\n1\tbo ha\t85,5\t★★★\n2\tThị trấn Bố Hạ xa\tba\t',
  )
  await expect(dialog.getByRole('alert')).toContainText('Chưa rõ lấy cột nào')
  await expect(dialog.getByRole('button', { name: 'Ghi 0 xã' })).toBeDisabled()
  await dialog.getByLabel('Tổng điểm').selectOption('Điểm năm trước')
  await dialog.getByLabel('Số ★').selectOption('Sao năm trước')
  await expect(dialog.getByText('85,5 · 3★')).toBeVisible()
  await dialog.getByRole('button', { name: 'Ghi 1 xã' }).click()
  await expect(dialog).toBeHidden()
  const line = page.getByRole('row', { name: /Thị trấn Bố Hạ/ })
  await expect(line).toContainText('85,5')
  // The list, copied and pasted back, changes nothing.
  const copied = await copyFrom(line)
  expect(copied.split('\n')).toHaveLength(4)
  expect(copied).toMatch(/Thị trấn Bố Hạ\t.*\t85,50\t3★/)
  await page.getByRole('button', { name: 'Dán từ Excel' }).click()
  await paste(dialog.getByRole('textbox'), copied)
  await expect(dialog.getByRole('button', { name: 'Ghi 0 xã' })).toBeDisabled()
  await expect(dialog.getByText('85,5 · 3★').first()).toBeVisible()
})
