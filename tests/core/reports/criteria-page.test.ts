import ExcelJS from 'exceljs'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { exampleContent } from '../../../src-main/reports/template/examples.ts'
import {
  criterionSheet,
  detailSheet,
  factSheet,
  facts,
  sheetLayouts,
} from '../../../src-main/reports/template/layout.ts'
import {
  entrantWords,
  gateWords,
  kindWords,
  mainWords,
  monthly,
  notApplicableWords,
  quarterly,
  zeroWords,
} from '../../../src-main/reports/template/words.ts'
import { importWorkbook } from '../../support/criteria-workbook.ts'

/** docs/criteria-template.md against the program: what the page says is what the import does, and nothing is left out. */

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/criteria-template.md'), 'utf8')

type PageTable = Readonly<{
  before: string
  headings: readonly string[]
  rows: readonly (readonly string[])[]
}>

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

/** Every table of the page with the last line of text above it. */
function tablesOf(text: string): PageTable[] {
  const tables: PageTable[] = []
  let before = ''
  let lines: string[] = []
  for (const line of [...text.split('\n'), '']) {
    if (line.startsWith('|')) {
      lines.push(line)
      continue
    }
    if (lines.length > 0) {
      const [headings = '', , ...rows] = lines
      tables.push({ before, headings: cellsOf(headings), rows: rows.map(cellsOf) })
      lines = []
    }
    if (line.trim() !== '') before = line.trim()
  }
  return tables
}

const tables = tablesOf(page)

/** The examples of one sheet as one table: their columns together, their rows one after the other. */
function examplesOf(sheet: string): PageTable {
  const own = tables.filter(({ before }) => before === `Ví dụ – trang tính “${sheet}”:`)
  const headings = [...new Set(own.flatMap((table) => table.headings))]
  const rows = own.flatMap((table) =>
    table.rows.map((row) => headings.map((heading) => row[table.headings.indexOf(heading)] ?? '')),
  )
  return { before: sheet, headings, rows }
}

test('a stranger who types the page’s examples into an empty workbook gets exactly the set of the template', async () => {
  const workbook = new ExcelJS.Workbook()
  for (const { name } of sheetLayouts) {
    const { headings, rows } = examplesOf(name)
    expect(headings.length, name).toBeGreaterThan(0)
    const sheet = workbook.addWorksheet(name)
    sheet.addRow(headings)
    for (const row of rows) sheet.addRow(row)
  }
  const { content, label, warnings } = await importWorkbook(workbook)
  // The page goes kind by kind, the template group by group.
  const criteria = content.criteria.toSorted((one, other) => compareVietnamese(one.code, other.code))
  expect({ ...content, criteria }).toEqual(exampleContent)
  expect(label).toBe('2024')
  expect(warnings).toEqual([])
})

test('the page describes every column of every sheet, says which are required, and describes no other', () => {
  const described = tables.filter(({ headings }) => headings[0] === 'Cột').flatMap(({ rows }) => rows)
  const onPage = described.map(([heading, required]) => `${heading}: ${required === 'có'}`)
  const inProgram = sheetLayouts
    .filter((layout) => layout !== factSheet)
    .flatMap(({ columns }) => columns.map(({ heading, required }) => `${heading}: ${required === true}`))
  expect(onPage.toSorted()).toEqual(inProgram.toSorted())
})

test('the page names every sheet, fact, kind and word that a cell may hold', () => {
  const words = [
    ...sheetLayouts.map(({ name }) => name),
    ...Object.values(facts),
    ...[kindWords, zeroWords, notApplicableWords, entrantWords, gateWords].flatMap((each) => mainWords(each)),
    monthly,
    quarterly,
  ]
  expect(words.filter((word) => !page.includes(word))).toEqual([])
})

test('every kind has its own section with an example', () => {
  const sections = [...page.matchAll(/^### 4\.\d+\. (.+)$/gm)].map(([, name]) => name)
  expect(sections).toEqual(mainWords(kindWords))
  const shown = examplesOf(criterionSheet.name)
  const kindColumn = shown.headings.indexOf('Cách chấm')
  expect(new Set(shown.rows.map((row) => row[kindColumn]))).toEqual(new Set(mainWords(kindWords)))
  expect(examplesOf(detailSheet.name).rows.length).toBeGreaterThan(10)
})
