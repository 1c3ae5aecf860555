import { AdminPage } from '../pages/admin.ts'
import { DevicesPage } from '../pages/devices.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expectGoodLook } from '../support/look.ts'
import { expect, test } from '../support/seeded-machines.ts'

/** Inner work of a stolen machine, which nobody above sees: the office itself says on its page up to where it counts. */

const day = 24 * 3600_000
const stolen = 'Máy tính xách tay 2'

test('officers whom a stolen machine made: all count, then none, then those of the first days', async ({
  openSeeded,
}) => {
  test.setTimeout(120_000)
  const { open } = await openSeeded('seed-devices.ts', 'stolen')
  const page = await open('first', 'Lý Văn Minh')
  const admin = new AdminPage(page)
  const officer = (name: string) => page.getByRole('table').getByRole('row').filter({ hasText: name })
  await admin.open('Người dùng')
  await expect(officer('Trần Thị Thật')).toBeVisible()
  await expect(officer('Người lạ')).toBeVisible()

  const devices = new DevicesPage(page)
  await devices.open()
  const card = devices.innerWorkOf(stolen)
  await expect(card).toContainText('Tất cả đang được tính')
  await expect(card).toContainText('đơn vị tự quyết định tính đến đâu')
  await expectAccessible(page, 'việc nội bộ của máy bị mất')
  await expectGoodLook(page, 'việc nội bộ của máy bị mất')
  const apply = card.getByRole('button', { name: 'Áp dụng' })
  await expect(apply).toBeDisabled()
  await card.getByLabel('Lý do').fill('Mất máy')
  // the day is missing yet
  await expect(apply).toBeDisabled()

  await devices.cutInnerWorkOf(stolen, null, 'Mất máy ngày 12/11')
  await expect(card).toContainText('Không việc nào được tính')
  await expect(card).not.toContainText('đơn vị tự quyết định tính đến đâu')
  await admin.open('Người dùng')
  await expect(officer('Lý Văn Minh')).toBeVisible()
  await expect(officer('Trần Thị Thật')).toBeHidden()
  await expect(officer('Người lạ')).toBeHidden()

  await devices.open()
  const between = new Date(Date.now() - 4.5 * day).toISOString().slice(0, 10)
  await devices.cutInnerWorkOf(stolen, between, 'Trước ngày mất vẫn đúng')
  await expect(card).toContainText(/[1-9]\d* việc đang được tính, việc cuối nhận ngày/)
  await admin.open('Người dùng')
  await expect(officer('Trần Thị Thật')).toBeVisible()
  await expect(officer('Người lạ')).toBeHidden()
})
