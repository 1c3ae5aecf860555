import ExcelJS from 'exceljs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Answer } from '../../../shared/domain/answers.ts'
import { writeRankingWorkbook } from '../../../src-main/reports/ranking-workbook.ts'
import type { RankingReport } from '../../../src-main/reports/ranking-report.ts'
import type { SheetReport } from '../../../src-main/reports/sheet-report.ts'
import { writeSheetWorkbook } from '../../../src-main/reports/sheet-workbook.ts'
import { keepEndTogether } from '../../../src-main/reports/page-breaks.ts'
import { readExcelFile } from '../../../src-main/reports/xlsx/read-workbook.ts'
import { issuerLines, placeOf } from '../../../shared/domain/office-paper.ts'
import { aRankingReport, aRankingRow, aSheetReport, sampleContent } from '../../support/reports.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

async function readBack(target: string): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(target)
  return workbook.worksheets[0]!
}

async function rankingSheet(report: RankingReport): Promise<ExcelJS.Worksheet> {
  const target = path.join(temporaryFolder(), 'ranking.xlsx')
  await writeRankingWorkbook(target, report)
  return readBack(target)
}

async function scoreSheet(report: SheetReport): Promise<ExcelJS.Worksheet> {
  const target = path.join(temporaryFolder(), 'sheet.xlsx')
  await writeSheetWorkbook(target, report)
  return readBack(target)
}

/** A text of several faces as the text alone. */
function plain(value: ExcelJS.CellValue): ExcelJS.CellValue {
  return typeof value === 'object' && value !== null && 'richText' in value
    ? value.richText.map(({ text }) => text).join('')
    : value
}

const preparedBy = 'NGƯỜI LẬP BIỂU\n(Ký, ghi rõ họ tên)'
const chair = 'TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Ký, đóng dấu, ghi rõ họ tên)'

/** All texts of a sheet, one below the other. */
function textOf(sheet: ExcelJS.Worksheet): string {
  return rowsOf(sheet)
    .flat()
    .filter((value) => typeof value === 'string')
    .join('\n')
}

/** Every row as the texts and numbers in it; a merged range counts once. */
function rowsOf(sheet: ExcelJS.Worksheet): ExcelJS.CellValue[][] {
  const rows: ExcelJS.CellValue[][] = []
  sheet.eachRow((row) => {
    const values: ExcelJS.CellValue[] = []
    row.eachCell((cell) => {
      if (cell.master === cell) values.push(plain(cell.value))
    })
    rows.push(values)
  })
  return rows
}

function findRow(sheet: ExcelJS.Worksheet, text: string): ExcelJS.Row {
  let found: ExcelJS.Row | undefined
  sheet.eachRow((row) => {
    if ((row.values as ExcelJS.CellValue[]).some((value) => plain(value) === text)) found ??= row
  })
  if (!found) throw new Error(`no row with ${text}`)
  return found
}

test('the ranking is an official page: A4 landscape, letterhead, sample notice, repeated headings, signatures', async () => {
  const sheet = await rankingSheet(aRankingReport())
  expect(sheet.pageSetup).toMatchObject({
    paperSize: 9,
    orientation: 'landscape',
    fitToWidth: 1,
    fitToHeight: 0,
  })
  expect(sheet.headerFooter).toMatchObject({ differentFirst: true, oddHeader: expect.stringContaining('&P') })
  const headings = findRow(sheet, 'Hạng').number
  expect(sheet.pageSetup.printTitlesRow).toBe(`${headings}:${headings + 1}`)
  const rows = rowsOf(sheet)
  expect(rows.slice(0, 3)).toEqual([
    ['ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
    ['HUYỆN YÊN THẾ', 'Độc lập - Tự do - Hạnh phúc'],
    ['___________', 'Yên Thế, ngày 05 tháng 12 năm 2024'],
  ])
  expect(rows).toContainEqual(['KẾT QUẢ XẾP HẠNG'])
  expect(rows).toContainEqual([sampleContent.notice])
  expect(rows).toContainEqual([preparedBy, chair])
  const cell = findRow(sheet, 'Xã Đồng Tiến').getCell(2)
  expect(cell.font).toMatchObject({ name: 'Times New Roman', size: 13 })
})

test('points are numbers that Excel can add, each under its own heading', async () => {
  const rows = [
    aRankingRow({
      rank: 1,
      unitName: 'Xã Đồng Tiến',
      total: 9125,
      lastTotal: 9000,
      change: 125,
      failingGates: ['Đủ hồ sơ', 'Đủ phiếu'],
    }),
    aRankingRow({
      rank: 2,
      unitName: 'Xã An Thượng',
      total: 7050,
      passes: false,
      stars: 0,
      gap: null,
      complete: false,
    }),
  ]
  const sheet = await rankingSheet(aRankingReport({ rows }))
  const headings = findRow(sheet, 'Hạng')
  const columnOf = (heading: string): number => (headings.values as unknown[]).indexOf(heading)
  const first = findRow(sheet, 'Xã Đồng Tiến')
  const second = findRow(sheet, 'Xã An Thượng')
  expect(first.getCell(columnOf('Tổng điểm')).value).toBe(91.25)
  expect(first.getCell(columnOf('Tổng điểm')).numFmt).toBe('0.00')
  expect(first.getCell(columnOf('Tăng, giảm')).value).toBe(1.25)
  expect(second.getCell(columnOf('Tăng, giảm')).value).toBeNull()
  expect(first.getCell(columnOf('Điều kiện chưa đạt hoặc chưa xác định')).value).toBe('Đủ hồ sơ; Đủ phiếu')
  expect(first.getCell(columnOf('Còn thiếu để lên bậc sau')).value).toBe('3,75 điểm để đạt “Đạt chuẩn 4★”')
  expect(second.getCell(columnOf('Trạng thái')).value).toBe('Đã chốt thẩm định; chưa đủ số liệu')
  expect(columnOf('Huyện')).toBe(-1)
  const groups = sheet.getRow(headings.number + 1)
  expect(groups.getCell(3).value).toBe('1 (20)')
  expect(first.getCell(3).value).toBe(18.25)
  expect(first.getCell(4).value).toBe(18.26)
  const average = findRow(sheet, 'Bình quân các đơn vị đã xếp hạng')
  expect(average.getCell(columnOf('Tổng điểm')).value).toBe(80.88)
})

test('who is not comparable yet stands below the averages without rank or points, and with how far it is', async () => {
  const rows = [
    aRankingRow({ unitName: 'Xã Đồng Tiến', total: 9000 }),
    aRankingRow({
      ...{ unitName: 'Xã Tam Hiệp', districtName: 'Huyện Lạng Giang', status: 'submitted', standing: 'self' },
      ...{ rank: null, unranked: 'notFinished', finished: false, total: 9900, judged: 36, of: 38 },
    }),
  ]
  const sheet = await rankingSheet(
    aRankingReport({
      rows,
      passing: 11,
      participants: 15,
      finished: 14,
      stopped: 1,
      recognised: 9,
      againstRule: 2,
    }),
  )
  const total = (findRow(sheet, 'Hạng').values as unknown[]).indexOf('Tổng điểm')
  const status = (findRow(sheet, 'Hạng').values as unknown[]).indexOf('Trạng thái')
  const average = findRow(sheet, 'Bình quân các đơn vị đã xếp hạng')
  expect(average.getCell(total).value).toBe(90)
  const heading = findRow(sheet, 'Chưa xếp hạng (1 đơn vị)')
  const below = findRow(sheet, 'Xã Tam Hiệp')
  expect([heading.number - average.number, below.number - heading.number]).toEqual([1, 1])
  expect([1, total].map((column) => below.getCell(column).value)).toEqual([null, null])
  expect(below.getCell(3).value).toBe('Huyện Lạng Giang')
  expect(below.getCell(status).value).toBe('Đã chốt, chờ thẩm định; đã chấm 36/38 tiêu chí')
  expect(rowsOf(sheet)).toContainEqual([
    'Đạt chuẩn theo bộ tiêu chí: 11/15 đơn vị (73,33 %). Đã xong bước được so sánh: 14/15 đơn vị. Chỉ tiêu: 11 đơn vị đạt chuẩn. Đã được công nhận: 9. Trong các quyết định, 2 khác với bộ tiêu chí. Dừng xét: 1.',
  ])
})

test('the recognition stands in one column with number and day, and says why where the criteria give something else', async () => {
  const decision = { number: '710/QĐ-UBND', day: '2024-12-17' }
  const rows = [
    aRankingRow({
      recognition: { recognised: true, stars: 3, ...decision, reason: '' },
      status: 'recognised',
    }),
    aRankingRow({
      ...{
        unitName: 'Xã An Thượng',
        status: 'recognised',
        bandLabel: 'Chưa đạt chuẩn',
        stars: 0,
        passes: false,
      },
      ...{
        recognition: { recognised: true, stars: 1, ...decision, reason: 'Hồ sơ bổ sung sau' },
        againstRule: true,
      },
    }),
    aRankingRow({
      ...{ unitName: 'Xã Tam Hiệp', status: 'notRecognised' },
      ...{
        recognition: { recognised: false, stars: 0, number: '', day: null, reason: 'Có đơn thư' },
        againstRule: true,
      },
    }),
  ]
  const sheet = await rankingSheet(aRankingReport({ rows }))
  const column = (findRow(sheet, 'Hạng').values as unknown[]).indexOf('Kết quả công nhận')
  const said = ['Xã Đồng Tiến', 'Xã An Thượng', 'Xã Tam Hiệp'].map(
    (unit) => findRow(sheet, unit).getCell(column).value,
  )
  expect(said).toEqual([
    'Công nhận 3★ (Quyết định số 710/QĐ-UBND ngày 17/12/2024)',
    'Công nhận 1★ (Quyết định số 710/QĐ-UBND ngày 17/12/2024); khác với bộ tiêu chí, lý do: Hồ sơ bổ sung sau',
    'Không công nhận; khác với bộ tiêu chí, lý do: Có đơn thư',
  ])
  // no second column counts stars beside it
  expect(findRow(sheet, 'Hạng').values as unknown[]).not.toContain('Số ★')
})

test.each(['=HYPERLINK("http://x","y")', '+84', '-1+1', '@SUM(A1)', '\u0009tab'])(
  'a unit called %s stays text',
  async (unitName) => {
    const sheet = await rankingSheet(aRankingReport({ rows: [aRankingRow({ unitName })] }))
    const cell = sheet.getCell(findRow(sheet, 'Hạng').number + 2, 2)
    expect(cell.type).toBe(ExcelJS.ValueType.String)
    expect(cell.value).toBe(unitName)
  },
)

test('text that looks like an escape of the file format is shown as it is', async () => {
  const target = path.join(temporaryFolder(), 'ranking.xlsx')
  await writeRankingWorkbook(target, aRankingReport({ rows: [aRankingRow({ unitName: 'Xã _x0041_' })] }))
  const [sheet] = await readExcelFile(target, 'ranking.xlsx', () => true)
  const texts = [...sheet!.rows.values()].flatMap((row) => [...row.values()])
  expect(texts).toContainEqual({ kind: 'text', text: 'Xã _x0041_' })
})

test('the score sheet shows every criterion with its points, figures, papers and notes', async () => {
  const answer: Answer = { input: { kind: 'notApplicable' }, note: '' }
  const report = aSheetReport({
    '1.2': null,
    '2.9': answer,
    '1.1': { input: { kind: 'choice', option: 'gone' }, note: 'x' },
  })
  const sheet = await scoreSheet({
    ...report,
    evidence: {
      ...report.evidence,
      '1.3': ['12/KH-UBND, 05/03/2024', 'Bản đăng ký'],
    } as SheetReport['evidence'],
  })
  const headings = findRow(sheet, 'TT')
  expect((headings.values as unknown[]).slice(1)).toEqual([
    'TT',
    'Tiêu chí',
    'Điểm tối đa',
    'Điểm tự chấm',
    'Điểm thẩm định',
    'Số liệu',
    'Minh chứng',
    'Ghi chú',
  ])
  const valuesOf = (code: string): unknown[] => (findRow(sheet, code).values as unknown[]).slice(3)
  for (const { code, title } of sampleContent.criteria)
    expect(findRow(sheet, code).getCell(2).value).toBe(title)
  expect(valuesOf('1.3')).toEqual([2, 2, 2, '49/50 = 98 %', '12/KH-UBND, 05/03/2024\nBản đăng ký', ''])
  expect(findRow(sheet, '1.2').getCell(4).value).toBeNull()
  expect(findRow(sheet, '1.2').getCell(7).value).toBe('2 tài liệu')
  expect(findRow(sheet, '2.9').getCell(4).value).toBe('Không tính')
  expect(findRow(sheet, '1.1').getCell(4).value).toBe('Sai số liệu')
  expect(findRow(sheet, '1.1').getCell(8).value).toBe('x')
})

test('the score sheet adds up as the sheet does, with conditions and signatures', async () => {
  const report = aSheetReport()
  const sheet = await scoreSheet(report)
  const { self } = report.view.totals
  for (const [index, { code }] of sampleContent.groups.entries()) {
    expect(findRow(sheet, code).getCell(4).value).toBe(self.groups[index]!.points / 100)
  }
  expect(findRow(sheet, 'TỔNG CỘNG').getCell(4).value).toBe(self.total / 100)
  expect(findRow(sheet, 'Đủ 5/5 văn bản hồ sơ đề nghị').getCell(3).value).toBe('Không đạt')
  const rows = rowsOf(sheet)
  expect(rows).toContainEqual(['Hồ sơ đề nghị: 4/5 văn bản.'])
  expect(rows).toContainEqual([
    'Đơn vị: Xã Đồng Tiến, Huyện Yên Thế, Tỉnh Bắc Giang – Trạng thái: Đã chốt thẩm định',
  ])
  expect(rows).toContainEqual([sampleContent.notice])
  expect(rows).toContainEqual([preparedBy, chair])
  expect(sheet.pageSetup.printTitlesRow).toBe(`${findRow(sheet, 'TT').number}:${findRow(sheet, 'TT').number}`)
})

test('a long explanation is printed whole: no row is higher than a page, and every word stands once, in order', async () => {
  const words = Array.from({ length: 700 }, (_, word) => `chữ${word}`)
  const report = aSheetReport()
  const [first, ...rest] = report.view.rows
  const long = `${words.slice(0, 350).join(' ')}\n${words.slice(350).join(' ')} ${'x'.repeat(3000)}`
  const explained = { ...first!, explanation: { ...first!.explanation, text: long } }
  const sheet = await scoreSheet({ ...report, view: { ...report.view, rows: [explained, ...rest] } })
  let shown = ''
  sheet.eachRow((row) => {
    expect(row.height).toBeLessThanOrEqual(409)
    const note: unknown = row.getCell(sheet.columnCount).value
    if (typeof note === 'string') shown += ` ${note}`
  })
  expect(shown.match(/chữ\d+/g)).toEqual(words)
  expect(shown.match(/x+/g)?.join('')).toContain('x'.repeat(3000))
})

test('who signs finds what was declared, the district’s figures beside it, and no total from a part', async () => {
  const report = aSheetReport()
  const rows = report.view.rows.map((row, index) =>
    index < 3 ? row : { ...row, appraisal: { ...row.appraisal, answer: null, agrees: false } },
  )
  const unappraised = rows.slice(3).map(({ criterion }) => criterion)
  const sheet = await scoreSheet({
    ...report,
    view: { ...report.view, rows, unappraised, standing: 'self', status: 'submitted' },
    figures: { '1.3': 'Có' } as SheetReport['figures'],
    judgedFigures: { '1.3': 'Không' } as SheetReport['figures'],
  })
  const columnOf = (heading: string): number => (findRow(sheet, 'TT').values as unknown[]).indexOf(heading)
  const line = findRow(sheet, '1.3')
  expect([columnOf('Số liệu'), columnOf('Số liệu thẩm định')].map((at) => line.getCell(at).value)).toEqual([
    'Có',
    'Không',
  ])
  const appraisal = columnOf('Điểm thẩm định')
  expect(findRow(sheet, 'TỔNG CỘNG').getCell(appraisal).value).toBe(`đã thẩm định 3/${rows.length}`)
  expect(findRow(sheet, 'Xếp loại theo bộ tiêu chí').getCell(appraisal).value).toBe('')
  expect(findRow(sheet, sampleContent.groups[0]!.code).getCell(appraisal).value).toBeNull()
  expect(findRow(sheet, 'TỔNG CỘNG').getCell(columnOf('Điểm tự chấm')).value).toBe(
    report.view.totals.self.total / 100,
  )
  // an open condition is called what the screen calls it
  const texts = rowsOf(sheet).flat()
  expect(texts).toContain('Chưa xác định')
  expect(texts).not.toContain('Chưa trả lời')
})

test('signatures and code stand in one row, which no page divides, and nothing comes after', async () => {
  for (const sheet of [
    await scoreSheet({ ...aSheetReport(), code: { kind: 'verificationDecision', code: '7DL8-N9LP' } }),
    await rankingSheet({ ...aRankingReport(), code: '7DL8-N9LP' }),
  ]) {
    const room = findRow(sheet, chair)
    expect(room.number).toBe(sheet.rowCount)
    expect((room.values as unknown[]).some((value) => String(value).includes('7DL8-N9LP'))).toBe(true)
    expect(room.height).toBeGreaterThan(96 * 0.75)
    const [image] = sheet.getImages()
    expect(Math.floor(image!.range.tl.nativeRow)).toBe(room.number - 1)
  }
})

test('a place is the unit’s own name, unless that is a number or a city', () => {
  expect(placeOf('Huyện Yên Thế')).toBe('Yên Thế')
  expect(placeOf('Thị trấn Phồn Xương')).toBe('Phồn Xương')
  expect(placeOf('Phường 1')).toBe('Phường 1')
  expect(placeOf('Thành phố Bắc Giang')).toBe('Thành phố Bắc Giang')
})

test('who has no People’s Committee writes and signs by its own name', async () => {
  expect(issuerLines('Huyện Yên Thế', 'ỦY BAN NHÂN DÂN')).toEqual(['ỦY BAN NHÂN DÂN', 'HUYỆN YÊN THẾ'])
  const office = { ...aSheetReport().office, unitName: 'Sở Nội vụ' }
  const sheet = await scoreSheet(aSheetReport({}, { office }))
  const rows = rowsOf(sheet)
  expect(rows[0]).toEqual(['SỞ NỘI VỤ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'])
  expect(rows).toContainEqual([preparedBy, 'THỦ TRƯỞNG ĐƠN VỊ\n(Ký, đóng dấu, ghi rõ họ tên)'])
  expect(textOf(sheet)).not.toContain('ỦY BAN')
})

test('the score sheet of a recognised commune says what was decided, by which paper, and why against the criteria', async () => {
  const report = aSheetReport()
  const recognition = {
    ...{ recognised: true, stars: 2, number: '2135/QĐ-UBND', day: '2024-11-28', reason: 'Theo kết luận họp' },
  } as SheetReport['view']['recognition']
  const view = { ...report.view, status: 'recognised', standing: 'verification', recognition } as const
  const decided = (sheet: ExcelJS.Worksheet): ExcelJS.CellValue =>
    findRow(sheet, 'Kết quả công nhận').getCell(3).value
  const against = await scoreSheet({ ...report, view, againstRule: true })
  expect(decided(against)).toBe(
    'Đạt chuẩn 2★ (Quyết định số 2135/QĐ-UBND ngày 28/11/2024); khác với bộ tiêu chí, lý do: Theo kết luận họp',
  )
  expect(textOf(against)).toContain('Trạng thái: Được công nhận 2★')
  expect(findRow(against, 'Xếp loại theo bộ tiêu chí').getCell(4).value).toBe(
    report.view.totals.self.band!.label,
  )
  expect(decided(await scoreSheet({ ...report, view, againstRule: false }))).toBe(
    'Đạt chuẩn 2★ (Quyết định số 2135/QĐ-UBND ngày 28/11/2024)',
  )
  const refused = {
    ...view,
    status: 'notRecognised',
    recognition: { ...recognition!, recognised: false },
  } as const
  expect(decided(await scoreSheet({ ...report, view: refused, againstRule: true }))).toBe(
    'Không công nhận (Quyết định số 2135/QĐ-UBND ngày 28/11/2024); khác với bộ tiêu chí, lý do: Theo kết luận họp',
  )
  // before the decision nothing stands there
  expect(rowsOf(await scoreSheet(report)).flat()).not.toContain('Kết quả công nhận')
})

test('what the province left alone stands in its column as it came, and a note says so', async () => {
  const report = aSheetReport()
  const [first, ...rest] = report.view.rows
  const looked = { ...first!, verification: { ...first!.self, agrees: false } }
  const rows = [looked, ...rest]
  const view: SheetReport['view'] = { ...report.view, rows, status: 'verified', standing: 'verification' }
  const sheet = await scoreSheet({ ...report, view })
  const column = (findRow(sheet, 'TT').values as unknown[]).indexOf('Điểm thẩm định cấp tỉnh')
  const cells = report.view.rows.map(({ criterion }, index) => {
    const cell = findRow(sheet, sampleContent.criteria.find(({ id }) => id === criterion)!.code).getCell(
      column,
    )
    return [index, cell.value, cell.font.italic === true]
  })
  expect(cells).toEqual(
    report.view.rows.map(({ appraisal: { outcome } }, index) => [
      index,
      outcome.status === 'points' ? outcome.points / 100 : 'Không tính',
      index > 0,
    ]),
  )
  const note = 'Điểm in nghiêng ở cột Điểm thẩm định cấp tỉnh: giữ như kết quả gửi lên.'
  expect(rowsOf(sheet)).toContainEqual([note])
  // while the province still looks, its column holds what it looked at
  const under = await scoreSheet({ ...report, view: { ...view, status: 'accepted', standing: 'appraisal' } })
  expect(findRow(under, '1.2').getCell(column).value).toBeNull()
  expect(rowsOf(under)).not.toContainEqual([note])
})

test('a code is called after what it is the code of, and stands on a line of its own', async () => {
  const printed = async (code: NonNullable<SheetReport['code']> | null): Promise<string> =>
    textOf(await scoreSheet(aSheetReport({}, { code })))
  expect(await printed(null)).not.toContain('Mã của')
  expect(await printed({ kind: 'submission', code: 'D6MA-E9MV' })).toContain(
    'Mã của bảng đã chốt:\nD6MA-E9MV',
  )
  expect(await printed({ kind: 'recognition', code: 'D6MA-E9MV' })).toContain(
    'Mã của lần quyết định gần nhất:\nD6MA-E9MV',
  )
})

/** A lying A4 page of a heading and so many rows of 20 points each, with an end of four rows: where it turns the page by hand. */
function breaksBefore(rows: number): readonly number[] {
  const setup = {
    orientation: 'landscape',
    margins: { left: 1, right: 1, top: 1, bottom: 1, header: 0, footer: 0 },
  } as const
  const sheet = new ExcelJS.Workbook().addWorksheet('x', { pageSetup: { ...setup, printTitlesRow: '1:1' } })
  sheet.columns = [{ width: 60 }]
  for (let row = 0; row < 1 + rows + 4; row++) sheet.addRow(['x']).height = 20
  keepEndTogether(sheet, rows + 2)
  const { rowBreaks } = sheet as unknown as { rowBreaks: readonly { id: number }[] }
  return rowBreaks.map(({ id }) => id)
}

test('the end of a paper begins a new page where it would not fit on this one whole', () => {
  // 451 points of page hold 22 rows: the heading, 17 rows and the end
  expect(breaksBefore(17)).toEqual([])
  for (const rows of [18, 19, 20, 21]) expect(breaksBefore(rows)).toEqual([rows + 1])
  // from here on the table itself goes over the page, under the heading that is repeated there
  expect(breaksBefore(22)).toEqual([])
  expect(breaksBefore(21 + 17)).toEqual([])
  expect(breaksBefore(21 + 18)).toEqual([21 + 18 + 1])
})
