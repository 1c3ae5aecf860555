import { DevicesPage } from '../pages/devices.ts'
import { ExchangePage } from '../pages/exchange.ts'
import { SheetPage } from '../pages/sheet.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expectGoodLook } from '../support/look.ts'
import { expect, test } from '../support/seeded-machines.ts'

test('a copied folder: told on every page, its branch chosen above, its own work taken over, certified again', async ({
  openSeeded,
}) => {
  test.setTimeout(180_000)
  const { open } = await openSeeded('seed-devices.ts', 'copied')
  const [districtPage, communePage] = await Promise.all([
    open('district', 'Hoàng Thị Lan'),
    open('commune', 'Lý Văn Minh'),
  ])
  const devices = new DevicesPage(communePage)
  const { shell } = new ExchangePage(communePage)

  const atDistrict = new DevicesPage(districtPage)
  await test.step('the district chooses the branch of the other copy, and sends it down', async () => {
    await atDistrict.open()
    await expect(districtPage.getByRole('heading', { name: 'Máy có hai nhánh dữ liệu' })).toBeVisible()
    await expectAccessible(districtPage, 'hai nhánh')
    await expectGoodLook(districtPage, 'hai nhánh')
    await atDistrict.chooseBranch(/: 2 thay đổi/)
    await expect(districtPage.getByText('Đã chọn nhánh', { exact: true })).toBeVisible()
  })

  await test.step('the bundle from above shows it, and every page says so', async () => {
    await expect(devices.changedBar).toBeHidden()
    const exchange = new ExchangePage(communePage)
    await exchange.look(await new ExchangePage(districtPage).send('Thị trấn Bố Hạ'))
    await exchange.takeIn()
    for (const page of ['Tổng quan', 'Bảng điểm']) {
      await shell.goTo(page)
      await expect(devices.changedBar).toContainText('Máy chưa được chứng nhận lại')
    }
  })

  await test.step('what this copy wrote is taken over', async () => {
    await devices.changedBar.getByRole('link', { name: 'Xem việc cần làm' }).press('Enter')
    await expect(devices.lostOf('Máy một cửa')).toContainText(/1\.2.*10.*25/)
    await expectAccessible(communePage, 'máy bị sao chép')
    await expectGoodLook(communePage, 'máy bị sao chép')
    await devices.adoptAllOf('Máy một cửa')
    await new SheetPage(communePage).open()
    await expect(new SheetPage(communePage).cell('1.2', 'answer')).toHaveText('10')
  })

  await test.step('certified again and read: nothing is said any more', async () => {
    await devices.open()
    const request = await devices.saved('Lưu đề nghị chứng nhận')
    await atDistrict.open()
    await devices.renew(await atDistrict.certify(request))
    await expect(devices.changedBar).toContainText('Máy đã được chứng nhận lại')
    // the bar may know it a moment before the page does
    await expect(communePage.getByText('làm việc như thường')).toBeVisible()
    await communePage.getByRole('button', { name: 'Đã đọc' }).press('Enter')
    await expect(devices.changedBar).toBeHidden()
    await shell.goTo('Tổng quan')
    await expect(devices.changedBar).toBeHidden()
  })
})
