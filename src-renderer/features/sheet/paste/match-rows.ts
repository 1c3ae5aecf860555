import type { CriteriaContent, Criterion } from '../../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import { spellingKey } from '../../../../shared/domain/text/vietnamese.ts'
import { widthOf, type PastedTable, type TableRow } from '../../../ui/tables/table.ts'
import { criterionOfCode, inSheetOrder, plainCode, twinsOf } from './codes.ts'
import type { KeyColumns } from './sheet-columns.ts'

/** Lays a pasted table over the sheet: by the criteria's codes or titles when the table has them, else by order. */

export type MatchedRow = Readonly<{
  /** Line of the table, from 1. */
  line: number
  row: TableRow
  criterion: Criterion | null
  /**
   * `skipped`: a heading, a group or a total. `short`: the line has fewer cells than the others, so something is missing. `asked`:
   * a person has to say which criterion is meant. `bare`: neither code nor title, so a heading unless it holds figures.
   */
  state: 'matched' | 'skipped' | 'bare' | 'blank' | 'noCriterion' | 'short' | 'asked'
  /** Which criteria an asked line may belong to, the likeliest first. */
  candidates: readonly Criterion[]
  why: 'twice' | 'order' | 'title' | null
}>

export type MatchedTable = Readonly<{ by: 'code' | 'title' | 'order'; rows: readonly MatchedRow[] }>

/** What a person said of a line that was asked about: its criterion, or null to leave it out. */
export type LineChoices = Readonly<Record<number, CriterionId | null>>

/**
 * In order mode: whether the table was copied with its group lines, which use up a line where the sheet has a group; `first`: and
 * begins with one.
 */
export type GroupLines = 'none' | 'between' | 'first'

type Wanted = Readonly<{
  keys: KeyColumns
  headingLines: number
  /** The criterion of the cell where the table was pasted. */
  from: CriterionId
  groupLines: GroupLines
  choices: LineChoices
}>

export function matchRows(table: PastedTable, content: CriteriaContent, wanted: Wanted): MatchedTable {
  const rows = table.rows.map((row, index) => ({
    row,
    line: index + 1,
    heading: index < wanted.headingLines,
  }))
  if (wanted.keys.code !== null || wanted.keys.title !== null) {
    const matched = byKeys(table, rows, content, wanted)
    return { by: wanted.keys.code === null ? 'title' : 'code', rows: matched }
  }
  return { by: 'order', rows: byOrder(rows, content, wanted) }
}

type Numbered = Readonly<{ row: TableRow; line: number; heading: boolean }>

function matched(
  { row, line }: Numbered,
  state: MatchedRow['state'],
  criterion: Criterion | null = null,
  asked: Pick<MatchedRow, 'candidates' | 'why'> = { candidates: [], why: null },
): MatchedRow {
  return { row, line, state, criterion, ...asked }
}

function byKeys(
  table: PastedTable,
  rows: readonly Numbered[],
  content: CriteriaContent,
  { keys, choices }: Wanted,
): readonly MatchedRow[] {
  const width = widthOf(table)
  const keyOf = ({ row, heading }: Numbered): Criterion | null => {
    if (heading) return null
    return keys.code === null
      ? criterionOfTitle(content, row.cells[keys.title ?? 0] ?? '')
      : criterionOfCode(content, row.cells[keys.code] ?? '')
  }
  const found = rows.map(keyOf)
  const asked = keys.code === null ? new Map<number, Asked>() : askedLines(found, rows, content, keys.title)
  repeated(found, asked, content)
  return rows.map((numbered, index): MatchedRow => {
    const criterion = found[index] ?? null
    if (numbered.heading) return matched(numbered, 'skipped')
    if (criterion === null) {
      const { cells } = numbered.row
      if (cells.every((cell) => cell === '') || isGroupOrTotal(cells, content, keys.code))
        return matched(numbered, 'skipped')
      const given = keys.code === null ? '' : (cells[keys.code] ?? '')
      const bare = given === '' && cells.length === width
      return matched(numbered, bare ? 'bare' : 'noCriterion')
    }
    const question = asked.get(index)
    if (question !== undefined) {
      const choice = choices[numbered.line]
      if (choice === null) return matched(numbered, 'skipped', null, question)
      const chosen = question.candidates.find(({ id }) => id === choice)
      return chosen === undefined
        ? matched(numbered, 'asked', criterion, question)
        : matched(numbered, 'matched', chosen, question)
    }
    return matched(
      numbered,
      numbered.row.cells.length < width && numbered.row.joined === 1 ? 'short' : 'matched',
      criterion,
    )
  })
}

type Asked = Pick<MatchedRow, 'candidates' | 'why'>

/** Lines whose code may be another one that a spreadsheet has shortened: its title and the order of the codes say so. */
function askedLines(
  found: readonly (Criterion | null)[],
  rows: readonly Numbered[],
  content: CriteriaContent,
  titles: number | null,
): Map<number, Asked> {
  const order = new Map(inSheetOrder(content).map(({ id }, index) => [id, index]))
  const placeOf = (criterion: Criterion): number => order.get(criterion.id) ?? 0
  const asked = new Map<number, Asked>()
  for (const [index, criterion] of found.entries()) {
    if (criterion === null) continue
    const titled = titles === null ? null : criterionOfTitle(content, rows[index]?.row.cells[titles] ?? '')
    if (titled !== null && titled.id !== criterion.id) {
      asked.set(index, { candidates: [titled, criterion], why: 'title' })
      continue
    }
    const before = found.slice(0, index).findLast((each) => each !== null)
    const after = found.slice(index + 1).find((each) => each !== null)
    const lies = (place: number): boolean =>
      (before == null || placeOf(before) < place) && (after == null || place < placeOf(after))
    const likelier = titled === null ? twinsOf(content, criterion).filter((twin) => lies(placeOf(twin))) : []
    if (likelier.length > 0 && !lies(placeOf(criterion))) {
      asked.set(index, { candidates: [...likelier, criterion], why: 'order' })
    }
  }
  return asked
}

/** A criterion on two lines: which of them is meant, nobody can know. */
function repeated(
  found: readonly (Criterion | null)[],
  asked: Map<number, Asked>,
  content: CriteriaContent,
): void {
  for (const [index, criterion] of found.entries()) {
    if (criterion === null || asked.has(index)) continue
    const others = found.filter(
      (other, at) => at !== index && other?.id === criterion.id && asked.get(at)?.why !== 'title',
    )
    if (others.length === 0) continue
    asked.set(index, { candidates: [criterion, ...twinsOf(content, criterion)], why: 'twice' })
  }
}

/** The criterion that this title names; null for a title that two have. */
function criterionOfTitle(content: CriteriaContent, text: string): Criterion | null {
  return text === '' ? null : (titlesOf(content).get(spellingKey(text)) ?? null)
}

const titled = new WeakMap<CriteriaContent, ReadonlyMap<string, Criterion | null>>()

function titlesOf(content: CriteriaContent): ReadonlyMap<string, Criterion | null> {
  const found = titled.get(content)
  if (found !== undefined) return found
  const titles = new Map<string, Criterion | null>()
  for (const criterion of content.criteria) {
    const key = spellingKey(criterion.title)
    titles.set(key, titles.has(key) ? null : criterion)
  }
  titled.set(content, titles)
  return titles
}

function byOrder(
  rows: readonly Numbered[],
  content: CriteriaContent,
  { from, groupLines }: Wanted,
): readonly MatchedRow[] {
  const ordered = inSheetOrder(content)
  let at = ordered.findIndex(({ id }) => id === from)
  let group = groupLines === 'first' ? undefined : ordered[at]?.group
  return rows.map((numbered): MatchedRow => {
    const { cells } = numbered.row
    const criterion = ordered[at] ?? null
    if (numbered.heading) return matched(numbered, 'skipped')
    if (groupLines !== 'none' && criterion !== null && criterion.group !== group) {
      group = criterion.group
      return matched(numbered, 'skipped')
    }
    if (isGroupOrTotal(cells, content, null)) return matched(numbered, 'skipped')
    const blank = cells.every((cell) => cell === '')
    at += 1
    if (criterion === null) return matched(numbered, blank ? 'blank' : 'noCriterion')
    return matched(numbered, blank ? 'blank' : 'matched', criterion)
  })
}

const totalLine =
  /^(?:tổng(?:\s+(?:cộng|điểm|số điểm))?|cộng|total|xếp loại|band|điều kiện bắt buộc)(?:\s*:.*)?$/i

/** A line that names a group, a condition or a total. */
function isGroupOrTotal(cells: readonly string[], content: CriteriaContent, code: number | null): boolean {
  const coded = code === null ? '' : plainCode(cells[code] ?? '')
  if (coded !== '' && content.groups.some((group) => plainCode(group.code) === coded)) return true
  const names = namesOf(content)
  return cells.some((cell) => {
    if (cell === '') return false
    const text = spellingKey(cell)
    return totalLine.test(cell) || names.has(text) || names.has(unnumbered(text))
  })
}

const known = new WeakMap<CriteriaContent, ReadonlySet<string>>()

/** Titles of groups and conditions, as they are compared. */
function namesOf(content: CriteriaContent): ReadonlySet<string> {
  const found = known.get(content)
  if (found !== undefined) return found
  const groups = content.groups.map(({ title }) => spellingKey(title))
  const names = new Set([
    ...groups,
    ...groups.map(unnumbered),
    ...content.gates.map(({ title }) => spellingKey(title)),
  ])
  known.set(content, names)
  return names
}

function unnumbered(text: string): string {
  return text.replace(/^[\divxlc]+[.)]\s*/, '')
}

/**
 * Whether a table without codes was copied with its group lines: where the sheet begins a group it has a line without a value, and
 * its height fits no other way better.
 */
export function hasGroupLines(
  table: PastedTable,
  headingLines: number,
  content: CriteriaContent,
  from: CriterionId,
): boolean {
  const ordered = inSheetOrder(content)
  const below = ordered.slice(ordered.findIndex(({ id }) => id === from))
  const rows = table.rows.slice(headingLines)
  let group = below[0]?.group
  let met = 0
  let line = 0
  for (const criterion of below) {
    if (line >= rows.length) break
    if (criterion.group !== group) {
      group = criterion.group
      const cells = rows[line]?.cells ?? []
      if (cells.some((cell) => cell !== '') && !isGroupOrTotal(cells, content, null)) return false
      met += 1
      line += 1
    }
    line += 1
  }
  return met > 0
}
