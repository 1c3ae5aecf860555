import type { Paper } from '../../../reports/official-paper/paper.ts'
import { dayIn, inPoints, pointsOf, type Facts } from './facts.ts'
import {
  communePaper,
  decision710,
  heading,
  kindOf,
  numbered,
  numberOf,
  onDay,
  table,
  text,
  usualGrounds,
} from './paper-parts.ts'

/** The papers with which a commune begins its year, and with which it asks to be recognised. */

/** Plan of the year with the assignment of every criterion (1.1). */
export function planPaper(facts: Facts): Paper {
  const { commune, year, content } = facts
  const kind = kindOf(facts)
  const people = [commune.clerk, commune.secretary, commune.chairman]
  const rows = content.criteria
    .filter(({ enteredBy }) => enteredBy.includes('commune'))
    .map(({ code, title, deadline }, index) => [
      code,
      title,
      people[index % people.length] ?? '',
      deadline?.kind === 'date' ? `${deadline.day}/${deadline.month}` : 'Hằng tháng',
    ])
  return communePaper(facts, {
    number: numberOf(facts, 21, 'KH-UBND'),
    day: dayIn(year, 5, 8 + (facts.index % 12)),
    kind: 'KẾ HOẠCH',
    title: `Xây dựng “Chính quyền thân thiện” ${commune.name} năm ${year}`,
    body: [
      ...text(
        `Thực hiện ${decision710}; Ủy ban nhân dân ${commune.name} xây dựng kế hoạch thực hiện như sau:`,
      ),
      heading('I. MỤC ĐÍCH, YÊU CẦU'),
      ...text(
        `1. Nâng cao trách nhiệm, ý thức phục vụ Nhân dân của cán bộ, công chức; tạo chuyển biến rõ nét trong giải quyết thủ tục hành chính, tiếp xúc, đối thoại và giải quyết kiến nghị của công dân trên địa bàn ${kind}.`,
        '2. Mỗi tiêu chí có người phụ trách, thời gian hoàn thành và tài liệu minh chứng cụ thể; không chạy theo thành tích, không hợp thức hóa hồ sơ.',
      ),
      heading('II. CHỈ TIÊU'),
      ...text(
        `1. Phấn đấu năm ${year} được công nhận đạt chuẩn ${commune.aim} sao; tiếp tục khắc phục các tiêu chí chưa đạt điểm tối đa của năm trước (${inPoints(commune.last.total)} điểm).`,
        '2. 100 % hồ sơ thủ tục hành chính trả đúng hạn, trong đó ít nhất 30 % trả trước hạn; hồ sơ chậm đều có thư xin lỗi, nêu rõ nguyên nhân và cách khắc phục.',
        '3. 100 % cán bộ, công chức đeo thẻ khi làm việc; công chức Bộ phận tiếp nhận và trả kết quả mặc đồng phục hoặc trang phục ngành.',
      ),
      heading('III. NHIỆM VỤ, GIẢI PHÁP'),
      ...text(
        '1. Công khai đầy đủ các nội dung theo Luật Thực hiện dân chủ ở cơ sở tại trụ sở, nhà văn hóa thôn và trang thông tin điện tử.',
        '2. Bố trí Bộ phận tiếp nhận và trả kết quả khoa học, gọn gàng theo phương châm “nhanh hơn, tiết kiệm hơn, hợp lý hơn, thân thiện hơn”; niêm yết mã QR tra cứu thủ tục, số điện thoại của lãnh đạo và công chức trực tiếp giải quyết.',
        `3. Chủ tịch UBND ${kind} tiếp công dân định kỳ; mỗi năm đối thoại trực tiếp với Nhân dân ít nhất 02 cuộc.`,
        '4. Ngày 25 hằng tháng họp kiểm điểm tiến độ, kết quả thực hiện và đề ra giải pháp khắc phục.',
      ),
      heading('IV. PHÂN CÔNG NHIỆM VỤ THEO TỪNG TIÊU CHÍ'),
      table(['TC:1c', 'Nội dung:8', 'Người phụ trách:3.4', 'Hoàn thành:2c'], rows),
      heading('V. TỔ CHỨC THỰC HIỆN'),
      ...text(
        `Giao ${commune.clerk}, công chức Văn phòng - Thống kê, theo dõi, đôn đốc, tổng hợp báo cáo Chủ tịch UBND ${kind}. Trong quá trình thực hiện nếu có vướng mắc, các bộ phận kịp thời phản ánh để xem xét, giải quyết./.`,
      ),
    ],
    recipients: ['Phòng Nội vụ huyện', `TT Đảng ủy, HĐND ${kind}`, 'Các bộ phận chuyên môn', 'Lưu: VT'],
  })
}

/** Decision on the steering committee (1.2). */
export function committeePaper(facts: Facts): Paper {
  const { commune, year } = facts
  const kind = kindOf(facts)
  return communePaper(facts, {
    number: numberOf(facts, 46, 'QĐ-UBND'),
    day: dayIn(year, 4, 24 + (facts.index % 5)),
    kind: 'QUYẾT ĐỊNH',
    title: `Về việc kiện toàn Ban Chỉ đạo xây dựng “Chính quyền thân thiện” ${commune.name}`,
    grounds: [...usualGrounds, 'Theo đề nghị của công chức Văn phòng - Thống kê'],
    body: [
      { kind: 'heading', text: 'QUYẾT ĐỊNH:', centred: true },
      ...text(
        `Điều 1. Kiện toàn Ban Chỉ đạo xây dựng “Chính quyền thân thiện” ${commune.name} năm ${year}, gồm các ông, bà có tên sau:`,
      ),
      table(
        ['TT:1c', 'Họ và tên:4', 'Chức vụ:5', 'Nhiệm vụ:3'],
        numbered([
          [commune.chairman, `Chủ tịch UBND ${kind}`, 'Trưởng ban'],
          ['Phan Thị Hồng', `Trưởng khối Dân vận Đảng ủy ${kind}`, 'Phó Trưởng ban'],
          [commune.clerk, 'Công chức Văn phòng - Thống kê', 'Ủy viên thường trực'],
          [commune.secretary, 'Công chức Tư pháp - Hộ tịch', 'Ủy viên'],
          ['Nguyễn Văn Trường', `Chủ tịch Ủy ban MTTQ ${kind}`, 'Ủy viên'],
          ['Hoàng Thị Vân', `Chủ tịch Hội LHPN ${kind}`, 'Ủy viên'],
        ]),
      ),
      ...text(
        'Điều 2. Ban Chỉ đạo giúp Ủy ban nhân dân xây dựng kế hoạch, phân công, đôn đốc thực hiện từng tiêu chí; tự chấm điểm, hoàn thiện hồ sơ đề nghị công nhận. Ban Chỉ đạo họp định kỳ mỗi tháng một lần và họp đột xuất khi cần.',
        `Điều 3. Quyết định có hiệu lực kể từ ngày ký. Văn phòng UBND, các bộ phận liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.`,
      ),
    ],
    recipients: ['Như Điều 3', 'Phòng Nội vụ huyện', `TT Đảng ủy, HĐND ${kind}`, 'Lưu: VT'],
  })
}

/** Registration of the model of the year (dossier, 1.3). */
export function registrationPaper(facts: Facts): Paper {
  const { commune, year } = facts
  const kind = kindOf(facts)
  return communePaper(facts, {
    number: numberOf(facts, 18, 'ĐK-UBND'),
    day: dayIn(year, 5, 3 + (facts.index % 10)),
    kind: 'BẢN ĐĂNG KÝ',
    title: `Xây dựng mô hình “Chính quyền thân thiện” năm ${year}`,
    to: ['Ban Chỉ đạo xây dựng “Chính quyền thân thiện” huyện Yên Thế'],
    body: [
      ...text(
        `Thực hiện ${decision710}; căn cứ tình hình thực tế của địa phương, Ủy ban nhân dân ${commune.name} đăng ký xây dựng mô hình “Chính quyền thân thiện” năm ${year} với các nội dung sau:`,
        `1. Mức phấn đấu: đạt chuẩn ${commune.aim} sao.`,
        `2. Kết quả năm trước: ${inPoints(commune.last.total)} điểm${commune.last.stars > 0 ? `, đạt chuẩn ${commune.last.stars} sao` : ', chưa đạt chuẩn'}.`,
        '3. Các nội dung tập trung thực hiện:',
        `a) Thôn, tổ dân phố làm điểm: ${commune.villages.join('; ')}.`,
        'b) “Ngày thứ Sáu không chờ”: trả kết quả ngay trong buổi đối với thủ tục chứng thực, xác nhận.',
        'c) Trao giấy khai sinh, thẻ bảo hiểm y tế tại nhà cho trẻ em và người cao tuổi.',
        'd) Công khai số điện thoại của lãnh đạo; tiếp nhận phản ánh qua Zalo trong và ngoài giờ làm việc.',
        `Ủy ban nhân dân ${kind} cam kết thực hiện đúng các nội dung đã đăng ký./.`,
      ),
    ],
    recipients: ['Như kính gửi', `TT Đảng ủy, HĐND ${kind}`, 'Lưu: VT'],
  })
}

/** The letter that asks for recognition (dossier). */
export function requestPaper(facts: Facts): Paper {
  const { commune, year, content, outcomes } = facts
  const kind = kindOf(facts)
  const total = content.criteria.reduce((sum, { id }) => {
    const outcome = outcomes.get(id)
    return sum + (outcome?.status === 'points' ? outcome.points : 0)
  }, 0)
  return communePaper(facts, {
    number: numberOf(facts, 88, 'TTr-UBND'),
    day: dayIn(year, 11, 25 + (facts.index % 4)),
    kind: 'TỜ TRÌNH',
    title: `Đề nghị thẩm định, công nhận “Chính quyền thân thiện” năm ${year}`,
    to: ['Ủy ban nhân dân huyện Yên Thế', 'Ban Chỉ đạo xây dựng “Chính quyền thân thiện” huyện'],
    body: text(
      `Thực hiện ${decision710}, Ủy ban nhân dân ${commune.name} đã tổ chức tự chấm điểm, lấy ý kiến Ủy ban MTTQ và các đoàn thể ${kind}, niêm yết công khai kết quả 05 ngày làm việc tại trụ sở và nhà văn hóa các thôn, tổ dân phố.`,
      `Kết quả tự chấm của ${kind}, tạm tính cả điểm khảo sát mức độ hài lòng do huyện cung cấp: ${inPoints(total)} điểm.`,
      `Ủy ban nhân dân ${kind} trân trọng đề nghị Ủy ban nhân dân huyện, Ban Chỉ đạo huyện xem xét, thẩm định, trình Chủ tịch UBND tỉnh công nhận ${commune.name} đạt chuẩn “Chính quyền thân thiện” năm ${year}.`,
      'Hồ sơ kèm theo gồm: báo cáo kết quả; bảng tự chấm điểm; bản đăng ký; văn bản phê duyệt của Ban Chỉ đạo huyện và các tài liệu minh chứng./.',
    ),
    recipients: ['Như kính gửi', 'Phòng Nội vụ huyện', `TT Đảng ủy, HĐND ${kind}`, 'Lưu: VT, hồ sơ'],
  })
}

/** The table of self-scores (dossier). */
export function selfScorePaper(facts: Facts): Paper {
  const { commune, year, content } = facts
  const rows = content.groups.flatMap((group) => [
    [group.code, group.title, '', ''],
    ...content.criteria
      .filter((criterion) => criterion.group === group.id)
      .map(({ id, code, title, max, enteredBy }) => [
        code,
        title,
        inPoints(max),
        enteredBy.includes('commune') ? pointsOf(facts, id) : 'Huyện nhập',
      ]),
  ])
  return communePaper(facts, {
    number: '',
    day: dayIn(year, 11, 22),
    kind: 'BẢNG TỰ CHẤM ĐIỂM',
    title: `Kết quả xây dựng “Chính quyền thân thiện” ${commune.name} năm ${year}`,
    body: [
      ...text(
        `(Kèm theo Tờ trình số ${numberOf(facts, 88, 'TTr-UBND')} ${onDay(dayIn(year, 11, 25 + (facts.index % 4)))} của UBND ${commune.name}. ${content.notice}.)`,
      ),
      table(['TC:1.1c', 'Nội dung:9', 'Điểm chuẩn:1.6c', 'Điểm tự chấm:2c'], rows),
    ],
    signatures: [
      { authority: '', position: 'NGƯỜI LẬP BẢNG', name: commune.clerk, sealed: false },
      { authority: 'TM. ỦY BAN NHÂN DÂN', position: 'CHỦ TỊCH', name: commune.chairman, sealed: true },
    ],
  })
}
