import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ExchangePage } from '../pages/exchange.ts'
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
