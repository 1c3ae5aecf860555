import { CriteriaContent } from '../../shared/domain/criteria.ts'
import { checkCriteriaContent, type CriteriaProblem } from '../../shared/domain/criteria-check.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { formatPoints } from '../../shared/domain/text/vietnamese.ts'
import { CallError } from '../../shared/contract/errors.ts'
import { exampleCodePrefix } from './template/examples.ts'
import { Findings, type MistakeReason, type TemplateMistake } from './template/mistakes.ts'
import { bandSheet, sheetLayouts } from './template/layout.ts'
import { placeOfPath, type SetRows } from './template/places.ts'
import { readFacts } from './template/read-facts.ts'
import {
  codeKey,
  readBands,
  readCriteria,
  readDepartments,
  readGates,
  readGroups,
  sortDetails,
  type Read,
} from './template/read-set.ts'
import type { RowReader } from './template/row-reader.ts'
import { readSheets, sheetWanted, warnOfOtherSheets, type TemplateSheets } from './template/sheets.ts'
import { readExcelFile } from './xlsx/read-workbook.ts'

/** A filled template that has no mistakes. */
export type ImportedCriteria = Readonly<{
  content: CriteriaContent
  /** "Năm" of the sheet "Thông tin"; empty when not filled in. */
  label: string
  /** What was read all the same but deserves a second look. */
  warnings: readonly TemplateMistake[]
}>

/** So many mistakes are listed; more would be one mistake made everywhere. */
const mostListed = 300

/**
 * Reads a filled template. Every mistake is listed, by sheet, row, column and reason; with a single one nothing is read. To be
 * run in a worker by the job `criteria-import`.
 *
 * @param name the file's name as its owner knows it
 * @throws CallError `templateMistakes`, `notExcel`, `fileDangerous`, `fileEmpty`
 */
export async function importCriteria(file: string, name: string): Promise<ImportedCriteria> {
  const others: string[] = []
  const worksheets = await readExcelFile(file, name, (sheet) => {
    if (!sheetWanted(sheet)) others.push(sheet)
    return sheetWanted(sheet)
  })
  const findings = new Findings()
  warnOfOtherSheets(others, worksheets, findings)
  const sheets = readSheets(worksheets, findings)
  const { label, ...described } = readFacts(sheets.facts, findings)
  const content = readContent(sheets, described, findings)
  if (findings.mistakes.length > 0 || content === null) {
    // A renamed sheet may be what is behind all the others.
    const found = [
      ...findings.warnings.filter(({ reason }) => reason === 'sheetNotRead'),
      ...inReadingOrder(findings.mistakes),
    ]
    throw new CallError('templateMistakes', {
      mistakes: found
        .slice(0, mostListed)
        .map((mistake) => ({ ...mistake, details: { ...mistake.details } })),
      more: Math.max(0, found.length - mostListed),
    })
  }
  return { content, label, warnings: listed(findings.warnings) }
}

/** The first of many warnings, and as the last one how many there are besides. */
function listed(warnings: readonly TemplateMistake[]): readonly TemplateMistake[] {
  const [first] = warnings
  if (first === undefined || warnings.length <= mostListed) return warnings
  const more = String(warnings.length - mostListed)
  return [
    ...warnings.slice(0, mostListed),
    { sheet: first.sheet, row: 0, column: '', reason: 'moreWarnings', details: { more } },
  ]
}

/** Sheet by sheet as the template has them, from the top down. */
function inReadingOrder(mistakes: readonly TemplateMistake[]): TemplateMistake[] {
  const sheets = sheetLayouts.map(({ name }) => name)
  return mistakes.toSorted((a, b) => sheets.indexOf(a.sheet) - sheets.indexOf(b.sheet) || a.row - b.row)
}

function readContent(
  sheets: TemplateSheets,
  described: Pick<CriteriaContent, 'title' | 'notice' | 'basis'>,
  findings: Findings,
): CriteriaContent | null {
  const details = sortDetails(sheets.details)
  const groups = readGroups(sheets.groups)
  const listed = readDepartments(sheets.departments)
  const { criteria, departments } = readCriteria(sheets.criteria, groups, listed, details)
  const bands = readBands(sheets.bands)
  const gates = readGates(sheets.gates, groups, criteria)
  const dossier = sheets.dossier.map((row) => ({ value: row.text('name', 300, 'one'), row }))
  refuseUnknownDetails(details, criteria)
  warnAboutExamples(criteria)

  // Only what was read without mistakes is judged as a set: placeholders would bring mistakes that nobody made.
  const soundCriteria = criteria.filter(({ row }) => row.sound)
  const whole = [...groups, ...criteria, ...bands, ...gates, ...dossier, ...listed].every(
    ({ row }) => row.sound,
  )
  const content = {
    ...described,
    groups: valuesOf(groups),
    criteria: valuesOf(soundCriteria),
    departments,
    bands: valuesOf(bands.filter(({ row }) => row.sound)),
    gates: valuesOf(gates.filter(({ row }) => row.sound)),
    dossier: valuesOf(dossier),
  }
  const rows: SetRows = {
    groups: rowsOf(groups),
    criteria: rowsOf(soundCriteria),
    details: soundCriteria.map(({ value }) => details.get(codeKey(value.code)) ?? []),
    bands: rowsOf(bands.filter(({ row }) => row.sound)),
    gates: rowsOf(gates.filter(({ row }) => row.sound)),
    dossier: rowsOf(dossier),
    departments: rowsOf(listed),
  }
  // Without a column that every row needs, whatever the set lacks would be said of each row again.
  if (findings.mistakes.some(({ reason }) => reason === 'columnMissing')) return null
  const bandsWhole =
    bands.every(({ row }) => row.sound) && findings.mistakes.every(({ sheet }) => sheet !== bandSheet.name)
  judge(content, rows, { set: whole && findings.mistakes.length === 0, bands: bandsWhole }, findings)
  if (whole && criteria.length > 0) checkGroupMaxima(groups, content)
  if (findings.mistakes.length > 0) return null

  const parsed = CriteriaContent.safeParse(content)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = issue.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
    findings.mistake(placeOfPath(path.replace(/^\./, ''), content, rows), 'valueUnfit', { path })
  }
  return null
}

function valuesOf<Value>(read: readonly Read<Value>[]): Value[] {
  return read.map(({ value }) => value)
}

function rowsOf(read: readonly Read<unknown>[]): RowReader[] {
  return read.map(({ row }) => row)
}

/** Options and bands of a code that no criterion has. */
function refuseUnknownDetails(
  details: ReadonlyMap<string, readonly RowReader[]>,
  criteria: readonly Read<{ code: string }>[],
): void {
  if (criteria.length === 0) return
  const codes = new Set(criteria.map(({ value }) => codeKey(value.code)))
  for (const [code, rows] of details) {
    if (code === '' || codes.has(code)) continue
    for (const row of rows)
      row.mistake('criterion', 'unknownCriterion', { value: row.text('criterion', 100) })
  }
}

/** A forgotten example would become a criterion of the province. The unchanged template itself may be imported, as a trial. */
function warnAboutExamples(criteria: readonly Read<{ code: string }>[]): void {
  const left = criteria.filter(({ value }) => value.code.startsWith(exampleCodePrefix))
  if (left.length === criteria.length) return
  for (const { value, row } of left) row.warn('code', 'exampleLeft', { value: value.code })
}

/** Mistakes that all bands together show; while one of them cannot be read they would be false alarms. */
const needsBands: ReadonlySet<string> = new Set(['starBandGap', 'lowestBandNotOpen', 'highestBandNotOpen'])

/** Mistakes that only the whole set can show; while parts are missing they would be false alarms. */
const needsAll: ReadonlySet<string> = new Set([
  'emptyText',
  'tooFew',
  'emptyGroup',
  'noGroupInside',
  'unknownGroup',
  'unknownCriterion',
  'moreThanDossier',
  'noSurvey',
  'totalNotHundred',
])

type Whole = { readonly set: boolean; readonly bands: boolean }

function judge(content: CriteriaContent, rows: SetRows, whole: Whole, findings: Findings): void {
  for (const problem of checkCriteriaContent(content)) {
    if (!whole.set && needsAll.has(problem.code)) continue
    if (!whole.bands && needsBands.has(problem.code)) continue
    const place = placeOfPath(problem.path, content, rows)
    // The workbook's own check has said it already, and more exactly.
    if (
      findings.mistakes.some(
        ({ row, column, sheet }) => row === place.row && column === place.column && sheet === place.sheet,
      )
    )
      continue
    const [reason, details] = sentenceOf(problem)
    if (problem.severity === 'warning') findings.warn(place, reason, details)
    else findings.mistake(place, reason, details)
  }
}

const pointDetails: ReadonlySet<string> = new Set(['points', 'step', 'best', 'max', 'total', 'from', 'to'])

function sentenceOf({ code, details }: CriteriaProblem): [MistakeReason, Record<string, string>] {
  const written = Object.entries(details).map(([name, value]): [string, string] => {
    if (typeof value === 'string') return [name, value]
    if (name === 'position') return [name, String(value + 1)]
    return [name, pointDetails.has(name) ? formatPoints(value as Hundredths) : String(value)]
  })
  const { reason = '', ...others } = Object.fromEntries(written)
  if (code === 'formulaError') return [`formula.${reason}` as MistakeReason, others]
  return [code, others]
}

/** The maximum that the office wrote beside a group is there to catch slips of the pen. */
function checkGroupMaxima(groups: readonly Read<{ id: string }>[], { criteria }: CriteriaContent): void {
  for (const { value, row } of groups) {
    if (!row.has('max')) continue
    const sum = criteria.reduce((total, { group, max }) => (group === value.id ? total + max : total), 0)
    const stated = row.points('max', 0)
    if (row.sound && stated !== sum) {
      const details = { stated: formatPoints(stated), sum: formatPoints(sum as Hundredths) }
      row.mistake('max', 'groupMaximumDiffers', details)
    }
  }
}
