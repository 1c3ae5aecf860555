import type {
  CriteriaContent,
  Criterion,
  EnteredBy,
  GateCheck,
  RuleKind,
} from '../../../shared/domain/criteria.ts'
import type { Decimal } from '../../../shared/domain/quantities.ts'
import { readNumber } from '../../../shared/domain/text/read-number.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import { codeSigns, IdGiver, nameSigns } from './ids.ts'
import { columnsOfGate, gateSheet } from './layout.ts'
import { readDeadline } from './read-deadline.ts'
import { readFixedId, readRule } from './read-rule.ts'
import type { RowReader } from './row-reader.ts'
import { entrantWords, gateWords, kindWords, notApplicableWords, wordFor, type Entrants } from './words.ts'

type Group = CriteriaContent['groups'][number]
type Department = CriteriaContent['departments'][number]
type Band = CriteriaContent['bands'][number]
type Gate = CriteriaContent['gates'][number]

/** A thing of the set and the row that it was read from. */
export type Read<Value> = Readonly<{ value: Value; row: RowReader }>

const codeIdPattern = /^[a-z0-9][a-z0-9.-]{0,31}$/
const departmentIdPattern = /^[a-z0-9][a-z0-9-]{0,63}$/
const longestCode = 32

/** How a code is looked up: spaces and case do not matter, every sign does. */
export function codeKey(code: string): string {
  return searchKey(code).replaceAll(' ', '')
}

/** Codes that two rows share. A number may have lost its last zero: 1.10 that Excel made 1.1. */
function refuseSameCodes(rows: readonly Read<{ code: string }>[]): void {
  const seen = new Map<string, RowReader>()
  for (const { value, row } of rows) {
    const earlier = seen.get(codeKey(value.code))
    if (value.code === '') continue
    if (!earlier) {
      seen.set(codeKey(value.code), row)
      continue
    }
    const asNumber = [row, earlier].some((each) => each.cell('code')?.kind === 'number')
    const details = { value: value.code, row: String(earlier.row.number) }
    row.mistake('code', asNumber ? 'duplicateNumberCode' : 'duplicateCode', details)
  }
}

export function readGroups(rows: readonly RowReader[]): readonly Read<Group>[] {
  const given = rows.map((row) => readFixedId(row, codeIdPattern))
  const ids = new IdGiver(given, 32, codeSigns)
  const groups = rows.map((row, index) => {
    const code = row.text('code', longestCode, 'one')
    const value = {
      id: given[index] ?? ids.make(code),
      code,
      title: row.text('title', 2000),
      outside: row.truth('outside', false),
    } as Group
    return { value, row }
  })
  refuseSameCodes(groups)
  return groups
}

export function readDepartments(rows: readonly RowReader[]): readonly Read<Department>[] {
  const given = rows.map((row) => readFixedId(row, departmentIdPattern))
  const ids = new IdGiver(given, 64, nameSigns)
  return rows.map((row, index) => {
    const name = row.text('name', 200, 'one')
    return { value: { id: given[index] ?? ids.make(name), name } as Department, row }
  })
}

/** Rows of "Lựa chọn và bậc" by the code of their criterion. */
export function sortDetails(rows: readonly RowReader[]): ReadonlyMap<string, readonly RowReader[]> {
  const byCode = new Map<string, RowReader[]>()
  for (const row of rows) {
    const key = codeKey(row.text('criterion', longestCode, 'one'))
    byCode.set(key, [...(byCode.get(key) ?? []), row])
  }
  for (const own of byCode.values()) sortBands(own)
  return byCode
}

/** Bands in the order of a set, highest first, in whatever order they were written. */
function sortBands(rows: RowReader[]): void {
  const limits = new Map(rows.map((row) => [row, limitOf(row)]))
  if ([...limits.values()].some((limit) => Number.isNaN(limit))) return
  rows.sort((one, other) => (limits.get(other) ?? 0) - (limits.get(one) ?? 0))
}

function limitOf(row: RowReader): number {
  const cell = row.cell('from')
  if (cell?.kind === 'number') return Number(cell.text)
  const reading = cell?.kind === 'text' ? readNumber(cell.text, 'decimal') : undefined
  return reading?.ok ? Number(reading.value) : NaN
}

/**
 * Every criterion. Without a sheet "Phòng ban" the departments are those that the criteria name; the second result is then
 * longer than what was given.
 */
export function readCriteria(
  rows: readonly RowReader[],
  groups: readonly Read<Group>[],
  listed: readonly Read<Department>[],
  details: ReadonlyMap<string, readonly RowReader[]>,
): { criteria: readonly Read<Criterion>[]; departments: Department[] } {
  const given = rows.map((row) => readFixedId(row, codeIdPattern))
  const ids = new IdGiver(given, 32, codeSigns)
  const departments = listed.map(({ value }) => value)
  const newDepartments = listed.length === 0 ? new IdGiver([], 64, nameSigns) : null

  const departmentOf = (row: RowReader): Department['id'] | null => {
    const name = row.text('department', 200, 'one')
    if (name === '') return null
    const found = departments.find((each) => searchKey(each.name) === searchKey(name))
    if (found) return found.id
    if (!newDepartments) {
      row.mistake('department', 'unknownDepartment', { value: name })
      return null
    }
    const made = { id: newDepartments.make(name), name } as Department
    departments.push(made)
    return made.id
  }

  const criteria = rows.map((row, index) => {
    const code = row.text('code', longestCode, 'one')
    const max = row.points('max', 0)
    // A row without a kind is already a mistake; nothing of its rule can be judged.
    const kind = row.word<RuleKind | null>('kind', kindWords, null)
    const own = details.get(codeKey(code)) ?? []
    const value = {
      id: given[index] ?? ids.make(code),
      code,
      group: groupOf(row, groups),
      title: row.text('title', 2000),
      max,
      rule: kind === null ? null : readRule(kind, row, own, max),
      step: row.points('step', 1),
      enteredBy: enteredBy(row.word<Entrants>('enteredBy', entrantWords, 'both')),
      notApplicable: row.word('notApplicable', notApplicableWords, 'refused'),
      evidence: row.list('evidence', 500),
      department: departmentOf(row),
      deadline: readDeadline(row),
      source: row.text('source', 500),
    } as Criterion
    if (value.evidence.length > 40) row.mistake('evidence', 'tooManyDetails', { limit: '40' })
    return { value, row }
  })
  refuseSameCodes(criteria)
  return { criteria, departments }
}

function enteredBy(who: Entrants): EnteredBy[] {
  return who === 'both' ? ['commune', 'appraiser'] : [who]
}

function groupOf(row: RowReader, groups: readonly Read<Group>[]): string {
  const written = row.text('group', 2000)
  if (written === '') return ''
  const found =
    groups.find(({ value }) => codeKey(value.code) === codeKey(written)) ??
    groups.find(({ value }) => searchKey(value.title) === searchKey(written))
  // Without any group the missing sheet is the one mistake.
  if (!found && groups.length > 0) row.mistake('group', 'unknownGroup', { value: written.slice(0, 100) })
  if (!found) row.taint()
  return found?.value.id ?? ''
}

export function readBands(rows: readonly RowReader[]): readonly Read<Band>[] {
  return rows.map((row) => {
    const value = {
      label: row.text('label', 2000),
      stars: row.whole('stars', { from: 0, to: 10 }, 0),
      from: row.has('from') ? row.points('from', 0) : null,
      to: row.has('to') ? row.points('to', 0) : null,
      passes: row.truth('passes', false),
    }
    return { value, row }
  })
}

export function readGates(
  rows: readonly RowReader[],
  groups: readonly Read<Group>[],
  criteria: readonly Read<Criterion>[],
): readonly Read<Gate>[] {
  const given = rows.map((row) => readFixedId(row, codeIdPattern))
  const ids = new IdGiver(given, 32, codeSigns)
  return rows.map((row, index) => {
    const kind = row.word<GateCheck['kind'] | null>('kind', gateWords, null)
    const value = {
      id: given[index] ?? ids.make(`dk${index + 1}`),
      title: row.text('title', 2000),
      check: kind === null ? null : readCheck(kind, row, groups, criteria),
      fromStars: row.whole('fromStars', { from: 0, to: 10 }, 0),
    } as Gate
    return { value, row }
  })
}

const gateColumns = new Set<string>(Object.values(columnsOfGate).flat())

function readCheck(
  kind: GateCheck['kind'],
  row: RowReader,
  groups: readonly Read<Group>[],
  criteria: readonly Read<Criterion>[],
): GateCheck {
  const own = new Set<string>(columnsOfGate[kind])
  const others = gateSheet.columns
    .map(({ key }) => key)
    .filter((key) => gateColumns.has(key) && !own.has(key))
  row.refuseUnused(others, { kind: wordFor(gateWords, kind) })
  const percent = (): Decimal => {
    if (!row.has('percent')) row.mistake('percent', 'valueMissing')
    return row.decimal('percent', '1', true)
  }
  switch (kind) {
    case 'groupMinimum':
      return {
        kind,
        group: row.has('group') ? (groupOf(row, groups) as Group['id']) : null,
        percent: percent(),
      }
    case 'criterionMinimum':
      return { kind, criterion: row.has('criterion') ? criterionOf(row, criteria) : null, percent: percent() }
    case 'dossier':
      if (!row.has('papers')) row.mistake('papers', 'valueMissing')
      return { kind, minimum: row.whole('papers', { from: 0, to: 40 }, 0) }
    case 'veto':
    case 'surveyForms':
      return { kind }
  }
}

function criterionOf(row: RowReader, criteria: readonly Read<Criterion>[]): Criterion['id'] {
  const written = row.text('criterion', 2000)
  const found = criteria.find(({ value }) => codeKey(value.code) === codeKey(written))
  if (!found && criteria.length > 0)
    row.mistake('criterion', 'unknownCriterion', { value: written.slice(0, 100) })
  if (!found) row.taint()
  return found?.value.id ?? ('' as Criterion['id'])
}
