import ExcelJS from 'exceljs'
import fc from 'fast-check'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import en from '../../../shared/text/en/reports.json' with { type: 'json' }
import enSheet from '../../../shared/text/en/sheet.json' with { type: 'json' }
import vi from '../../../shared/text/vi/reports.json' with { type: 'json' }
import viSheet from '../../../shared/text/vi/sheet.json' with { type: 'json' }
import type { Answer, AnswerInput } from '../../../shared/domain/answers.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import type { SheetReport } from '../../../src-main/reports/sheet-report.ts'
import { writeSheetWorkbook } from '../../../src-main/reports/sheet-workbook.ts'
import { inputText } from '../../../src-main/services/history/describe-answer.ts'
import { wordsIn, type Language } from '../../../src-main/services/words.ts'
import {
  planPaste,
  type PasteChoices,
  type PastePlan,
} from '../../../src-renderer/features/sheet/paste/read-lines.ts'
import { sheetHeadings, type SheetRole } from '../../../src-renderer/features/sheet/paste/sheet-columns.ts'
import type { Standing } from '../../../src-renderer/features/sheet/paste/standing.ts'
import { roleOfHeading } from '../../../src-renderer/ui/tables/headings.ts'
import { readClipboard } from '../../../src-renderer/ui/tables/table.ts'
import { aSheetReport, sampleContent } from '../../support/reports.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** The law: what the program writes, pasted back whole or in part, with its headings or without, changes nothing. */

const content = sampleContent
const usual: PasteChoices = { target: 'answer', roles: {}, lines: {}, withGroupLines: null }

const figure = fc.integer({ min: 0, max: 3000 }).map(String)
const decimal = fc.oneof(
  figure,
  fc.tuple(figure, fc.integer({ min: 1, max: 9 })).map(([a, b]) => `${a}.${b}`),
)

/** Any answer to a criterion, complete or not. */
function anInput({ rule, max, step, notApplicable }: Criterion): fc.Arbitrary<AnswerInput> {
  const part = fc.option(figure, { freq: 8 })
  const of = (): fc.Arbitrary<unknown> => {
    switch (rule.kind) {
      case 'yesNo':
        return fc.boolean().map((yes) => ({ kind: 'yesNo', yes }))
      case 'choice':
        return fc.constantFrom(...rule.options).map(({ id }) => ({ kind: 'choice', option: id }))
      case 'ratio':
        return fc.tuple(part, part).map(([a, b]) => ({ kind: 'ratio', numerator: a, denominator: b }))
      case 'checklist':
        return fc.subarray(rule.items.map(({ id }) => id)).map((done) => ({ kind: 'checklist', done }))
      case 'deduction':
        return figure.map((cases) => ({ kind: 'deduction', cases }))
      case 'survey':
        return fc.tuple(figure, figure, figure, figure).map(([issued, returned, valid, satisfied]) => ({
          kind: 'survey',
          issued,
          returned,
          valid,
          satisfied,
        }))
      case 'external':
        return decimal.map((value) => ({ kind: 'external', value }))
      case 'manual':
        return fc
          .integer({ min: 0, max: max / step })
          .map((steps) => ({ kind: 'manual', points: steps * step }))
      case 'formula':
        return fc.tuple(...rule.inputs.map(() => decimal)).map((values) => ({
          kind: 'formula',
          values: Object.fromEntries(rule.inputs.map(({ name }, index) => [name, values[index]])),
        }))
      default:
        return figure.map((count) => ({ kind: rule.kind, count }))
    }
  }
  const given = of() as fc.Arbitrary<AnswerInput>
  return notApplicable === 'refused'
    ? given
    : fc.oneof(
        { weight: 4, arbitrary: given },
        { weight: 1, arbitrary: fc.constant({ kind: 'notApplicable' } as const) },
      )
}

/** An answer without any of its figures is an empty cell. */
function tellsSomething(answer: Answer | null): boolean {
  if (answer === null) return false
  const { kind: _, ...figures } = answer.input
  const values = Object.values(figures)
  return values.length === 0 || values.some((value) => value !== null)
}

/** An answer that the core would keep. */
const anAnswer = (criterion: Criterion): fc.Arbitrary<Answer> =>
  fc
    .record({ input: anInput(criterion), note: fc.constantFrom('', '', 'Theo biên bản họp', 'Có', '12') })
    .filter((answer) => scoreCriterion(criterion, answer).status !== 'invalid')

const aSheet = fc
  .tuple(...content.criteria.map((criterion) => fc.option(anAnswer(criterion), { freq: 6 })))
  .map(
    (answers) =>
      Object.fromEntries(content.criteria.map(({ id }, index) => [id, answers[index] ?? null])) as Record<
        CriterionId,
        Answer | null
      >,
  )

function standingOf({ view }: SheetReport): Map<CriterionId, Standing> {
  return new Map(
    view.rows.map((row) => [
      row.criterion,
      {
        answer: row.self.answer,
        others: row.appraisal.answer === null ? [] : [row.appraisal.answer],
        points: row.self.outcome.status === 'points' ? row.self.outcome.points : null,
        lastPoints: row.lastPoints,
        appraised: row.appraisal.outcome.status === 'points' ? row.appraisal.outcome.points : null,
        verified: null,
        evidence: row.evidence.count,
      },
    ]),
  )
}

/** The workbook's cells as Excel in Vietnamese puts them onto the clipboard. */
async function cellsOf(report: SheetReport): Promise<string[][]> {
  const target = path.join(temporaryFolder(), 'sheet.xlsx')
  await writeSheetWorkbook(target, report)
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(target)
  const sheet = workbook.worksheets[0]!
  const rows: string[][] = []
  for (let row = 1; row <= sheet.rowCount; row += 1) {
    const cells: string[] = []
    for (let column = 1; column <= sheet.columnCount; column += 1) {
      const cell = sheet.getCell(row, column)
      const { value } = cell
      if (cell.master !== cell || value === null) cells.push('')
      else if (typeof value === 'number')
        cells.push(cell.numFmt === '0.00' ? value.toFixed(2).replace('.', ',') : String(value))
      else cells.push(typeof value === 'string' ? value : '')
    }
    rows.push(cells)
  }
  return rows
}

const plain = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells) =>
      cells.map((cell) => (/[\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\r\n')
const html = (rows: readonly (readonly string[])[]): string =>
  `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</td>`).join('')}</tr>`).join('')}</table>`

function paste(
  rows: readonly (readonly string[])[],
  as: 'text' | 'html',
  report: SheetReport,
  from: CriterionId,
): PastePlan {
  const table = readClipboard({
    getData: (type) => (type === 'text/html' ? (as === 'html' ? html(rows) : '') : plain(rows)),
  })
  return planPaste(table, { content, standing: standingOf(report), from }, usual)
}

const changes = ({ lines }: PastePlan) =>
  lines
    .filter(({ reading }) => reading.status === 'answer' || reading.status === 'points')
    .map(({ row, pasted }) => [row.criterion?.code, pasted])

describe('the sheet’s workbook', () => {
  test.each<Language>(['vi', 'en'])('pasted back in any part changes nothing (%s)', async (language) => {
    const words = wordsIn(language)
    for (const answers of fc.sample(aSheet, { numRuns: 2 })) {
      const figures = Object.fromEntries(
        content.criteria.map((criterion) => {
          const answer = answers[criterion.id] ?? null
          return [criterion.id, answer === null ? '' : inputText(words, criterion, answer)]
        }),
      )
      const report = aSheetReport(answers, { figures: figures })
      const written = { ...report, office: { ...report.office, language } }
      const cells = await cellsOf(written)
      const heading = cells.findIndex((row) => row[0] === (language === 'vi' ? vi : en).sheet.code)
      expect(heading).toBeGreaterThan(0)
      const criterionAt = (row: number): CriterionId | undefined =>
        content.criteria.find(({ code, title }) => code === cells[row]![0] && title === cells[row]![1])?.id
      const last = cells.findLastIndex((_, row) => criterionAt(row) !== undefined)
      // whole, with everything above and below it
      expect(changes(paste(cells, 'text', report, content.criteria[0]!.id))).toEqual([])
      expect(changes(paste(cells, 'html', report, content.criteria[0]!.id))).toEqual([])
      fc.assert(
        fc.property(
          fc.nat(last - heading - 1),
          fc.nat(60),
          fc.nat(cells[heading]!.length - 1),
          fc.nat(cells[heading]!.length - 1),
          fc.boolean(),
          fc.constantFrom('text' as const, 'html' as const),
          (start, height, left, right, headed, as) => {
            const top = heading + 1 + start
            const columns = [Math.min(left, right), Math.max(left, right) + 1] as const
            const part = cells.slice(top, top + height + 1).map((row) => row.slice(...columns))
            const from = cells
              .map((_, row) => (row < top ? undefined : criterionAt(row)))
              .find((id) => id !== undefined)!
            const rows = headed ? [cells[heading]!.slice(...columns), ...part] : part
            // the sums of a group alone, without code or heading, say nothing of whose they are
            if (part.every((_, index) => criterionAt(top + index) === undefined)) return
            // one cell alone is text for its editor
            if (rows.length === 1 && rows[0]!.length === 1) return
            expect(changes(paste(rows, as, report, from))).toEqual([])
          },
        ),
        { numRuns: 60 },
      )
    }
  })

  test('pasted into an empty sheet gives the same answers, all that it tells whole', async () => {
    const [answers] = fc.sample(aSheet, { numRuns: 1 })
    const words = wordsIn('vi')
    const figures = Object.fromEntries(
      content.criteria.map((criterion) => {
        const answer = answers![criterion.id] ?? null
        return [criterion.id, answer === null ? '' : inputText(words, criterion, answer)]
      }),
    )
    const report = aSheetReport(answers, { figures: figures })
    const empty = aSheetReport(Object.fromEntries(content.criteria.map(({ id }) => [id, null])))
    const { lines } = paste(await cellsOf(report), 'text', empty, content.criteria[0]!.id)
    const read = new Map(
      lines.flatMap(({ row, reading }) =>
        row.criterion !== null && reading.status === 'answer'
          ? [[row.criterion.id, reading.answer.input]]
          : [],
      ),
    )
    const told = content.criteria.filter(
      ({ id, rule }) =>
        tellsSomething(answers![id] ?? null) && rule.kind !== 'checklist' && rule.kind !== 'survey',
    )
    expect(told.length).toBeGreaterThan(20)
    for (const { id } of told) expect([id, read.get(id)]).toEqual([id, answers![id]!.input])
  })
})

test('every heading that the program writes over a sheet is known, in both languages', () => {
  const workbook: Record<string, SheetRole> = {
    code: 'code',
    criterion: 'title',
    max: 'max',
    self: 'points',
    appraisal: 'appraisal',
    verification: 'verification',
    figures: 'answer',
    evidence: 'evidence',
    note: 'note',
  }
  const grid: Record<string, SheetRole> = {
    code: 'code',
    title: 'title',
    max: 'max',
    lastYear: 'lastYear',
    answer: 'answer',
    self: 'points',
    appraisal: 'appraisal',
    verification: 'verification',
    evidence: 'evidence',
    state: 'state',
  }
  const unmarked = (text: string): string =>
    text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
  for (const [texts, roles] of [
    [vi.sheet, workbook],
    [en.sheet, workbook],
    [viSheet.columns, grid],
    [enSheet.columns, grid],
  ] as const) {
    for (const [key, role] of Object.entries(roles)) {
      const text = (texts as Record<string, unknown>)[key] as string
      for (const written of [text, text.toUpperCase(), unmarked(text)])
        expect([written, roleOfHeading(sheetHeadings, written)]).toEqual([written, role])
    }
  }
})
