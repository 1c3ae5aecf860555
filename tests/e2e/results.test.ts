import { AdminPage } from '../pages/admin.ts'
import { Shell } from '../pages/shell.ts'
import { StartPage } from '../pages/start.ts'
import { expect, test } from '../support/host-fixture.ts'

test('the ranking sorts, is found through without diacritics, and each number opens its sheet', async ({
  openHost,
}) => {
  const { page } = await openHost()
  await new StartPage(page).chooseUnit({
    level: 'Huyện, quận, thị xã, thành phố',
    type: 'yen the',
    pick: 'Huyện Yên Thế',
    alone: true,
    officer: 'Nguyễn Thị Phương Thảo',
  })
  await expect(new Shell(page).unit).toHaveText('Huyện Yên Thế')
  const admin = new AdminPage(page)
  await admin.publishSample('2024')
  await admin.createCycle({ name: 'Chấm điểm năm 2024', target: 11 })

  await admin.shell.goTo('Kết quả')
  const table = page.getByRole('table', { name: 'Bảng xếp hạng' })
  const names = table.getByRole('row').locator('td:nth-child(2)')
  await expect(names.first()).toHaveText('Thị trấn Bố Hạ')
  await table.getByRole('button', { name: 'Sắp xếp theo Đơn vị' }).click()
  await table.getByRole('button', { name: 'Sắp xếp theo Đơn vị' }).click()
  await expect(names.first()).toHaveText('Xã Xuân Lương')
  await expect(table.getByRole('columnheader', { name: 'Sắp xếp theo Đơn vị' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )

  await page.getByRole('textbox', { name: 'Tìm xã' }).fill('dong ky')
  await expect(names).toHaveText(['Xã Đồng Kỳ'])

  // By keyboard: into the table, Enter opens the row.
  await table.getByRole('row', { name: /Xã Đồng Kỳ/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/sheet\//)
  await page.goBack()

  await page.getByRole('textbox', { name: 'Tìm xã' }).fill('dong ky')
  // Nobody has scored: no total and no rank, rather than 0,00 and a place.
  await expect(table.getByRole('rowheader', { name: 'Chưa xếp hạng (1 xã)' })).toBeVisible()
  await table.getByRole('link', { name: '–' }).click()
  await expect(page).toHaveURL(/#\/sheet\/.*vn2024\.c\.07282/)
})

test('a file that is no criteria set gets a sentence, and nothing is imported', async ({ openHost }) => {
  const { page } = await openHost()
  await new StartPage(page).chooseUnit({
    level: 'Huyện, quận, thị xã, thành phố',
    type: 'yen the',
    pick: 'Huyện Yên Thế',
    alone: true,
    officer: 'Nguyễn Thị Phương Thảo',
  })
  const admin = new AdminPage(page)
  await admin.open('Bộ tiêu chí')
  await page.getByLabel('Kéo tệp Excel bộ tiêu chí vào đây').setInputFiles({
    name: 'bo tieu chi.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from('không phải tệp Excel'),
  })
  await expect(page.getByRole('alert')).toContainText('Tệp “bo tieu chi.xlsx” không phải tệp Excel')
  await expect(page.getByRole('heading', { name: 'Chưa có bộ tiêu chí nào' })).toBeVisible()
})
