import type {
  EnteredBy,
  GateCheck,
  NotApplicablePolicy,
  RuleKind,
  ZeroPolicy,
} from '../../../shared/domain/criteria.ts'
import { foldKey } from '../../../shared/domain/text/fold-key.ts'

/**
 * The words of the template, which are part of its format: what a cell says and what it means. They are Vietnamese in every
 * language of the program, because the file travels between offices.
 */

export type Words<Value> = ReadonlyMap<Value, readonly [word: string, ...alsoRead: string[]]>

export const kindWords: Words<RuleKind> = new Map<RuleKind, readonly [string, ...string[]]>([
  ['yesNo', ['Có/Không']],
  ['choice', ['Lựa chọn', 'Chọn một']],
  ['ratio', ['Tỷ lệ', 'Tỷ lệ %', 'Tỷ lệ phần trăm']],
  ['count', ['Đếm', 'Đếm số lượng']],
  ['checklist', ['Danh mục', 'Danh mục kiểm tra']],
  ['deduction', ['Trừ dần']],
  ['survey', ['Khảo sát']],
  ['external', ['Chỉ số khác', 'Chỉ số']],
  ['manual', ['Chấm trực tiếp', 'Chấm điểm trực tiếp']],
  ['bonus', ['Điểm cộng', 'Điểm thưởng']],
  ['penalty', ['Điểm trừ', 'Điểm phạt']],
  ['formula', ['Công thức']],
])

export const zeroWords: Words<ZeroPolicy> = new Map<ZeroPolicy, readonly [string, ...string[]]>([
  ['full', ['Điểm tối đa', 'Tối đa']],
  ['zero', ['0 điểm', '0', 'Không điểm']],
  ['excluded', ['Loại khỏi điểm tối đa', 'Không áp dụng, loại khỏi điểm tối đa']],
  ['missing', ['Chưa có số liệu']],
])

export const notApplicableWords: Words<NotApplicablePolicy> = new Map<
  NotApplicablePolicy,
  readonly [string, ...string[]]
>([
  ['refused', ['Không được chọn', 'Không']],
  ['excluded', ['Loại khỏi điểm tối đa']],
  ['full', ['Điểm tối đa', 'Tối đa']],
  ['zero', ['0 điểm', '0', 'Không điểm']],
])

export type Entrants = 'both' | EnteredBy
export const entrantWords: Words<Entrants> = new Map<Entrants, readonly [string, ...string[]]>([
  ['both', ['Xã và cấp thẩm định', 'Xã, cấp thẩm định', 'Cấp thẩm định và xã']],
  ['commune', ['Xã']],
  ['appraiser', ['Cấp thẩm định']],
])

export const gateWords: Words<GateCheck['kind']> = new Map<GateCheck['kind'], readonly [string, ...string[]]>(
  [
    ['groupMinimum', ['Điểm nhóm tối thiểu']],
    ['criterionMinimum', ['Điểm tiêu chí tối thiểu']],
    ['veto', ['Xác nhận', 'Người xác nhận']],
    ['dossier', ['Đủ hồ sơ']],
    ['surveyForms', ['Đủ phiếu khảo sát']],
  ],
)

export const truthWords: Words<boolean> = new Map<boolean, readonly [string, ...string[]]>([
  [true, ['Có']],
  [false, ['Không']],
])

export const monthly = 'hằng tháng'
export const quarterly = 'hằng quý'

/** The word that the template writes for a value. */
export function wordFor<Value>(words: Words<Value>, value: Value): string {
  const found = words.get(value)
  if (found === undefined) throw new RangeError(`no word for ${String(value)}`)
  return found[0]
}

/** The value that a cell's text means, whatever its case, accents and spaces. */
export function valueOf<Value>(words: Words<Value>, text: string): Value | undefined {
  const key = foldKey(text)
  for (const [value, readings] of words) {
    if (readings.some((reading) => foldKey(reading) === key)) return value
  }
  return undefined
}

/** The words that the template itself uses, in order: what a drop-down list offers. */
export function mainWords(words: Words<unknown>): string[] {
  return [...words.values()].map(([word]) => word)
}
