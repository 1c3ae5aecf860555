import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AdminPage } from '../pages/admin.ts'
import { ExchangePage } from '../pages/exchange.ts'
import { SheetPage } from '../pages/sheet.ts'
import { Shell } from '../pages/shell.ts'
import { StartPage } from '../pages/start.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'

const district = {
  level: 'Huyện, quận, thị xã, thành phố',
  type: 'yen the',
  pick: 'Huyện Yên Thế',
  alone: true,
  officer: 'Nguyễn Thị Phương Thảo',
} as const

test('a file that is no bundle gets a sentence and changes nothing', async ({ openHost }) => {
  const { page } = await openHost()
  await new StartPage(page).chooseUnit(district)
  const exchange = new ExchangePage(page)
  await exchange.open('Hộp nhận')
  await exchange.lookAt({
    name: 'bao cao thang 6.pdf',
    bytes: Buffer.from('%PDF-1.7 không phải gói dữ liệu'),
  })
  const papers = page.getByRole('listitem').filter({ hasText: 'bao cao thang 6.pdf' })
  await expect(papers).toContainText('không phải của chương trình')
  await expect(papers.getByRole('link', { name: 'Mở trang tài liệu' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Nhận \d+ gói$/ })).toBeHidden()

  await test.step('of a folder only what is named as a bundle is opened', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cqtt-e2e-folder-'))
    await writeFile(path.join(folder, 'báo cáo.pdf'), '%PDF-1.7')
    await writeFile(path.join(folder, 'gói.cqtt'), 'không phải gói dữ liệu')
    await exchange.lookIntoFolder(folder)
    await expect(page.getByText('1 tệp khác trong thư mục không phải gói dữ liệu')).toBeVisible()
    await expect(exchange.inspected('gói.cqtt')).toContainText('không phải gói dữ liệu')
    await expectAccessible(page, 'xem cả thư mục')
    await expectGoodLook(page, 'xem cả thư mục')
    await rm(folder, { recursive: true })
  })
})

test('a start file sets a commune up; its score reaches the district, and a second time brings nothing new', async ({
  openHost,
}) => {
  test.setTimeout(180_000)
  const { page: districtPage } = await openHost()
  await new StartPage(districtPage).chooseUnit(district)
  await expect(new Shell(districtPage).unit).toHaveText('Huyện Yên Thế')
  const admin = new AdminPage(districtPage)
  await admin.publishSample('2024')
  await admin.createCycle({ name: 'Chấm điểm năm 2024', target: 11 })
  const atDistrict = new ExchangePage(districtPage)
  const startFile = await atDistrict.makeStartFileFor('Xã Đồng Kỳ')

  const { page: communePage } = await openHost()
  const start = new StartPage(communePage)
  await start.openStartFile(startFile)
  await expect(communePage.getByRole('heading', { name: 'Xã Đồng Kỳ' })).toBeVisible()
  await start.confirmStartFile({ officer: 'Hoàng Văn Minh', device: 'Máy một cửa' })
  const commune = new Shell(communePage)
  await expect(commune.unit).toHaveText('Xã Đồng Kỳ')
  const sheet = new SheetPage(communePage)
  await sheet.open()
  await sheet.choose('1.5')
  await sheet.keys('4', 'Enter')
  await sheet.expectPoints('1.5', '2')
  await sheet.expectSaved()

  const bundle = await new ExchangePage(communePage).send('Huyện Yên Thế')
  await atDistrict.look(bundle)
  await expect(districtPage.getByText('Cần đối chiếu mã')).toBeVisible()
  await expect(districtPage.getByRole('button', { name: 'Nhận 0 gói' })).toBeDisabled()
  await atDistrict.confirmFingerprints()
  await atDistrict.takeIn()
  await expect(atDistrict.summary).toContainText('mới')
  const districtSheet = new SheetPage(districtPage)
  await districtSheet.open()
  await districtSheet.chooseCommune('Xã Đồng Kỳ')
  await expect(districtSheet.cell('1.5', 'answer')).toHaveText('4')
  await districtSheet.expectPoints('1.5', '2')

  await atDistrict.look(bundle)
  await expect(districtPage.getByText('Đã nhận trước đây')).toBeVisible()
})
