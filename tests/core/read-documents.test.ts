import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import ExcelJS from 'exceljs'
import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import type { DocumentContent } from '../../shared/contract/document-content.ts'
import { aJpeg, anOfficeFile, aPdf } from '../support/file-samples.ts'
import { aCycle, anOffice } from '../support/office.ts'
import { zipOf } from '../support/zip-writer.ts'

/** Papers that no browser shows, read beside the criterion: through the core, in the real threads. */

const scan = readFileSync(path.join(import.meta.dirname, '../fixtures/files/scan.tif'))

async function kept(name: string, bytes: Uint8Array) {
  const office = await anOffice()
  const { communes } = await aCycle(office)
  const added = await office.call('documents.add', {
    unit: communes[0]!,
    files: [await office.upload(name, bytes)],
    together: false,
    fields: {},
    attach: null,
  })
  expect(added.refused).toEqual([])
  const [document] = added.documents
  const { body } = await office.call('documents.get', { document: document! })
  if (body.kind !== 'files') throw new Error('not files')
  return { office, document: document!, sha256: body.files[0]!.sha256, type: body.files[0]!.type }
}

async function contentOf(name: string, bytes: Uint8Array): Promise<DocumentContent> {
  const { office, document, sha256 } = await kept(name, bytes)
  return office.call('documents.read', { document, sha256 })
}

describe('a Word file', () => {
  test('is read as headings, lists with their numbers, paragraphs and tables', async () => {
    const cell = (text: string, columnSpan = 1) =>
      new TableCell({ columnSpan, children: [new Paragraph(text)] })
    const levels = [
      { level: 0, format: LevelFormat.DECIMAL, text: '%1.', start: 1 },
      { level: 1, format: LevelFormat.LOWER_LETTER, text: '%2)', start: 1 },
    ]
    const item = (text: string, level = 0) => new Paragraph({ text, numbering: { reference: 'list', level } })
    const word = new Document({
      numbering: { config: [{ reference: 'list', levels }] },
      sections: [
        {
          children: [
            new Paragraph({ text: 'KẾ HOẠCH', heading: HeadingLevel.TITLE }),
            new Paragraph({ text: 'Mục đích', heading: HeadingLevel.HEADING_2 }),
            item('Tuyên truyền'),
            item('Trên loa', 1),
            item('Trên mạng', 1),
            item('Kiểm tra'),
            new Paragraph({
              children: [new TextRun('Đạt 95 %'), new TextRun({ text: '', break: 1 }), new TextRun('cả năm')],
            }),
            new Table({
              rows: [
                new TableRow({ children: [cell('Thôn'), cell('Số hộ')] }),
                new TableRow({ children: [cell('Đồng Tâm, tất cả', 2)] }),
              ],
            }),
            new Paragraph('=HYPERLINK("http://x")<script>'),
          ],
        },
      ],
    })
    expect(await contentOf('kế hoạch.docx', await Packer.toBuffer(word))).toEqual({
      kind: 'text',
      cut: false,
      pictures: 0,
      blocks: [
        { kind: 'heading', level: 1, text: 'KẾ HOẠCH' },
        { kind: 'heading', level: 2, text: 'Mục đích' },
        { kind: 'item', level: 0, marker: '1.', text: 'Tuyên truyền' },
        { kind: 'item', level: 1, marker: 'a)', text: 'Trên loa' },
        { kind: 'item', level: 1, marker: 'b)', text: 'Trên mạng' },
        { kind: 'item', level: 0, marker: '2.', text: 'Kiểm tra' },
        { kind: 'paragraph', text: 'Đạt 95 %\ncả năm' },
        {
          kind: 'table',
          rows: [
            [
              { text: 'Thôn', columns: 1 },
              { text: 'Số hộ', columns: 1 },
            ],
            [{ text: 'Đồng Tâm, tất cả', columns: 2 }],
          ],
        },
        { kind: 'paragraph', text: '=HYPERLINK("http://x")<script>' },
      ],
    })
  })

  const inWord = (body: string) =>
    anOfficeFile(
      'wordprocessingml.document',
      'word/document2.xml',
      `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    )
  const p = (inner: string) => `<w:p>${inner}</w:p>`
  const r = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`

  test('gives a text box once, counts pictures, and leaves out what was deleted', async () => {
    const box = `<w:txbxContent>${p(r('Trong khung'))}</w:txbxContent>`
    const body =
      p(
        `<mc:AlternateContent><mc:Choice><w:drawing>${box}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent>${r('Ngoài')}`,
      ) +
      p(
        `${r('giữ ')}<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>${r('lại')}`,
      )
    expect(await contentOf('a.docx', inWord(body))).toEqual({
      kind: 'text',
      cut: false,
      pictures: 1,
      blocks: [
        { kind: 'paragraph', text: 'Trong khung' },
        { kind: 'paragraph', text: 'Ngoài' },
        { kind: 'paragraph', text: 'giữ lại' },
      ],
    })
  })

  test('is read up to a limit, and says that there is more', async () => {
    const content = await contentOf('dài.docx', inWord(p(r('Một dòng')).repeat(20_000)))
    expect(content.kind === 'text' && [content.blocks.length, content.cut]).toEqual([3000, true])
  })

  test.each<[string, string]>([
    ['broken inside', p('<w:r>')],
    ['with a document type', '</w:body></w:document>]><x'],
  ])('%s is told, not shown', async (_, body) => {
    await expect(contentOf('a.docx', inWord(body))).rejects.toMatchObject({
      code: 'fileDangerous',
      details: { name: 'a.docx', why: 'damagedArchive' },
    })
  })
})

describe('an Excel file', () => {
  test('is read sheet by sheet as it is shown, up to so many rows', async () => {
    const workbook = new ExcelJS.Workbook()
    const first = workbook.addWorksheet('Hộ nghèo')
    first.addRow(['Thôn', 'Tỷ lệ', 'Ngày'])
    first.addRow(['Đồng Tâm', 0.125, new Date(Date.UTC(2024, 4, 31))])
    first.getCell('B2').numFmt = '0.0%'
    first.getCell('C2').numFmt = 'dd/mm/yyyy'
    first.addRow(['Cộng cả xã', null, { formula: '1+1', result: 2 }])
    first.mergeCells('A3:B3')
    const long = workbook.addWorksheet('Danh sách')
    for (let row = 1; row <= 350; row++) long.addRow([row])
    const content = await contentOf('bảng.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()))
    if (content.kind !== 'sheets') throw new Error('no sheets')
    const one = { columns: 1, rows: 1 }
    expect(content.sheets[0]).toEqual({
      ...{ name: 'Hộ nghèo', columns: 3, cut: false },
      rows: [
        { number: 1, cells: ['Thôn', 'Tỷ lệ', 'Ngày'].map((text) => ({ text, number: false, ...one })) },
        {
          number: 2,
          cells: [
            { text: 'Đồng Tâm', number: false, ...one },
            { text: '12.5%', number: true, ...one },
            { text: '31/05/2024', number: false, ...one },
          ],
        },
        {
          number: 3,
          cells: [
            { text: 'Cộng cả xã', number: false, columns: 2, rows: 1 },
            { text: '2', number: true, ...one },
          ],
        },
      ],
    })
    expect(content.sheets[1]).toMatchObject({ name: 'Danh sách', cut: true })
    expect(content.sheets[1]?.rows).toHaveLength(300)
  })
})

describe('a scan', () => {
  async function pictureOf(bytes: Uint8Array, page = 1) {
    const { office, document, sha256, type } = await kept('quét.tif', bytes)
    const { pages, picture } = await office.call('documents.picture', { document, sha256, page })
    return { type, pages, png: decode(await office.download(picture)) }
  }

  test('as TIFF is kept as it is and drawn for the window', async () => {
    const { type, pages, png } = await pictureOf(scan)
    expect([type, pages, png.width, png.height]).toEqual(['image/tiff', 1, 400, 500])
    expect(new Set(png.data).size, 'something was drawn').toBeGreaterThan(2)
  })

  test('that is no picture inside is told', async () => {
    // the list of pages stays, the packed lines are worthless
    const broken = Buffer.from(scan).fill(7, 8, Math.min(scan.readUInt32LE(4), scan.length) - 8)
    await expect(pictureOf(broken)).rejects.toMatchObject({ code: 'fileDangerous' })
  })

  test('that claims to be huge is told before any memory is taken', async () => {
    const huge = Buffer.from(scan)
    const directory = huge.readUInt32LE(4)
    for (let at = directory + 2; at < directory + 2 + 12 * huge.readUInt16LE(directory); at += 12) {
      if ([256, 257].includes(huge.readUInt16LE(at))) {
        huge.writeUInt16LE(4, at + 2)
        huge.writeUInt32LE(100_000, at + 8)
      }
    }
    await expect(pictureOf(huge)).rejects.toMatchObject({ details: { why: 'tooLargeInside' } })
  })
})

test.each([
  ['a.gif', Buffer.from('R0lGODlhAQABAAAAACw=', 'base64'), 'image/gif'],
  [
    'a.bmp',
    Buffer.concat([Buffer.from('424d3a000000000000003600000028000000', 'hex'), Buffer.alloc(40)]),
    'image/bmp',
  ],
])('%s is kept as it is; the window shows it by itself', async (name, bytes, type) => {
  expect((await kept(name, bytes)).type).toBe(type)
})

test('what is shown otherwise is not read, whatever it is called', async () => {
  for (const bytes of [aPdf(), aJpeg()])
    await expect(contentOf('a.docx', bytes)).rejects.toMatchObject({ code: 'fileTypeRefused' })
  const nothing = zipOf([{ name: 'x', content: '' }])
  await expect(contentOf('a.docx', nothing)).rejects.toBeDefined()
})
