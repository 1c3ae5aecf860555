import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ExchangePage } from '../pages/exchange.ts'
import { drivesElectron } from '../support/browser.ts'
import { expect, test } from '../support/host-fixture.ts'

test('a folder that is dropped on the page: every bundle in it is looked at, also in a folder within', async ({
  openHost,
}) => {
  test.skip(drivesElectron(), 'the real window has no browser that can be told to drop')
  const { page } = await openHost('cycle')
  const exchange = new ExchangePage(page)
  const folder = await mkdtemp(path.join(tmpdir(), 'cqtt-e2e-drop-'))
  try {
    // a browser hands out a folder in portions of a hundred
    const photos = Array.from({ length: 130 }, (_, index) => path.join(folder, `ảnh ${index}.jpg`))
    await Promise.all(photos.map((photo) => writeFile(photo, 'không phải gói dữ liệu')))
    await mkdir(path.join(folder, 'USB cũ', 'tháng 6'), { recursive: true })
    await writeFile(path.join(folder, 'z.cqtt'), 'không phải gói')
    await writeFile(path.join(folder, 'USB cũ', 'tháng 6', 'gói tháng 6.CQTT'), 'cũng không phải gói')
    await exchange.dropFolder(folder)
    await expect(page.getByText('130 tệp khác trong thư mục không phải gói dữ liệu')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Nội dung 2 gói dữ liệu' })).toBeVisible()
    await expect(exchange.inspected('z.cqtt')).toContainText('không phải gói dữ liệu')
    await expect(exchange.inspected('gói tháng 6.CQTT')).toContainText('không phải gói dữ liệu')

    await exchange.shell.goTo('Tổng quan')
    await exchange.dropAnywhere(path.join(folder, 'z.cqtt'))
    await expect(page.getByRole('heading', { name: 'Nội dung 1 gói dữ liệu' })).toBeVisible()
    await expect(exchange.inspected('z.cqtt')).toContainText('không phải gói dữ liệu')
  } finally {
    await rm(folder, { recursive: true })
  }
})
