import type { Page } from '@playwright/test'
import { Shell } from '../pages/shell.ts'
import { StartPage } from '../pages/start.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'

/** Pages that look the same with and without sheets. */
const quiet: ReadonlySet<string> = new Set([
  'Văn bản',
  'Hộp nhận',
  'Máy',
  'Bộ tiêu chí',
  'Kỳ chấm điểm',
  'Cài đặt',
  'Dữ liệu trên máy',
])

/** What a district sees. */
const pages = [
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
  'Đơn vị',
  'Người dùng',
  'Cài đặt',
  'Dữ liệu trên máy',
  'Lịch sử',
]

/** Those that hold more as the work goes on. */
const filled = pages.filter((name) => !quiet.has(name))

async function setUpDistrict(page: Page): Promise<void> {
  await new StartPage(page).chooseUnit({
    level: 'Huyện, quận, thị xã, thành phố',
    type: 'yen the',
    pick: 'Huyện Yên Thế',
    alone: true,
    officer: 'Nguyễn Thị Phương Thảo',
  })
  await expect(new Shell(page).unit).toHaveText('Huyện Yên Thế')
}

test('every page without data says what to do next, and is accessible', async ({ openHost }) => {
  test.setTimeout(240_000)
  const { page } = await openHost()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectAccessible(page, 'Bắt đầu')
  await setUpDistrict(page)
  const shell = new Shell(page)
  for (const name of pages) {
    await shell.goTo(name)
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    await expectAccessible(page, name)
    await expectGoodLook(page, name)
  }
})

test('every page and tab of a new cycle is accessible, and holds large text', async ({ openHost }) => {
  test.setTimeout(240_000)
  const { page } = await openHost('cycle')
  const shell = new Shell(page)
  for (const name of pages) {
    await shell.goTo(name)
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expectAccessible(page, name)
    await expectGoodLook(page, name)
  }
})

test('every page full of data looks as one: nothing cut, nothing outside, one next step', async ({
  openHost,
}) => {
  test.setTimeout(240_000)
  const { page } = await openHost('trial')
  const shell = new Shell(page)
  for (const name of filled) {
    await shell.goTo(name)
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expectGoodLook(page, name)
  }
})
