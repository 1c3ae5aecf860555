import ExcelJS from 'exceljs'
import { AdminPage } from '../pages/admin.ts'
import { SheetPage } from '../pages/sheet.ts'
import { expect, test } from '../support/host-fixture.ts'

/** What Excel shows: the only sheet's cells as text, row by row; a formula would make the test fail. */
async function cellsOf(file: string): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(file)
  const [sheet] = workbook.worksheets
  if (sheet === undefined) throw new Error('no sheet in the file')
  expect(sheet.pageSetup.paperSize).toBe(9)
  const rows: string[][] = []
  sheet.eachRow((row) => {
    const cells: string[] = []
    row.eachCell((cell) => {
      expect(cell.formula).toBeUndefined()
      if (cell.master === cell) cells.push(cell.text)
    })
    rows.push(cells)
  })
  return rows
}

test('ranking and sheet are saved as Excel files by a click; a name that looks like a formula stays a name', async ({
  openHost,
}) => {
  const { page } = await openHost('accepted')
  const admin = new AdminPage(page)
  const disguised = "=cmd|' /C calc'!A0"
  await admin.renameUnit('Thị trấn Bố Hạ', disguised)

  await admin.shell.goTo('Kết quả')
  await expect(page.getByRole('row', { name: disguised })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Xuất Excel' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/)
  const ranking = await cellsOf(await file.path())
  const first = ranking.find((cells) => cells.includes(disguised))
  expect(first?.[0]).toBe('1')

  const sheet = new SheetPage(page)
  await sheet.open()
  const total = await page.getByTestId('total').innerText()
  const lines = await cellsOf(await sheet.exportToExcel())
  expect(lines.find((cells) => cells.includes('1.4'))?.join(' ')).toContain('12/12')
  const sums = lines.find((cells) => cells.includes('TỔNG CỘNG'))?.map((cell) => cell.replace('.', ','))
  // what the commune could enter, and with the district's survey
  expect(sums?.slice(-2)).toEqual(['80', total])
  expect(lines.flat().some((cell) => cell.includes(disguised))).toBe(true)
})
