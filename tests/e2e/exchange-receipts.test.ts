import { readFileSync } from 'node:fs'
import { ExchangePage } from '../pages/exchange.ts'
import { SheetPage } from '../pages/sheet.ts'
import { Shell } from '../pages/shell.ts'
import { StartPage } from '../pages/start.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'

test('there and back: changes looked at, taken in, the receipt makes the sent bundle green', async ({
  openHost,
}) => {
  test.setTimeout(120_000)
  const { page: districtPage } = await openHost('cycle')
  await expect(new Shell(districtPage).unit).toHaveText('Huyện Yên Thế')
  const atDistrict = new ExchangePage(districtPage)
  const startFile = await atDistrict.makeStartFileFor('Thị trấn Bố Hạ')

  const { page: communePage } = await openHost()
  const start = new StartPage(communePage)
  await start.openStartFile(startFile)
  await start.confirmStartFile({ officer: 'Hoàng Văn Minh', device: 'Máy một cửa' })
  await expect(new Shell(communePage).unit).toHaveText('Thị trấn Bố Hạ')
  const sheet = new SheetPage(communePage)
  await sheet.open()
  await sheet.choose('1.5')
  await sheet.keys('4', 'Enter')
  await sheet.expectSaved()
  const atCommune = new ExchangePage(communePage)
  // closing the sheet sends nothing: the same dialog goes on to the bundle, its place and the words that go with it
  const going = await sheet.closeSheet()
  await expect(
    going.getByText('Đã chốt bảng tự chấm trên máy này. Huyện Yên Thế chưa nhận được: hãy lập gói'),
  ).toBeVisible()
  await expectAccessible(communePage, 'chốt xong, lập gói')
  await expectGoodLook(communePage, 'chốt xong, lập gói')
  const bundle = await atCommune.savedBy(() =>
    going.getByRole('button', { name: 'Lập gói gửi Huyện Yên Thế' }).click(),
  )
  // the start file told which devices the district has
  await expect(going.getByText(/Đã mã hóa\.$/)).toBeVisible()
  await going.getByRole('button', { name: 'Xem lời gửi kèm' }).click()
  const letter = going.getByLabel('Lời gửi kèm qua thư điện tử hoặc Zalo')
  await expect(letter).toHaveValue(
    /^Thị trấn Bố Hạ gửi Huyện Yên Thế gói dữ liệu chấm điểm, mã gói [2-9A-Z]{4}-[2-9A-Z]{4}, lập ngày \d/,
  )
  await expect(letter).not.toHaveValue(/Minh|điểm \d/)
  await going.getByRole('button', { name: 'Xong' }).click()
  await sheet.expectStatus('Đã lập gói, chưa xác nhận')
  expect(readFileSync(bundle).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  await expect(await atCommune.sentTo('Huyện Yên Thế')).toContainText('Chưa xác nhận')
  await expectAccessible(communePage, 'gửi dữ liệu')
  await expectGoodLook(communePage, 'gửi dữ liệu')

  await atDistrict.look(bundle)
  await districtPage.getByRole('button', { name: 'Xem từng thay đổi' }).click({ timeout: 20_000 })
  const changes = districtPage.getByRole('dialog')
  await expect(changes.getByRole('heading', { name: /^Thay đổi trong gói của Thị trấn Bố Hạ/ })).toBeVisible()
  await expect(changes.getByRole('table', { name: 'Từng thay đổi' })).toContainText('1.5')
  await changes.getByRole('button', { name: 'Đóng' }).last().click()
  await atDistrict.confirmFingerprints()
  const receipt = await atDistrict.takeInAndAnswer()
  const paper = await atDistrict.printReceipt()
  await expect(paper).toContainText('PHIẾU TIẾP NHẬN GÓI DỮ LIỆU')
  await expect(paper).toContainText(/ỦY BAN NHÂN DÂN\s*HUYỆN YÊN THẾ.*Yên Thế, ngày \d\d tháng/s)
  await expect(paper).toContainText(/Bên giao: Thị trấn Bố Hạ.*Bên nhận: Huyện Yên Thế/s)
  await expect(paper).not.toContainText('Chờ dữ liệu')
  await expect(paper.getByRole('img', { name: /^Mã gói [2-9A-Z]{4}-[2-9A-Z]{4}$/ })).toBeVisible()
  await atDistrict.endPrinting()
  await expectAccessible(districtPage, 'sau khi nhận')
  await expectGoodLook(districtPage, 'sau khi nhận')

  await atCommune.look(receipt)
  await expect(communePage.getByText(/^Phiếu tiếp nhận gói [2-9A-Z]{4}-[2-9A-Z]{4} · /)).toBeVisible()
  await atCommune.takeIn()
  const sent = await atCommune.sentTo('Huyện Yên Thế')
  await expect(sent).toContainText('Đã xác nhận')
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(await sent.innerText())?.[0] ?? ''
  await sheet.open()
  await sheet.expectStatus('Đã xác nhận')
  await expect(await atDistrict.lookUp(code)).toContainText('Gói nhận từ Thị trấn Bố Hạ')
  // The paper is printed again from the log, and says so.
  const again = await atDistrict.printReceiptAgain(code)
  await expect(again).toContainText('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
  await expect(again).toContainText(/Nhận lúc .*In lại lúc/)
  await expect(again.getByRole('img', { name: `Mã gói ${code}` })).toBeVisible()
  const width = await again.evaluate(
    (paper) =>
      paper.querySelector('table')!.getBoundingClientRect().right - paper.getBoundingClientRect().right,
  )
  expect(width).toBeLessThanOrEqual(0)
  await atDistrict.endPrinting()
  await expectAccessible(districtPage, 'tra mã')
  await expectGoodLook(districtPage, 'tra mã')
})
