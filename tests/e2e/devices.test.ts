import { DevicesPage } from '../pages/devices.ts'
import { StartPage } from '../pages/start.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'

const province = {
  level: 'Tỉnh, thành phố',
  type: 'bac giang',
  pick: 'Tỉnh Bắc Giang',
  officer: 'Trần Thị Mai',
} as const
const district = {
  level: 'Huyện, quận, thị xã, thành phố',
  type: 'yen the',
  pick: 'Huyện Yên Thế',
  officer: 'Nguyễn Thị Phương Thảo',
} as const
const passphrase = 'ba con trâu trắng bên sông'

test('a province moves its root to a stick, certifies a district, and revokes its machine with the stick', async ({
  openHost,
}) => {
  test.setTimeout(120_000)
  const { page: provincePage } = await openHost()
  await new StartPage(provincePage).chooseUnit(province)
  const atProvince = new DevicesPage(provincePage)
  await atProvince.open()
  await expect(provincePage.getByText('trong máy này', { exact: true })).toBeVisible()
  const key = await atProvince.moveRootOffline(passphrase)
  await expect(provincePage.getByText('trên USB, ngoài máy tính')).toBeVisible()

  const { page: districtPage } = await openHost()
  await new StartPage(districtPage).chooseUnit(district)
  const atDistrict = new DevicesPage(districtPage)
  await atDistrict.open()
  await expect(districtPage.getByRole('img', { name: 'Mã vuông của máy này' })).toBeVisible()
  const sheet = await atDistrict.saved('In phiếu đề nghị')
  expect(sheet).toBeTruthy()
  const request = await atDistrict.saved('Lưu đề nghị chứng nhận')
  const certificate = await atProvince.certifyGiven(request)
  await atDistrict.give(request)
  await expect(districtPage.getByText('Đây là đề nghị chứng nhận của chính máy này')).toBeVisible()
  await expectAccessible(districtPage, 'tệp đưa vào hộp nhận')
  await expectGoodLook(districtPage, 'tệp đưa vào hộp nhận')
  await atDistrict.install(certificate)
  await atProvince.open()
  await expect(districtPage.getByText('ở đơn vị khác')).toBeVisible()
  await expect(
    districtPage.getByText('Thu hồi máy do nơi giữ khóa gốc (Tỉnh Bắc Giang) thực hiện'),
  ).toBeVisible()
  await expectAccessible(districtPage, 'máy của huyện')
  await expectGoodLook(districtPage, 'máy của huyện')

  await provincePage.getByRole('button', { name: /^Thu hồi… .*, Huyện Yên Thế$/ }).click()
  await expect(provincePage.getByText('Chưa nhận dữ liệu nào của máy này.')).toBeVisible()
  const sign = provincePage.getByRole('button', { name: 'Ký thu hồi' })
  await provincePage.getByLabel('Lý do').fill('Mất máy')
  await expect(sign).toBeDisabled()
  await atProvince.giveKey(key, 'sai mật khẩu rồi')
  await sign.click()
  await expect(provincePage.getByRole('dialog').getByRole('alert')).toContainText(
    'Mật khẩu không mở được tệp khóa',
    {
      timeout: 60_000,
    },
  )
  await atProvince.typePassphrase(passphrase)
  await sign.click()
  await expect(provincePage.getByText(/^Đã thu hồi máy/)).toBeVisible({ timeout: 60_000 })
  await expect(provincePage.getByText('Đã thu hồi', { exact: true })).toBeVisible()
  await expect(provincePage.getByText(/^số 2, ngày/)).toBeVisible()
  await expectAccessible(provincePage, 'máy của tỉnh')
  await expectGoodLook(provincePage, 'máy của tỉnh')
})
