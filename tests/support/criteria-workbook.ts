import ExcelJS from 'exceljs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import type { CriteriaContent } from '../../shared/domain/criteria.ts'
import { importCriteria, type ImportedCriteria } from '../../src-main/reports/criteria-import.ts'
import { writeCriteriaTemplate } from '../../src-main/reports/criteria-template.ts'

/** Runs with a folder of its own, which is gone afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'cqtt-excel-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes the template of a set, or the examples, and reads it back. */
export function throughExcel(content: CriteriaContent | null, label = '2024'): Promise<ImportedCriteria> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'set.xlsx')
    await writeCriteriaTemplate(file, content, label)
    return importCriteria(file, 'set.xlsx')
  })
}

let exampleTemplate: Promise<Buffer> | undefined

/** The template with the examples, made once: most tests change a cell or two of it. */
function readExampleTemplate(): Promise<Buffer> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'template.xlsx')
    await writeCriteriaTemplate(file, null, '2024')
    return readFile(file)
  })
}

async function changeExample(change: (workbook: ExcelJS.Workbook) => void): Promise<ExcelJS.Workbook> {
  exampleTemplate ??= readExampleTemplate()
  const workbook = new ExcelJS.Workbook()
  // The library's types know a Buffer of another Node.
  await workbook.xlsx.load((await exampleTemplate) as unknown as ExcelJS.Buffer)
  change(workbook)
  return workbook
}

/** The template with the examples after somebody worked on it in Excel, as a file. */
export async function changedTemplate(change: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = await changeExample(change)
  return Buffer.from((await workbook.xlsx.writeBuffer()) as unknown as Uint8Array)
}

/** What the import makes of that. */
export async function importChanged(change: (workbook: ExcelJS.Workbook) => void): Promise<ImportedCriteria> {
  return importWorkbook(await changeExample(change))
}

/** What the import makes of a workbook that exceljs writes. */
export function importWorkbook(workbook: ExcelJS.Workbook): Promise<ImportedCriteria> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'changed.xlsx')
    await workbook.xlsx.writeFile(file)
    return importCriteria(file, 'changed.xlsx')
  })
}

export type Listed = Readonly<{ at: string; reason: string; details: Readonly<Record<string, string>> }>

/** The mistakes of an import that must fail, as "Tiêu chí 3 E (Cách chấm)". */
export async function mistakesOf(importing: Promise<unknown>): Promise<readonly Listed[]> {
  const error: unknown = await importing.then(
    () => new Error('it was imported'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof CallError) || error.code !== 'templateMistakes') {
    throw new Error('not the mistakes of a template', { cause: error })
  }
  const { mistakes } = (error as CallError<'templateMistakes'>).details
  return mistakes.map(({ sheet, row, column, reason, details }) => ({
    at: [sheet, row, column].filter((part) => part !== 0 && part !== '').join(' '),
    reason,
    details,
  }))
}

/** A cell by the heading of its column, in the template's own lay-out. */
export function cellAt(
  workbook: ExcelJS.Workbook,
  sheet: string,
  row: number,
  heading: string,
): ExcelJS.Cell {
  const worksheet = workbook.getWorksheet(sheet)
  if (!worksheet) throw new Error(`no sheet ${sheet}`)
  const headings = worksheet.getRow(1).values as unknown[]
  const column = headings.findIndex((value) => value === heading)
  if (column < 0) throw new Error(`no column ${heading}`)
  return worksheet.getCell(row, column)
}

/** The row of "Tiêu chí" that holds a code. */
export function rowOfCode(workbook: ExcelJS.Workbook, code: string): number {
  let found = 0
  workbook.getWorksheet('Tiêu chí')?.eachRow((row, number) => {
    if (row.getCell(1).value === code) found = number
  })
  if (found === 0) throw new Error(`no criterion ${code}`)
  return found
}
