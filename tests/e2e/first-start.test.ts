import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'
import { Shell } from '../pages/shell.ts'
import { SheetPage } from '../pages/sheet.ts'
import { StartPage } from '../pages/start.ts'

test('a district sets its machine up by typing its name without diacritics', async ({ openHost }) => {
  const { page } = await openHost()
  await new StartPage(page).chooseUnit({
    level: 'Huyện, quận, thị xã, thành phố',
    type: 'yen the',
    pick: 'Huyện Yên Thế',
    alone: true,
    officer: 'Nguyễn Thị Phương Thảo',
  })
  const shell = new Shell(page)
  await expect(shell.unit).toHaveText('Huyện Yên Thế')
  await expect(shell.officer).toContainText('Nguyễn Thị Phương Thảo')
  await expect(page.getByRole('heading', { name: 'Chưa có kỳ chấm điểm' })).toBeVisible()
})

test('language and text size apply at once and stay', async ({ openHost }) => {
  const { page } = await openHost()
  await new StartPage(page).chooseUnit({
    level: 'Xã, phường, thị trấn',
    type: 'dong ky',
    pick: 'Xã Đồng Kỳ',
    officer: 'Hoàng Văn Minh',
  })
  const shell = new Shell(page)
  await expect(shell.unit).toHaveText('Xã Đồng Kỳ')
  await shell.chooseLanguage('English')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await shell.chooseTextSize(200)
  await expect(page.locator('html')).toHaveCSS('font-size', '32px')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveCSS('font-size', '32px')
  await shell.chooseTextSize(100)
  await shell.chooseLanguage('Tiếng Việt')
  await expect(page.getByRole('heading', { name: 'Tổng quan', level: 1 })).toBeVisible()
})

test('a password is asked for, a wrong one gets a sentence, and another user is two clicks away', async ({
  openHost,
}) => {
  const { page } = await openHost()
  await new StartPage(page).chooseUnit({
    level: 'Xã, phường, thị trấn',
    type: 'tam hiep',
    pick: 'Huyện Yên Thế',
    officer: 'Lương Thị Hoa',
    password: 'xuan-2024',
  })
  const shell = new Shell(page)
  await shell.goTo('Người dùng')
  await page.getByRole('button', { name: 'Thêm người dùng' }).click()
  await page.getByRole('dialog').getByLabel('Họ và tên').fill('Trần Văn Hưng')
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
  await expect(page.getByRole('row', { name: /Trần Văn Hưng/ })).toBeVisible()

  await shell.changeUser('Trần Văn Hưng')
  await expect(shell.officer).toContainText('Trần Văn Hưng')

  await shell.changeUser('Lương Thị Hoa')
  const dialog = page.getByRole('dialog')
  await expectGoodLook(page, 'mật khẩu')
  await dialog.getByLabel('Mật khẩu', { exact: true }).fill('sai mật khẩu')
  await dialog.getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Mật khẩu chưa đúng')
  await expect(shell.officer).toContainText('Trần Văn Hưng')
})

test('the trial with sample data opens a district in the middle of its year, and says that nothing of it is real', async ({
  openHost,
}) => {
  test.setTimeout(180_000)
  const { page } = await openHost()
  await new StartPage(page).tryWithSampleData()
  const shell = new Shell(page)
  await expect(shell.unit).toHaveText('Huyện Yên Thế')
  await expect(page.getByText('Dữ liệu mẫu để dùng thử').first()).toBeVisible()
  await shell.goTo('Kết quả')
  await expect(page.getByText(/^\d+\/17 xã đạt chuẩn/)).toBeVisible()
  // What is typed into a box that searches takes the place of the name that stood there; Enter takes the first match.
  await new SheetPage(page).open()
  const commune = page.getByRole('combobox', { name: 'Chọn xã' })
  for (const [typed, found] of [
    ['canh nau', 'Xã Canh Nậu'],
    ['Tiên Thắng', 'Xã Tiến Thắng'],
  ] as const) {
    await commune.click()
    await page.keyboard.type(typed)
    await expect(commune).toHaveValue(typed)
    await page.keyboard.press('Enter')
    await expect(commune).toHaveValue(found)
  }
  await commune.click()
  await page.keyboard.type('không có xã này')
  await page.keyboard.press('Tab')
  await expect(commune).toHaveValue('Xã Tiến Thắng')
  // Its year is past, and its clock right.
  await shell.goTo('Cần đối chiếu')
  await expect(page.getByRole('heading', { name: 'Cần đối chiếu' })).toBeVisible()
  await expect(page.getByText(/[Đđ]ồng hồ/)).toHaveCount(0)
  // Every one of its people is two clicks away.
  await shell.officer.click()
  const others = page.getByRole('menuitem')
  const name = await others.first().innerText()
  await others.first().click()
  await expect(shell.officer).toContainText(name)
})

test('a commune without a cycle is told to receive one, not to make one, and no sentence has an empty name in it', async ({
  openHost,
}) => {
  const { page } = await openHost()
  await new StartPage(page).chooseUnit({
    level: 'Xã, phường, thị trấn',
    type: 'dong ky',
    pick: 'Xã Đồng Kỳ',
    officer: 'Hoàng Văn Minh',
  })
  const shell = new Shell(page)
  await shell.goTo('Bảng điểm')
  await expect(page.getByRole('link', { name: 'Nhận gói dữ liệu' })).toBeVisible()
  await expect(page.getByText('Hãy lập kỳ chấm điểm')).toHaveCount(0)
  await shell.goTo('Máy')
  await expect(page.getByRole('table', { name: 'Các máy đã biết' })).toContainText('Xã Đồng Kỳ')
  await expect(page.getByText('()')).toHaveCount(0)
})
