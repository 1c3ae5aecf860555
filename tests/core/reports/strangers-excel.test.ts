import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { CallError } from '../../../shared/contract/errors.ts'
import { runJob } from '../../../src-main/jobs/run-job.ts'
import { writeCriteriaTemplate } from '../../../src-main/reports/criteria-template.ts'
import { criteriaImportJob } from '../../../src-main/reports/report-jobs.ts'
import { exampleContent } from '../../../src-main/reports/template/examples.ts'
import { columnLetter, type CellValue } from '../../../src-main/reports/xlsx/cells.ts'
import { readExcelFile } from '../../../src-main/reports/xlsx/read-workbook.ts'
import { plainRows, rawWorkbook, type RawWorkbook } from '../../support/raw-workbook.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { zipOf } from '../../support/zip-writer.ts'

function fileOf(bytes: Uint8Array | string, name = 'file.xlsx'): string {
  const file = path.join(temporaryFolder(), name)
  writeFileSync(file, bytes)
  return file
}

/** Cells of the first sheet by address column and row. */
async function cellsOf(workbook: RawWorkbook): Promise<Record<string, CellValue>> {
  const [sheet] = await readExcelFile(fileOf(rawWorkbook(workbook)), 'file.xlsx', () => true)
  return Object.fromEntries(
    [...sheet!.rows].flatMap(([row, cells]) =>
      [...cells].map(([column, value]) => [`${column},${row}`, value]),
    ),
  )
}

async function refusalOf(bytes: Uint8Array | string): Promise<unknown> {
  const error: unknown = await readExcelFile(fileOf(bytes), 'bộ tiêu chí.xlsx', () => true).catch(
    (reason: unknown) => reason,
  )
  return error instanceof CallError ? error.toValue() : error
}

const name = 'bộ tiêu chí.xlsx'
const notExcel = { code: 'notExcel', details: { name } }
const dangerous = (why: string) => ({ code: 'fileDangerous', details: { name, why } })

async function templateBytes(): Promise<Buffer> {
  const file = path.join(temporaryFolder(), 'template.xlsx')
  await writeCriteriaTemplate(file, null, '2024')
  return readFileSync(file)
}

test.each<[string, Partial<RawWorkbook>]>([
  ['relation targets from the top, as openpyxl writes them', { absoluteTargets: true }],
  ['a prefix before every element', { prefix: 'x:' }],
  ['parts named in the manner of Windows', { backslashes: true }],
])('a workbook with %s is read', async (_, odd) => {
  const p = odd.prefix ?? ''
  const xml = `<${p}sheetData><${p}row r="3"><${p}c r="B3" t="s"><${p}v>0</${p}v></${p}c></${p}row></${p}sheetData>`
  const sharedStrings = `<${p}sst><${p}si><${p}t>Xã</${p}t></${p}si></${p}sst>`.replace(
    'sst>',
    p === '' ? 'sst>' : `sst xmlns:x="u">`,
  )
  expect(await cellsOf({ sheets: [{ name: 'A', xml }], sharedStrings, ...odd })).toEqual({
    '2,3': { kind: 'text', text: 'Xã' },
  })
})

test('cells and rows without addresses count on', async () => {
  const xml = plainRows([['a', null, 1.5], [], [null, '<b> & c']])
  expect(await cellsOf({ sheets: [{ name: 'A', xml }] })).toEqual({
    '1,1': { kind: 'text', text: 'a' },
    '3,1': { kind: 'number', text: '1.5', shown: '1.5', percent: false },
    '2,3': { kind: 'text', text: '<b> & c' },
  })
})

test('numbers, dates, truth, errors and formulas are told apart by type and format', async () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm;@"/><numFmt numFmtId="165" formatCode="0.000"/>' +
    '<numFmt numFmtId="166" formatCode="&quot;d&quot;0.0%"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="14"/></cellXfs></styleSheet>'
  const cell = (style: number, value: string, type = 'n') => `<c s="${style}" t="${type}"><v>${value}</v></c>`
  const xml =
    '<sheetData><row r="1">' +
    cell(0, '0.90000000000000002') +
    cell(1, '45443') +
    cell(2, '1.1') +
    cell(3, '0.9') +
    cell(4, '59') +
    cell(0, '1', 'b') +
    cell(0, '#DIV/0!', 'e') +
    cell(0, '1.5E-2') +
    cell(1, '99999999') +
    '<c><f>A1</f></c><c><f>A1</f><v></v></c><c t="str"><f>A1</f><v></v></c><c t="d"><v>2024-05-31T00:00:00</v></c>' +
    '</row></sheetData>'
  expect(Object.values(await cellsOf({ sheets: [{ name: 'A', xml }], styles }))).toEqual([
    { kind: 'number', text: '0.9', shown: '0.9', percent: false },
    { kind: 'date', year: 2024, month: 5, day: 31 },
    { kind: 'number', text: '1.1', shown: '1.100', percent: false },
    { kind: 'number', text: '90', shown: '90', percent: true },
    { kind: 'date', year: 1900, month: 2, day: 28 },
    { kind: 'truth', value: true },
    { kind: 'error', text: '#DIV/0!' },
    { kind: 'number', text: '0.015', shown: '0.015', percent: false },
    { kind: 'number', text: '99999999', shown: '99999999', percent: false },
    { kind: 'formulaWithoutResult' },
    { kind: 'formulaWithoutResult' },
    { kind: 'date', year: 2024, month: 5, day: 31 },
  ])
})

test('dates count from 1904 where the workbook says so', async () => {
  const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
  const cells = await cellsOf({ sheets: [{ name: 'A', xml: plainRows([[43981]]) }], styles, date1904: true })
  expect(cells).toEqual({ '1,1': { kind: 'date', year: 2024, month: 5, day: 31 } })
})

test('a set written by hand, plain cells only, is imported', async () => {
  const sheets = [
    {
      name: 'Thông tin',
      xml: plainRows([
        ['Mục', 'Nội dung'],
        ['Tên bộ tiêu chí', 'Bộ của tỉnh'],
      ]),
    },
    {
      name: 'Nhóm',
      xml: plainRows([
        ['Mã nhóm', 'Tên nhóm'],
        [1, 'Nhóm một'],
      ]),
    },
    {
      name: 'Tiêu chí',
      xml: plainRows([
        ['Mã', 'Nhóm', 'Tên tiêu chí', 'Điểm tối đa', 'Cách chấm'],
        ['1.10', 1, 'Có kế hoạch', 100, 'Có/Không'],
      ]),
    },
    {
      name: 'Bậc sao',
      xml: plainRows([
        ['Tên bậc', 'Số sao', 'Đạt chuẩn'],
        ['Đạt', 1, 'Có'],
      ]),
    },
  ]
  const file = fileOf(rawWorkbook({ sheets }))
  const { content } = await runJob(
    criteriaImportJob,
    { file, name },
    { timeoutMilliseconds: 20_000, memoryMegabytes: 256 },
  )
  expect(content.criteria).toMatchObject([
    { id: '1.10', code: '1.10', max: 10_000, rule: { kind: 'yesNo', yes: 10_000 } },
  ])
})

test('a hundred thousand formatted empty rows cost time, not memory, and change nothing', async () => {
  const template = path.join(temporaryFolder(), 'template.xlsx')
  await writeCriteriaTemplate(template, null, '2024')
  const columns = Array.from({ length: 26 }, (_, index) => columnLetter(index + 1))
  const emptyRow = (row: number) =>
    `<row r="${row}">${columns.map((letter) => `<c r="${letter}${row}" s="1"/>`).join('')}</row>`
  const rows = Array.from({ length: 100_000 }, (_, index) => emptyRow(index + 3)).join('')
  const xml = plainRows([['Tên văn bản'], ['Tờ trình']]).replace('</sheetData>', `${rows}</sheetData>`)
  const file = fileOf(rawWorkbook({ sheets: [{ name: 'Hồ sơ', xml }] }))
  const [sheet] = await readExcelFile(file, name, () => true)
  expect(sheet!.rows.size).toBe(2)
})

test.each<[string, Uint8Array | string, unknown]>([
  ['empty', '', { code: 'fileEmpty', details: { name } }],
  ['text', 'Mã;Nhóm\n1;2\n', notExcel],
  ['a PDF with another name', '%PDF-1.7\n%âãÏÓ\n1 0 obj', notExcel],
  ['the old .xls or one with a password', Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'), notExcel],
  ['random bytes', randomBytes(5000), notExcel],
  ['a Word document', zipOf([{ name: 'word/document.xml', content: '<document/>' }]), notExcel],
  [
    'an OpenDocument sheet',
    zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }]),
    notExcel,
  ],
  ['another XML in the workbook’s place', zipOf([{ name: 'xl/workbook.xml', content: '<svg/>' }]), notExcel],
  [
    'broken XML',
    zipOf([{ name: 'xl/workbook.xml', content: '<workbook><sheets>' }]),
    dangerous('damagedArchive'),
  ],
  [
    'entities that grow',
    zipOf([{ name: 'xl/workbook.xml', content: '<!DOCTYPE a [<!ENTITY b "bb">]><workbook>&b;</workbook>' }]),
    dangerous('damagedArchive'),
  ],
  [
    'two parts of one name',
    zipOf([
      { name: 'xl/workbook.xml', content: '<workbook/>' },
      { name: 'XL/workbook.xml', content: '<workbook/>' },
    ]),
    dangerous('damagedArchive'),
  ],
  [
    'too many parts',
    zipOf(Array.from({ length: 3000 }, (_, index) => ({ name: `xl/p${index}`, content: '' }))),
    dangerous('tooManyParts'),
  ],
])('a file that is %s gets its sentence', async (_, bytes, expected) => {
  expect(await refusalOf(bytes)).toEqual(expected)
})

test('a bomb is not unpacked: neither one that states its size nor one that lies about it', async () => {
  const zeros = Buffer.alloc(300 * 1024 * 1024)
  const bomb = (claimedSize?: number) =>
    zipOf([
      {
        name: 'xl/workbook.xml',
        content: zeros,
        deflate: true,
        ...(claimedSize !== undefined && { claimedSize }),
      },
    ])
  const before = process.memoryUsage().rss
  expect(await refusalOf(bomb())).toEqual(dangerous('tooLargeInside'))
  expect(await refusalOf(bomb(1000))).toEqual(dangerous('tooLargeInside'))
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
})

test('a template cut at any tenth is refused, never half read', async () => {
  const whole = await templateBytes()
  for (let tenth = 1; tenth < 10; tenth++) {
    const refusal = await refusalOf(whole.subarray(0, Math.floor((whole.length * tenth) / 10)))
    expect(refusal).toEqual(dangerous('damagedArchive'))
  }
})

test('a template with a flipped byte is refused or read as it was, never otherwise', async () => {
  const whole = await templateBytes()
  const { importCriteria } = await import('../../../src-main/reports/criteria-import.ts')
  for (let step = 0; step < 120; step++) {
    const bytes = Buffer.from(whole)
    const at = Math.floor((whole.length / 120) * step)
    bytes[at]! ^= 0x10
    const result: unknown = await importCriteria(fileOf(bytes), name).then(
      ({ content }) => content,
      (error: unknown) => error,
    )
    if (!(result instanceof CallError)) expect(result).toEqual(exampleContent)
  }
}, 60_000)

test('a sheet with more cells than any set has is refused', async () => {
  const row = `<row>${'<c><v>1</v></c>'.repeat(100)}</row>`
  const xml = `<sheetData>${row.repeat(2100)}</sheetData>`
  expect(await refusalOf(rawWorkbook({ sheets: [{ name: 'A', xml }] }))).toEqual(dangerous('tooLargeInside'))
})

test('sheets that nobody wants are not even unpacked', async () => {
  const broken = { name: 'Nháp', xml: '<sheetData><row></sheetData>' }
  const file = fileOf(rawWorkbook({ sheets: [broken, { name: 'A', xml: plainRows([['a']]) }] }))
  const sheets = await readExcelFile(file, name, (sheet) => sheet === 'A')
  expect(sheets.map((sheet) => sheet.name)).toEqual(['A'])
})

const inline = (text: string) =>
  `<sheetData><row><c t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>`

test.each<[string, RawWorkbook]>([
  ['a cell', { sheets: [{ name: 'A', xml: inline('y'.repeat(32_768)) }] }],
  [
    'a number',
    { sheets: [{ name: 'A', xml: `<sheetData><row><c><v>${'9'.repeat(40_000)}</v></c></row></sheetData>` }] },
  ],
  [
    'a shared text',
    { sheets: [{ name: 'A', xml: '' }], sharedStrings: `<sst><si><t>${'đ'.repeat(40_000)}</t></si></sst>` },
  ],
  [
    'a shared text of many runs',
    {
      sheets: [{ name: 'A', xml: '' }],
      sharedStrings: `<sst><si>${'<r><t>mười chữ.</t></r>'.repeat(40_000)}</si></sst>`,
    },
  ],
  ['the name of a sheet', { sheets: [{ name: 'T'.repeat(32), xml: '' }] }],
  ['a format', { sheets: [{ name: 'A', xml: '' }], styles: `<styleSheet a="${'['.repeat(2_000_000)}"/>` }],
])('%s longer than Excel allows is refused while it is read', async (_, workbook) => {
  expect(await refusalOf(rawWorkbook(workbook))).toEqual(dangerous('textTooLong'))
})

test('texts as long as Excel allows are read whole, escapes and runs counted as they are shown', async () => {
  const longest = '<r><t>_x0041_</t></r>'.repeat(32_767)
  const sharedStrings = `<sst><si>${longest}</si></sst>`
  const xml = '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>'
  expect(await cellsOf({ sheets: [{ name: 'T'.repeat(31), xml }], sharedStrings })).toEqual({
    '1,1': { kind: 'text', text: 'A'.repeat(32_767) },
  })
})

test('number formats are read in one pass, whatever stands in them', async () => {
  const styles = (code: string) =>
    `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${code}"/></numFmts>` +
    `<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`
  const shown = async (code: string) => {
    const xml = '<sheetData><row><c s="0"><v>45443</v></c></row></sheetData>'
    return Object.values(await cellsOf({ sheets: [{ name: 'A', xml }], styles: styles(code) }))[0]?.kind
  }
  const started = performance.now()
  expect(await shown('['.repeat(900_000))).toBe('number')
  expect(await shown('&quot;'.repeat(150_000))).toBe('number')
  expect(performance.now() - started).toBeLessThan(5000)
  expect(await shown('[Red]dd/mm')).toBe('date')
  expect(await shown('&quot;đồng&quot;0')).toBe('number')
  expect(await shown('0;dd')).toBe('number')
})

test('a part under two names costs no more than one sheet', async () => {
  const two = rawWorkbook({ sheets: [{ name: 'A', xml: plainRows([['a']]) }] })
  const relations =
    '<Relationships><Relationship Id="s0" Type="a/worksheet" Target="worksheets/b.xml"/>' +
    '<Relationship Id="s1" Type="a/worksheet" Target="worksheets/b.xml"/></Relationships>'
  const bytes = zipOf([
    {
      name: 'xl/workbook.xml',
      content: '<workbook><sheets><sheet name="A" r:id="s0"/><sheet name="B" r:id="s1"/></sheets></workbook>',
    },
    { name: 'xl/_rels/workbook.xml.rels', content: relations },
    { name: 'xl/worksheets/b.xml', content: `<worksheet>${plainRows([['a']])}</worksheet>` },
  ])
  expect(await refusalOf(two)).toMatchObject([{ name: 'A' }])
  expect(await refusalOf(bytes)).toEqual(dangerous('damagedArchive'))
})

test('merged ranges that lie over each other are mistakes, each row is gone through once', async () => {
  const { importCriteria } = await import('../../../src-main/reports/criteria-import.ts')
  const rows = Array.from({ length: 60_000 }, (_, index) => [`1.${index}`, 1, 'Có kế hoạch', 1, 'Có/Không'])
  const merges = Array.from(
    { length: 19_000 },
    (_, index) => `<mergeCell ref="B2:B${60_000 - index}"/>`,
  ).join('')
  const xml = `${plainRows([['Mã', 'Nhóm', 'Tên tiêu chí', 'Điểm tối đa', 'Cách chấm'], ...rows.slice(0, 35_000)])}<mergeCells>${merges}</mergeCells>`
  const started = performance.now()
  const failure: unknown = await importCriteria(
    fileOf(rawWorkbook({ sheets: [{ name: 'Tiêu chí', xml }] })),
    name,
  ).catch((error: unknown) => error)
  expect(performance.now() - started).toBeLessThan(15_000)
  expect(failure).toMatchObject({ code: 'templateMistakes', details: { more: expect.any(Number) as number } })
  const { mistakes } = (failure as CallError<'templateMistakes'>).details
  expect(mistakes).toHaveLength(300)
  expect(mistakes.map(({ reason }) => reason)).toContain('mergedCells')
})

test('a mistake names the beginning of a long text, not all of it', async () => {
  const { importCriteria } = await import('../../../src-main/reports/criteria-import.ts')
  const headings = Array.from({ length: 60 }, (_, index) => `${index} ${'ỹ'.repeat(30_000)}`)
  const xml = plainRows([['Mã', 'Nhóm', 'Tên tiêu chí', 'Điểm tối đa', 'Cách chấm', ...headings], ['1.1']])
  const failure: unknown = await importCriteria(
    fileOf(rawWorkbook({ sheets: [{ name: 'Tiêu chí', xml }] })),
    name,
  ).catch((error: unknown) => error)
  expect(JSON.stringify((failure as CallError).toValue()).length).toBeLessThan(60_000)
})
