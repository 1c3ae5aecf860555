import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AdminPage } from '../pages/admin.ts'
import { DocumentsPage } from '../pages/documents.ts'
import { Shell } from '../pages/shell.ts'
import { StartPage } from '../pages/start.ts'
import { cellAt, changedTemplate } from '../support/criteria-workbook.ts'
import { aCompoundFile, aDocx, aJpeg, aPdf } from '../support/file-samples.ts'
import { expect, test } from '../support/host-fixture.ts'

/** Files that are not what they should be: each gets a sentence, and what was there stays as it was. */

const macros = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
const anyType = 'application/octet-stream'

const refusedEvidence: readonly (readonly [string, string, Buffer, RegExp])[] = [
  ['empty', 'Trống.pdf', Buffer.alloc(0), /Tệp “Trống\.pdf” không có nội dung\. Chưa nhận tệp này/],
  [
    'a program that calls itself a paper',
    'Báo cáo.pdf',
    Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]),
    /Không nhận tệp “Báo cáo\.pdf” vì nội dung là loại/,
  ],
  [
    'a page of the web that calls itself a picture',
    'Ảnh.jpg',
    Buffer.from('<html><script>alert(1)</script></html>'),
    /Không nhận tệp “Ảnh\.jpg”: tệp hỏng, hoặc nội dung không đúng là loại mà tên tệp ghi/,
  ],
  [
    'a text, which is whole but of no kind that is kept',
    'Ghi chú.txt',
    Buffer.from('Họp giao ban'),
    /Không nhận tệp “Ghi chú\.txt” vì nội dung là loại không rõ/,
  ],
  [
    'a Word file with macros',
    'Biểu mẫu.docx',
    aDocx([{ name: 'word/vbaProject.bin', content: 'x' }], macros),
    /Không nhận tệp “Biểu mẫu\.docx” vì nội dung là loại/,
  ],
  [
    'a cut Word file',
    'Kế hoạch.docx',
    aDocx().subarray(0, 200),
    /(?:Không nhận|Không đọc) tệp “Kế hoạch\.docx”/,
  ],
]

test('evidence that cannot be kept gets its sentence, and the library stays as it was', async ({
  openHost,
}) => {
  const { page } = await openHost('cycle')
  const library = new DocumentsPage(page)
  await library.open()
  await library.add({ name: 'Công văn 12.pdf', mimeType: anyType, buffer: aPdf('12') })
  await library.expectCount(1)
  for (const [what, name, buffer, sentence] of refusedEvidence) {
    await test.step(what, async () => {
      await library.add({ name, mimeType: anyType, buffer })
      await expect(page.getByRole('alert')).toHaveText(sentence)
      await page.getByRole('button', { name: 'Đóng thông báo' }).click()
      await library.expectCount(1)
    })
  }

  await test.step('one bad file among good ones does not stop them; a wrong ending is no matter', async () => {
    await library.add(
      { name: 'Trống.pdf', mimeType: anyType, buffer: Buffer.alloc(0) },
      { name: 'Ảnh chụp.pdf', mimeType: anyType, buffer: aJpeg('1') },
      { name: '=cmd calc <b>đậm.pdf', mimeType: anyType, buffer: aPdf('13') },
    )
    await expect(page.getByRole('alert')).toHaveText(/Tệp “Trống\.pdf” không có nội dung/)
    await library.expectCount(3)
    await expect(library.line('=cmd')).toBeVisible()
    await page.getByRole('button', { name: 'Đóng thông báo' }).click()
  })

  const folder = await mkdtemp(path.join(tmpdir(), 'cqtt-e2e-files-'))
  try {
    await test.step('larger than allowed', async () => {
      const film = path.join(folder, 'Phim.pdf')
      const handle = await open(film, 'w')
      await handle.write('%PDF-1.7\n')
      await handle.truncate(201 * 1024 * 1024)
      await handle.close()
      await library.addPaths(film)
      await expect(page.getByRole('alert')).toHaveText(
        /Tệp “Phim\.pdf” lớn hơn mức cho phép là 200 MB/,
        // the browser itself takes its time with a file of this size
        { timeout: 30_000 },
      )
      await page.getByRole('button', { name: 'Đóng thông báo' }).click()
    })
    await test.step('gone before it was read', async () => {
      const stick = path.join(folder, 'Trên USB.pdf')
      await writeFile(stick, aPdf('usb'))
      await library.addPaths(stick, () => rm(stick))
      await expect(page.getByRole('alert')).toHaveText(/Tệp “Trên USB\.pdf” không còn ở chỗ cũ/)
    })
  } finally {
    await rm(folder, { recursive: true })
  }
  await library.expectCount(3)
})

const wrongTemplates: readonly (readonly [string, () => Promise<Buffer> | Buffer, RegExp])[] = [
  ['no Excel file', () => Buffer.from('%PDF-1.7 báo cáo'), /không phải tệp Excel/],
  ['empty', () => Buffer.alloc(0), /không có nội dung/],
  ['an Excel file of 1997', () => aCompoundFile(['Workbook']), /không phải tệp Excel/],
  [
    'cut in the middle',
    async () => (await changedTemplate(() => undefined)).subarray(0, 9000),
    /“Bộ tiêu chí\.xlsx”/,
  ],
  [
    'other headings',
    () =>
      changedTemplate((workbook) => {
        cellAt(workbook, 'Tiêu chí', 1, 'Cách chấm').value = 'Phương pháp'
      }),
    /Tiêu chí1.*Phương pháp/,
  ],
  [
    'a formula that was never calculated',
    () =>
      changedTemplate((workbook) => {
        cellAt(workbook, 'Tiêu chí', 2, 'Điểm tối đa').value = { formula: 'SUM(A1:A2)' }
      }),
    /Tiêu chí2D \(Điểm tối đa\).*công thức/,
  ],
  [
    'words where a number belongs',
    () =>
      changedTemplate((workbook) => {
        cellAt(workbook, 'Tiêu chí', 2, 'Điểm tối đa').value = 'mười'
      }),
    /Tiêu chí2D \(Điểm tối đa\).*mười/,
  ],
  [
    'merged cells',
    () => changedTemplate((workbook) => workbook.getWorksheet('Tiêu chí')?.mergeCells('C2:D2')),
    /Tiêu chí2C.*trộn/,
  ],
]

test('a template with mistakes names each of them, and nothing of it is imported', async ({ openHost }) => {
  const { page } = await openHost()
  await new StartPage(page).chooseUnit({
    level: 'Huyện, quận, thị xã, thành phố',
    type: 'yen the',
    pick: 'Huyện Yên Thế',
    alone: true,
    officer: 'Nguyễn Thị Phương Thảo',
  })
  await expect(new Shell(page).unit).toHaveText('Huyện Yên Thế')
  const admin = new AdminPage(page)
  for (const [what, make, said] of wrongTemplates) {
    await test.step(what, async () => {
      await admin.open('Bộ tiêu chí')
      await admin.importTemplate('Bộ tiêu chí.xlsx', await make())
      await expect(admin.importAnswer).toContainText(said)
      await expect(admin.importAnswer).toContainText(/Chưa (?:nhập|nhận)/)
      await expect(page.getByRole('heading', { name: 'Chưa có bộ tiêu chí nào' })).toBeVisible()
      await admin.open('Kỳ chấm điểm')
    })
  }
  await test.step('a hundred thousand empty rows below are nothing', async () => {
    const large = await changedTemplate((workbook) => {
      const sheet = workbook.getWorksheet('Tiêu chí')
      for (let row = 200; row < 100_200; row += 1) {
        const cell = sheet?.getCell(row, 1)
        if (cell !== undefined) cell.font = { bold: true }
      }
    })
    await admin.open('Bộ tiêu chí')
    await admin.importTemplate('Bộ tiêu chí.xlsx', large)
    await expect(page.getByRole('button', { name: 'Ban hành' })).toBeVisible()
  })
})
