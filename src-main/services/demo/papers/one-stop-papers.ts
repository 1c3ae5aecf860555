import type { Paper } from '../../../reports/official-paper/paper.ts'
import { countOf, dayIn, inThousands, onlineOf, shareOf, spread, type Facts } from './facts.ts'
import {
  communePaper,
  heading,
  kindOf,
  minuteSigners,
  numbered,
  numberOf,
  onDay,
  table,
  text,
} from './paper-parts.ts'

/** Papers of the one-stop shop and of work with the people. */

/** The one-stop report: on time, early, online, by field. */
export function oneStopPaper(facts: Facts): Paper {
  const { commune, year } = facts
  const onTime = shareOf(facts, '2.1')
  const early = shareOf(facts, '2.2')
  const online = onlineOf(facts)
  const fields = ['Chứng thực', 'Hộ tịch', 'Đất đai', 'Bảo trợ xã hội, người có công', 'Lĩnh vực khác']
  const wholes = spread(onTime.whole, fields.length, facts.index + 1)
  const lateOnes = spread(onTime.whole - onTime.part, fields.length, facts.index + 3)
  const earlyOnes = spread(early.part, fields.length, facts.index + 2)
  return communePaper(facts, {
    number: numberOf(facts, 131, 'BC-UBND'),
    day: dayIn(year, 11, 15 + (facts.index % 5)),
    kind: 'BÁO CÁO',
    title: `Kết quả tiếp nhận, giải quyết thủ tục hành chính năm ${year}`,
    to: ['Văn phòng HĐND và UBND huyện Yên Thế'],
    body: [
      ...text(
        `Ủy ban nhân dân ${commune.name} báo cáo kết quả tiếp nhận, giải quyết thủ tục hành chính tại Bộ phận tiếp nhận và trả kết quả, số liệu trích xuất từ hệ thống thông tin một cửa điện tử:`,
      ),
      heading('1. Kết quả theo lĩnh vực'),
      table(
        ['TT:1c', 'Lĩnh vực:5', 'Phải trả:2c', 'Trước hạn:2c', 'Đúng hạn:2c', 'Chậm:1.6c'],
        [
          ...numbered(
            fields.map((field, index) => {
              const whole = wholes[index] ?? 0
              const first = Math.min(earlyOnes[index] ?? 0, whole)
              const late = lateOnes[index] ?? 0
              return [field, whole, first, whole - first - late, late]
            }),
          ),
          [
            '',
            'Tổng số',
            inThousands(onTime.whole),
            inThousands(early.part),
            inThousands(onTime.part - early.part),
            onTime.whole - onTime.part,
          ],
        ],
      ),
      ...text(`Tỷ lệ trả đúng và trước hạn: ${onTime.percent}; tỷ lệ trả trước hạn: ${early.percent}.`),
      heading('2. Hồ sơ trực tuyến'),
      ...text(
        `Tiếp nhận ${inThousands(online.b)} hồ sơ, trong đó nộp trực tuyến ${inThousands(online.a)} hồ sơ; ${inThousands(online.d)} hồ sơ phải nộp phí, lệ phí, trong đó thanh toán trực tuyến ${inThousands(online.c)} hồ sơ.`,
      ),
      heading('3. Hồ sơ chậm'),
      ...text(
        onTime.whole === onTime.part
          ? 'Trong kỳ không có hồ sơ chậm./.'
          : `Có ${onTime.whole - onTime.part} hồ sơ chậm, chủ yếu thuộc lĩnh vực đất đai; nguyên nhân do phải xác minh nguồn gốc, chờ kết quả trích đo. Đã gửi ${shareOf(facts, '2.3').part} thư xin lỗi tới công dân./.`,
      ),
    ],
    recipients: ['Như trên', 'Chủ tịch, các PCT', 'Lưu: VT'],
  })
}

/** Letter of apology for a late dossier (2.3). `turn` tells letters of one commune apart. */
export function apologyPaper(facts: Facts, turn: number): Paper {
  const { commune, year } = facts
  const village = commune.villages[turn % 3] ?? ''
  const day = dayIn(year, 3 + ((turn * 2) % 8), 14)
  return communePaper(facts, {
    number: `${String(turn + 1).padStart(2, '0')}/TXL-UBND`,
    day,
    kind: 'THƯ XIN LỖI',
    title: 'Về việc giải quyết hồ sơ thủ tục hành chính chậm so với giấy hẹn',
    to: [`Ông (bà) chủ hồ sơ, ${village}, ${commune.name}`],
    body: text(
      `Ngày ${10 + turn}/${3 + ((turn * 2) % 8)}/${year}, Bộ phận tiếp nhận và trả kết quả ${commune.name} tiếp nhận hồ sơ đề nghị xác nhận nguồn gốc sử dụng đất của ông (bà). Đến nay hồ sơ chưa được trả kết quả theo giấy hẹn.`,
      'Nguyên nhân: cần xác minh lại ranh giới với hộ liền kề, cơ quan chuyên môn chưa hoàn thành trích đo.',
      `Ủy ban nhân dân ${commune.name} chân thành xin lỗi ông (bà) về sự chậm trễ nêu trên. Thời gian trả kết quả được hẹn lại sau 03 ngày làm việc kể từ ngày ký thư này; công chức sẽ trả kết quả tại nhà, ông (bà) không phải đến trụ sở.`,
      'Rất mong nhận được sự thông cảm của ông (bà)./.',
    ),
    recipients: ['Như trên', 'Bộ phận một cửa', 'Lưu: VT'],
  })
}

/** Handover of the one-stop shop's equipment (2.6). */
export function handoverPaper(facts: Facts): Paper {
  const { commune, year } = facts
  return communePaper(facts, {
    number: numberOf(facts, 9, 'BB-UBND'),
    day: dayIn(year, 6, 6 + (facts.index % 15)),
    kind: 'BIÊN BẢN',
    title: 'Bàn giao trang thiết bị Bộ phận tiếp nhận và trả kết quả',
    body: [
      ...text(
        `Hôm nay, ${onDay(dayIn(year, 6, 6 + (facts.index % 15)))}, tại trụ sở UBND ${commune.name}, bên giao là ${commune.clerk}, công chức Văn phòng - Thống kê; bên nhận là ${commune.secretary}, công chức Tư pháp - Hộ tịch, phụ trách Bộ phận tiếp nhận và trả kết quả, thống nhất bàn giao các thiết bị sau:`,
      ),
      table(
        ['TT:1c', 'Tên thiết bị:6', 'Số lượng:2c', 'Tình trạng:4'],
        numbered([
          ['Máy photocopy', '01', 'Mới, hoạt động tốt'],
          ['Máy tính bảng đánh giá mức độ hài lòng', '02', 'Mới, đã cài phần mềm'],
          ['Máy quét tài liệu', '01', 'Đang sử dụng, tốt'],
          ['Ghế ngồi chờ', '08', 'Mới'],
        ]),
      ),
      ...text(
        'Bên nhận có trách nhiệm quản lý, sử dụng đúng mục đích, để người dân, doanh nghiệp đánh giá trực tiếp việc giải quyết thủ tục hành chính. Biên bản lập thành 02 bản, mỗi bên giữ 01 bản./.',
      ),
    ],
    signatures: [
      { authority: '', position: 'BÊN GIAO', name: commune.clerk, sealed: false },
      { authority: '', position: 'BÊN NHẬN', name: commune.secretary, sealed: false },
    ],
  })
}

/** Minutes of a dialogue with the people (4.2). */
export function dialoguePaper(facts: Facts): Paper {
  const { commune, year } = facts
  const kind = kindOf(facts)
  const day = dayIn(year, 8, 7 + (facts.index % 14))
  return communePaper(facts, {
    number: numberOf(facts, 14, 'BB-UBND'),
    day,
    kind: 'BIÊN BẢN',
    title: `Hội nghị đối thoại trực tiếp giữa người đứng đầu cấp ủy, chính quyền ${kind} với Nhân dân`,
    body: [
      ...text(
        'Thời gian bắt đầu: 08 giờ 00.',
        `Địa điểm: Nhà văn hóa ${commune.villages[0]}, ${commune.name}.`,
        `Thành phần tham dự: đại diện Đảng ủy, HĐND, UBND, Ủy ban MTTQ và các đoàn thể ${kind}; ${86 + facts.index * 3} đại biểu Nhân dân của các thôn, tổ dân phố.`,
        `Chủ trì: ông (bà) ${commune.chairman}, Chủ tịch UBND. Thư ký: ông (bà) ${commune.secretary}.`,
      ),
      heading('1. Ý kiến của Nhân dân'),
      table(
        ['TT:1c', 'Thôn, tổ dân phố:3', 'Ý kiến, kiến nghị:6', 'Trả lời tại hội nghị:6'],
        numbered([
          [
            commune.villages[0],
            'Đèn chiếu sáng đường trục thôn hỏng',
            'Đã giao bộ phận địa chính sửa trước ngày 30/8',
          ],
          [
            commune.villages[1],
            'Chậm trả kết quả trích lục bản đồ',
            'Do chờ đo đạc; công khai lịch đo của từng tuần',
          ],
          [
            commune.villages[2],
            'Đề nghị mở thêm buổi tiếp dân tối thứ Tư',
            'Tiếp thu, làm thử 03 tháng cuối năm',
          ],
          [commune.villages[0], 'Rác thải tồn đọng tại điểm tập kết', 'Tăng lên 02 chuyến thu gom mỗi tuần'],
        ]),
      ),
      heading('2. Kết luận của chủ trì'),
      ...text(
        'Tiếp thu toàn bộ ý kiến; giao Văn phòng tổng hợp, thông báo kết luận tới các thôn, tổ dân phố trong 05 ngày làm việc và niêm yết tại trụ sở. Các nội dung chưa giải quyết ngay được theo dõi, báo cáo tại kỳ kiểm điểm hằng tháng.',
        'Hội nghị kết thúc vào 11 giờ 15 cùng ngày./.',
      ),
    ],
    signatures: minuteSigners(commune.secretary, commune.chairman),
  })
}

/** The timetable of receiving citizens (4.1). */
export function receptionPaper(facts: Facts): Paper {
  const { commune, year } = facts
  const kind = kindOf(facts)
  return communePaper(facts, {
    number: numberOf(facts, 3, 'TB-UBND'),
    day: dayIn(year, 1, 4 + (facts.index % 6)),
    kind: 'THÔNG BÁO',
    title: `Lịch tiếp công dân định kỳ của Chủ tịch Ủy ban nhân dân ${kind} năm ${year}`,
    body: text(
      `Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013, Ủy ban nhân dân ${commune.name} thông báo lịch tiếp công dân năm ${year} như sau:`,
      `1. Người tiếp: ông (bà) ${commune.chairman}, Chủ tịch UBND ${kind}.`,
      '2. Thời gian: thứ Năm hằng tuần, buổi sáng từ 7 giờ 30 đến 11 giờ 30, buổi chiều từ 13 giờ 30 đến 17 giờ 00; trùng ngày nghỉ lễ thì tiếp vào ngày làm việc kế tiếp.',
      `3. Địa điểm: Phòng tiếp công dân, trụ sở UBND ${commune.name}.`,
      `Ủy ban nhân dân ${kind} thông báo để cán bộ, công chức và Nhân dân biết, thực hiện./.`,
    ),
    recipients: ['Ban Tiếp công dân huyện', 'Các thôn, tổ dân phố', 'Niêm yết tại trụ sở', 'Lưu: VT'],
  })
}

/** Report on complaints (4.3, 4.4). */
export function complaintsPaper(facts: Facts): Paper {
  const { commune, year } = facts
  const { part, whole } = shareOf(facts, '4.3')
  const crowds = countOf(facts, '4.4')
  return communePaper(facts, {
    number: numberOf(facts, 126, 'BC-UBND'),
    day: dayIn(year, 11, 11 + (facts.index % 7)),
    kind: 'BÁO CÁO',
    title: `Kết quả tiếp công dân, giải quyết khiếu nại, tố cáo, kiến nghị, phản ánh năm ${year}`,
    to: ['Thanh tra huyện Yên Thế'],
    body: text(
      `1. Tiếp nhận, giải quyết đơn: ${whole === 0 ? 'không có đơn thuộc thẩm quyền đến hạn giải quyết' : `${whole} đơn thuộc thẩm quyền đến hạn, giải quyết đúng quy định ${part} đơn`}. Không có đơn tố cáo.`,
      crowds === 0
        ? '2. Khiếu kiện đông người, vượt cấp: không có.'
        : `2. Khiếu kiện đông người, vượt cấp: ${crowds} vụ, đã tổ chức đối thoại, các hộ nhất trí với phương án giải quyết.`,
      '3. Ban Thanh tra nhân dân tổ chức 04 cuộc giám sát, kiến nghị 03 nội dung; Ủy ban nhân dân đã tiếp thu, trả lời bằng văn bản.',
      `Trên đây là báo cáo của Ủy ban nhân dân ${commune.name}./.`,
    ),
    recipients: ['Như trên', 'TT Đảng ủy, HĐND', 'Lưu: VT'],
  })
}

/** A letter of thanks (3.5). */
export function thanksPaper(facts: Facts): Paper {
  const { commune, year } = facts
  return communePaper(facts, {
    number: '04/TCƠ-UBND',
    day: dayIn(year, 6, 18 + (facts.index % 9)),
    kind: 'THƯ CẢM ƠN',
    title: 'Gửi gia đình ông (bà) có đóng góp xây dựng đường giao thông nông thôn',
    to: [`Gia đình ông (bà) Nguyễn Văn T., ${commune.villages[1]}, ${commune.name}`],
    body: text(
      `Thay mặt Đảng bộ, chính quyền và Nhân dân ${commune.name}, tôi trân trọng cảm ơn gia đình đã tự nguyện hiến 126 m² đất và 40 ngày công để mở rộng tuyến đường của thôn.`,
      'Nghĩa cử của gia đình là tấm gương để Nhân dân cùng chung tay xây dựng quê hương; cũng là niềm tin mà chính quyền phải giữ bằng sự phục vụ tận tình, gần gũi mỗi ngày.',
      'Kính chúc gia đình mạnh khỏe, hạnh phúc và tiếp tục đồng hành cùng địa phương./.',
    ),
    signatures: [{ authority: '', position: 'CHỦ TỊCH', name: commune.chairman, sealed: false }],
  })
}
