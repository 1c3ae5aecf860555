import type { Paper } from '../../../reports/official-paper/paper.ts'
import { sampleCommunes } from '../communes.ts'
import { sampleAnswers } from '../sample-answers.ts'
import { dayIn, inPercent, pointsOf, type Facts } from './facts.ts'
import { decision710, districtPaper, numbered, table, text } from './paper-parts.ts'
import type { CriteriaContent } from '../../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'

/** Papers that the district writes about its communes. */

/** Approval of the registered models: one paper for all communes (dossier, 1.3). */
export function approvalPaper(year: number): Paper {
  return districtPaper({
    issuer: { above: 'HUYỆN ỦY YÊN THẾ', name: ['BAN CHỈ ĐẠO XÂY DỰNG', 'CHÍNH QUYỀN THÂN THIỆN'] },
    number: '07-TB/BCĐ',
    day: dayIn(year, 5, 20),
    kind: 'THÔNG BÁO',
    title: `Phê duyệt mô hình “Chính quyền thân thiện” các xã, thị trấn đăng ký năm ${year}`,
    body: [
      ...text(
        `Thực hiện ${decision710}; trên cơ sở bản đăng ký của Ủy ban nhân dân các xã, thị trấn, Ban Chỉ đạo huyện phê duyệt mô hình đăng ký năm ${year} như sau:`,
      ),
      table(
        ['TT:1c', 'Xã, thị trấn:5', 'Mức phấn đấu:3c', 'Ghi chú:4'],
        numbered(
          sampleCommunes.map(({ name, aim, last }) => [
            name.replace(/^[xt]/, (first) => first.toLocaleUpperCase('vi')),
            `${aim} sao`,
            last.stars > 0 ? `Năm trước ${last.stars} sao` : 'Năm trước chưa đạt',
          ]),
        ),
      ),
      ...text(
        'Ban Chỉ đạo đề nghị Ủy ban nhân dân các xã, thị trấn tổ chức thực hiện đúng nội dung đã đăng ký; phấn đấu toàn huyện có ít nhất 11/17 xã, thị trấn đạt chuẩn./.',
      ),
    ],
    recipients: ['Thường trực Huyện ủy', 'UBND các xã, thị trấn', 'Lưu: BCĐ'],
    signatures: [
      { authority: 'T/M BAN CHỈ ĐẠO', position: 'PHÓ TRƯỞNG BAN', name: 'Trần Văn Khải', sealed: true },
    ],
  })
}

/** Decision that publishes the communes' reform index (2.11). */
export function indexPaper(content: CriteriaContent, year: number): Paper {
  const rows = sampleCommunes.map((commune) => {
    const input = sampleAnswers(content, commune.key).get('2.11' as CriterionId)
    const value = input?.kind === 'external' ? String(input.value).replace('.', ',') : '-'
    return [commune.name.replace(/^[xt]/, (first) => first.toLocaleUpperCase('vi')), value]
  })
  return districtPaper({
    number: '1873/QĐ-UBND',
    day: dayIn(year, 11, 12),
    kind: 'QUYẾT ĐỊNH',
    title: `Công bố Chỉ số cải cách hành chính của Ủy ban nhân dân các xã, thị trấn năm ${year}`,
    grounds: [
      'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015',
      'Theo đề nghị của Trưởng phòng Nội vụ',
    ],
    body: [
      { kind: 'heading', text: 'QUYẾT ĐỊNH:', centred: true },
      ...text(`Điều 1. Công bố Chỉ số cải cách hành chính năm ${year} của Ủy ban nhân dân các xã, thị trấn:`),
      table(['TT:1c', 'Đơn vị:7', 'Chỉ số (thang 100):4c'], numbered(rows)),
      ...text(
        'Điều 2. Chánh Văn phòng HĐND và UBND, Trưởng phòng Nội vụ, Chủ tịch Ủy ban nhân dân các xã, thị trấn chịu trách nhiệm thi hành Quyết định này./.',
      ),
    ],
    recipients: ['Như Điều 2', 'Sở Nội vụ', 'Lưu: VT, NV'],
  })
}

/** Decision that recognises initiatives of one commune (2.8). */
export function initiativePaper({ commune, year, index }: Facts): Paper {
  const subjects = [
    'Mã QR tra cứu thủ tục đặt tại nhà văn hóa thôn',
    'Sổ hẹn điện tử trả kết quả tại nhà',
    'Tổ công nghệ số cộng đồng hướng dẫn nộp hồ sơ trực tuyến',
  ]
  return districtPaper({
    number: `${1604 + index * 3}/QĐ-UBND`,
    day: dayIn(year, 10, 4 + (index % 20)),
    kind: 'QUYẾT ĐỊNH',
    title: `Về việc công nhận sáng kiến cải cách hành chính của ${commune.name}`,
    grounds: [
      'Căn cứ Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012 của Chính phủ ban hành Điều lệ Sáng kiến',
      'Theo đề nghị của Hội đồng sáng kiến huyện',
    ],
    body: [
      { kind: 'heading', text: 'QUYẾT ĐỊNH:', centred: true },
      ...text(
        `Điều 1. Công nhận sáng kiến “${subjects[index % subjects.length] ?? ''}” của ông (bà) ${commune.clerk}, công chức Văn phòng - Thống kê ${commune.name}; phạm vi ảnh hưởng cấp huyện.`,
        'Điều 2. Tác giả sáng kiến được hưởng quyền lợi theo quy định hiện hành.',
        'Điều 3. Quyết định có hiệu lực kể từ ngày ký. Các cơ quan, cá nhân liên quan chịu trách nhiệm thi hành./.',
      ),
    ],
    recipients: ['Như Điều 3', 'Hội đồng sáng kiến', 'Lưu: VT'],
  })
}

/** Summary of the seven surveys in a commune (5.1–5.7). */
export function surveyPaper(facts: Facts): Paper {
  const { commune, year, content, answers, index } = facts
  const rows = content.criteria.flatMap(({ id, title, rule }) => {
    const input = answers.get(id)
    if (rule.kind !== 'survey' || input?.kind !== 'survey') return []
    const percent = inPercent(Number(input.satisfied), Number(input.valid))
    return [
      [
        rule.form,
        title.replace(/ \(phiếu .*\)$/, ''),
        input.issued ?? '',
        input.returned ?? '',
        input.valid ?? '',
        input.satisfied ?? '',
        percent,
        pointsOf(facts, id),
      ],
    ]
  })
  return districtPaper({
    issuer: { above: 'UBND HUYỆN YÊN THẾ', name: ['PHÒNG NỘI VỤ'] },
    number: `${64 + index}/BC-PNV`,
    day: dayIn(year, 11, 18),
    kind: 'BẢNG TỔNG HỢP',
    title: `Kết quả khảo sát mức độ hài lòng tại ${commune.name} năm ${year}`,
    body: [
      ...text(
        `Từ ngày 01/10 đến ngày 10/11/${year}, Phòng Nội vụ phối hợp Ban Dân vận Huyện ủy tổ chức lấy phiếu tại ${commune.villages.join(', ')} và tại Bộ phận tiếp nhận và trả kết quả ${commune.name}. Kết quả như sau:`,
      ),
      table(
        [
          'Phiếu:1.7c',
          'Nội dung:5.4',
          'Phát ra:1.3c',
          'Thu về:1.3c',
          'Hợp lệ:1.3c',
          'Hài lòng:1.4c',
          'Tỷ lệ:1.8c',
          'Điểm:1.4c',
        ],
        rows,
      ),
      ...text(
        'Cách tính: tỷ lệ hài lòng bằng số phiếu hài lòng và rất hài lòng chia cho số phiếu hợp lệ; đạt từ 90 % trở lên được điểm tối đa, dưới mức đó tính theo tỷ lệ. Số phiếu hợp lệ tối thiểu: 15 phiếu đối với PKS01, 30 phiếu đối với các phiếu khác./.',
      ),
    ],
    signatures: [
      { authority: '', position: 'NGƯỜI TỔNG HỢP', name: 'Ngô Thị Mai', sealed: false },
      { authority: '', position: 'TRƯỞNG PHÒNG', name: 'Hoàng Văn Quyết', sealed: true },
    ],
  })
}
