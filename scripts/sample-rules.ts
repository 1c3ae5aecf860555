import type { Rule, Scale, ZeroPolicy } from '../shared/domain/criteria.ts'
import { readNumber } from '../shared/domain/text/read-number.ts'

/** From the columns "cach_cham" and "tham_so" of the sample's table to a rule. */

export type Row = Readonly<Record<string, string>>
/** "tử=…|mẫu=…" by name; what has no name is a remark for the reader. */
type Parameters = ReadonlyMap<string, string>

const zeroPolicies = new Map<string, ZeroPolicy>([
  ['chưa có số liệu', 'missing'],
  ['điểm tối đa', 'full'],
  ['không điểm', 'zero'],
  ['không áp dụng, loại khỏi điểm tối đa', 'excluded'],
])

/** "1,5" → 150. */
export function points(text: string): number {
  const read = readNumber(text, 'points')
  if (!read.ok) throw new Error(`"${text}" is no number of points`)
  return read.value
}

function decimal(text: string): string {
  const read = readNumber(text, 'decimal')
  if (!read.ok) throw new Error(`"${text}" is no number`)
  return read.value
}

/** The value, which must be there. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing`)
  return value
}

/** A cell of a row by its column's name. */
export function column(row: Row, name: string): string {
  return need(row[name], name)
}

/** Splits at the first sign only. */
export function splitOnce(text: string, sign: string): readonly [string, string] {
  const at = text.indexOf(sign)
  if (at < 0) throw new Error(`"${text}" has no "${sign}"`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

function readParameters(text: string): Parameters {
  const named = text.split('|').filter((part) => part.includes('='))
  return new Map(named.map((part) => splitOnce(part, '=')))
}

/** The first parameter whose name begins so: "mỗi vụ trừ=1,5" gives ["vụ", "1,5"] for "mỗi" … "trừ". */
function eachOf(named: Parameters): readonly [what: string, value: string] {
  const found = [...named].find(([name]) => name.startsWith('mỗi '))
  const [name, value] = need(found, 'mỗi …')
  return [name.replace(/^mỗi /, '').replace(/ trừ$/, ''), value]
}

function scaleOf(named: Parameters): Scale {
  const bands = named.get('bậc')
  if (bands === undefined) {
    const fullAt = decimal(need(named.get('tuyến tính, đạt tối đa tại'), 'bậc or tuyến tính'))
    return { kind: 'linear', fullAt } as Scale
  }
  const read = bands.split(';').map((band) => {
    const [from, worth] = splitOnce(band, ':')
    return { from: decimal(from), points: points(worth) }
  })
  return { kind: 'bands', bands: read } as Scale
}

function zeroPolicyOf(named: Parameters): ZeroPolicy {
  return need(zeroPolicies.get(named.get('mẫu bằng 0') ?? ''), 'mẫu bằng 0')
}

/** "Có mã QR=1,5" or "Máy photo:1" as choices named a, b, c … */
function labelled(parts: readonly string[], sign: string): { id: string; label: string; points: number }[] {
  return parts.map((part, index) => {
    const [label, worth] = splitOnce(part, sign)
    return { id: String.fromCharCode(97 + index), label, points: points(worth) }
  })
}

function formulaOf(parameters: Parameters): object {
  const text = [...parameters].map(([name, value]) => `${name}=${value}`)
  const inputs = need(text[0], 'the inputs')
    .split(';')
    .map((part) => {
      const [name, label] = splitOnce(part, '=')
      return { name, label }
    })
  const whenZero = [...parameters].flatMap(([name, value]) => {
    const input = name.endsWith(' bằng 0') ? name.replace(/ bằng 0$/, '') : undefined
    return input === undefined ? [] : [{ input, policy: need(zeroPolicies.get(value), name) }]
  })
  return {
    kind: 'formula',
    inputs,
    expression: need(parameters.get('công thức'), 'công thức'),
    whenZero,
  }
}

/** The rule of one row. */
export function ruleOf(row: Row): Rule {
  const text = column(row, 'tham_so')
  const parameters = readParameters(text)
  const value = (name: string) => need(parameters.get(name), name)
  switch (column(row, 'cach_cham')) {
    case 'yesNo': {
      const [yes, no] = labelled(text.split('|'), '=')
      const [positive, negative] = [need(yes, 'Có'), need(no, 'Không')]
      const labels = { yesLabel: positive.label, noLabel: negative.label }
      return { kind: 'yesNo', yes: positive.points, no: negative.points, ...labels } as Rule
    }
    case 'choice':
      return { kind: 'choice', options: labelled(text.split('|'), '=') } as Rule
    case 'checklist':
      return { kind: 'checklist', items: labelled(value('mục').split(';'), ':') } as Rule
    case 'ratio':
      return {
        kind: 'ratio',
        numerator: value('tử'),
        denominator: value('mẫu'),
        scale: scaleOf(parameters),
        whenZero: zeroPolicyOf(parameters),
      }
    case 'survey':
      return {
        kind: 'survey',
        form: value('phiếu'),
        satisfied: value('tử'),
        valid: value('mẫu'),
        scale: scaleOf(parameters),
        minimumForms: Number(value('phiếu tối thiểu')),
        whenZero: zeroPolicyOf(parameters),
      }
    case 'count':
    case 'bonus': {
      const [what, each] = eachOf(parameters)
      return { kind: row['cach_cham'], each: points(each), cap: points(value('tối đa')), what } as Rule
    }
    case 'penalty': {
      const [what, each] = eachOf(parameters)
      return { kind: 'penalty', each: points(each), cap: points(value('trừ tối đa')), what } as Rule
    }
    case 'deduction': {
      const [what, each] = eachOf(parameters)
      const [start, floor] = [points(value('khởi điểm')), points(value('sàn'))]
      return { kind: 'deduction', start, each: points(each), floor, what } as Rule
    }
    case 'external':
      return {
        kind: 'external',
        index: value('chỉ số'),
        scale: decimal(value('thang')),
        factor: decimal(value('hệ số')),
      } as Rule
    case 'manual':
      return { kind: 'manual', step: points(value('bước')) } as Rule
    case 'formula':
      return formulaOf(parameters) as Rule
    default:
      throw new Error(`unknown rule "${column(row, 'cach_cham')}"`)
  }
}
