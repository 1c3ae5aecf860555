import type { Block } from '../../../reports/official-paper/paper.ts'
import { countOf, dayIn, inPercent, inThousands, onlineOf, shareOf, spread, type Facts } from './facts.ts'
import { appendixPage, numbered, onDay, table, text } from './paper-parts.ts'

/** The appendices of a commune's report of the year. Evidence points to their pages by the marks that they begin with. */

/** All appendices, each on pages of its own: one for each criterion that the report proves. */
export function allAppendices(facts: Facts): readonly Block[] {
  return [
    ...reviewAppendix(facts),
    ...quarterAppendices(facts),
    ...postedAppendix(facts),
    ...dossierAppendix(facts, 'PHỤ LỤC 4'),
    ...onlineAppendix(facts),
    ...receptionAppendix(facts),
    ...complaintAppendix(facts),
    ...spreadingAppendix(facts),
    ...letterAppendix(facts),
    ...visitAppendix(facts),
  ]
}

const months = Array.from({ length: 12 }, (_, index) => index + 1)

function reviewAppendix(facts: Facts): readonly Block[] {
  const held = shareOf(facts, '1.4').part
  const subjects = [
    'Phân công nhiệm vụ, rà soát tiêu chí chưa đạt năm trước',
    'Tiến độ niêm yết công khai; chấn chỉnh giờ giấc làm việc',
    'Hồ sơ đất đai chậm; thư xin lỗi',
    'Đăng ký mô hình; tuyên truyền trên loa truyền thanh',
    'Chuẩn bị đối thoại với Nhân dân đợt 1',
    'Sơ kết 6 tháng; khắc phục tồn tại sau kiểm tra',
  ]
  return [
    ...appendixPage('reviews', 'PHỤ LỤC 1', 'KIỂM ĐIỂM TIẾN ĐỘ HẰNG THÁNG'),
    table(
      ['Tháng:1.4c', 'Ngày họp:2c', 'Nội dung chính:7', 'Biên bản số:2.4c'],
      months.map((month) =>
        month <= held
          ? [
              month,
              `25/${String(month).padStart(2, '0')}`,
              subjects[(month - 1) % subjects.length] ?? '',
              `${String(month).padStart(2, '0')}/BB-UBND`,
            ]
          : [month, '-', 'Không họp riêng, kiểm điểm gộp vào tháng sau', '-'],
      ),
    ),
  ]
}

const quarterForms = [
  'Kết quả thực hiện công khai',
  'Nhân dân bàn và quyết định',
  'Nhân dân tham gia ý kiến',
  'Nhân dân kiểm tra, giám sát',
  'Hoạt động của Ban Thanh tra nhân dân',
  'Hoạt động của Ban Giám sát đầu tư của cộng đồng',
  'Đơn thư khiếu nại, tố cáo (đã tiếp nhận / đã giải quyết / chưa giải quyết)',
  'Họp thôn, bản, tổ dân phố',
]

function quarterAppendices(facts: Facts): readonly Block[] {
  return ['I', 'II', 'III', 'IV'].flatMap((quarter, index) => [
    ...appendixPage(
      index === 0 ? 'quarters' : `quarters-${index + 1}`,
      `PHỤ LỤC 2.${index + 1}`,
      `SỐ LIỆU THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ QUÝ ${quarter} NĂM ${facts.year}`,
    ),
    table(
      ['Biểu:1c', 'Nội dung:7', 'Trong quý:2c', 'Từ đầu năm:2c'],
      quarterForms.map((form, row) => {
        const inQuarter = 3 + ((row * 5 + index * 3 + facts.index) % 7)
        const soFar = Array.from(
          { length: index + 1 },
          (_, each) => 3 + ((row * 5 + each * 3 + facts.index) % 7),
        )
        const all = soFar.reduce((sum, value) => sum + value, 0)
        return row === 6
          ? [row + 1, form, `${inQuarter} / ${inQuarter} / 0`, `${all} / ${all} / 0`]
          : [row + 1, form, inQuarter, all]
      }),
    ),
    ...text('Số liệu do các bộ phận, thôn, tổ dân phố báo cáo; Ủy ban MTTQ giám sát, đối chiếu.'),
  ])
}

function postedAppendix(facts: Facts): readonly Block[] {
  const { part, whole } = shareOf(facts, '1.7')
  const subjects = [
    'Kế hoạch phát triển kinh tế - xã hội',
    'Dự toán, quyết toán ngân sách',
    'Kế hoạch sử dụng đất hằng năm',
    'Dự án, công trình đầu tư trên địa bàn',
    'Thu, chi các khoản đóng góp của Nhân dân',
    'Chính sách trợ giúp xã hội, hộ nghèo, hộ cận nghèo',
    'Quy trình, thời gian, phí, lệ phí thủ tục hành chính',
    'Kết quả tiếp thu ý kiến của Nhân dân',
  ]
  return [
    ...appendixPage('posted', 'PHỤ LỤC 3', 'CÁC NỘI DUNG ĐÃ CÔNG KHAI'),
    table(
      ['TT:1c', 'Nội dung:6', 'Hình thức:4', 'Từ ngày:2c'],
      Array.from({ length: part }, (_, index) => [
        index + 1,
        subjects[index % subjects.length] ?? '',
        index % 3 === 0 ? 'Niêm yết tại trụ sở, loa truyền thanh' : 'Niêm yết tại trụ sở, trang thông tin',
        `${String(5 + ((index * 3) % 20)).padStart(2, '0')}/0${1 + (index % 6)}`,
      ]),
    ),
    ...text(`Tổng số: ${part}/${whole} nội dung phải công khai.`),
  ]
}

/** Dossiers of the one-stop shop by month. */
export function dossierAppendix(facts: Facts, title: string): readonly Block[] {
  const onTime = shareOf(facts, '2.1')
  const early = shareOf(facts, '2.2')
  const late = onTime.whole - onTime.part
  const byMonth = {
    whole: spread(onTime.whole, 12, facts.index),
    early: spread(early.part, 12, facts.index + 2),
    late: spread(late, 12, facts.index + 4),
  }
  const at = (values: readonly number[], index: number): number => values[index] ?? 0
  return [
    ...appendixPage('dossiers', title, `KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH NĂM ${facts.year}`),
    table(
      [
        'Tháng:1.2c',
        'Hồ sơ phải trả:2c',
        'Đúng và trước hạn:2c',
        'Trong đó trước hạn:2c',
        'Chậm:1.4c',
        'Tỷ lệ đúng hạn:2c',
      ],
      [
        ...months.map((month, index) => {
          const whole = at(byMonth.whole, index)
          const good = whole - at(byMonth.late, index)
          return [
            month,
            whole,
            good,
            at(byMonth.early, index),
            at(byMonth.late, index),
            inPercent(good, whole),
          ]
        }),
        ['Cả năm', onTime.whole, onTime.part, early.part, late, onTime.percent],
      ],
    ),
    ...text('Nguồn: trích xuất từ hệ thống thông tin một cửa điện tử.'),
  ]
}

function onlineAppendix(facts: Facts): readonly Block[] {
  const { a, b, c, d } = onlineOf(facts)
  return [
    ...appendixPage('online', 'PHỤ LỤC 5', 'HỒ SƠ NỘP TRỰC TUYẾN, THANH TOÁN TRỰC TUYẾN'),
    table(
      ['TT:1c', 'Chỉ tiêu:6', 'Số hồ sơ:2c', 'Tỷ lệ:2c'],
      numbered([
        ['Hồ sơ tiếp nhận', inThousands(b), ''],
        ['Trong đó nộp trực tuyến', inThousands(a), inPercent(a, b)],
        ['Hồ sơ phải nộp phí, lệ phí', inThousands(d), ''],
        ['Trong đó thanh toán trực tuyến', inThousands(c), inPercent(c, d)],
      ]),
    ),
  ]
}

function receptionAppendix(facts: Facts): readonly Block[] {
  const kept = shareOf(facts, '4.1').part
  // August is the month in which a chairman is away.
  const missed = new Set([8, 2, 7, 4].slice(0, 12 - kept))
  return [
    ...appendixPage('reception', 'PHỤ LỤC 6', `KẾT QUẢ TIẾP CÔNG DÂN CỦA CHỦ TỊCH UBND NĂM ${facts.year}`),
    table(
      ['Tháng:1.4c', 'Ngày tiếp theo lịch:3c', 'Số buổi:1.5c', 'Số lượt người:2c', 'Ghi chú:4'],
      months.map((month) => [
        month,
        'Thứ Năm tuần 1, 2, 3, 4',
        missed.has(month) ? 2 : 4,
        2 + ((month * 3 + facts.index) % 6),
        missed.has(month) ? 'Phó Chủ tịch tiếp thay 02 buổi' : '',
      ]),
    ),
  ]
}

function complaintAppendix(facts: Facts): readonly Block[] {
  const { part, whole } = shareOf(facts, '4.3')
  const subjects = [
    'Ranh giới đất',
    'Môi trường chăn nuôi',
    'Đường giao thông thôn',
    'Chế độ bảo trợ',
    'An ninh trật tự',
  ]
  const rows = Array.from({ length: whole }, (_, index) => [
    index + 1,
    subjects[index % subjects.length] ?? '',
    facts.commune.villages[index % 3] ?? '',
    `${String(3 + ((index * 5) % 24)).padStart(2, '0')}/${String(1 + ((index * 2) % 10)).padStart(2, '0')}`,
    index < part ? 'Đúng hạn' : 'Quá hạn',
  ])
  return [
    ...appendixPage('complaints', 'PHỤ LỤC 7', 'THEO DÕI GIẢI QUYẾT ĐƠN, KIẾN NGHỊ, PHẢN ÁNH'),
    rows.length === 0
      ? { kind: 'text', text: 'Trong năm không có đơn thuộc thẩm quyền đến hạn giải quyết.' }
      : table(['TT:1c', 'Nội dung:4', 'Thôn, tổ dân phố:4', 'Ngày nhận:2c', 'Kết quả:2c'], rows),
  ]
}

function spreadingAppendix(facts: Facts): readonly Block[] {
  const forms = [
    'Loa truyền thanh: 02 buổi mỗi tuần',
    'Trang thông tin điện tử: tin, bài',
    'Hội nghị quán triệt tại xã',
    'Sinh hoạt thôn, tổ dân phố',
    'Pa nô, khẩu hiệu tại trụ sở',
    'Nhóm Zalo “Chính quyền với Nhân dân”',
    'Tờ rơi hướng dẫn nộp hồ sơ trực tuyến',
    'Lồng ghép sinh hoạt của các đoàn thể',
    'Cuộc thi tìm hiểu dịch vụ công trực tuyến',
  ]
  const used = countOf(facts, '1.5')
  return [
    ...appendixPage('spreading', 'PHỤ LỤC 8', 'CÁC HÌNH THỨC TUYÊN TRUYỀN'),
    table(
      ['TT:1c', 'Hình thức:7', 'Số lần:2c'],
      numbered(forms.slice(0, used).map((form, index) => [form, 4 + ((index * 11 + facts.index) % 37)])),
    ),
  ]
}

function letterAppendix(facts: Facts): readonly Block[] {
  const receivers = [
    'Gia đình hiến đất làm đường',
    'Doanh nghiệp ủng hộ quỹ khuyến học',
    'Cụ thọ 90 tuổi',
    'Học sinh đạt giải cấp tỉnh',
    'Câu lạc bộ tự quản',
  ]
  return [
    ...appendixPage('letters', 'PHỤ LỤC 9', 'THƯ CẢM ƠN, CHÚC MỪNG, THĂM HỎI ĐÃ GỬI'),
    table(
      ['TT:1c', 'Số thư:2.4c', 'Ngày:2c', 'Nơi nhận:6'],
      Array.from({ length: countOf(facts, '3.5') }, (_, index) => [
        index + 1,
        `${String(index + 1).padStart(2, '0')}/TCƠ-UBND`,
        `${String(4 + ((index * 7) % 24)).padStart(2, '0')}/${String(1 + (index % 11)).padStart(2, '0')}`,
        `${receivers[index % receivers.length] ?? ''}, ${facts.commune.villages[index % 3] ?? ''}`,
      ]),
    ),
  ]
}

function visitAppendix(facts: Facts): readonly Block[] {
  const kinds = [
    'Giấy chứng nhận kết hôn',
    'Giấy khai sinh và thẻ bảo hiểm y tế',
    'Thẻ bảo hiểm y tế người cao tuổi',
  ]
  return [
    ...appendixPage(
      'visits',
      'PHỤ LỤC 10',
      'TRAO GIẤY CHỨNG NHẬN, GIẤY KHAI SINH, THẺ BẢO HIỂM Y TẾ TẠI NHÀ',
    ),
    table(
      ['TT:1c', 'Ngày:2c', 'Nội dung:5', 'Thôn, tổ dân phố:4', 'Số gia đình:2c'],
      Array.from({ length: countOf(facts, '3.4') }, (_, index) => [
        index + 1,
        `${String(6 + ((index * 5) % 22)).padStart(2, '0')}/${String(2 + (index % 9)).padStart(2, '0')}`,
        kinds[index % kinds.length] ?? '',
        facts.commune.villages[index % 3] ?? '',
        1 + ((index * 2 + facts.index) % 4),
      ]),
    ),
    ...text(`Danh sách do công chức Tư pháp - Hộ tịch lập ${onDay(dayIn(facts.year, 11, 20))}.`),
  ]
}
