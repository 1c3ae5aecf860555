import { ReviewPage } from '../pages/review.ts'
import { SheetPage } from '../pages/sheet.ts'
import { expectAccessible, expectNoOverflow } from '../support/accessibility.ts'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'

test('differing values stand side by side and are decided from the keyboard, one chosen, one written anew', async ({
  openHost,
}) => {
  test.setTimeout(240_000)
  const { page } = await openHost('trial')
  const review = new ReviewPage(page)
  await review.open()
  await review.expectWaiting(2)
  const { current } = review
  await expect(current.getByRole('heading', { level: 2 })).toContainText('1.5')
  await expect(current.getByRole('listitem').filter({ hasText: 'Ngô Thị Mai' })).toContainText(
    'Máy phòng Nội vụ',
  )
  await expect(current.getByRole('listitem').filter({ hasText: 'Nguyễn Thị Phượng' })).toContainText(
    'đang hiện',
  )
  await expectAccessible(page, 'Số liệu khác nhau')
  await expectGoodLook(page, 'Số liệu khác nhau')
  await expectNoOverflow(page, 'Số liệu khác nhau')

  await page.keyboard.press('F9')
  await expect(current.getByRole('heading', { level: 2 })).toContainText('2.2')
  await page.keyboard.press('Shift+F9')
  await expect(current.getByRole('heading', { level: 2 })).toContainText('1.5')
  await review.tabTo(current.getByRole('button', { name: /^Chọn giá trị này: .* của Ngô Thị Mai$/ }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Chọn thay cho Xã Đồng Lạc theo văn bản')).toBeFocused()
  await page.keyboard.type('Báo cáo số 45/BC-UBND')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await review.expectWaiting(1)

  await expect(current.getByRole('heading', { level: 2 })).toContainText('2.2')
  await review.tabTo(current.getByRole('button', { name: 'Ghi giá trị khác…' }))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('textbox').first()).toBeFocused()
  await page.keyboard.type('110')
  await page.keyboard.press('Tab')
  await review.tabTo(dialog.getByLabel('Chọn thay cho Xã Đồng Lạc theo văn bản'))
  await page.keyboard.type('Điện thoại ngày 20/11')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Không có số liệu khác nhau')).toBeVisible()

  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.chooseCommune('Xã Đồng Lạc')
  await expect(sheet.cell('1.5', 'answer')).toHaveText('4')
  await expect(sheet.cell('2.2', 'answer')).toContainText('110')
})

test('what is worth another look leads to its place and is marked as seen with a reason', async ({
  openHost,
}) => {
  test.setTimeout(240_000)
  const { page } = await openHost('trial')
  const review = new ReviewPage(page)
  await review.open()
  const finding = review.findings.filter({ hasText: 'thẩm định cao hơn điểm tự chấm' }).first()
  await expect(finding).toBeVisible()
  await expect(page.getByText('nêu ra không có nghĩa là sai')).toBeVisible()
  await expectAccessible(page, 'Điều cần xem lại')
  await expectGoodLook(page, 'Điều cần xem lại')
  await expectNoOverflow(page, 'Điều cần xem lại')
  const title = (await finding.getByRole('heading').textContent()) ?? ''

  await review.tabTo(finding.getByRole('button', { name: 'Đã xem…' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Đã đối chiếu với biên bản thẩm định')
  await page.keyboard.press('Tab')
  await review.tabTo(page.getByRole('dialog').getByRole('button', { name: 'Đánh dấu đã xem' }))
  await page.keyboard.press('Enter')
  await expect(review.findings.filter({ hasText: title })).toHaveCount(0)

  await page.getByText('Đã xem', { exact: true }).click()
  const seen = review.findings.filter({ hasText: title })
  await expect(seen).toContainText('Đã đối chiếu với biên bản thẩm định')
  await seen.getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Bảng điểm', level: 1 })).toBeVisible()

  await review.open()
  await page.getByText('Đã xem', { exact: true }).click()
  await review.findings.filter({ hasText: title }).getByRole('button', { name: 'Bỏ đánh dấu' }).click()
  await expect(page.getByRole('heading', { name: 'Chưa đánh dấu điều nào đã xem' })).toBeVisible()
})

test('both parts hold large text and English', async ({ openHost }) => {
  test.setTimeout(240_000)
  const { page } = await openHost('trial')
  const review = new ReviewPage(page)
  await review.open()
  await review.shell.chooseTextSize(200)
  await expect(review.findings.first()).toBeVisible()
  await expectNoOverflow(page, 'Điều cần xem lại, 200 %')
  await expect(review.current).toBeVisible()
  await expectNoOverflow(page, 'Số liệu khác nhau, 200 %')
  await review.shell.chooseLanguage('English')
  await expect(page.getByRole('heading', { name: 'To reconcile', level: 1 })).toBeVisible()
  await expectNoOverflow(page, 'Differing values, 200 %')
  await expect(page.getByText('being named does not mean being wrong')).toBeVisible()
  await expectNoOverflow(page, 'Worth another look, 200 %')
})
