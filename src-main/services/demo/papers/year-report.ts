import type { Paper } from '../../../reports/official-paper/paper.ts'
import { countOf, dayIn, inThousands, shareOf, type Facts } from './facts.ts'
import { communePaper, decision710, heading, kindOf, numberOf, text } from './paper-parts.ts'
import { allAppendices, dossierAppendix } from './year-appendices.ts'

/**
 * The report of the year (dossier). With all appendices it is a long paper of a dozen pages and more, one for each criterion
 * that it proves; otherwise only dossiers of the one-stop shop are appended.
 */
export function yearReport(facts: Facts, withAllAppendices: boolean): Paper {
  const { commune, year } = facts
  const kind = kindOf(facts)
  const onTime = shareOf(facts, '2.1')
  const early = shareOf(facts, '2.2')
  const late = shareOf(facts, '2.3')
  const complaints = shareOf(facts, '4.3')
  const lateWords =
    late.whole === 0
      ? 'Không có hồ sơ chậm.'
      : `Có ${late.whole} hồ sơ chậm, trong đó ${late.part} hồ sơ đã gửi thư xin lỗi, nêu rõ nguyên nhân và hẹn lại ngày trả.`
  const complaintWords =
    complaints.whole === 0
      ? 'Trong năm không có đơn thuộc thẩm quyền đến hạn giải quyết.'
      : `Giải quyết đúng quy định ${complaints.part}/${complaints.whole} đơn thuộc thẩm quyền đến hạn.`
  return communePaper(facts, {
    number: numberOf(facts, 142, 'BC-UBND'),
    day: dayIn(year, 11, 22 + (facts.index % 3)),
    kind: 'BÁO CÁO',
    title: `Kết quả xây dựng “Chính quyền thân thiện” ${commune.name} năm ${year}`,
    body: [
      ...text(
        `Thực hiện ${decision710}, Ủy ban nhân dân ${commune.name} báo cáo kết quả xây dựng “Chính quyền thân thiện” năm ${year} như sau:`,
      ),
      heading('I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH'),
      ...text(
        `Đảng ủy, HĐND, UBND ${kind} xác định xây dựng “Chính quyền thân thiện” là nhiệm vụ thường xuyên. UBND ${kind} đã kiện toàn Ban Chỉ đạo, ban hành kế hoạch và phân công từng cán bộ, công chức phụ trách tiêu chí. Đã tổ chức ${shareOf(facts, '1.4').part} cuộc kiểm điểm tiến độ hằng tháng; mỗi cuộc đều có biên bản, nêu rõ việc chưa làm được, người chịu trách nhiệm và thời hạn khắc phục.`,
      ),
      heading('II. KẾT QUẢ THỰC HIỆN CÁC NHÓM TIÊU CHÍ'),
      ...text(
        `1. Thực hiện quy chế dân chủ ở cơ sở, tuyên truyền: đã công khai ${shareOf(facts, '1.7').part}/${shareOf(facts, '1.7').whole} nội dung phải công khai; lập đủ biểu số liệu ${shareOf(facts, '1.6').part}/${shareOf(facts, '1.6').whole} quý; tuyên truyền bằng ${countOf(facts, '1.5')} hình thức.`,
        `2. Cải cách hành chính: trong năm giải quyết ${inThousands(early.whole)} hồ sơ, trả đúng và trước hạn ${inThousands(onTime.part)}/${inThousands(onTime.whole)} hồ sơ (${onTime.percent}), trong đó trước hạn ${inThousands(early.part)} hồ sơ (${early.percent}). ${lateWords}`,
        `3. Văn minh, văn hóa công sở: qua kiểm tra có ${shareOf(facts, '3.1').part}/${shareOf(facts, '3.1').whole} cán bộ, công chức đeo thẻ khi làm việc; trao giấy chứng nhận kết hôn, giấy khai sinh, thẻ bảo hiểm y tế tại nhà ${countOf(facts, '3.4')} lần; gửi ${countOf(facts, '3.5')} thư cảm ơn, chúc mừng, thăm hỏi. ${countOf(facts, '3.7') === 0 ? 'Không có cán bộ, công chức vi phạm quy tắc ứng xử.' : `Có ${countOf(facts, '3.7')} trường hợp vi phạm quy tắc ứng xử, đã kiểm điểm.`}`,
        `4. Tiếp xúc, đối thoại, giải quyết đơn thư: Chủ tịch UBND ${kind} tiếp công dân đủ số ngày quy định trong ${shareOf(facts, '4.1').part}/${shareOf(facts, '4.1').whole} tháng; tổ chức ${countOf(facts, '4.2')} cuộc đối thoại trực tiếp. ${complaintWords}`,
      ),
      heading('III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN'),
      ...text(
        'Một số hồ sơ lĩnh vực đất đai còn chậm do phải xác minh nguồn gốc, chờ trích đo; người dân lớn tuổi còn ngại nộp hồ sơ, thanh toán trực tuyến; trang thiết bị tại Bộ phận tiếp nhận và trả kết quả chưa đồng bộ.',
      ),
      heading(`IV. PHƯƠNG HƯỚNG NĂM ${year + 1}`),
      ...text(
        'Tập trung các tiêu chí chưa đạt điểm tối đa; bố trí công chức, đoàn viên thanh niên hướng dẫn nộp hồ sơ trực tuyến tại nhà văn hóa thôn vào thứ Bảy đầu tháng; rà soát, đề nghị bổ sung thiết bị cho Bộ phận một cửa.',
        `Trên đây là báo cáo của Ủy ban nhân dân ${commune.name}, trân trọng báo cáo Ủy ban nhân dân huyện./.`,
      ),
    ],
    recipients: ['UBND huyện', 'Phòng Nội vụ huyện', `TT Đảng ủy, HĐND ${kind}`, 'Lưu: VT'],
    appendix: withAllAppendices ? allAppendices(facts) : dossierAppendix(facts, 'PHỤ LỤC'),
  })
}
