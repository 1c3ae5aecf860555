import type { Paper } from '../../../reports/official-paper/paper.ts'
import { countOf, dayIn, shareOf, type Facts } from './facts.ts'
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

/** Minutes and reports of what was looked at: posting, monthly reviews, order in the office, remedies. */

/** Minutes of posting what must be made public (1.7, 2.4, 3.3). */
export function postingPaper(facts: Facts): Paper {
  const { commune, year } = facts
  const { part, whole } = shareOf(facts, '1.7')
  const day = dayIn(year, 6, 10 + (facts.index % 12))
  return communePaper(facts, {
    number: numberOf(facts, 11, 'BB-UBND'),
    day,
    kind: 'BIÊN BẢN',
    title: 'Niêm yết công khai các nội dung theo Luật Thực hiện dân chủ ở cơ sở',
    body: [
      ...text(
        `Hôm nay, hồi 08 giờ 00 ${onDay(day)}, tại trụ sở UBND ${commune.name}, chúng tôi gồm: ông (bà) ${commune.clerk}, công chức Văn phòng - Thống kê; ông Nguyễn Văn Trường, Chủ tịch Ủy ban MTTQ; bà Hoàng Thị Vân, Trưởng ban Thanh tra nhân dân, tiến hành niêm yết các nội dung sau:`,
      ),
      table(
        ['TT:1c', 'Nhóm nội dung:8', 'Số nội dung:2c', 'Nơi niêm yết:4'],
        numbered([
          ['Kinh tế - xã hội, ngân sách, đầu tư', Math.min(6, part), 'Bảng tin trụ sở'],
          ['Đất đai, đóng góp, chính sách xã hội', Math.min(6, part - 6), 'Bảng tin trụ sở, nhà văn hóa'],
          ['Thủ tục hành chính, quy tắc ứng xử, số điện thoại', part - 12, 'Bộ phận một cửa'],
        ]),
      ),
      ...text(
        `Tổng cộng: ${part}/${whole} nội dung phải công khai. Thời gian niêm yết: 30 ngày liên tục kể từ ngày lập biên bản./.`,
      ),
    ],
    signatures: minuteSigners(commune.clerk, 'Hoàng Thị Vân'),
  })
}

/** Minutes of one monthly review (1.4). */
export function reviewPaper(facts: Facts, month: number): Paper {
  const { commune, year } = facts
  const kind = kindOf(facts)
  const day = dayIn(year, month, 25)
  return communePaper(facts, {
    number: `${String(month).padStart(2, '0')}/BB-UBND`,
    day,
    kind: 'BIÊN BẢN',
    title: `Kiểm điểm tiến độ xây dựng “Chính quyền thân thiện” tháng ${month} năm ${year}`,
    body: [
      ...text(
        `Thời gian: 14 giờ 00 ${onDay(day)}. Địa điểm: phòng họp UBND ${commune.name}.`,
        `Thành phần: thành viên Ban Chỉ đạo, trưởng các đoàn thể, công chức chuyên môn. Chủ trì: ông (bà) ${commune.chairman}. Thư ký: ông (bà) ${commune.clerk}.`,
      ),
      heading('1. Kết quả trong tháng'),
      ...text(
        'Hồ sơ thủ tục hành chính giải quyết cơ bản đúng hạn; đã phát 08 buổi trên loa truyền thanh; Chủ tịch tiếp công dân đủ số buổi theo lịch; trả lời 03 phản ánh qua Zalo.',
      ),
      heading('2. Việc chưa làm được và khắc phục'),
      table(
        ['TT:1c', 'Nội dung:6', 'Người phụ trách:4', 'Thời hạn:2c'],
        numbered([
          ['Bổ sung chữ ký số cho công chức mới', commune.clerk, `10/${month + 1}`],
          ['Thay bảng số điện thoại đã cũ', commune.secretary, `05/${month + 1}`],
          ['Đôn đốc thôn gửi biên bản họp thôn', commune.secretary, `15/${month + 1}`],
        ]),
      ),
      ...text(
        `Cuộc họp kết thúc vào 16 giờ 20 cùng ngày, biên bản đã thông qua, ${kind} lưu hồ sơ tiêu chí 1.4./.`,
      ),
    ],
    signatures: minuteSigners(commune.clerk, commune.chairman),
  })
}

/** Minutes of an unannounced look at order in the office (2.7, 3.1, 3.2, 3.6). */
export function inspectionPaper(facts: Facts): Paper {
  const { commune, year } = facts
  const { part, whole } = shareOf(facts, '3.1')
  const uniform = facts.outcomes.get('3.2' as never)
  const allInUniform = uniform?.status === 'points' && uniform.points === 300
  const day = dayIn(year, 10, 9 + (facts.index % 14))
  return communePaper(facts, {
    number: numberOf(facts, 21, 'BB-UBND'),
    day,
    kind: 'BIÊN BẢN',
    title: 'Kiểm tra đột xuất việc chấp hành kỷ luật, kỷ cương và văn hóa công sở',
    body: [
      ...text(
        `Hồi 07 giờ 40 ${onDay(day)}, Tổ kiểm tra của UBND ${commune.name} kiểm tra tại trụ sở, kết quả như sau:`,
      ),
      table(
        ['TT:1c', 'Nội dung kiểm tra:6', 'Kết quả:6'],
        numbered([
          ['Số cán bộ, công chức có mặt', `${whole} người`],
          [
            'Đeo thẻ khi làm việc',
            `${part}/${whole} người${part < whole ? '; người không đeo thẻ đã được nhắc nhở' : ''}`,
          ],
          [
            'Trang phục tại Bộ phận một cửa',
            allInUniform
              ? 'Toàn bộ mặc đồng phục hoặc trang phục ngành'
              : 'Một phần mặc đồng phục, trang phục ngành',
          ],
          ['Sắp xếp Bộ phận một cửa', 'Quầy có biển tên, ghế chờ, bàn viết đơn, nước uống'],
          ['Cảnh quan, vệ sinh', 'Sân, hành lang sạch; cây xanh được chăm sóc'],
        ]),
      ),
      ...text('Biên bản lập xong hồi 09 giờ 10 cùng ngày, các thành viên nhất trí ký tên./.'),
    ],
    signatures: minuteSigners(commune.secretary, 'Nguyễn Văn Trường'),
  })
}

/** Report on remedies after an inspection (2.9). */
export function remedyPaper(facts: Facts): Paper {
  const { commune, year } = facts
  const { part, whole } = shareOf(facts, '2.9')
  const faults = [
    'Sổ theo dõi hồ sơ chưa ghi đủ ngày trả',
    'Chưa niêm yết thủ tục mới công bố',
    'Thiếu phiếu xin lỗi đối với hồ sơ chậm',
    'Chưa phân công người thay khi công chức nghỉ',
    'Máy quét hỏng chưa sửa',
  ]
  return communePaper(facts, {
    number: numberOf(facts, 118, 'BC-UBND'),
    day: dayIn(year, 10, 21 + (facts.index % 6)),
    kind: 'BÁO CÁO',
    title: 'Kết quả khắc phục tồn tại sau kiểm tra công tác cải cách hành chính',
    to: ['Đoàn kiểm tra cải cách hành chính huyện Yên Thế'],
    body: [
      ...text(
        `Ủy ban nhân dân ${commune.name} báo cáo kết quả khắc phục ${whole} tồn tại Đoàn kiểm tra đã chỉ ra, trong đó đã khắc phục ${part}, chưa khắc phục ${whole - part}:`,
      ),
      table(
        ['TT:1c', 'Tồn tại:6', 'Kết quả:3', 'Nguyên nhân, cách làm:5'],
        numbered(
          faults
            .slice(0, whole)
            .map((fault, index) =>
              index < part
                ? [fault, 'Đã khắc phục', 'Đã chấn chỉnh, phân công người theo dõi']
                : [fault, 'Chưa khắc phục', 'Chờ bố trí kinh phí; hoàn thành trong quý I năm sau'],
            ),
        ),
      ),
      ...text('Ủy ban nhân dân cam kết thực hiện đúng thời hạn nêu trên./.'),
    ],
    recipients: ['Như trên', 'Phòng Nội vụ huyện', 'Lưu: VT'],
  })
}

/** Report on conduct (3.7). */
export function conductPaper(facts: Facts): Paper {
  const { commune, year } = facts
  const cases = countOf(facts, '3.7')
  return communePaper(facts, {
    number: numberOf(facts, 121, 'UBND-VP'),
    day: dayIn(year, 11, 6 + (facts.index % 9)),
    kind: null,
    title: `báo cáo việc thực hiện Quy tắc ứng xử của cán bộ, công chức năm ${year}`,
    to: ['Phòng Nội vụ huyện Yên Thế'],
    body: text(
      `Ủy ban nhân dân ${commune.name} báo cáo: 100 % cán bộ, công chức ký cam kết thực hiện Quy tắc ứng xử; hòm thư góp ý được mở vào thứ Sáu hằng tuần, có biên bản.`,
      cases === 0
        ? 'Trong năm không có cán bộ, công chức vi phạm quy tắc ứng xử, phiền hà, sách nhiễu; không có phản ánh của người dân, doanh nghiệp về thái độ phục vụ.'
        : `Trong năm có ${cases} trường hợp bị phản ánh về thái độ phục vụ; đã xác minh, kiểm điểm, phê bình và xin lỗi công dân.`,
      'Kết quả đánh giá trên máy tính bảng tại Bộ phận một cửa: trên 97 % lượt đánh giá “hài lòng” và “rất hài lòng”./.',
    ),
    recipients: ['Như trên', 'Lưu: VT'],
  })
}
