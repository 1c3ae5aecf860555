import { AsidesPage } from '../pages/asides.ts'
import { ExchangePage } from '../pages/exchange.ts'
import { ReviewPage } from '../pages/review.ts'
import { SheetPage } from '../pages/sheet.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { expectGoodLook } from '../support/look.ts'
import { expect, test } from '../support/week.ts'
import { linesOf } from '../support/workbook-lines.ts'

/** One week of a Sở Nội vụ: what three districts send arrives early, late, twice, cut, forged, in parts; and the work goes on. */

test('the week of the province', async ({ openWeek }) => {
  test.setTimeout(150_000)
  const { province, district, file } = await openWeek()
  const at = new ExchangePage(province)
  let receipt = ''
  const ranking = province.getByRole('table', { name: 'Bảng xếp hạng' })

  await test.step('Monday: a later bundle comes first, one is cut, two are forged, one is of a newer program, one oversteps, of one a part is missing', async () => {
    await at.look(
      file('yen-the-2'),
      file('cut'),
      file('flipped'),
      file('stranger'),
      file('newer'),
      file('beyond'),
      file('tan-yen.part-3'),
      file('tan-yen.part-1'),
    )
    await expect(at.inspected('cut.cqtt')).toContainText('bị thiếu phần cuối')
    await expect(at.inspected('flipped.cqtt')).toContainText('bị hỏng')
    await expect(at.inspected('stranger.cqtt')).toContainText('máy chưa được chứng nhận')
    await expect(at.inspected('newer.cqtt')).toContainText(
      /phiên bản mới hơn lập \(cần bản 2, máy này có bản 1\)\. Chưa nhận gì; hãy cập nhật chương trình/,
    )
    await expect(at.inspected('beyond.cqtt')).toContainText(
      /nội dung của .+ mà máy gửi không được phép ghi\. Chưa nhận gì; hãy hỏi lại đơn vị gửi/,
    )
    await expect(at.inspected('yen-the-2.cqtt')).toContainText('Chờ gói trước')
    await expect(at.inspected('tan-yen.part')).toContainText('thiếu phần 2 trong 3 phần')
    await at.takeIn()
    await at.open('Hộp nhận')
    await expect(at.waiting.getByRole('row').filter({ hasText: 'Huyện Yên Thế' })).toContainText(
      'chờ gói gửi trước đó',
    )
    await expect(at.waiting).toContainText('thiếu phần 2 trong 3 phần')
  })

  await test.step('Wednesday: what was missing comes, twice; what waited goes on by itself', async () => {
    await at.look(file('yen-the-1'), file('tan-yen.part-2'), file('yen-the-1'))
    await expect(at.inspected('yen-the-1.cqtt')).toContainText('2 bản trong lần mở này; chỉ tính một lần')
    await expect(at.inspected('yen-the-1.cqtt')).toContainText('Nhận được')
    await at.takeIn()
    await expect(at.summary).toContainText('Huyện Yên Thế')
    await expect(at.summary).toContainText('Huyện Tân Yên')
    await expect(at.waiting).toBeHidden()
    await at.look(file('yen-the-1'))
    await expect(at.inspected('yen-the-1.cqtt')).toContainText('Đã nhận trước đây')
    await at.leave()
  })

  await test.step('Friday: one encrypted, one with a copied machine inside, one of a new machine; all at once', async () => {
    await at.look(file('yen-the-laptop-2'), file('tan-yen'), file('lang-giang'))
    const firstDossier = at.inspected('lang-giang.cqtt')
    await expect(firstDossier).toContainText('Cần đối chiếu mã')
    const changes = await at.seeChanges(at.inspected('yen-the-laptop-2.cqtt'))
    await changes.getByRole('button', { name: 'Đóng' }).last().click()
    await at.confirmFingerprints()
    receipt = await at.takeInAndAnswerAll(3, 'Huyen Yen The')
    await expect(at.summary).toContainText('Máy “Máy một cửa” của Thị trấn Cao Thượng đã bị sao chép')
    await expect(at.summary).toContainText('1 cần chọn')
  })

  const atDistrict = new ExchangePage(district)
  await test.step('the receipt goes back: what was sent is confirmed, and little is left to send', async () => {
    await expect(await atDistrict.sentTo('Tỉnh Bắc Giang')).toContainText(['Chưa xác nhận', 'Đã xác nhận'])
    await atDistrict.look(receipt)
    await atDistrict.takeIn()
    await expect(await atDistrict.sentTo('Tỉnh Bắc Giang')).toContainText(['Đã xác nhận', 'Đã xác nhận'])
    const answer = await atDistrict.answerByCommune('Tỉnh Bắc Giang')
    await expect(answer.getByRole('row').filter({ hasText: 'Thị trấn Bố Hạ' })).toContainText('đủ')
    await expectAccessible(district, 'nơi nhận báo từng xã')
    await expectGoodLook(district, 'nơi nhận báo từng xã')
    await district.keyboard.press('Escape')
    const everything = await atDistrict.sizeOf('Toàn bộ dữ liệu nơi nhận được xem')
    const left = await atDistrict.sizeOf('Chỉ phần nơi nhận chưa xác nhận')
    expect(left).toBeLessThanOrEqual(everything / 2)
  })

  const asides = new AsidesPage(province)
  const best = ranking.getByRole('row').nth(1)
  const asideNotice = province.getByText('đang được gác lại nên không được tính')
  await test.step('a bundle is set aside: the ranking changes and says so; before it is looked at; it is put back', async () => {
    await asides.shell.goTo('Kết quả')
    await expect(best).toContainText('Thị trấn Kép')
    await asides.open()
    const said = await asides.setAside('Hỏi lại huyện về bộ hồ sơ đầu tiên', 'Huyện Lạng Giang')
    expect(said).toContain('Thị trấn Kép100 điểm, Đã chốt thẩm định0 điểm, Chưa chốt')
    await asides.shell.goTo('Kết quả')
    await expect(asideNotice).toBeVisible()
    await expect(best).toContainText('Thị trấn Bố Hạ')
    await asides.lookBack(/Sau khi nhận gói của Huyện Lạng Giang/)
    await expect(asides.row('Thị trấn Kép')).toContainText('1 → –')
    await expect(asides.row('Thị trấn Kép')).toContainText('Đã chốt thẩm định → Chưa chốt')
    await asides.open()
    await asides.putBack('Huyện đã xác nhận qua điện thoại', 'Huyện Lạng Giang')
    await asides.shell.goTo('Kết quả')
    await expect(best).toContainText('Thị trấn Kép')
    await expect(asideNotice).toBeHidden()
  })

  await test.step('what two laptops appraised differently is decided; the copied machine is marked as seen', async () => {
    const review = new ReviewPage(province)
    await review.open()
    await review.expectWaiting(1)
    await review.chooseValueOf('Máy tính xách tay 2', 'Biên bản bản giấy không có chữ ký')
    await expect(province.getByText('Không có số liệu khác nhau')).toBeVisible()
    await review.open()
    const copied = review.findings.filter({ hasText: 'có hai bản ghi khác nhau dưới một tên' })
    await review.markAsSeen(copied, 'Đã gọi điện, xã sẽ gửi lại từ một máy')
    await expect(copied).toHaveCount(0)
  })

  await test.step('a sheet is verified; the ranking shows it and is saved for Excel', async () => {
    const sheet = new SheetPage(province)
    await sheet.open()
    await sheet.chooseCommune('Thị trấn Bố Hạ')
    await sheet.confirmDecision('Cấp tỉnh thẩm định xong')
    await sheet.expectStatus('Cấp tỉnh đã thẩm định')
    await at.shell.goTo('Kết quả')
    const row = ranking.getByRole('row').filter({ hasText: 'Thị trấn Bố Hạ' })
    await expect(row).toContainText('Cấp tỉnh đã thẩm định')
    // What is verified is compared with what is verified only.
    await expect(best).toContainText('Thị trấn Bố Hạ')
    const download = province.waitForEvent('download')
    await province.getByRole('button', { name: 'Xuất Excel' }).click()
    const lines = await linesOf(await (await download).path())
    expect(lines.find((line) => line.includes('Thị trấn Bố Hạ'))).toMatch(/^1\t.*\t92\t/)
    expect(lines.find((line) => line.includes('Thị trấn Kép'))).not.toMatch(/^\d/)
  })

  await test.step('the code on the paper that the district signed agrees with what the province has', async () => {
    const sheet = new SheetPage(district)
    await sheet.open()
    await sheet.chooseCommune('Thị trấn Phồn Xương')
    const lines = await linesOf(await sheet.exportToExcel())
    const code = /Mã của lần quyết định gần nhất:\s+(\S+)/.exec(lines.join('\n'))?.[1] ?? ''
    const answer = await at.lookUp(code)
    await expect(answer).toContainText('Thị trấn Phồn Xương')
    await expect(answer).toContainText('Kết quả thẩm định')
    await expect(answer).toContainText('Tổng điểm tính lại trùng khớp')
  })
})
