import ExcelJS from 'exceljs'

/** A saved Excel file as a person reads it: one text a row, cells apart by tabs. */
export async function linesOf(file: string): Promise<string[]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(file)
  const lines: string[] = []
  workbook.worksheets[0]?.eachRow((row) => {
    const cells: string[] = []
    row.eachCell((cell) => {
      if (cell.master === cell) cells.push(cell.text)
    })
    lines.push(cells.join('\t'))
  })
  return lines
}
