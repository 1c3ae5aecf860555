import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { Rule, RuleKind, Scale, ZeroPolicy } from '../../../shared/domain/criteria.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { IdGiver, nameSigns } from './ids.ts'
import { columnsOfKind, detailColumnsOfKind, detailSheet } from './layout.ts'
import type { RowReader } from './row-reader.ts'
import { kindWords, valueOf, wordFor, zeroWords } from './words.ts'

const longLabel = 2000
const optionPattern = /^[a-z0-9][a-z0-9-]{0,31}$/
const inputPattern = /^[a-z][a-z0-9]{0,15}$/
const mostForms = 1_000_000

/** Every column that belongs to some kind of rule. */
const kindColumns = new Set<string>(Object.values(columnsOfKind).flat())
const detailColumns = detailSheet.columns.map(({ key }) => key).filter((key) => key !== 'criterion')

/**
 * The rule of one criterion from its row and its rows in "Lựa chọn và bậc". What is missing is filled in so that the rest of
 * the row is still looked at; `row.sound` says whether the result may be used.
 */
export function readRule(
  kind: RuleKind,
  row: RowReader,
  details: readonly RowReader[],
  max: Hundredths,
): Rule {
  const word = wordFor(kindWords, kind)
  const own = new Set<string>(columnsOfKind[kind])
  row.refuseUnused(
    [...kindColumns].filter((key) => !own.has(key)),
    { kind: word },
  )
  refuseDetails(kind, details, word)
  const rule = ruleOf(kind, row, details, max)
  if (details.some((detail) => !detail.sound)) row.taint()
  return rule
}

function refuseDetails(kind: RuleKind, details: readonly RowReader[], word: string): void {
  const own = new Set<string>(detailColumnsOfKind[kind])
  for (const detail of details) {
    if (own.size === 0) detail.mistake('criterion', 'rowNotUsed', { kind: word })
    else
      detail.refuseUnused(
        detailColumns.filter((key) => !own.has(key)),
        { kind: word },
      )
  }
}

function ruleOf(kind: RuleKind, row: RowReader, details: readonly RowReader[], max: Hundredths): Rule {
  switch (kind) {
    case 'yesNo':
      return {
        kind,
        yes: row.points('yes', max),
        no: row.points('no', 0),
        yesLabel: row.text('yesLabel', longLabel) || 'Có',
        noLabel: row.text('noLabel', longLabel) || 'Không',
      }
    case 'choice':
      if (details.length < 2) row.mistake('kind', 'optionsMissing')
      checkCount(row, details, 40)
      return { kind, options: readOptions(details) }
    case 'checklist':
      if (details.length < 1) row.mistake('kind', 'itemsMissing')
      checkCount(row, details, 60)
      return { kind, items: readOptions(details) }
    case 'ratio':
      return {
        kind,
        numerator: neededText(row, 'numerator'),
        denominator: neededText(row, 'denominator'),
        scale: readScale(row, details),
        whenZero: row.word('whenZero', zeroWords, 'missing'),
      }
    case 'survey':
      return {
        kind,
        form: row.text('form', 32, 'one'),
        satisfied: row.text('numerator', longLabel) || 'Phiếu hài lòng và rất hài lòng',
        valid: row.text('denominator', longLabel) || 'Phiếu hợp lệ',
        scale: readScale(row, details),
        minimumForms: row.whole('minimumForms', { from: 0, to: mostForms }, 0),
        whenZero: row.word('whenZero', zeroWords, 'missing'),
      }
    case 'count':
    case 'bonus':
    case 'penalty':
      return {
        kind,
        each: neededPoints(row, 'each'),
        cap: row.points('cap', max),
        what: neededText(row, 'what'),
      }
    case 'deduction':
      return {
        kind,
        start: row.points('start', max),
        each: neededPoints(row, 'each'),
        floor: row.points('floor', 0),
        what: neededText(row, 'what'),
      }
    case 'external':
      need(row, 'factor')
      return {
        kind,
        index: neededText(row, 'index'),
        scale: row.decimal('scale', '100'),
        factor: row.decimal('factor', '1'),
      }
    case 'manual':
      return { kind, step: neededPoints(row, 'manualStep') }
    case 'formula':
      return readFormula(row, details)
    default:
      return assertNever(kind)
  }
}

function need(row: RowReader, key: string): void {
  if (!row.has(key)) row.mistake(key, 'valueMissing')
}

function neededText(row: RowReader, key: string): string {
  need(row, key)
  return row.text(key, longLabel)
}

function neededPoints(row: RowReader, key: string): Hundredths {
  need(row, key)
  return row.points(key, 0)
}

function checkCount(row: RowReader, details: readonly RowReader[], limit: number): void {
  if (details.length > limit) row.mistake('kind', 'tooManyDetails', { limit: String(limit) })
}

/** Options of a choice and items of a checklist; without a fixed id they are numbered in order. */
function readOptions(details: readonly RowReader[]): { id: string; label: string; points: Hundredths }[] {
  const given = details.map((detail) => readFixedId(detail, optionPattern))
  const ids = new IdGiver(given, 32, nameSigns)
  return details.map((detail, index) => ({
    id: given[index] ?? ids.make(String(index + 1)),
    label: neededText(detail, 'label'),
    points: neededPoints(detail, 'points'),
  }))
}

/** What stands in "Mã cố định"; null when nothing does or it cannot be an id. */
export function readFixedId(row: RowReader, pattern: RegExp): string | null {
  const id = row.text('id', 80, 'one')
  if (id === '') return null
  if (pattern.test(id)) return id
  row.mistake('id', 'idUnfit', { value: id })
  return null
}

/** Linear when "Đạt tối đa tại" is filled, otherwise the bands of the other sheet. */
function readScale(row: RowReader, details: readonly RowReader[]): Scale {
  if (row.has('fullAt')) {
    if (details.length > 0) row.mistake('fullAt', 'scaleTwice')
    return { kind: 'linear', fullAt: row.decimal('fullAt', '100', true) }
  }
  if (details.length === 0) row.mistake('fullAt', 'scaleMissing')
  checkCount(row, details, 40)
  const bands = details.map((detail) => {
    need(detail, 'from')
    return { from: detail.decimal('from', '0', true), points: neededPoints(detail, 'points') }
  })
  return { kind: 'bands', bands }
}

function readFormula(row: RowReader, details: readonly RowReader[]): Rule & { kind: 'formula' } {
  if (details.length === 0) row.mistake('kind', 'inputsMissing')
  checkCount(row, details, 20)
  need(row, 'expression')
  const inputs: { name: string; label: string }[] = []
  const policies: { place: number; input: string; policy: ZeroPolicy }[] = []
  for (const [index, detail] of details.entries()) {
    need(detail, 'name')
    const name = detail.text('name', 80, 'one').toLowerCase()
    if (detail.has('name') && !inputPattern.test(name)) detail.mistake('name', 'nameUnfit', { value: name })
    inputs.push({ name, label: neededText(detail, 'label') })
    const policy = readNumberedPolicy(detail, index)
    if (policy) policies.push({ input: name, ...policy })
  }
  policies.sort((one, other) => one.place - other.place)
  return {
    kind: 'formula',
    inputs,
    expression: row.text('expression', 1000).replace(/^=\s*/, ''),
    whenZero: policies.map(({ input, policy }) => ({ input, policy })),
  }
}

/** "Chưa có số liệu", or "2. Chưa có số liệu" where the order of the checks is not the order of the inputs. */
function readNumberedPolicy(detail: RowReader, index: number): { place: number; policy: ZeroPolicy } | null {
  if (!detail.has('whenZero')) return null
  const written = detail.text('whenZero', 200)
  const numbered = /^(\d{1,2})[.)]\s+(.+)$/.exec(written)
  if (!numbered) return { place: index + 1, policy: detail.word('whenZero', zeroWords, 'missing') }
  const policy = valueOf(zeroWords, numbered[2] ?? '')
  return policy === undefined
    ? { place: index + 1, policy: detail.word('whenZero', zeroWords, 'missing') }
    : { place: Number(numbered[1]), policy }
}
