import { AppraisalPage } from '../pages/appraisal.ts'
import { SheetPage } from '../pages/sheet.ts'
import { Shell } from '../pages/shell.ts'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'

test('the whole is proposed and accepted only when every criterion is appraised', async ({ openHost }) => {
  const { page } = await openHost('nearlyAppraised')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.expectStatus('Đã chốt, chờ thẩm định')
  await expect(page.getByText('1 tiêu chí chưa thẩm định')).toBeVisible()
  await sheet.expectDecision('Chốt, lập gói gửi', 'not there')
  await sheet.expectDecision('Thẩm định xong', 'not there')
  // The district has begun: the commune cannot take it back any more.
  await sheet.expectDecision('Rút lại để sửa', 'not there')

  const appraisal = new AppraisalPage(page)
  await appraisal.open()
  await appraisal.agree('1.1')
  await sheet.confirmDecision('Thẩm định xong')
  await sheet.expectStatus('Đã thẩm định, chờ duyệt')
  await sheet.open()
  await sheet.confirmDecision('Chốt, lập gói gửi', 'Họp Ban Chỉ đạo ngày 20/11')
  await sheet.expectStatus('Đã chốt thẩm định')
  await sheet.expectDecision('Trả lại để bổ sung', 'not there')
  await expect(sheet.cell('1.1', 'answer').locator('input')).toHaveCount(0)
})

test('what was sent is withdrawn, sent again, returned with a request, answered and sent again', async ({
  openHost,
}) => {
  const { page } = await openHost('submitted')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.confirmDecision('Rút lại để sửa')
  await sheet.expectStatus('Chưa chốt')
  await sheet.enterOnBehalf()
  await sheet.choose('1.5')
  await sheet.keys('4', 'Enter')
  await sheet.expectAnswer('1.5', '4')
  await sheet.expectSaved()
  await sheet.submitOnBehalf()
  await sheet.expectStatus('Đã chốt, chờ thẩm định')

  const dialog = await sheet.decide('Trả lại để bổ sung')
  await expectGoodLook(page, 'trả lại để bổ sung')
  await dialog.getByLabel('Nội dung yêu cầu chung').fill('Bổ sung biên bản đối thoại trước ngày 20/11.')
  await dialog.getByLabel('Bổ sung trước ngày').fill('20/12/2030')
  await dialog.getByRole('textbox', { name: /^1\.3\. / }).fill('Thiếu ảnh niêm yết')
  await dialog.getByRole('button', { name: 'Trả lại để bổ sung' }).click()
  await sheet.leaveBundle('Trả lại để bổ sung')
  await sheet.expectStatus('Yêu cầu bổ sung')
  const request = page.getByText('Bổ sung biên bản đối thoại trước ngày 20/11.')
  await expect(request).toBeVisible()
  await expect(request).toContainText('Hạn bổ sung: 20/12/2030.')
  await request.getByRole('button', { name: 'Đến tiêu chí 1.3' }).click()
  await sheet.expectActive('1.3')

  // Returning is the district's own act, also while it enters for the commune.
  await expect(request).not.toContainText('Nhập hộ')
  await sheet.choose('1.5')
  await sheet.keys('5', 'Enter')
  await sheet.expectAnswer('1.5', '5')
  await sheet.expectSaved()
  await sheet.submitOnBehalf()
  await sheet.expectStatus('Đã chốt, chờ thẩm định')
  await expect(request).toBeHidden()
  await sheet.expectAnswer('1.5', '5')
})

test('the province verifies by exception, and recognises with stars and a decision paper', async ({
  openHost,
}) => {
  const { page } = await openHost('accepted')
  const appraisal = new AppraisalPage(page)
  await appraisal.open()
  await expect(page.getByText('Thẩm định cấp tỉnh').first()).toBeVisible()
  await expect(page.getByText('Trang 2/3')).toBeVisible()
  await appraisal.agree('1.1')
  await appraisal.goTo('1.4')
  await appraisal.change('Số tháng có kiểm điểm', '6', 'Sáu biên bản không có chữ ký')
  await appraisal.expectState('1.4', 'xong')
  await expect(page.getByText(/: đã xem 2\/38 tiêu chí/)).toBeVisible()

  const sheet = new SheetPage(page)
  await sheet.open()
  await expect(sheet.cell('1.4', 'appraisal')).toHaveText('3')
  await expect(sheet.cell('1.4', 'verification')).toHaveText('1,5')
  // What nobody has looked at, and with what the commune cannot pass, is said before.
  const done = await sheet.decide('Cấp tỉnh thẩm định xong')
  await expect(done.getByText('Chưa xem 36/38 tiêu chí, giữ kết quả của Huyện Yên Thế?')).toBeVisible()
  await expect(done.getByText('Hồ sơ có 0/', { exact: false })).toBeVisible()
  await done.getByRole('button', { name: 'Cấp tỉnh thẩm định xong' }).click()
  await sheet.leaveBundle('Cấp tỉnh thẩm định xong')
  await sheet.expectStatus('Cấp tỉnh đã thẩm định')
  await appraisal.open()
  await expect(page.getByText(/Mọi mục đã được thẩm định/)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Chỉ mục còn chờ' }).uncheck()
  await expect(page.getByText(/Đã thẩm định xong bảng chấm điểm này/)).toBeVisible()
  // What has gone nowhere yet is said here as on the sheet.
  await expect(page.getByRole('button', { name: 'Lập gói gửi Huyện Yên Thế' })).toBeVisible()
  await sheet.open()

  const dialog = await sheet.decide('Ghi quyết định công nhận')
  await dialog.getByLabel('Được công nhận', { exact: true }).check()
  const record = dialog.getByRole('button', { name: 'Ghi quyết định công nhận' })
  // Two conditions fail, so no star is proposed: it has to be named.
  await expect(record).toBeDisabled()
  await dialog.getByRole('combobox', { name: 'Mức' }).click()
  await page.getByRole('option', { name: 'Đạt chuẩn 2★' }).click()
  await expectGoodLook(page, 'công nhận')
  await dialog.getByLabel('Số quyết định').fill('710/QĐ-UBND')
  const day = dialog.getByLabel('Ngày quyết định')
  await day.fill('30/11/2099')
  await day.press('Tab')
  await expect(dialog.getByText('Ngày này chưa đến.', { exact: false })).toBeVisible()
  await day.fill('17/4/2024')
  await day.press('Tab')
  await expect(dialog.getByText('Ngày này chưa đến.', { exact: false })).toBeHidden()
  // Not what the criteria give: it goes only with a reason, which is shown.
  await expect(record).toBeDisabled()
  await dialog.getByLabel('Lý do').fill('Hồ sơ đã bổ sung đủ')
  await record.click()
  await sheet.leaveBundle('Ghi quyết định công nhận')
  await sheet.expectStatus('Được công nhận 2★')
  // Whoever decides again sees what stands.
  const again = await sheet.decide('Ghi quyết định công nhận')
  await expect(
    again.getByText('Đang có: Được công nhận 2★, Quyết định số 710/QĐ-UBND ngày 17/04/2024.'),
  ).toBeVisible()
  await expect(again.getByLabel('Số quyết định')).toHaveValue('710/QĐ-UBND')
  await page.keyboard.press('Escape')
  await expect(again).toBeHidden()
  await new Shell(page).goTo('Kết quả')
  const row = page
    .getByRole('table', { name: 'Bảng xếp hạng' })
    .getByRole('row', { name: 'Được công nhận 2★' })
  await expect(row).toContainText('Quyết định số 710/QĐ-UBND ngày 17/04/2024')
  await expect(row).not.toContainText('để đạt 2★')
  await expect(row).toContainText('Khác với bộ tiêu chí. Lý do: Hồ sơ đã bổ sung đủ')
  await expect(page.getByText('1 khác với bộ tiêu chí')).toBeVisible()
})
