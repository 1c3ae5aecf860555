import { exampleCodePrefix } from './examples.ts'

/** The first sheet: what an officer must know before filling in. Bold lines are headings. */
export const guideLines: readonly Readonly<{ text: string; bold?: true }>[] = [
  { text: 'BIỂU MẪU NHẬP BỘ TIÊU CHÍ', bold: true },
  {
    text: 'Điền lần lượt các trang tính từ trái sang phải, lưu lại, rồi kéo tệp vào Hộp nhận hoặc trang Bộ tiêu chí của chương trình.',
  },
  {
    text: 'Nếu có chỗ sai, chương trình liệt kê tất cả theo trang tính, dòng, cột và lý do; chưa sửa hết thì chưa nhập gì.',
  },
  { text: 'Cách điền', bold: true },
  { text: '1. Cột có tiêu đề nền đậm là bắt buộc. Rê chuột lên tiêu đề cột để xem hướng dẫn của cột.' },
  {
    text: `2. Các dòng có mã bắt đầu bằng ${exampleCodePrefix} là ví dụ, mỗi cách chấm một dòng: sửa hoặc xoá trước khi nhập.`,
  },
  {
    text: '3. Trang tính Tiêu chí: chọn “Cách chấm”, ô nào chuyển màu xám thì cách chấm đó không dùng, để trống.',
  },
  {
    text: '4. Trang tính Lựa chọn và bậc: các lựa chọn, mục, bậc tỷ lệ và số liệu của công thức, mỗi thứ một dòng.',
  },
  { text: '5. Điểm ghi 1,5 hoặc 1.5, nhiều nhất hai chữ số sau dấu phẩy. Tỷ lệ ghi 95 hoặc 95 %.' },
  { text: '6. Hạn ghi ngày/tháng như 31/05, hoặc “hằng tháng”, “hằng quý”.' },
  { text: '7. Bậc sao gồm điểm ở cột “Từ điểm”, không gồm điểm ở cột “Đến dưới điểm”.' },
  {
    text: '8. Cột “Mã cố định” giúp nhận ra tiêu chí cũ khi đổi mã, đổi tên: giữ nguyên với dòng cũ, để trống với dòng mới.',
  },
  {
    text: '9. Được thêm cột của riêng mình nếu tiêu đề bắt đầu bằng “Ghi chú riêng”; chương trình bỏ qua các cột đó.',
  },
  { text: 'Mười hai cách chấm', bold: true },
  { text: 'Có/Không – đạt hay không đạt.' },
  { text: 'Lựa chọn – chọn một trong các mức, mỗi mức một điểm (ghi các mức ở trang tính Lựa chọn và bậc).' },
  { text: 'Tỷ lệ – tử số chia mẫu số; tính tuyến tính đến “Đạt tối đa tại (%)”, hoặc theo bậc.' },
  { text: 'Đếm – mỗi lần được một số điểm, đến mức nhiều nhất.' },
  { text: 'Danh mục – nhiều mục, mục nào có thì được điểm của mục đó.' },
  { text: 'Trừ dần – bắt đầu từ điểm ban đầu, mỗi trường hợp bị trừ, không xuống dưới mức thấp nhất.' },
  { text: 'Khảo sát – số phiếu hài lòng chia số phiếu hợp lệ, có số phiếu tối thiểu.' },
  { text: 'Chỉ số khác – giá trị một chỉ số đã công bố nhân hệ số.' },
  { text: 'Chấm trực tiếp – người chấm ghi điểm theo bước.' },
  {
    text: 'Điểm cộng, Điểm trừ – ngoài tổng điểm, mỗi lần cộng hoặc trừ, có mức nhiều nhất; đặt ở nhóm “Ngoài tổng điểm”.',
  },
  { text: 'Công thức – tính từ nhiều số liệu bằng + − × ÷ min max round if và so sánh.' },
]
