import { AdminPage } from '../pages/admin.ts'
import { SheetPage } from '../pages/sheet.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expectGoodLook } from '../support/look.ts'
import { expect, test } from '../support/seeded-machines.ts'

test('what a former district wrote after a commune had moved is shown, and counts once the province lets it', async ({
  openSeeded,
}) => {
  test.setTimeout(120_000)
  const { open } = await openSeeded('seed-moved-unit.ts')
  const page = await open('province', 'Hoàng Thị Lan')
  const sheet = new SheetPage(page)
  await sheet.open()
  await expect(sheet.cell('1.1', 'answer')).toHaveText('25')
  await expect(sheet.cell('1.2', 'answer')).not.toContainText('15')

  const admin = new AdminPage(page)
  await admin.open('Đơn vị')
  const later = page.getByRole('listitem').filter({ hasText: /^Huyện Yên Thế ghi về .*: 1 thay đổi/ })
  await expect(later.getByRole('listitem')).toHaveCount(1)
  await expect(later.getByRole('listitem')).toContainText('Lý Văn Minh')
  await expectAccessible(page, 'phần việc gửi đến sau khi đơn vị chuyển')
  await expectGoodLook(page, 'phần việc gửi đến sau khi đơn vị chuyển')
  await later
    .getByRole('button', { name: /^Cho tính các thay đổi này: Huyện Yên Thế ghi về / })
    .press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Từ nay 1 thay đổi này được tính')
  await dialog.getByRole('button', { name: 'Không làm nữa' }).click()
  await expect(dialog).toBeHidden()
  await expect(later).toBeVisible()
  await later.getByRole('button', { name: /^Cho tính/ }).press('Enter')
  await dialog.getByRole('button', { name: 'Cho tính các thay đổi này' }).press('Enter')
  await expect(page.getByText('Đã cho tính 1 thay đổi của Huyện Yên Thế.')).toBeVisible()
  await expect(later).toBeHidden()
  await sheet.open()
  await expect(sheet.cell('1.1', 'answer')).toHaveText('25')
  await expect(sheet.cell('1.2', 'answer')).toHaveText('15')
})
