import { CriteriaContent, type Criterion } from '../shared/domain/criteria.ts'
import { searchKey } from '../shared/domain/text/vietnamese.ts'
import { readCsv } from './read-csv.ts'
import { column, need, points, ruleOf, splitOnce, type Row } from './sample-rules.ts'

/** From the two tables of the sample to a criteria set. Everything unexpected stops the script. */

/** The sample belongs to no province: whoever makes a set of it writes the paper on which each criterion stands. */
const sampleSource = 'Bộ mẫu: ghi văn bản làm căn cứ của tỉnh mình vào đây'

/** The papers of the dossier in the province's form of 2023. */
const dossier = [
  'Tờ trình của UBND cấp xã',
  'Báo cáo kết quả xây dựng chính quyền thân thiện',
  'Bảng tự chấm điểm',
  'Bản đăng ký xây dựng mô hình',
  'Văn bản phê duyệt mô hình đăng ký năm của BCĐ cấp huyện',
]

function deadlineOf(text: string): object {
  if (text === 'hằng tháng') return { kind: 'monthly' }
  if (text === 'hằng quý') return { kind: 'quarterly' }
  const [day, month] = splitOnce(text, '/')
  return { kind: 'date', month: Number(month), day: Number(day) }
}

/** "Phòng Nội vụ" → "phong-noi-vu". */
function slug(name: string): string {
  return searchKey(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1)
}

function criterionOf(row: Row, group: string): Criterion {
  const code = column(row, 'ma')
  const rule = ruleOf(row)
  const byAppraiser = column(row, 'tham_so').includes('cấp huyện nhập')
  const excludes = rule.kind === 'ratio' && rule.whenZero === 'excluded'
  return {
    id: code.toLowerCase(),
    code,
    group,
    title: column(row, 'tieu_chi'),
    max: points(column(row, 'diem_toi_da')),
    rule,
    step: rule.kind === 'manual' ? rule.step : 1,
    enteredBy: byAppraiser ? ['appraiser'] : ['commune', 'appraiser'],
    notApplicable: excludes ? 'excluded' : 'refused',
    evidence: column(row, 'minh_chung')
      .split(';')
      .map((part) => capitalised(part.trim())),
    department: slug(column(row, 'phong_phu_trach')),
    deadline: deadlineOf(column(row, 'han')),
    source: sampleSource,
  } as Criterion
}

function groupsOf(rows: readonly Row[]): ReadonlyMap<string, object> {
  const groups = new Map<string, object>()
  for (const title of rows.map((row) => column(row, 'nhom'))) {
    const [, number, name] = /^(\d+)\. (.+)$/.exec(title) ?? []
    const inside = number !== undefined && name !== undefined
    groups.set(
      title,
      inside
        ? { id: number, code: number, title: name, outside: false }
        : { id: 't', code: 'T', title, outside: true },
    )
  }
  return groups
}

function bandOf(row: Row): object {
  const label = column(row, 'noi_dung')
  const stars = /(\d)★/.exec(label)?.[1]
  const limit = (text: string) => (text === '' ? null : points(text))
  return {
    label,
    stars: Number(stars ?? 0),
    from: limit(column(row, 'tu')),
    to: limit(column(row, 'den')),
    passes: stars !== undefined,
  }
}

/** The four gates of the sample, known by their sentences. */
function gateOf(row: Row): object {
  const title = column(row, 'noi_dung')
  const limit = column(row, 'tu')
  const gates: readonly (readonly [RegExp, string, object])[] = [
    [/^Mỗi nhóm/, 'group-minimum', { kind: 'groupMinimum', group: null, percent: limit.replace('%', '') }],
    [/kỷ luật/, 'no-discipline', { kind: 'veto' }],
    [/hồ sơ/, 'dossier', { kind: 'dossier', minimum: Number(limit) }],
    [/phiếu khảo sát/, 'survey-forms', { kind: 'surveyForms' }],
  ]
  const [, id, check] = need(
    gates.find(([pattern]) => pattern.test(title)),
    `the gate "${title}"`,
  )
  return { id, title, check, fromStars: 1 }
}

/** The sample set from the texts of its two tables. */
export function makeSampleCriteria(criteriaTable: string, starsTable: string): CriteriaContent {
  const rows = readCsv(criteriaTable)
  const stars = readCsv(starsTable)
  const groups = groupsOf(rows)
  const departments = new Map(
    rows.map((row) => [slug(column(row, 'phong_phu_trach')), column(row, 'phong_phu_trach')]),
  )
  return CriteriaContent.parse({
    title: 'Bộ tiêu chí chính quyền thân thiện (mẫu)',
    notice: 'Bộ tiêu chí mẫu – chưa phải Quyết định 710',
    basis: 'Bộ mẫu để làm quen, không phải văn bản của tỉnh nào: thay bằng quyết định ban hành của tỉnh mình',
    groups: [...groups.values()],
    criteria: rows.map((row) =>
      criterionOf(row, (groups.get(column(row, 'nhom')) as { id: string } | undefined)?.id ?? ''),
    ),
    departments: [...departments].map(([id, name]) => ({ id, name })),
    bands: stars.filter((row) => row['loai'] === 'sao').map(bandOf),
    gates: stars.filter((row) => row['loai'] === 'điều kiện').map(gateOf),
    dossier,
  })
}
