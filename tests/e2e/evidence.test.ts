import { Document, Packer, Paragraph } from 'docx'
import { expect, test } from '../support/host-fixture.ts'
import { expectGoodLook } from '../support/look.ts'
import { DocumentsPage, type GivenFile } from '../pages/documents.ts'
import { SheetPage } from '../pages/sheet.ts'
import { aPrintedPdf } from '../support/printed-pdf.ts'

const aPdfFile: GivenFile = {
  name: 'Kế hoạch 12.pdf',
  mimeType: 'application/pdf',
  buffer: aPrintedPdf('Ke hoach', 3),
}
/** The smallest picture that a browser draws: one grey dot. */
const aPhoto: GivenFile = {
  name: 'Ảnh bảng niêm yết.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
    'base64',
  ),
}
const aProgram: GivenFile = {
  name: 'bao-cao.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]),
}

test('a PDF and a photo are attached to a criterion and shown; the badge counts them', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.1')
  const panel = await sheet.openPanel('Minh chứng')
  await panel.locator('[data-evidence-files]').setInputFiles(aPdfFile)
  await panel
    .getByRole('button', { name: /Kế hoạch 12/ })
    .first()
    .click()
  await expect(panel.getByText('Trang 1/3')).toBeVisible()
  await expect(panel.locator('canvas').first()).toBeVisible()
  await panel.getByRole('button', { name: 'Trang sau' }).click()
  await expect(panel.getByText('Trang 2/3')).toBeVisible()
  await panel.locator('[data-evidence-files]').setInputFiles(aPhoto)
  await panel
    .getByRole('button', { name: /Ảnh bảng niêm yết/ })
    .first()
    .click()
  const photo = panel.getByRole('img', { name: 'Ảnh bảng niêm yết.jpg' })
  await expect(photo).toBeVisible()
  expect(await photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await expect(sheet.cell('1.1', 'evidence')).toHaveText('2')
  // What was done last goes back by one key, also from the panel; the word of it stands above the totals.
  const word = page.getByText('Đã thêm tài liệu 1.1.')
  await expect(word).toBeVisible()
  const edge = await page.getByRole('region', { name: 'Tổng hợp' }).boundingBox()
  const box = await page.getByRole('status').filter({ has: word }).boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(edge?.y ?? 0)
  await page.keyboard.press('Control+z')
  await expect(sheet.cell('1.1', 'evidence')).toHaveText('1')
  await expect(word).toBeHidden()
  await page.keyboard.press('Control+y')
  await expect(sheet.cell('1.1', 'evidence')).toHaveText('2')

  // Both papers serve another criterion as well.
  await sheet.choose('1.2')
  await sheet.openPanel('Minh chứng')
  await panel.getByRole('button', { name: 'Tài liệu đã có…' }).click()
  const known = page.getByRole('dialog', { name: 'Dùng tài liệu đã có' })
  await expect(known.getByRole('checkbox')).toHaveCount(2)
  for (const box of await known.getByRole('checkbox').all()) await box.check()
  await known.getByRole('button', { name: 'Gắn 2 tài liệu vào tiêu chí' }).click()
  await expect(known).toBeHidden()
  await expect(sheet.cell('1.2', 'evidence')).toHaveText('2')
  // One act, and one key takes it back.
  await page.keyboard.press('Control+z')
  await expect(sheet.cell('1.2', 'evidence')).toHaveText('0')
  await page.keyboard.press('Control+y')
  await expect(sheet.cell('1.2', 'evidence')).toHaveText('2')
  // What is attached here already is not attached again; for one alone its pages are said at once.
  await panel.getByRole('button', { name: 'Tài liệu đã có…' }).click()
  await expect(known.getByRole('checkbox', { disabled: true })).toHaveCount(2)
  await known.getByRole('button', { name: 'Không làm nữa' }).click()
  await sheet.choose('1.3')
  await sheet.openPanel('Minh chứng')
  await panel.getByRole('button', { name: 'Tài liệu đã có…' }).click()
  await known.getByRole('checkbox', { name: /Kế hoạch 12/ }).check()
  await known.getByLabel('Trang').fill('2')
  await known.getByRole('button', { name: 'Gắn 1 tài liệu vào tiêu chí' }).click()
  await expect(panel.getByRole('button', { name: /Kế hoạch 12.*trang 2/ }).first()).toBeVisible()
  await sheet.choose('1.1')
  await sheet.openPanel('Minh chứng')

  // Pages of the link open the preview there.
  await panel.getByRole('button', { name: /Việc với tài liệu Kế hoạch 12/ }).click()
  await page.getByRole('menuitem', { name: /Sửa thông tin/ }).click()
  await page.getByRole('dialog').getByLabel('Trang').fill('3')
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
  await panel
    .getByRole('button', { name: /Kế hoạch 12.*trang 3/ })
    .first()
    .click()
  await expect(panel.getByText('Trang 3/3')).toBeVisible()
})

test('a Word file is read beside the criterion; the same file is asked about, a broken picture gets a sentence', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.1')
  const panel = await sheet.openPanel('Minh chứng')
  const files = panel.locator('[data-evidence-files]')
  const paragraphs = ['Kế hoạch số 12', '<img src=x onerror=alert(1)>'].map((text) => new Paragraph(text))
  const buffer = await Packer.toBuffer(new Document({ sections: [{ children: paragraphs }] }))
  const word = { name: 'Kế hoạch.docx', mimeType: 'application/octet-stream', buffer }
  await files.setInputFiles(word)
  await panel
    .getByRole('button', { name: /Kế hoạch/ })
    .first()
    .click()
  const paper = panel.getByRole('region', { name: 'Kế hoạch.docx' })
  await expect(paper.getByText('Kế hoạch số 12')).toBeVisible()
  await expect(paper.getByText('<img src=x onerror=alert(1)>')).toBeVisible()

  await sheet.choose('1.2')
  await sheet.openPanel('Minh chứng')
  await files.setInputFiles({ ...word, name: 'bản sao.docx' })
  const dialog = page.getByRole('dialog', { name: 'Trước khi nhận tệp' })
  await expect(dialog.getByText('Tệp “bản sao.docx” đã có trong tài liệu “Kế hoạch”')).toBeVisible()
  await expectGoodLook(page, 'trước khi nhận tệp')
  await dialog.getByRole('button', { name: 'Tiếp tục' }).click()
  await expect(sheet.cell('1.2', 'evidence')).toHaveText('1')
  await expect(panel.getByRole('button', { name: /bản sao/ })).toBeHidden()

  const broken = Buffer.concat([aPhoto.buffer.subarray(0, 60), Buffer.alloc(50)])
  await files.setInputFiles({ name: 'hỏng.jpg', mimeType: 'image/jpeg', buffer: broken })
  await panel.getByRole('button', { name: /hỏng/ }).first().click()
  await expect(panel.getByText(/Không hiện được ảnh này/)).toBeVisible()
})

test('what is dropped is for the line that is active, also a moment after the keyboard went there', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.1')
  const panel = await sheet.openPanel('Minh chứng')
  await sheet.choose('1.1')
  await expect(panel.getByRole('heading')).toContainText('1.1')
  // in one breath, faster than the panel follows the arrow key
  await page.evaluate(
    (bytes) => {
      const down = { key: 'ArrowDown', code: 'ArrowDown', bubbles: true, cancelable: true }
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', down))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([new Uint8Array(bytes)], 'Thả nhanh.pdf', { type: 'application/pdf' }))
      for (const type of ['dragenter', 'dragover', 'drop']) {
        const place = document.querySelector('[data-region="panel"] [data-over]')
        place?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      }
    },
    [...aPdfFile.buffer],
  )
  await sheet.expectActive('1.2')
  await expect(sheet.cell('1.2', 'evidence')).toHaveText('1')
  await expect(sheet.cell('1.1', 'evidence')).not.toHaveText('1')
})

test('a screenshot is pasted as evidence, and a program in disguise gets a sentence', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const sheet = new SheetPage(page)
  await sheet.open()
  await sheet.enterOnBehalf()
  await sheet.choose('1.2')
  const panel = await sheet.openPanel('Minh chứng')
  await panel.locator('[data-evidence-files]').setInputFiles(aProgram)
  await expect(panel.getByRole('alert')).toContainText('Không nhận tệp “bao-cao.pdf”')
  await panel.getByRole('button', { name: 'Đóng thông báo' }).click()
  await expect(panel.getByRole('alert')).toBeHidden()
  await panel.getByRole('button', { name: 'Thêm tệp…' }).focus()
  await page.evaluate((bytes) => {
    const data = new DataTransfer()
    data.items.add(
      new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], 'image.png', {
        type: 'image/png',
      }),
    )
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')
  await expect(panel.getByRole('button', { name: /Ảnh chụp/ }).first()).toBeVisible()
  await expect(sheet.cell('1.2', 'evidence')).toHaveText('1')
})

test('the library takes many files, describes, links, replaces, throws away and takes back', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const library = new DocumentsPage(page)
  await library.open()
  await library.add(aPdfFile, { ...aPdfFile, name: 'Biên bản.pdf', buffer: aPrintedPdf('Bien ban', 1) })
  await library.expectCount(2)
  await library.write('Biên bản', 'Ngày', '5/2/2024')
  await library.write('Biên bản', 'Số hiệu', '12/BB-UBND')
  await expect(library.line('Biên bản').getByLabel(/^Ngày của/)).toHaveValue('05/02/2024')
  await library.choose('Biên bản')
  await expect(library.preview.getByText('Trang 1/1')).toBeVisible()
  await library.link('1.4')
  await expect(library.line('Biên bản')).toContainText('1.4')
  await library.filter('Chưa gắn tiêu chí')
  await library.expectCount(1)
  await library.filter('Tất cả')

  await library.choose('Biên bản')
  await page
    .locator('[data-replace-files]')
    .setInputFiles({ ...aPdfFile, name: 'Biên bản ký.pdf', buffer: aPrintedPdf('Ban moi', 2) })
  await expect(library.preview.getByText('Trang 1/2')).toBeVisible()
  await expect(library.preview.getByText('Bản trước (1)')).toBeVisible()

  await library.preview.getByRole('button', { name: 'Bỏ vào thùng rác' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Bỏ vào thùng rác' }).click()
  await library.expectCount(1)
  await library.filter('Thùng rác')
  await library.expectCount(1)
  await library.lines.first().click()
  await library.preview.getByRole('button', { name: 'Lấy lại từ thùng rác' }).click()
  await library.filter('Tất cả')
  await library.expectCount(2)
})

test('what is typed while a field is on its way to be kept stays, and is kept itself', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const library = new DocumentsPage(page)
  await library.open()
  await library.add(aPdfFile)
  await library.expectCount(1)
  const title = library.lines.first().getByLabel(/^Trích yếu/)
  const onItsWay = Promise.withResolvers<undefined>()
  await page.route('**/call/documents.update', async (route) => {
    await onItsWay.promise
    await route.continue()
  })
  await title.fill('Kế hoạch')
  await title.press('Tab')
  await title.fill('Kế hoạch năm')
  const kept = page.waitForResponse('**/call/documents.update')
  onItsWay.resolve(undefined)
  await kept
  await expect(page.getByRole('textbox', { name: 'Trích yếu của “Kế hoạch”' })).toHaveValue('Kế hoạch năm')
  await title.press('Tab')
  await expect(page.getByRole('textbox', { name: 'Trích yếu của “Kế hoạch năm”' })).toBeVisible()
  await page.reload()
  await expect(title).toHaveValue('Kế hoạch năm')
})
