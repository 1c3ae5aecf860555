import type { CriterionId, GateId } from '../../../shared/domain/ids.ts'
import type { CommuneKey } from './communes.ts'

/** What the district changes, asks for and hears in the sample data. Words read as in `sample-answers.ts`. */

export type Change = { readonly criterion: CriterionId; readonly word: string; readonly reason: string }

function change(criterion: string, word: string, reason: string): Change {
  return { criterion: criterion as CriterionId, word, reason }
}

/** Answers that the district changes, each with its reason. */
export const sampleChanges: Readonly<Partial<Record<CommuneKey, readonly Change[]>>> = {
  'phon-xuong': [
    change('3.5', '6', 'Hai thư cảm ơn tháng 6 và tháng 8 có cùng nội dung, cùng nơi nhận; chỉ tính 01 thư.'),
    change('2.7', '100', 'Kiểm tra ngày 19/11: quầy số 3 chưa có ghế ngồi chờ, biển chỉ dẫn bị che khuất.'),
  ],
  'bo-ha': [
    change(
      '1.7',
      '17/18',
      'Chưa công khai kết quả lấy phiếu tín nhiệm; biên bản niêm yết chỉ có 17/18 nội dung.',
    ),
  ],
  'tam-tien': [change('3.4', '4', 'Danh sách có 05 lần nhưng 01 lần trao tại trụ sở, không phải tại nhà.')],
  'dong-ky': [
    change('3.6', '250', 'Khu nhà xe và sân phía sau trụ sở chưa gọn gàng (biên bản kiểm tra ngày 20/11).'),
  ],
  'tan-soi': [change('3.5', '5', 'Bản lưu có 05 thư, 01 thư chưa có số và ngày ban hành.')],
  'hong-ky': [
    change('1.5', '5', 'Hội nghị và buổi sinh hoạt thôn cùng một đợt, tính là một hình thức.'),
    change('4.1', '12/12', 'Sổ tiếp công dân tháng 02 có đủ số ngày theo quy định, xã tính thiếu.'),
  ],
  'an-thuong': [
    change('3.6', '200', 'Ảnh hiện trường cho thấy vườn hoa trước trụ sở đang sửa chữa, chưa hoàn thành.'),
  ],
  'dong-son': [change('2.5', 'b', 'Mã QR trên bảng thông báo không mở được; chỉ còn kênh Zalo hoạt động.')],
  'dong-tien': [
    change('2.6', '-', 'Máy photo hỏng từ tháng 7, chưa sửa; không có biên bản bàn giao thiết bị.'),
  ],
  'tam-hiep': [change('2.4', 'ab', 'Bảng niêm yết thiếu số điện thoại của công chức địa chính.')],
  'tien-thang': [
    change('2.7', '75', 'Chưa có sơ đồ quy trình và khu vực viết đơn tại Bộ phận tiếp nhận và trả kết quả.'),
  ],
  'canh-nau': [
    change('2.9', '1/3', 'Báo cáo khắc phục mới có minh chứng cho 01 trong 03 tồn tại.'),
    change('3.6', '250', 'Biên bản kiểm tra ngày 21/11: rãnh thoát nước trước cổng chưa được khơi thông.'),
  ],
  'dong-vuong': [
    change('2.8', '0', 'Sáng kiến mới được xã đề nghị, chưa có quyết định công nhận của huyện.'),
  ],
  'dong-lac': [change('2.9', '0/4', 'Báo cáo không kèm tài liệu chứng minh đã khắc phục.')],
}

/** The commune whose sheet goes back once, and answers. */
export const sampleReturn = {
  commune: 'xuan-luong' as CommuneKey,
  text: 'Đề nghị xã bổ sung tài liệu minh chứng và giải trình các tiêu chí dưới đây, gửi lại trước khi huyện chốt kết quả.',
  items: [
    {
      criterion: '2.3' as CriterionId,
      text: 'Báo cáo một cửa có 06 hồ sơ chậm nhưng chỉ kèm 05 thư xin lỗi; nêu rõ hồ sơ còn lại.',
    },
    { criterion: '1.5' as CriterionId, text: 'Bổ sung lịch phát thanh và ảnh hội nghị tuyên truyền.' },
  ],
  /** What the commune changes, tells and sends in answer. */
  change: { criterion: '2.3' as CriterionId, word: '6/6' },
  explanation:
    'Hồ sơ thứ sáu (chuyển mục đích sử dụng đất của hộ ông H., thôn Làng Thượng) chậm 02 ngày do phải xác minh lại nguồn gốc đất. Thư xin lỗi đã gửi ngày 14/10 nhưng khi quét hồ sơ bị sót; xã bổ sung bản quét kèm theo. Từ tháng 11, công chức một cửa đối chiếu danh sách hồ sơ chậm vào thứ Sáu hằng tuần.',
} as const

/** Explanations that communes give with their sheets. */
export const sampleExplanations: readonly { commune: CommuneKey; criterion: CriterionId; text: string }[] = [
  {
    commune: 'phon-xuong',
    criterion: '4.1' as CriterionId,
    text: 'Tháng 8 Chủ tịch UBND thị trấn đi học lớp bồi dưỡng 03 tuần; Phó Chủ tịch tiếp công dân thay nên không tính là đủ số ngày.',
  },
  {
    commune: 'an-thuong',
    criterion: '1.4' as CriterionId,
    text: 'Tháng 02 trùng dịp Tết Nguyên đán, xã kiểm điểm gộp vào cuộc họp tháng 3.',
  },
  {
    commune: 'dong-lac',
    criterion: '4.4' as CriterionId,
    text: 'Có 01 vụ việc 07 hộ dân thôn Nam Cầu lên trụ sở tiếp công dân của huyện về giải phóng mặt bằng; đã đối thoại, các hộ đã nhất trí ngày 25/9.',
  },
  {
    commune: 'dong-tien',
    criterion: '2.3' as CriterionId,
    text: 'Các hồ sơ chậm thuộc lĩnh vực đất đai do chờ trích đo; xã đã gửi thư xin lỗi và hẹn lại ngày trả.',
  },
]

/** The veto gate of the sample set, and who fails it. */
export const sampleVeto = {
  gate: 'no-discipline' as GateId,
  commune: 'tan-hiep' as CommuneKey,
  note: 'Phó Chủ tịch UBND xã bị kỷ luật khiển trách theo Quyết định của Ủy ban Kiểm tra Huyện ủy tháng 7.',
} as const
