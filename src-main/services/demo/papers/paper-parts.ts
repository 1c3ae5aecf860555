import type { Day } from '../../../../shared/domain/ids.ts'
import type { Block, Column, Paper, Signature } from '../../../reports/official-paper/paper.ts'
import { sampleDistrict } from '../communes.ts'
import type { Facts } from './facts.ts'

/** Stands at the foot of every page of every sample paper. */
const footnote = 'DỮ LIỆU MẪU – lập để dùng thử phần mềm, không phải văn bản của cơ quan, tổ chức nào'

export const decision710 =
  'Quyết định số 710/QĐ-UBND ngày 17/4/2024 của Chủ tịch UBND tỉnh Bắc Giang về việc ban hành Bộ tiêu chí và thang điểm “chính quyền thân thiện” cấp xã trên địa bàn tỉnh Bắc Giang'
const organisationLaw =
  'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019'

export const usualGrounds: readonly string[] = [organisationLaw, `Căn cứ ${decision710}`]

/** What differs from paper to paper; the rest has defaults. */
type Given = Pick<Paper, 'title' | 'day' | 'body'> & Partial<Omit<Paper, 'title' | 'day' | 'body'>>

/** A paper of a commune's People's Committee, signed by its chairman. */
export function communePaper({ commune }: Facts, given: Given): Paper {
  return {
    issuer: { above: null, name: ['ỦY BAN NHÂN DÂN', commune.name.toLocaleUpperCase('vi')] },
    number: '',
    place: commune.short,
    kind: null,
    to: [],
    grounds: [],
    recipients: [],
    signatures: [
      { authority: 'TM. ỦY BAN NHÂN DÂN', position: 'CHỦ TỊCH', name: commune.chairman, sealed: true },
    ],
    appendix: [],
    footnote,
    ...given,
  }
}

/** A paper of the district's People's Committee. */
export function districtPaper(given: Given): Paper {
  return {
    issuer: { above: null, name: ['ỦY BAN NHÂN DÂN', 'HUYỆN YÊN THẾ'] },
    number: '',
    place: sampleDistrict.short,
    kind: null,
    to: [],
    grounds: [],
    recipients: [],
    signatures: [
      {
        authority: 'TM. ỦY BAN NHÂN DÂN',
        position: 'KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH',
        name: 'Nông Văn Bình',
        sealed: true,
      },
    ],
    appendix: [],
    footnote,
    ...given,
  }
}

export function text(...paragraphs: readonly string[]): readonly Block[] {
  return paragraphs.map((paragraph) => ({ kind: 'text', text: paragraph }))
}

export function heading(words: string): Block {
  return { kind: 'heading', text: words, centred: false }
}

/** The top of an appendix on a page of its own, which evidence can point to by `mark`. */
export function appendixPage(mark: string, ...lines: readonly string[]): readonly Block[] {
  return [
    { kind: 'page', mark },
    ...lines.map((line): Block => ({ kind: 'heading', text: line, centred: true })),
  ]
}

/** "TT:1c" is a centred column of share 1; "Nội dung:6" one that starts at the left. */
export function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): Block {
  return {
    kind: 'table',
    columns: columns.map(readColumn),
    rows: rows.map((row) => row.map(String)),
  }
}

function readColumn(column: string): Column {
  const [title = '', share = '1'] = column.split(':')
  return { title, share: Number.parseFloat(share), align: share.endsWith('c') ? 'center' : 'left' }
}

/** Rows with their number in front. */
export function numbered(
  rows: readonly (readonly (string | number)[])[],
): readonly (readonly (string | number)[])[] {
  return rows.map((row, index) => [index + 1, ...row])
}

/** A minute's signers: secretary and chair. */
export function minuteSigners(secretary: string, chair: string): readonly Signature[] {
  return [
    { authority: '', position: 'THƯ KÝ', name: secretary, sealed: false },
    { authority: '', position: 'CHỦ TRÌ', name: chair, sealed: false },
  ]
}

/** "12/KH-UBND", each commune with another number. */
export function numberOf({ index }: Facts, base: number, sign: string): string {
  return `${String(base + index * 3).padStart(2, '0')}/${sign}`
}

/** A long day in a sentence: "ngày 14/3/2024". */
export function onDay(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `ngày ${date}/${Number(month)}/${year}`
}

/** "xã" or "thị trấn". */
export function kindOf({ commune }: Facts): string {
  return commune.name.startsWith('thị trấn') ? 'thị trấn' : 'xã'
}
