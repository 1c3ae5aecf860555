import type { CriteriaContent, Criterion } from '../../../../shared/domain/criteria.ts'
import { readAnswer } from '../../../../shared/domain/answering/read-answer.ts'
import { answerShape } from '../../../../shared/domain/answering/answer-shape.ts'
import { readNumber } from '../../../../shared/domain/text/read-number.ts'
import { spellingKey } from '../../../../shared/domain/text/vietnamese.ts'
import { foldKey } from '../../../../shared/domain/text/fold-key.ts'
import type { NamedFigure } from '../../../ui/answer/paste-figures.ts'
import { findHeadings, type HeadingWords } from '../../../ui/tables/headings.ts'
import { widthOf, type PastedTable, type TableRow } from '../../../ui/tables/table.ts'
import { isCode, plainCode } from './codes.ts'
import type { Standing, StandingRows } from './standing.ts'

/** What a column of a pasted table holds. `points`: points that were claimed, which are an answer to some rules only. */
export type SheetRole =
  | 'code'
  | 'title'
  | 'max'
  | 'lastYear'
  | 'answer'
  | 'points'
  | 'appraisal'
  | 'verification'
  | 'evidence'
  | 'note'
  | 'state'
  | NamedFigure

export type Target = 'answer' | 'lastYear'

export type ColumnPlan = Readonly<{
  roles: readonly (SheetRole | null)[]
  /** Headings as they stand; empty texts where there are none. */
  texts: readonly string[]
  /** Lines above the data. */
  headingLines: number
  /** Why a person has to choose the column: `several` may be meant, `none` is clear, or it is `like` another column of the sheet. */
  doubt: 'several' | 'none' | 'like' | null
  /** The sheet's own column that the only candidate repeats. */
  like: SheetRole | null
}>

/** In the order in which they are tried. */
export const sheetHeadings: HeadingWords<SheetRole> = [
  ['max', /toi da|diem chuan|thang diem|diem qui dinh|^max/],
  ['lastYear', /nam truoc|nam ngoai|nam lien truoc|last iear/],
  ['evidence', /minh chung|evidence|tai lieu|ho so kem/],
  ['note', /ghi chu|note|remark|giai trinh|li do|nhan xet/],
  ['state', /tinh trang|trang thai|^state$|^status$/],
  ['verification', /cap tinh|tinh cham|province|verif/],
  ['appraisal', /tham dinh|apprais|phuc tra|cham lai|huien cham/],
  [
    'answer',
    /so lieu|^figures?$|^answers?$|tra loi|^ket qua(?! (tu )?cham)(?! diem)|thuc hien|tu so|mau so|phat ra|thu ve|hop le|hai long|so dat|so luong|^tong so$|^gia tri$/,
  ],
  ['points', /tu cham|tu danh gia|diem dat|^self|^(so )?diem|^points?$|^score$|ket qua/],
  ['code', /^(tt|stt|ma|ma so|ma tieu chi|ma tc|so tt|so thu tu|code|no|tieu chi so)$/],
  ['title', /tieu chi|noi dung|^criteri|chi tieu|^ten/],
]

/** The sheet's own names of its columns, as the program writes them onto the clipboard. */
const ownColumns: Readonly<Record<string, SheetRole>> = {
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

/** What is known of each line before its columns are: its criterion, by code or title. */
export type KeyColumns = Readonly<{ code: number | null; title: number | null }>

/** Headings, codes and titles: what tells which line belongs to which criterion. */
export function findKeys(
  table: PastedTable,
  content: CriteriaContent,
): Readonly<{ keys: KeyColumns; headings: ReturnType<typeof findHeadings<SheetRole>> }> {
  const words: HeadingWords<SheetRole> = [['answer', figureLabels(content)], ...sheetHeadings]
  const headings = findHeadings(table.rows, words, (row) => row.cells.some((cell) => isCode(content, cell)))
  const data = table.rows.slice(headings?.lines ?? 0)
  const own = table.columns?.map((name) => ownColumns[name] ?? null) ?? null
  const named = (role: SheetRole): number | null => {
    const at = (own ?? headings?.roles)?.indexOf(role) ?? -1
    return at < 0 ? null : at
  }
  const code = named('code')
  const title = named('title')
  return {
    keys: {
      code:
        code !== null && data.some(({ cells }) => isCode(content, cells[code] ?? ''))
          ? code
          : (codeColumn(data, content) ??
            (titleColumn(data, content) === null && holdsCodes(data, code) ? code : null)),
      title: title ?? titleColumn(data, content),
    },
    headings,
  }
}

/** The labels of figures that stand beside others in an answer, as headings are compared. */
function figureLabels(content: CriteriaContent): RegExp {
  const labels = content.criteria.flatMap(({ rule }) => {
    const shape = answerShape(rule)
    const named = shape.kind === 'figures' && shape.fields.length > 1 ? shape.fields : []
    return named.flatMap(({ label }) => (label === null ? [] : [foldKey(label)]))
  })
  return new RegExp(`^(?:${['(?!)', ...labels.filter((label) => label !== '')].join('|')})$`)
}

/** Whether a column that is headed as codes holds some, known here or not: more than the running numbers of the lines. */
function holdsCodes(rows: readonly TableRow[], column: number | null): boolean {
  if (column === null) return false
  const filled = rows.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '')
  return filled.some((cell, index) => cell.replace(/[.)]$/, '') !== String(index + 1))
}

/** The column in which most of the filled cells are codes of this set; one alone would be chance. */
function codeColumn(rows: readonly TableRow[], content: CriteriaContent): number | null {
  const width = widthOf({ rows })
  for (let column = 0; column < width - 1; column += 1) {
    const filled = rows.flatMap(({ cells }) => ((cells[column] ?? '') === '' ? [] : [cells[column] ?? '']))
    const known = filled.filter((cell) => isCode(content, cell)).map(plainCode)
    const groups = filled.filter((cell) =>
      content.groups.some(({ code }) => plainCode(code) === plainCode(cell)),
    )
    // Codes differ from line to line; points like "1.5" repeat and are no codes of most sets.
    const different = new Set(known).size
    const most = known.length * 2 > filled.length - groups.length
    if (most && (different > 1 || rows.length === 1) && different * 2 > known.length) return column
  }
  return null
}

function titleColumn(rows: readonly TableRow[], content: CriteriaContent): number | null {
  const titles = new Set(content.criteria.map(({ title }) => spellingKey(title)))
  for (let column = 0; column < widthOf({ rows }); column += 1) {
    const filled = rows.flatMap(({ cells }) => ((cells[column] ?? '') === '' ? [] : [cells[column] ?? '']))
    const known = filled.filter((cell) => titles.has(spellingKey(cell)))
    if (known.length > 0 && known.length * 2 > filled.length) return column
  }
  return null
}

/** A line with the criterion that it belongs to. */
export type UsableLine = Readonly<{ cells: readonly string[]; criterion: Criterion }>

/** Which column holds what. Nothing is guessed: where more than one may be meant, a person chooses. */
export function planColumns(
  table: PastedTable,
  { keys, headings }: ReturnType<typeof findKeys>,
  lines: readonly UsableLine[],
  standing: StandingRows,
  target: Target,
): ColumnPlan {
  const width = widthOf(table)
  const columns = Array.from({ length: width }, (_, column) => column)
  const own = table.columns?.length === width ? table.columns.map((name) => ownColumns[name] ?? null) : null
  const known = own ?? (headings === null ? null : columns.map((column) => headings.roles[column] ?? null))
  const strange = headings === null && own === null ? wordsAbove(table, columns, lines) : null
  const texts = columns.map((column) => headings?.texts[column] ?? strange?.[column] ?? '')
  const plan = (
    roles: readonly (SheetRole | null)[],
    doubt: ColumnPlan['doubt'],
    like: SheetRole | null = null,
  ): ColumnPlan => ({
    roles: roles.map((role, column) =>
      column === keys.code ? 'code' : column === keys.title && role !== 'code' ? 'title' : role,
    ),
    texts,
    headingLines: headings?.lines ?? 0,
    doubt,
    like,
  })
  if (known !== null) return withHeadings(known, lines, target, plan)

  const roles = columns.map((column): SheetRole | null => ownLike(column, lines, standing))
  const rest = columns.filter((column) => column !== keys.code && column !== keys.title)
  const filled = rest.filter((column) => lines.some(({ cells }) => (cells[column] ?? '') !== ''))
  const fitting = filled.filter((column) => fits(column, lines, target))
  const candidates = fitting.filter((column) => roles[column] === null)
  const [only] = candidates
  if (only === undefined) {
    // What repeats a column of the sheet may be that column, or figures that happen to be the same.
    const [repeated] = fitting
    return plan(
      roles,
      fitting.length === 0 ? 'none' : 'like',
      repeated === undefined ? null : (roles[repeated] ?? null),
    )
  }
  const named = candidates.some((column) => /\p{L}/u.test(strange?.[column] ?? ''))
  if (candidates.length > 1 && (target === 'lastYear' || named || !fillExactly(candidates, lines)))
    return plan(roles, 'several')
  return plan(
    roles.map((role, column) => (candidates.includes(column) ? target : role)),
    null,
  )
}

/** The words above the data in these columns: headings that name nothing known, so that order tells nothing. */
function wordsAbove(
  { rows }: PastedTable,
  columns: readonly number[],
  lines: readonly UsableLine[],
): readonly string[] | null {
  const first = rows.findIndex(({ cells }) => cells === lines[0]?.cells)
  const above = rows
    .slice(0, Math.max(0, first))
    .findLast(({ cells }) => columns.some((column) => /\p{L}/u.test(cells[column] ?? '')))
  return above?.cells ?? null
}

function withHeadings(
  roles: readonly (SheetRole | null)[],
  lines: readonly UsableLine[],
  target: Target,
  plan: (roles: readonly (SheetRole | null)[], doubt: ColumnPlan['doubt']) => ColumnPlan,
): ColumnPlan {
  const of = (wanted: SheetRole): number[] =>
    roles.flatMap((role, column) => (role === wanted ? [column] : []))
  const answers = of('answer')
  const points = of('points')
  if (target === 'lastYear') {
    const columns = of('lastYear').length > 0 ? of('lastYear') : points
    if (columns.length !== 1)
      return plan(without(roles, ['lastYear', 'points']), columns.length === 0 ? 'none' : 'several')
    return plan(
      roles.map((role, column) => (column === columns[0] ? 'lastYear' : role)),
      null,
    )
  }
  if (answers.length === 1 || (answers.length > 1 && fillExactly(answers, lines)))
    return plan(without(roles, ['points']), null)
  if (answers.length > 1) return plan(without(roles, ['answer', 'points']), 'several')
  if (points.length === 1) return plan(roles, null)
  return plan(without(roles, ['points']), points.length > 1 ? 'several' : 'none')
}

function without(roles: readonly (SheetRole | null)[], left: readonly SheetRole[]): (SheetRole | null)[] {
  return roles.map((role) => (role !== null && left.includes(role) ? null : role))
}

/** Whether every line has exactly the figures that its criterion asks for: numerator and denominator, the four of a survey. */
function fillExactly(columns: readonly number[], lines: readonly UsableLine[]): boolean {
  return lines.every(({ cells, criterion }) => {
    const given = columns.map((column) => cells[column] ?? '')
    const filled = given.filter((cell) => cell !== '').length
    const shape = answerShape(criterion.rule)
    const needed =
      shape.kind === 'figures' ? shape.fields.length : shape.kind === 'ticks' ? shape.items.length : 1
    return filled === 0 || (filled === needed && readAnswer(criterion, given).status === 'answer')
  })
}

/** Whether a column has anything that the target could take. */
function fits(column: number, lines: readonly UsableLine[], target: Target): boolean {
  const filled = lines.filter(({ cells }) => (cells[column] ?? '') !== '')
  const wordy = filled.filter(({ cells, criterion }) => {
    const text = cells[column] ?? ''
    return text.length > 6 && /\p{L}{2,}/u.test(text) && readAnswer(criterion, [text]).status !== 'answer'
  })
  if (filled.length === 0 || wordy.length * 2 > filled.length) return false
  return target === 'answer' || filled.some(({ cells }) => readNumber(cells[column] ?? '', 'points').ok)
}

/** The column of the sheet that this one repeats on every line. */
function ownLike(column: number, lines: readonly UsableLine[], standing: StandingRows): SheetRole | null {
  const filled = lines.filter(({ cells }) => (cells[column] ?? '') !== '')
  if (filled.length === 0) return null
  const repeats = (value: (row: Standing, criterion: Criterion) => number | null): boolean => {
    const read = filled.map(({ cells, criterion }) => {
      const row = standing.get(criterion.id)
      const reading = readNumber(cells[column] ?? '', 'points')
      const expected = row === undefined ? null : value(row, criterion)
      // Where there are no points a table of the program has a word, such as "Không tính".
      return reading.ok ? reading.value === expected : expected === null ? null : false
    })
    return read.includes(true) && !read.includes(false)
  }
  if (repeats((_row, { max }) => max)) return 'max'
  if (repeats((row) => row.points)) return 'points'
  if (repeats((row) => row.lastPoints)) return 'lastYear'
  if (repeats((row) => row.appraised)) return 'appraisal'
  if (repeats((row) => row.verified)) return 'verification'
  if (repeats((row) => row.evidence * 100)) return 'evidence'
  const notes = filled.every(({ cells, criterion }) => {
    const note = standing.get(criterion.id)?.answer?.note ?? ''
    return note !== '' && spellingKey(note) === spellingKey(cells[column] ?? '')
  })
  if (notes) return 'note'
  return filled.every(({ cells, criterion }) => plainCode(cells[column] ?? '') === plainCode(criterion.code))
    ? 'code'
    : null
}
