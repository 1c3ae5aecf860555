import { readFile } from 'node:fs/promises'
import { AppraisalPage } from '../pages/appraisal.ts'
import { ExchangePage } from '../pages/exchange.ts'
import { SheetPage } from '../pages/sheet.ts'
import { Shell } from '../pages/shell.ts'
import { expect, test } from '../support/host-fixture.ts'

/** Bundles that are not taken: each with its sentence, nothing of them stays, and the good one is taken all the same. */

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 4
  return copy
}

test('what is cut, changed, foreign, misdirected or from a stranger is not taken, and the good one is', async ({
  openOffices,
  openHost,
}) => {
  test.setTimeout(180_000)
  const { province, district } = await openOffices()
  const appraisal = new AppraisalPage(district)
  await appraisal.open()
  await appraisal.agree('1.1')
  const atDistrict = new SheetPage(district)
  await atDistrict.open()
  await atDistrict.confirmDecision('Chốt, lập gói gửi')
  const goodFile = await new ExchangePage(district).send('Tỉnh Bắc Giang', 'none')
  const good = await readFile(goodFile)

  const at = new ExchangePage(province)
  const { page: strangerPage } = await openHost('submitted')
  const strangers = await readFile(await new ExchangePage(strangerPage).send('Thị trấn Bố Hạ', 'none'))

  const refused: readonly (readonly [string, Buffer, RegExp])[] = [
    ['empty', Buffer.alloc(0), /không có nội dung.*Chưa nhận/],
    ['cut in its head', good.subarray(0, 40), /bị thiếu phần cuối.*Chưa nhận.*xin gửi lại/],
    ['cut in the middle', good.subarray(0, good.length >> 1), /bị thiếu phần cuối.*Chưa nhận.*xin gửi lại/],
    ['cut by its last byte', good.subarray(0, -1), /bị thiếu phần cuối.*Chưa nhận.*xin gửi lại/],
    ['changed in its head', flipped(good, 300), /bị hỏng \(.+\)\. Chưa nhận gì, dữ liệu trên máy vẫn nguyên/],
    [
      'changed in an entry',
      flipped(good, good.length >> 1),
      /bị hỏng \(.+\)\. Chưa nhận gì, dữ liệu trên máy vẫn nguyên/,
    ],
    [
      'changed at its end',
      flipped(good, good.length - 10),
      /bị hỏng \(.+\)\. Chưa nhận gì, dữ liệu trên máy vẫn nguyên/,
    ],
    ['of a stranger', strangers, /máy chưa được chứng nhận.*Chưa nhận/],
  ]
  const shell = new Shell(province)
  for (const [what, bytes, sentence] of refused) {
    await test.step(what, async () => {
      await at.lookAt({ name: 'Gói.cqtt', bytes })
      await expect(province.getByText('Không nhận được')).toBeVisible()
      await expect(province.getByRole('alert')).toHaveText(sentence)
      await expect(province.getByRole('button', { name: 'Nhận 0 gói' })).toBeDisabled()
      await shell.goTo('Tổng quan')
      await expect(province.getByText('Chưa có kỳ chấm điểm').first()).toBeVisible()
    })
  }
  await at.look(goodFile)
  await expect(province.getByText('Cần đối chiếu mã')).toBeVisible()
  await at.confirmFingerprints()
  await at.takeIn()
  await new SheetPage(province).open()
  await new SheetPage(province).expectStatus('Đã chốt thẩm định')

  await test.step('for somebody else', async () => {
    await at.look(await at.send('Huyện Yên Thế'))
    await expect(province.getByRole('alert')).toHaveText(/lập cho Huyện Yên Thế.*Chưa nhận/)
    await expect(province.getByRole('button', { name: 'Nhận 0 gói' })).toBeDisabled()
  })
})
