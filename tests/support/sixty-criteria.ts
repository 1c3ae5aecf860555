import type { CriteriaContent, Criterion } from '../../shared/domain/criteria.ts'
import { aContent, aCriterion } from './criteria.ts'

/** A set as large as the largest that provinces use, with names as long as in their letters. */

const subjects = [
  'Ban hành kế hoạch xây dựng chính quyền thân thiện, phân công nhiệm vụ cụ thể cho từng cán bộ, công chức và từng thôn, tổ dân phố',
  'Niêm yết công khai, đầy đủ, kịp thời danh mục thủ tục hành chính, phí, lệ phí và số điện thoại đường dây nóng tại Bộ phận Tiếp nhận và Trả kết quả',
  'Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn và trước hạn trên tổng số hồ sơ đã tiếp nhận trong kỳ số liệu',
  'Tổ chức hội nghị đối thoại trực tiếp giữa người đứng đầu cấp ủy, chính quyền với Nhân dân và giải quyết dứt điểm các kiến nghị sau đối thoại',
  'Nhà văn hóa thôn, tổ dân phố có khẩu hiệu “Gần dân, trọng dân, hiểu dân, học dân và có trách nhiệm với dân” và nội quy tiếp công dân',
] as const

const rules = [
  { kind: 'manual', step: 25 },
  { kind: 'yesNo', yes: 150, no: 0 },
  { kind: 'ratio', numerator: 'Số hồ sơ đúng hạn, trước hạn', denominator: 'Tổng số hồ sơ đã giải quyết' },
  { kind: 'count', each: 50, cap: 150, what: 'hội nghị đối thoại' },
  { kind: 'manual', step: 25 },
] as const

function criterion(place: number, max: number): Criterion {
  const group = Math.floor(place / 10) + 1
  const code = `${group}.${(place % 10) + 1}`
  const rule = rules[place % rules.length] ?? rules[0]
  const title = `${subjects[place % subjects.length] ?? ''} (lần ${place + 1}); thực hiện chế độ báo cáo định kỳ hằng tháng, hằng quý theo hướng dẫn của Ban Chỉ đạo huyện và Sở Nội vụ`
  const worth =
    rule.kind === 'yesNo' ? { ...rule, yes: max } : rule.kind === 'count' ? { ...rule, cap: max } : rule
  return aCriterion({ id: code, code, group: `g${group}`, title, max, rule: worth, evidence: ['Báo cáo'] })
}

/** Criteria 1.1 to 6.10: points, yes or no, ratio, count, points, and so on; 100 points together. */
export const sixtyCriteria: CriteriaContent = aContent({
  title: 'Bộ tiêu chí chính quyền thân thiện của tỉnh (60 tiêu chí)',
  groups: ['I', 'II', 'III', 'IV', 'V', 'VI'].map((code, place) => ({
    id: `g${place + 1}`,
    code,
    title: `Nhóm ${code}: Xây dựng chính quyền gần dân, trọng dân, có trách nhiệm với Nhân dân`,
    outside: false,
  })),
  criteria: Array.from({ length: 60 }, (_, place) => criterion(place, place < 40 ? 150 : 200)),
})
