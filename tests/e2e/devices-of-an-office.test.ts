import { DevicesPage } from '../pages/devices.ts'
import { ExchangePage } from '../pages/exchange.ts'
import { SheetPage } from '../pages/sheet.ts'
import { StartPage } from '../pages/start.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expectGoodLook } from '../support/look.ts'
import { expect, test } from '../support/seeded-machines.ts'

/** What an office does about its machines: a second one joins, a lost one is replaced, a certificate is renewed, a domain is joined. */

test('a second machine of the office: certified by the first, it gets all the work', async ({
  openSeeded,
  openHost,
}) => {
  test.setTimeout(180_000)
  const { open } = await openSeeded('seed-devices.ts', 'old')
  const [firstPage, { page: newPage }] = await Promise.all([open('first', 'Lý Văn Minh'), openHost()])
  await new StartPage(newPage).chooseUnit({
    level: 'Huyện, quận, thị xã, thành phố',
    type: 'yen the',
    pick: 'Huyện Yên Thế',
    officer: 'Nguyễn Thị Phương Thảo',
    device: 'Máy phòng Văn hóa',
  })
  const onNew = new DevicesPage(newPage)
  await onNew.open()
  const request = await onNew.saved('Lưu đề nghị chứng nhận')

  const onFirst = new DevicesPage(firstPage)
  await onFirst.open()
  const certificate = await onFirst.certify(request)
  await expect(onFirst.known('Máy phòng Văn hóa')).toContainText('Đã chứng nhận')
  await onNew.install(certificate)
  await expect(onNew.known('Máy phòng Văn hóa')).toContainText('Đã chứng nhận')

  const work = await new ExchangePage(firstPage).send('Máy khác của đơn vị (Huyện Yên Thế)')
  const atNew = new ExchangePage(newPage)
  await atNew.look(work)
  await atNew.takeIn()
  const sheet = new SheetPage(newPage)
  await sheet.open()
  await sheet.expectStatus('Đã chốt, chờ thẩm định')
  await expect(sheet.cell('1.2', 'answer')).toHaveText('20')
})

test('a lost machine: revoked above, its work taken over, replaced, and the certificate renewed at once', async ({
  openSeeded,
}) => {
  test.setTimeout(180_000)
  const { open } = await openSeeded('seed-devices.ts', 'old')
  const [provincePage, secondPage] = await Promise.all([
    open('province', 'Hoàng Thị Lan'),
    open('second', 'Phạm Thị Thu'),
  ])
  const atProvince = new DevicesPage(provincePage)
  await atProvince.open()
  await atProvince.revokeWhole('Máy tính xách tay 1', 'Mất máy ngày 12/11')
  const list = await new ExchangePage(provincePage).send('Huyện Yên Thế')

  const atSecond = new ExchangePage(secondPage)
  await atSecond.look(list)
  await atSecond.takeIn()
  const devices = new DevicesPage(secondPage)
  await devices.open()
  await expect(secondPage.getByRole('heading', { name: 'Gia hạn giấy chứng nhận' })).toBeVisible()
  await expect(secondPage.getByText('Sắp hết hạn')).toBeVisible()
  await expect(devices.lostOf('Máy tính xách tay 1')).toContainText('ghi sau mức thu hồi')
  await expectAccessible(secondPage, 'máy bị mất')
  await expectGoodLook(secondPage, 'máy bị mất')

  await devices.adoptAllOf('Máy tính xách tay 1')
  await secondPage.getByLabel('Thay cho máy “Máy tính xách tay 1”').check()
  const request = await devices.saved('Lưu đề nghị chứng nhận')
  await atProvince.open()
  const certificate = await atProvince.certify(request)
  await devices.renew(certificate)
  await expect(secondPage.getByRole('heading', { name: 'Gia hạn giấy chứng nhận' })).toBeHidden()
  await expect(devices.known('Máy tính xách tay 1')).toContainText('Đã thu hồi')
  const sheet = new SheetPage(secondPage)
  await sheet.open()
  await expect(sheet.cell('1.2', 'answer')).toHaveText('20')
})

test('a district that began on its own joins the province', async ({ openHost }) => {
  test.setTimeout(180_000)
  const [{ page: districtPage }, { page: provincePage }] = await Promise.all([openHost('cycle'), openHost()])
  await new StartPage(provincePage).chooseUnit({
    level: 'Tỉnh, thành phố',
    type: 'bac giang',
    pick: 'Tỉnh Bắc Giang',
    officer: 'Trần Thị Mai',
  })
  const atDistrict = new DevicesPage(districtPage)
  await atDistrict.open()
  const request = await atDistrict.saved('Lưu đề nghị chứng nhận')
  const atProvince = new DevicesPage(provincePage)
  await atProvince.open()
  await atDistrict.install(await atProvince.certify(request))
  const join = districtPage.getByRole('button', { name: 'Gia nhập Tỉnh Bắc Giang…' })
  await join.press('Enter')
  await expectAccessible(districtPage, 'gia nhập tỉnh')
  await expectGoodLook(districtPage, 'gia nhập tỉnh')
  await districtPage.getByRole('button', { name: 'Ký danh sách' }).press('Enter')
  await expect(districtPage.getByText('Đã gia nhập; gửi gói kế tiếp để các xã nhận biết')).toBeVisible()
  await expect(join).toBeHidden()
})
