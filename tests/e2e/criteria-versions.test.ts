import { AdminPage } from '../pages/admin.ts'
import { CriteriaEditor } from '../pages/criteria.ts'
import { Shell } from '../pages/shell.ts'
import { SheetPage } from '../pages/sheet.ts'
import { StartPage } from '../pages/start.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expect, test } from '../support/host-fixture.ts'
import { longTasksIn } from '../support/long-tasks.ts'
import { expectGoodLook } from '../support/look.ts'

test('a small set is written with the keyboard, published, changed, compared, published again, and a cycle moves', async ({
  openHost,
}) => {
  test.setTimeout(300_000)
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
  const editor = new CriteriaEditor(page)

  await test.step('from nothing', async () => {
    await admin.open('Bộ tiêu chí')
    await editor.startDraft('2025', 'Bộ trống, tự viết từ đầu')
    await expect(page.getByText('Tổng 0/100 điểm')).toBeVisible()
    await editor.list.focus()
    await page.keyboard.press('Enter')
    await editor.expectAt('Tên nhóm')
    await editor.type('Phục vụ người dân')

    await editor.list.focus()
    await page.keyboard.press('Insert')
    await editor.expectAt('Nội dung tiêu chí')
    await editor.type('Tiếp công dân đúng lịch')
    await editor.tabTo('Điểm tối đa')
    await editor.type('40')
    await editor.tabTo('Kiểu chấm')
    await editor.pick('Có / Không')

    await editor.list.focus()
    await page.keyboard.press('Insert')
    await editor.expectAt('Nội dung tiêu chí')
    await editor.type('Hồ sơ giải quyết đúng hạn')
    await editor.tabTo('Điểm tối đa')
    await editor.type('60')
    await editor.tabTo('Kiểu chấm')
    await editor.pick('Tỷ lệ phần trăm')
    await editor.tabTo('Phần đạt được')
    await editor.type('Hồ sơ đúng hạn')
    await editor.tabTo('Tổng số')
    await editor.type('Hồ sơ đã giải quyết')
    await expect(page.getByText('Tổng 100/100 điểm')).toBeVisible()
    // one step back takes the whole word, one step forth brings it again
    await page.keyboard.press('Control+z')
    await expect(page.getByLabel('Tổng số', { exact: true })).toHaveValue('')
    await page.keyboard.press('Control+y')
    await expect(page.getByLabel('Tổng số', { exact: true })).toHaveValue('Hồ sơ đã giải quyết')
  })

  await test.step('what is missing is named and leads to its place', async () => {
    await page.getByRole('button', { name: 'Ban hành' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Mức “1”: chưa điền nội dung' }).focus()
    await page.keyboard.press('Enter')
    await editor.expectAt('Tên mức')
    await editor.type('Chưa đạt chuẩn')
    await editor.goTo('Tên, cơ quan, hồ sơ')
    await editor.tabTo('Tên bộ tiêu chí')
    await editor.type('Bộ tiêu chí của huyện')
    // A row that is added is written at once; its spaces press no button.
    await page.getByRole('button', { name: 'Thêm cơ quan' }).press('Enter')
    await page.keyboard.type('Phòng Nội vụ')
    await expect(page.getByLabel('Tên cơ quan')).toHaveCount(1)
    await expect(page.getByLabel('Tên cơ quan')).toHaveValue('Phòng Nội vụ')
    await expect(page.getByRole('button', { name: 'Không có lỗi' })).toBeVisible()
    await editor.expectSaved()
    await expectAccessible(page, 'Bản dự thảo')
    await expectGoodLook(page, 'Bản dự thảo')
    await editor.publish()
    await expect(page.getByText('Phiên bản 2025 ·')).toBeVisible()
  })

  const sheet = new SheetPage(page)
  let ratio = ''
  await test.step('a cycle runs under it', async () => {
    await admin.createCycle({ name: 'Chấm điểm năm 2025', target: 5 })
    await sheet.open()
    await sheet.enterOnBehalf()
    // the sheet speaks of criteria by their ids, which nobody chose here
    const cell = await page.locator('[data-cell$=" answer"]').nth(1).getAttribute('data-cell')
    ratio = (cell ?? '').replace(' answer', '')
    await sheet.choose(ratio)
    await sheet.keys('4', '5', '/', '5', '0', 'Enter')
    await expect(sheet.cell(ratio, 'answer')).toContainText('45/50')
  })

  await test.step('a new version says what its changes mean', async () => {
    await admin.open('Bộ tiêu chí')
    await editor.startDraft('2025 (sửa đổi)', 'Bộ tiêu chí của huyện (2025)')
    await editor.list.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await editor.expectAt('Nội dung tiêu chí')
    await editor.type('Chủ tịch xã tiếp công dân đúng lịch')
    await editor.list.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await editor.tabTo('Đạt điểm tối đa từ')
    await editor.type('90')
    await editor.goTo('So với bản trước (2)')
    const wording = page.getByRole('region', { name: '1.1. Chủ tịch xã tiếp công dân đúng lịch' })
    await expect(wording.getByText('Gợi ý: sửa câu chữ')).toBeVisible()
    await expect(wording.getByRole('group', { name: 'Bản trước' })).toContainText('Tiếp công dân đúng lịch')
    const method = page.getByRole('region', { name: '1.2. Hồ sơ giải quyết đúng hạn' })
    await expect(method.getByText('Gợi ý: đổi cách chấm')).toBeVisible()
    await expect(method.getByRole('group', { name: 'Bản này' })).toContainText('khi từ 90 % trở lên')
    await page.getByRole('button', { name: 'Dùng gợi ý cho 2 tiêu chí còn lại' }).focus()
    await page.keyboard.press('Enter')
    await expect(method.getByLabel('Đổi cách chấm – lưu kết quả cũ, chấm lại')).toBeChecked()
    await expect(page.getByText('Đã ghi đủ')).toBeVisible()
    await expectAccessible(page, 'So với bản trước')
    await expectGoodLook(page, 'So với bản trước')
    await editor.expectSaved()
    await editor.publish()
    await expect(page.getByText('Phiên bản 2025 (sửa đổi) ·')).toBeVisible()
  })

  await test.step('the cycle moves after a look at what it does', async () => {
    await admin.open('Kỳ chấm điểm')
    await page.getByRole('link', { name: /Chấm điểm năm 2025/ }).click()
    await page.getByRole('button', { name: 'Chuyển phiên bản bộ tiêu chí' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Xem trước' }).focus()
    await page.keyboard.press('Enter')
    const found = dialog.getByRole('region', { name: 'Xem trước' })
    await expect(found).toContainText('1 kết quả ở 1 bảng phải chấm lại')
    await expect(found.getByRole('table', { name: 'Theo tiêu chí' })).toContainText('đổi cách chấm')
    await expectGoodLook(page, 'chuyển kỳ chấm điểm')
    await dialog.getByRole('button', { name: 'Chuyển', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('(phiên bản 2025 (sửa đổi))').first()).toBeVisible()
  })

  await test.step('the old result is kept and shown, but does not count', async () => {
    await sheet.open()
    await sheet.choose(ratio)
    await expect(sheet.cell(ratio, 'answer')).not.toContainText('45/50')
    await expect(page.getByText('45/50 = 90 % (54 điểm) – theo phiên bản 2025')).toBeVisible()
  })
})

test('the editor holds large text and a set of many criteria', async ({ openHost }) => {
  test.setTimeout(120_000)
  const { page } = await openHost('cycle')
  const admin = new AdminPage(page)
  const editor = new CriteriaEditor(page)
  await admin.open('Bộ tiêu chí')
  await editor.startDraft('2025', 'Bộ tiêu chí mẫu đi kèm chương trình')
  await editor.list.focus()
  await page.keyboard.press('End')
  // the sample's 38 criteria in their groups, and 24 more
  const lines = await editor.list.getByRole('option').count()
  expect(lines).toBeGreaterThan(38)
  for (let more = 1; more <= 22; more += 1) await editor.insert(`Tiêu chí thêm ${more}`)
  // on a slow machine keys come faster than the list is drawn: nothing of them is lost, and all is saved
  const machine = await page.context().newCDPSession(page)
  await machine.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  for (const more of [23, 24]) await editor.insert(`Tiêu chí thêm ${more}`)
  await editor.expectSaved()
  await machine.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await expect(editor.list.getByRole('option')).toHaveCount(lines + 24)
  await expect(editor.list.getByRole('option', { name: /Tiêu chí thêm \d/ })).toHaveCount(24)
  await editor.list.focus()
  await page.keyboard.press('Enter')
  await editor.expectAt('Nội dung tiêu chí')
  await page.keyboard.type(' ')
  const longTasks = await longTasksIn(page, async () => {
    await page.keyboard.type('gõ liền trong bộ hơn sáu mươi tiêu chí', { delay: 40 })
    await expect(page.getByLabel('Nội dung tiêu chí', { exact: true })).toHaveValue(/sáu mươi tiêu chí$/)
  })
  expect(longTasks).toEqual([])
  for (const part of ['Nhóm và tiêu chí', 'Mức sao, điều kiện', 'Tên, cơ quan, hồ sơ', 'So với bản trước']) {
    await editor.goTo(part)
    await expectGoodLook(page, part)
  }
})
