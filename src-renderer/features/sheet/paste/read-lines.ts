import { scoreCriterion, type Outcome } from '../../../../shared/domain/rules.ts'
import type { Answer } from '../../../../shared/domain/answers.ts'
import { readAnswer, type AnswerProblem } from '../../../../shared/domain/answering/read-answer.ts'
import { repeatsAnswer } from '../../../../shared/domain/answering/repeats-answer.ts'
import { withoutUnit } from '../../../../shared/domain/answering/read-option.ts'
import type { CriteriaContent, Criterion } from '../../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import { readNumber } from '../../../../shared/domain/text/read-number.ts'
import { inRuleOrder, namedFigures, type HeadedCell } from '../../../ui/answer/paste-figures.ts'
import type { PastedTable } from '../../../ui/tables/table.ts'
import {
  hasGroupLines,
  matchRows,
  type GroupLines,
  type LineChoices,
  type MatchedRow,
  type MatchedTable,
} from './match-rows.ts'
import { findKeys, planColumns, type ColumnPlan, type SheetRole, type Target } from './sheet-columns.ts'
import type { StandingRows } from './standing.ts'

/** What a line would do. `why` is the key of a sentence. */
export type LineReading =
  | Readonly<{ status: 'answer'; answer: Answer; outcome: Outcome }>
  | Readonly<{ status: 'points'; points: Hundredths }>
  | Readonly<{ status: 'same' | 'blank' | 'skipped' }>
  | Readonly<{ status: 'invalid'; outcome: Outcome }>
  | Readonly<{
      status: 'problem'
      why: AnswerProblem | 'enteredAbove' | 'noCriterion' | 'noCode' | 'figuresUnnamed' | 'short' | 'asked'
      needed: number
    }>

export type PastePlan = Readonly<{
  by: MatchedTable['by']
  columns: ColumnPlan
  /** The table may have been copied with its group lines. */
  withGroupLines: boolean
  lines: readonly Readonly<{ row: MatchedRow; pasted: readonly string[]; reading: LineReading }>[]
}>

export type Sheet = Readonly<{ content: CriteriaContent; standing: StandingRows; from: CriterionId }>

/** What a person has said about the table. */
export type PasteChoices = Readonly<{
  target: Target
  roles: Readonly<Record<number, SheetRole | null>>
  lines: LineChoices
  withGroupLines: boolean | null
}>

/** What a pasted table would do to the sheet, line by line; nothing is done. */
export function planPaste(table: PastedTable, sheet: Sheet, choices: PasteChoices): PastePlan {
  const found = findKeys(table, sheet.content)
  const chosenCode = chosenColumn(choices.roles, 'code')
  const keys = {
    code:
      chosenCode ?? (found.keys.code !== null && found.keys.code in choices.roles ? null : found.keys.code),
    title: found.keys.title,
  }
  const planned = (groupLines: GroupLines): PastePlan =>
    planWith(table, sheet, choices, { ...found, keys }, groupLines)
  if (keys.code !== null || keys.title !== null) return planned('none')
  if (choices.withGroupLines !== null) return planned(choices.withGroupLines ? 'between' : 'none')
  // A part of the program's own table is known again by what it says, with its group lines or without.
  const headingLines = found.headings?.lines ?? 0
  const ways = (['none', 'between', 'first'] as const).map(
    (way) =>
      [planned(way), way === 'first' && isGroupLine(table.rows[headingLines]?.cells ?? [], sheet)] as const,
  )
  const known = ways.find(([plan, group]) => repeatsSheet(plan, group))
  return (
    known?.[0] ?? planned(hasGroupLines(table, headingLines, sheet.content, sheet.from) ? 'between' : 'none')
  )
}

/** Whether a line holds the maximum and the points of the group in which the table was pasted. */
function isGroupLine(cells: readonly string[], { content, standing, from }: Sheet): boolean {
  const group = content.criteria.find(({ id }) => id === from)?.group
  const own = content.criteria.filter((criterion) => criterion.group === group)
  const sums = [
    own.reduce((sum, { max }) => sum + max, 0),
    ...(['points', 'appraised', 'verified'] as const).map((stage) =>
      own.reduce((sum, { id }) => sum + (standing.get(id)?.[stage] ?? 0), 0),
    ),
  ]
  const filled = cells.filter((cell) => cell !== '')
  return (
    filled.length > 0 &&
    filled.every((cell) => {
      const read = readNumber(cell, 'points')
      return read.ok && sums.includes(read.value)
    })
  )
}

/** Whether all that the table holds stands in the sheet already. */
function repeatsSheet({ lines, columns }: PastePlan, groupLine: boolean): boolean {
  const none = lines.every(({ reading }) => reading.status !== 'answer' && reading.status !== 'points')
  return (
    none && (groupLine || columns.like !== null || lines.some(({ reading }) => reading.status === 'same'))
  )
}

function planWith(
  table: PastedTable,
  { content, standing, from }: Sheet,
  choices: PasteChoices,
  found: ReturnType<typeof findKeys>,
  groupLines: GroupLines,
): PastePlan {
  const headingLines = found.headings?.lines ?? 0
  const { keys } = found
  const { by, rows } = matchRows(table, content, {
    keys,
    headingLines,
    from,
    groupLines,
    choices: choices.lines,
  })
  const usable = rows.flatMap(({ row, criterion, state }) =>
    state === 'matched' && criterion !== null ? [{ cells: row.cells, criterion }] : [],
  )
  const planned = planColumns(table, found, usable, standing, choices.target)
  const columns = withChoices(planned, choices)
  const taken = columnsOf(columns.roles, choices.target)
  const lines = rows.map((row) => {
    const headed = taken.columns.map((column): HeadedCell => {
      const role = columns.roles[column]
      return {
        text: row.row.cells[column] ?? '',
        heading: columns.texts[column] ?? '',
        figure: namedFigures.find((name) => name === role) ?? null,
      }
    })
    const pasted = headed.map(({ text }) => text)
    return { row, pasted, reading: readLine(row, headed, taken.points, standing, choices.target) }
  })
  return { by, columns, withGroupLines: groupLines !== 'none', lines }
}

function chosenColumn(roles: PasteChoices['roles'], wanted: SheetRole): number | null {
  const found = Object.entries(roles).find(([, role]) => role === wanted)
  return found === undefined ? null : Number(found[0])
}

function withChoices(planned: ColumnPlan, { roles, target }: PasteChoices): ColumnPlan {
  if (Object.keys(roles).length === 0) return planned
  const chosen = planned.roles.map((role, column) => (column in roles ? (roles[column] ?? null) : role))
  return columnsOf(chosen, target).columns.length > 0
    ? { ...planned, roles: chosen, doubt: null, like: null }
    : { ...planned, roles: chosen, doubt: planned.doubt ?? 'none' }
}

/** The columns that are taken: figures, and only without any, the points that were claimed. */
function columnsOf(
  roles: readonly (SheetRole | null)[],
  target: Target,
): Readonly<{ columns: readonly number[]; points: boolean }> {
  const of = (wanted: SheetRole): number[] =>
    roles.flatMap((role, column) => (role === wanted ? [column] : []))
  if (target === 'lastYear') return { columns: of('lastYear'), points: false }
  const answers = roles.flatMap((role, column) =>
    role === 'answer' || namedFigures.some((name) => name === role) ? [column] : [],
  )
  return answers.length > 0 ? { columns: answers, points: false } : { columns: of('points'), points: true }
}

function readLine(
  { state, criterion }: MatchedRow,
  headed: readonly HeadedCell[],
  points: boolean,
  standing: StandingRows,
  target: Target,
): LineReading {
  const filled = headed.flatMap(({ text }) => (text === '' ? [] : [text]))
  if (state === 'bare')
    return filled.length > 0 ? { status: 'problem', why: 'noCode', needed: 0 } : { status: 'skipped' }
  if (state === 'skipped' || state === 'blank') return { status: state }
  if (state === 'noCriterion' || state === 'asked') return { status: 'problem', why: state, needed: 0 }
  if (criterion === null) return { status: 'skipped' }
  if (filled.length === 0)
    return state === 'short' ? { status: 'problem', why: 'short', needed: 0 } : { status: 'blank' }
  const row = standing.get(criterion.id)
  if (target === 'lastYear') return readLastPoints(filled, row?.lastPoints ?? null)
  const old = row?.answer ?? null
  if (points) {
    const read = readNumber(withoutUnit(filled[0] ?? ''), 'points')
    if (read.ok && read.value === row?.points) return { status: 'same' }
    const answers: readonly string[] = ['manual', 'yesNo', 'choice']
    if (read.ok && !answers.includes(criterion.rule.kind))
      return { status: 'problem', why: 'pointsNotFigures', needed: 0 }
  }
  const pasted = inRuleOrder(criterion.rule, headed)
  if (pasted === null) return { status: 'problem', why: 'figuresUnnamed', needed: 0 }
  return readFigures(criterion, pasted, old, row?.others ?? [])
}

function readFigures(
  criterion: Criterion,
  pasted: readonly string[],
  old: Answer | null,
  others: readonly Answer[],
): LineReading {
  const standing = [old, ...others].filter((each) => each !== null)
  if (standing.some((answer) => repeatsAnswer(criterion, answer, pasted))) return { status: 'same' }
  const reading = readAnswer(criterion, pasted)
  if (reading.status === 'blank') return reading
  if (!criterion.enteredBy.includes('commune')) return { status: 'problem', why: 'enteredAbove', needed: 0 }
  if (reading.status === 'problem') return reading
  const answer: Answer = { input: reading.input, note: old?.note ?? '' }
  const outcome = scoreCriterion(criterion, answer)
  // An answer that cannot be true would be refused with the whole table.
  return outcome.status === 'invalid' ? { status: 'invalid', outcome } : { status: 'answer', answer, outcome }
}

function readLastPoints(filled: readonly string[], old: Hundredths | null): LineReading {
  if (filled.length > 1) return { status: 'problem', why: 'tooManyFigures', needed: 1 }
  const read = readNumber(withoutUnit(filled[0] ?? ''), 'points')
  if (!read.ok)
    return read.code === 'empty' ? { status: 'blank' } : { status: 'problem', why: read.code, needed: 1 }
  return read.value === old ? { status: 'same' } : { status: 'points', points: read.value }
}
