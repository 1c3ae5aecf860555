import { Shell } from '../pages/shell.ts'
import { expect, test } from '../support/host-fixture.ts'

const places = [
  'Tổng quan',
  'Bảng điểm',
  'Thẩm định',
  'Một tiêu chí, mọi xã',
  'Tài liệu',
  'Cần đối chiếu',
  'Kết quả',
  'Văn bản',
  'Hộp nhận',
  'Gửi',
  'Tệp mở máy',
  'Máy',
  'Sổ gửi nhận',
  'Bộ tiêu chí',
  'Kỳ chấm điểm',
  'Người dùng',
  'Cài đặt',
  'Dữ liệu trên máy',
  'Lịch sử',
]

test('a province without districts reads naturally: nowhere does the program speak of a "huyện"', async ({
  openHost,
}) => {
  test.setTimeout(180_000)
  const { page } = await openHost('twoLevels')
  const shell = new Shell(page)
  const work = page.getByRole('list', { name: 'Việc cần làm' }).getByRole('listitem')
  await expect(work.filter({ hasText: 'Thẩm định 1 xã' })).toContainText('Xã Đồng Kỳ')
  await expect(work.filter({ hasText: '1 xã chưa chốt, gửi bảng điểm' })).toContainText('Phường Bố Hạ')
  // The first line's button is the next step.
  await work.first().getByRole('link', { name: 'Thẩm định' }).click()
  await expect(page.getByRole('heading', { name: 'Thẩm định', level: 1 })).toBeVisible()

  for (const place of places) {
    await shell.goTo(place)
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    const said = await page.locator('body').innerText()
    expect(lines(said), place).toEqual([])
  }
})

test('the levels of a new cycle follow from the communes that take part', async ({ openHost }) => {
  const { page } = await openHost('twoLevels')
  await new Shell(page).goTo('Kỳ chấm điểm')
  await page.getByRole('link', { name: 'Lập kỳ chấm điểm' }).first().click()
  const appraises = page.getByRole('combobox', { name: 'Cấp thẩm định', exact: true })
  const create = page.getByRole('button', { name: 'Lập kỳ chấm điểm' })
  await expect(page.getByText('Còn thiếu: Các xã tham gia.')).toBeVisible()
  await page.getByPlaceholder('Tìm đơn vị').fill('bo ha')
  await page.getByRole('checkbox', { name: 'Phường Bố Hạ' }).check()
  await expect(appraises).toHaveValue('Tỉnh')
  await expect(create).toBeEnabled()
  // Asked for all the same, it is said why it cannot be.
  await appraises.click()
  await page.getByRole('option', { name: 'Huyện' }).click()
  await expect(page.getByText('Phường Bố Hạ không có cấp này ở trên')).toBeVisible()
  await expect(create).toBeDisabled()
  // The days of the stages follow each other.
  const [self, appraisal] = [
    page.getByLabel('Hạn tự chấm'),
    page.getByLabel('Hạn thẩm định', { exact: true }),
  ]
  await self.fill('15/12/2025')
  await appraisal.fill('1/12/2025')
  await appraisal.blur()
  await expect(page.getByText('Sớm hơn “Hạn tự chấm”')).toBeVisible()
})

/** Lines that say "huyện"; the tree of units may still hold former ones by their names. */
function lines(text: string): string[] {
  return text.split('\n').filter((line) => /huyện/i.test(line) && !/^\s*Huyện \p{Lu}/u.test(line))
}

test('the drawer closes by Escape and gives the keyboard back', async ({ openHost }) => {
  const { page } = await openHost('twoLevels')
  const shell = new Shell(page)
  await shell.chooseTextSize(200)
  const fold = page.getByRole('button', { name: 'Các trang' })
  await fold.press('Enter')
  await expect(shell.navigation.getByRole('link', { name: 'Tổng quan' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await expect(shell.navigation).toBeHidden()
  await expect(fold).toBeFocused()
  // From the button itself, too.
  await fold.press('Enter')
  await fold.focus()
  await page.keyboard.press('Escape')
  await expect(shell.navigation).toBeHidden()
})

test('the first steps can be hidden and called back', async ({ openHost }) => {
  const { page } = await openHost('twoLevels')
  const steps = page.getByRole('list', { name: 'Các bước đầu tiên' })
  await expect(steps.getByRole('listitem').filter({ hasText: 'Ban hành bộ tiêu chí' })).toContainText(
    'Đã xong',
  )
  await page.getByRole('button', { name: 'Ẩn', exact: true }).click()
  await expect(steps).toBeHidden()
  await page.reload()
  await page.getByRole('button', { name: 'Hiện các bước đầu tiên' }).click()
  await expect(steps).toBeVisible()
})
