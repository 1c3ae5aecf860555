import { AdminPage } from '../pages/admin.ts'
import { AsidesPage } from '../pages/asides.ts'
import { ExchangePage } from '../pages/exchange.ts'
import { SheetPage } from '../pages/sheet.ts'
import { StartPage } from '../pages/start.ts'
import { expect, test } from '../support/host-fixture.ts'

test('a district sets aside what a commune sent, sees it on the sheet, puts it back, and looks back to before', async ({
  openHost,
}) => {
  test.setTimeout(240_000)
  const { page } = await openHost()
  await new StartPage(page).chooseUnit({
    ...{ level: 'Huyện, quận, thị xã, thành phố', type: 'yen the', pick: 'Huyện Yên Thế' },
    ...{ alone: true, officer: 'Nguyễn Thị Phương Thảo' },
  })
  const admin = new AdminPage(page)
  await admin.publishSample('2024')
  await admin.createCycle({ name: 'Chấm điểm năm 2024', target: 11 })
  const exchange = new ExchangePage(page)
  const startFile = await exchange.makeStartFileFor('Xã Đồng Kỳ')

  const { page: communePage } = await openHost()
  const start = new StartPage(communePage)
  await start.openStartFile(startFile)
  await start.confirmStartFile({ officer: 'Hoàng Văn Minh', device: 'Máy một cửa' })
  const communeSheet = new SheetPage(communePage)
  await communeSheet.open()
  await communeSheet.choose('1.5')
  await communeSheet.keys('4', 'Enter')
  await communeSheet.expectPoints('1.5', '2')
  await communeSheet.expectSaved()
  await exchange.look(await new ExchangePage(communePage).send('Huyện Yên Thế'))
  await expect(page.getByText('Cần đối chiếu mã')).toBeVisible()
  await exchange.confirmFingerprints()
  await exchange.takeIn()

  const asides = new AsidesPage(page)
  await asides.open()
  expect(await asides.setAside('Gửi nhầm bản nháp')).toContain('Xã Đồng Kỳ')
  await expect(page.getByText('Đang gác lại')).toBeVisible()
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.chooseCommune('Xã Đồng Kỳ')
  await expect(page.getByText('đang được gác lại nên không được tính')).toBeVisible()
  await expect(sheet.cell('1.5', 'answer')).not.toHaveText('4')

  await asides.lookBack(/Sau khi nhận gói của Xã Đồng Kỳ/)
  await expect(asides.row('Xã Đồng Kỳ')).toContainText('2')
  await asides.row('Xã Đồng Kỳ').click()
  await expect(page.getByText('1 câu trả lời đã khác')).toBeVisible()

  await asides.open()
  await asides.putBack('Đã hỏi lại xã')
  await expect(page.getByText('Đang gác lại')).toBeHidden()
  await sheet.open()
  await sheet.chooseCommune('Xã Đồng Kỳ')
  await expect(sheet.cell('1.5', 'answer')).toHaveText('4')
  await expect(page.getByText('đang được gác lại nên không được tính')).toBeHidden()
})
