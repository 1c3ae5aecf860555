import { Document, Packer, Paragraph } from 'docx'
import type { Locator, Page } from '@playwright/test'
import { AdminPage } from '../pages/admin.ts'
import { AppraisalPage } from '../pages/appraisal.ts'
import { DevicesPage } from '../pages/devices.ts'
import { ExchangePage } from '../pages/exchange.ts'
import { SheetPage } from '../pages/sheet.ts'
import { Shell } from '../pages/shell.ts'
import { StartPage } from '../pages/start.ts'
import { expect, test } from '../support/host-fixture.ts'
import { aJpeg } from '../support/file-samples.ts'
import { aPrintedPdf } from '../support/printed-pdf.ts'
import { linesOf } from '../support/workbook-lines.ts'

/**
 * The first users: from an empty province, through a district, to a commune and back with the receipts. What each screen says on the
 * way is what is so: who has to do what next, what was sent and what was confirmed, which rank there is and which there is not yet.
 */

const commune = 'Xã Đồng Kỳ'
const others = ['Xã Đồng Tiến', 'Thị trấn Bố Hạ']

/** What the commune brings from its own Excel file. */
const ownFigures = [
  ['Mã', 'Nội dung', 'Điểm tối đa', 'Số liệu'],
  ['1', 'Công tác xây dựng và thực hiện quy chế dân chủ', '20', ''],
  ['1.1', 'Ban hành kế hoạch', '3', 'Ban hành đúng hạn, phân công đầy đủ'],
  ['1.2', 'Ban Chỉ đạo', '2', 'có'],
  ['1.3', 'Đăng ký', '2', 'Có'],
  ['1.4', 'Kiểm điểm tiến độ', '3', '12/12'],
  ['1.5', 'Tuyên truyền', '3', '6'],
  ['1.6', 'Số liệu', '4', '4/4'],
  ['1.7', 'Công khai', '3', '20/20'],
  ['2.1', 'Hồ sơ đúng hạn', '6', '1.245/1.245'],
  ['2.2', 'Hồ sơ trước hạn', '3', '13/15'],
  ['2.3', 'Xin lỗi', '3', '0/0'],
  ['2.4', 'Niêm yết', '2', 'Thủ tục hành chính; Số điện thoại lãnh đạo'],
  ['2.5', 'Mã QR', '1,5', 'Có mã QR và kênh trực tuyến'],
  ['2.6', 'Thiết bị', '2', 'Máy photo; Thiết bị điện tử để người dân đánh giá'],
  ['2.7', 'Bố trí', '1,5', '1,5'],
  ['2.8', 'Sáng kiến', '2', '1'],
  ['2.9', 'Khắc phục', '1', '2/2'],
  ['2.10', 'Trực tuyến', '2', '50 · 100 · 30 · 60'],
  ['2.11', 'Chỉ số', '1', '92,5'],
  ['3.1', 'Đeo thẻ', '3', '21/21'],
  ['3.2', 'Đồng phục', '3', 'Toàn bộ'],
  ['3.3', 'Niêm yết quy tắc', '2', 'Có'],
  ['3.4', 'Trao giấy', '3', '6'],
  ['3.5', 'Thư cảm ơn', '2', '8'],
  ['3.6', 'Cảnh quan', '3', '3'],
  ['3.7', 'Vi phạm', '4', '0'],
  ['4.1', 'Tiếp công dân', '4', '12/12'],
  ['4.2', 'Đối thoại', '3', '2'],
  ['4.3', 'Giải quyết đơn', '5', '10/10'],
  ['4.4', 'Khiếu kiện', '3', '0'],
  ['T1', 'Mô hình', '2', '0'],
  ['T2', 'Gửi chậm', '1', '0'],
]
const codes = ownFigures.slice(2).map(([code]) => code ?? '')
const surveys = ['5.1', '5.2', '5.3', '5.4', '5.5', '5.6', '5.7']

test('from an empty province to the receipts, and nothing untrue on the way', async ({ openHost }) => {
  test.setTimeout(240_000)
  const { page: province } = await openHost()
  const atProvince = new ExchangePage(province)
  const shell = new Shell(province)

  await test.step('a province begins: a set is published, a cycle made with typed days, a start file for its district', async () => {
    await new StartPage(province).chooseUnit({
      ...{ level: 'Tỉnh, thành phố', type: 'bac giang', pick: 'Tỉnh Bắc Giang', officer: 'Trần Thị Mai' },
    })
    await expectFirstStep(province, 'Ban hành bộ tiêu chí')
    const admin = new AdminPage(province)
    await admin.publishSample('2024')
    await shell.goTo('Tổng quan')
    await expectFirstStep(province, 'Lập kỳ chấm điểm')
    await admin.open('Kỳ chấm điểm')
    await province.getByRole('link', { name: 'Lập kỳ chấm điểm' }).first().click()
    await province.getByLabel('Năm', { exact: true }).fill('2024')
    await expect(province.getByLabel('Tên kỳ')).toHaveValue('Chấm điểm chính quyền thân thiện năm 2024')
    for (const [field, typed, shown] of [
      ['Hạn tự chấm', '15/11/2024', '15/11/2024'],
      ['Hạn thẩm định', '05122024', '05/12/2024'],
      ['Hạn thẩm định cấp tỉnh', 'ngày 15 tháng 12 năm 2024', '15/12/2024'],
    ] as const) {
      const day = province.getByRole('textbox', { name: field, exact: true })
      await day.fill(typed)
      await day.press('Tab')
      await expect(day).toHaveValue(shown)
    }
    for (const name of [commune, ...others]) {
      await province.getByRole('textbox', { name: 'Tìm đơn vị' }).fill(name)
      await province.getByRole('row', { name: 'Huyện Yên Thế' }).getByRole('checkbox', { name }).check()
    }
    await province.getByLabel('Chỉ tiêu số xã đạt chuẩn').fill('2')
    await province.getByRole('button', { name: 'Lập kỳ chấm điểm' }).click()
    // The year is what a narrow bar cuts last.
    await expect(province.getByRole('combobox', { name: 'Kỳ chấm điểm' })).toHaveValue(/^2024 – /)
    await shell.goTo('Tổng quan')
    await expectFirstStep(province, 'Lập tệp mở máy cho cấp dưới')
    // The own work stands before what is waited for, however late that is.
    await expect(province.getByRole('main')).toContainText(
      /1 đơn vị chưa có tệp mở máy.*3 xã chưa có kết quả thẩm định gửi lên/s,
    )
  })

  // Only the one district with communes in the cycle is ticked: nothing has to be unticked first.
  await atProvince.open('Tệp mở máy')
  await expect(province.getByRole('checkbox', { name: 'Lập tệp mở máy cho Huyện Yên Thế' })).toBeChecked()
  const districtStart = await atProvince.savedBy(() =>
    province.getByRole('button', { name: 'Lập 1 tệp mở máy' }).click(),
  )
  const told = await eightGroups(province)

  const { page: district } = await openHost()
  const atDistrict = new ExchangePage(district)
  const appraisal = new AppraisalPage(district)
  const districtSheet = new SheetPage(district)
  await test.step('the district opens it, hears the same eight groups under the same words, and is certified', async () => {
    const start = new StartPage(district)
    await start.openStartFile(districtStart)
    expect(await eightGroups(district)).toBe(told)
    await start.confirmStartFile({ officer: 'Nguyễn Thị Phương Thảo', device: 'Máy phòng Nội vụ' })
    // The start file is no bundle of a commune.
    await expectFirstStep(district, 'Máy này được chứng nhận')
    await expect(stepsOf(district).filter({ hasText: 'Nhận gói cấp dưới gửi' })).not.toContainText('Đã xong')
    const devices = new DevicesPage(district)
    await devices.open()
    const request = await devices.saved('Lưu đề nghị chứng nhận')
    const certificate = await new DevicesPage(province).certifyGiven(request)
    await devices.give(certificate)
    // The root of the start file is known: nothing is asked twice.
    await expect(district.getByText(/^Máy này đã được .* chứng nhận$/)).toBeVisible()
  })
  const communeStart = await atDistrict.makeStartFileFor(commune)

  const { page: atCommune } = await openHost()
  const sheet = new SheetPage(atCommune)
  const communeExchange = new ExchangePage(atCommune)
  let bundle = ''
  await test.step('the commune scores: pastes, attaches, closes the sheet; nobody is told that anything has arrived', async () => {
    const start = new StartPage(atCommune)
    await start.openStartFile(communeStart)
    await start.confirmStartFile({ officer: 'Hoàng Văn Minh', device: 'Máy một cửa' })
    await sheet.open()
    await sheet.choose('1.1')
    await sheet.paste(ownFigures.map((cells) => cells.join('\t')).join('\r\n'))
    await sheet.pastePreview()
    const summary = atCommune.getByRole('dialog').getByRole('status')
    await expect(summary).toContainText(`${codes.length} tiêu chí sẽ thay đổi`)
    await expect(summary).not.toContainText('không dùng được')
    await sheet.acceptPaste()
    await sheet.expectAnswer('2.2', '13/15 = 86,67 %')
    await sheet.choose('1.1')
    const panel = await sheet.openPanel('Minh chứng')
    await panel.locator('[data-evidence-files]').setInputFiles({
      ...{ name: 'Kế hoạch 12.pdf', mimeType: 'application/pdf', buffer: aPrintedPdf('Ke hoach', 2) },
    })
    await expect(sheet.cell('1.1', 'evidence')).toHaveText('1')
    await sheet.choose('1.2')
    const second = await sheet.openPanel('Minh chứng')
    await second.locator('[data-evidence-files]').setInputFiles({
      ...{
        name: 'Quyết định kiện toàn.docx',
        mimeType: 'application/octet-stream',
        buffer: await aDecision(),
      },
    })
    await expect(sheet.cell('1.2', 'evidence')).toHaveText('1')
    await sheet.expectSaved()

    const going = await sheet.closeSheet()
    await expect(going.getByText('Huyện Yên Thế chưa nhận được: hãy lập gói')).toBeVisible()
    bundle = await communeExchange.savedBy(() =>
      going.getByRole('button', { name: 'Lập gói gửi Huyện Yên Thế' }).click(),
    )
    await going.getByRole('button', { name: 'Xong' }).click()
    await sheet.expectStatus('Đã lập gói, chưa xác nhận')
    await new Shell(atCommune).goTo('Tổng quan')
    await expectNothingLate(atCommune)
    await expect(atCommune.getByRole('main')).not.toContainText(/Hạng|Chỉ tiêu/)
  })

  await test.step('the district takes it in and asks for more; the commune answers, and both see the same talk', async () => {
    await atDistrict.dropAnywhere(bundle)
    await expect(atDistrict.inspected(commune).first()).toContainText('Cần đối chiếu mã')
    await expect(district.getByRole('button', { name: 'Nhận 0 gói' })).toBeDisabled()
    await atDistrict.confirmFingerprints()
    // The receipt is made with it, unless somebody does not want that.
    const receipt = await atDistrict.savedBy(() => atDistrict.takeIn())
    await communeExchange.look(receipt)
    await communeExchange.takeIn()
    await sheet.open()
    await sheet.expectStatus('Đã xác nhận')

    await districtSheet.open()
    await districtSheet.chooseCommune(commune)
    const asking = await districtSheet.decide('Trả lại để bổ sung')
    await asking.getByLabel('Bổ sung trước ngày').fill('20/12/2030')
    await asking.getByRole('textbox', { name: /^1\.3\. / }).fill('Thiếu ảnh niêm yết bản đăng ký')
    await asking.getByRole('button', { name: 'Trả lại để bổ sung' }).click()
    const going = district.getByRole('dialog', { name: `Lập gói gửi ${commune}` })
    const request = await atDistrict.savedBy(() =>
      going.getByRole('button', { name: `Lập gói gửi ${commune}` }).click(),
    )
    await going.getByRole('button', { name: 'Xong' }).click()
    await communeExchange.look(request)
    await communeExchange.takeIn()
    await new Shell(atCommune).goTo('Tổng quan')
    await expect(atCommune.getByRole('main')).toContainText('Cấp trên yêu cầu bổ sung')
    await sheet.open()
    await sheet.expectStatus('Yêu cầu bổ sung')
    await expect(atCommune.getByText('Hạn bổ sung: 20/12/2030.').first()).toBeVisible()
    await sheet.choose('1.3')
    const panel = await sheet.openPanel('Minh chứng')
    await panel.locator('[data-evidence-files]').setInputFiles({
      ...{ name: 'Ảnh niêm yết.jpg', mimeType: 'image/jpeg', buffer: aJpeg() },
    })
    await expect(sheet.cell('1.3', 'evidence')).toHaveText('1')
    await sheet.openPanel('Cách chấm')
    await panel.getByRole('textbox', { name: 'Giải trình' }).fill('Đã gửi ảnh')
    await panel.getByRole('textbox', { name: 'Giải trình' }).blur()
    await expect(panel.getByRole('list', { name: 'Yêu cầu và giải trình' })).toContainText(
      /Thiếu ảnh niêm yết.*Đã gửi ảnh/s,
    )
    const closing = await sheet.closeSheet()
    bundle = await communeExchange.savedBy(() =>
      closing.getByRole('button', { name: 'Lập gói gửi Huyện Yên Thế' }).click(),
    )
    await closing.getByRole('button', { name: 'Xong' }).click()
    await atDistrict.look(bundle)
    await atDistrict.takeIn()
  })

  const total =
    await test.step('the district appraises with one key, changes one with a reason, takes one step back, accepts and sends', async () => {
      await appraisal.open()
      await appraisal.expectCriterion('1.1')
      // What the commune closed is not the district's to withdraw.
      await expect(district.getByRole('button', { name: 'Trả lại để bổ sung' })).toBeVisible()
      await expect(district.getByRole('button', { name: 'Rút lại để sửa' })).toHaveCount(0)
      await expect(appraisal.queue.getByRole('button')).toHaveCount(codes.length + surveys.length)
      for (const code of codes.filter((each) => !each.startsWith('T'))) {
        if (code === '1.3') {
          await appraisal.expectCriterion(code)
          await expect(district.getByRole('list', { name: 'Yêu cầu và giải trình' })).toContainText(
            'Đã gửi ảnh',
          )
        }
        if (code === '1.4') {
          await appraisal.expectCriterion(code)
          await appraisal.change('Số tháng có kiểm điểm', '6', 'Sáu biên bản không có chữ ký')
          await appraisal.expectState(code, 'xong')
        } else await appraisal.agree(code)
      }
      for (const code of surveys) {
        await appraisal.expectCriterion(code)
        await pasteInto(district, 'Phát ra\tThu về\tHợp lệ\tHài lòng\n40\t38\t38\t36')
        await district.getByRole('button', { name: 'Lưu số liệu' }).click()
        await appraisal.expectState(code, 'xong')
      }
      await appraisal.agree('T1')
      await appraisal.agree('T2')
      // The last key goes back, and is struck again.
      await district.keyboard.press('Control+z')
      await appraisal.expectState('T2', 'Chưa thẩm định')
      await appraisal.goTo('T2')
      await appraisal.agree('T2')
      await districtSheet.open()
      // A sheet that its commune has not closed is not the district's to close.
      await districtSheet.chooseCommune('Xã Đồng Tiến')
      await districtSheet.expectDecision('Chốt, lập gói gửi', 'not there')
      await districtSheet.chooseCommune(commune)
      await districtSheet.confirmDecision('Chốt, lập gói gửi')
      await districtSheet.expectStatus('Đã chốt thẩm định')
      return district.getByTestId('total').innerText()
    })
  bundle = await atDistrict.send('Tỉnh Bắc Giang')

  await test.step('the province takes it in, says what nobody has looked at, recognises by a decision with number and day', async () => {
    await atProvince.look(bundle)
    await atProvince.confirmFingerprints()
    await atProvince.takeIn()
    await shell.goTo('Kết quả')
    const ranking = province.getByRole('table', { name: 'Bảng xếp hạng' })
    for (const name of others)
      await expect(ranking.getByRole('row').filter({ hasText: name }).getByRole('cell').first()).toHaveText(
        '–',
      )
    const atTop = new SheetPage(province)
    await atTop.open()
    await atTop.chooseCommune(commune)
    await atTop.expectTotal(total)
    const done = await atTop.decide('Cấp tỉnh thẩm định xong')
    await expect(done.getByText(/^Chưa xem 38\/38 tiêu chí/)).toBeVisible()
    await done.getByRole('button', { name: 'Cấp tỉnh thẩm định xong' }).click()
    await atTop.leaveBundle('Cấp tỉnh thẩm định xong')
    // By one decision for all that wait, from the results; another level than that of the criteria goes only with its reason.
    await shell.goTo('Kết quả')
    await province.getByRole('button', { name: 'Công nhận nhiều xã…' }).click()
    const dialog = province.getByRole('dialog', { name: 'Công nhận nhiều xã theo một quyết định' })
    const line = dialog.getByRole('row').filter({ hasText: commune })
    await expect(line.getByRole('combobox')).toHaveValue('no')
    const record = dialog.getByRole('button', { name: 'Ghi quyết định cho 1 xã' })
    await line.getByRole('combobox').selectOption('Đạt chuẩn 3★')
    await expect(record).toBeDisabled()
    await dialog.getByLabel('Số quyết định').fill('Quyết định số 710/QĐ-UBND')
    await dialog.getByLabel('Ngày quyết định').fill('20122024')
    await expect(record).toBeDisabled()
    await dialog.getByRole('textbox', { name: /^Lý do đối với/ }).fill('Đã nộp đủ 5 văn bản giấy')
    await record.click()
    // The same dialog as after any other decision goes on to the bundle.
    const going = province.getByRole('dialog', { name: 'Lập gói gửi Huyện Yên Thế' })
    bundle = await atProvince.savedBy(() =>
      going.getByRole('button', { name: 'Lập gói gửi Huyện Yên Thế' }).click(),
    )
    await going.getByRole('button', { name: 'Xong' }).click()
    await expect(ranking.getByRole('row').filter({ hasText: commune })).toContainText(
      'Quyết định số 710/QĐ-UBND ngày 20/12/2024',
    )
    const lines = await linesOf(
      await atProvince.savedBy(() => province.getByRole('button', { name: 'Xuất Excel' }).click()),
    )
    expect(lines.find((line) => line.includes(commune))).toMatch(/^1\t.*710\/QĐ-UBND/s)
    for (const name of others) expect(lines.find((line) => line.includes(name))).not.toMatch(/^\d/)
    // What Thẩm định says afterwards is what is so.
    await new AppraisalPage(province).open()
    await expect(province.getByText('Không còn mục nào chờ thẩm định ở đây.')).toBeVisible()
    await expect(province.getByText(/chưa gửi/)).toHaveCount(0)
  })

  await test.step('the receipts go back, down to the commune, which sees what was decided and its points', async () => {
    await atDistrict.look(bundle)
    await atDistrict.takeIn()
    await expect(await atDistrict.sentTo('Tỉnh Bắc Giang')).toContainText([
      'Không chờ xác nhận',
      'Đã xác nhận',
    ])
    const further = await atDistrict.send(commune)
    await communeExchange.look(further)
    await communeExchange.takeIn()
    await sheet.open()
    await sheet.expectStatus('Được công nhận 3★')
    await new Shell(atCommune).goTo('Tổng quan')
    await expect(atCommune.getByRole('main')).toContainText('Quyết định số 710/QĐ-UBND ngày 20/12/2024')
    await expectNothingLate(atCommune)
  })
})

function stepsOf(page: Page): Locator {
  return page.getByRole('list', { name: 'Các bước đầu tiên' }).getByRole('listitem')
}

/** The first step of the list that is still to be done. */
async function expectFirstStep(page: Page, step: string): Promise<void> {
  await expect(stepsOf(page).filter({ hasNotText: 'Đã xong' }).first()).toContainText(step)
}

async function expectNothingLate(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Tổng quan' })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(/Quá hạn|Trễ|quá hạn/)
}

/** The eight groups by which two ends make sure by phone that they speak of one province's root. */
async function eightGroups(page: Page): Promise<string> {
  const text = await page.getByRole('main').innerText()
  const groups = /(?:\d{5}\s+){7}\d{5}/.exec(text)?.[0]
  expect(groups, text).toBeDefined()
  expect(text).toContain('Mã khóa gốc')
  return (groups ?? '').replaceAll(/\s+/g, ' ')
}

async function aDecision(): Promise<Buffer> {
  const paragraphs = ['QUYẾT ĐỊNH', 'Kiện toàn Ban Chỉ đạo'].map((text) => new Paragraph(text))
  return Packer.toBuffer(new Document({ sections: [{ children: paragraphs }] }))
}

/** What an officer brings from Excel, into the first figure of a survey. */
async function pasteInto(page: Page, text: string): Promise<void> {
  await page.getByLabel('Số phiếu phát ra').evaluate((element, given) => {
    const data = new DataTransfer()
    data.setData('text/plain', given)
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)
}
