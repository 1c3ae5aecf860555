import {
  entrantWords,
  gateWords,
  kindWords,
  mainWords,
  notApplicableWords,
  truthWords,
  zeroWords,
} from './words.ts'

/**
 * The template as data: its sheets and columns. The writer, the reader and the test of docs/criteria-template.md all follow
 * this one description.
 */

export type Column = Readonly<{
  key: string
  heading: string
  width: number
  /** A row without it is a mistake. */
  required?: true
  /** What Excel offers in a drop-down list. */
  choices?: readonly string[]
  /** Text that Excel must not turn into a number or a date: codes such as 1.10, days such as 31/05. */
  asText?: true
  /** A value that stands in cells merged downwards holds for all of them. */
  fillMerged?: true
  /** Shown beside the cell while it is filled in. */
  hint: string
}>

export type SheetLayout = Readonly<{ name: string; columns: readonly Column[]; optional?: true }>

const fixedId: Column = {
  key: 'id',
  heading: 'Mã cố định',
  width: 14,
  asText: true,
  hint: 'Phần mềm tự ghi. Giữ nguyên với dòng cũ, để trống với dòng mới.',
}

export const groupSheet: SheetLayout = {
  name: 'Nhóm',
  columns: [
    { key: 'code', heading: 'Mã nhóm', width: 10, required: true, asText: true, hint: 'Ví dụ: 1, 2, I, II.' },
    { key: 'title', heading: 'Tên nhóm', width: 80, required: true, hint: 'Tên đầy đủ của nhóm tiêu chí.' },
    {
      key: 'outside',
      heading: 'Ngoài tổng điểm',
      width: 12,
      choices: mainWords(truthWords),
      hint: 'Có: nhóm điểm cộng, điểm trừ. Để trống là Không.',
    },
    {
      key: 'max',
      heading: 'Điểm tối đa',
      width: 10,
      hint: 'Để đối chiếu với tổng điểm tối đa các tiêu chí của nhóm. Có thể để trống.',
    },
    fixedId,
  ],
}

export const criterionSheet: SheetLayout = {
  name: 'Tiêu chí',
  columns: [
    { key: 'code', heading: 'Mã', width: 8, required: true, asText: true, hint: 'Ví dụ: 1.1, 2.10, T1.' },
    {
      key: 'group',
      heading: 'Nhóm',
      width: 8,
      required: true,
      asText: true,
      fillMerged: true,
      hint: 'Mã nhóm ở trang tính Nhóm.',
    },
    { key: 'title', heading: 'Tên tiêu chí', width: 56, required: true, hint: 'Nội dung tiêu chí.' },
    { key: 'max', heading: 'Điểm tối đa', width: 9, required: true, hint: 'Ví dụ: 3 hoặc 1,5.' },
    {
      key: 'kind',
      heading: 'Cách chấm',
      width: 15,
      required: true,
      choices: mainWords(kindWords),
      hint: 'Chọn một trong 12 cách chấm.',
    },
    { key: 'yes', heading: 'Điểm khi Có', width: 9, hint: 'Có/Không. Để trống là điểm tối đa.' },
    { key: 'no', heading: 'Điểm khi Không', width: 9, hint: 'Có/Không. Để trống là 0.' },
    { key: 'yesLabel', heading: 'Chữ thay cho Có', width: 12, hint: 'Có/Không. Ví dụ: Đã ban hành.' },
    { key: 'noLabel', heading: 'Chữ thay cho Không', width: 12, hint: 'Có/Không. Ví dụ: Chưa ban hành.' },
    {
      key: 'numerator',
      heading: 'Tử số',
      width: 26,
      hint: 'Tỷ lệ: tên số liệu ở trên gạch phân số. Khảo sát: số phiếu hài lòng.',
    },
    {
      key: 'denominator',
      heading: 'Mẫu số',
      width: 26,
      hint: 'Tỷ lệ: tên số liệu ở dưới gạch phân số. Khảo sát: số phiếu hợp lệ.',
    },
    {
      key: 'fullAt',
      heading: 'Đạt tối đa tại (%)',
      width: 11,
      hint: 'Tỷ lệ, Khảo sát tính tuyến tính. Nếu chấm theo bậc thì để trống và ghi bậc ở trang tính sau.',
    },
    {
      key: 'whenZero',
      heading: 'Khi mẫu số bằng 0',
      width: 16,
      choices: mainWords(zeroWords),
      hint: 'Tỷ lệ, Khảo sát. Để trống là Chưa có số liệu.',
    },
    { key: 'form', heading: 'Mã phiếu', width: 10, asText: true, hint: 'Khảo sát. Ví dụ: PKS01.' },
    { key: 'minimumForms', heading: 'Số phiếu tối thiểu', width: 10, hint: 'Khảo sát. Để trống là 0.' },
    {
      key: 'what',
      heading: 'Nội dung đếm',
      width: 22,
      hint: 'Đếm, Trừ dần, Điểm cộng, Điểm trừ. Ví dụ: sáng kiến, trường hợp vi phạm.',
    },
    {
      key: 'each',
      heading: 'Điểm mỗi lần',
      width: 9,
      hint: 'Đếm, Điểm cộng: điểm được mỗi lần. Trừ dần, Điểm trừ: điểm bị trừ mỗi lần, ghi số dương.',
    },
    {
      key: 'cap',
      heading: 'Nhiều nhất',
      width: 9,
      hint: 'Đếm, Điểm cộng, Điểm trừ: nhiều nhất bao nhiêu điểm. Để trống là điểm tối đa.',
    },
    { key: 'start', heading: 'Điểm ban đầu', width: 9, hint: 'Trừ dần. Để trống là điểm tối đa.' },
    {
      key: 'floor',
      heading: 'Thấp nhất',
      width: 9,
      hint: 'Trừ dần: không trừ xuống dưới điểm này. Để trống là 0.',
    },
    { key: 'index', heading: 'Tên chỉ số', width: 22, hint: 'Chỉ số khác. Ví dụ: Chỉ số CCHC cấp xã.' },
    {
      key: 'scale',
      heading: 'Thang điểm chỉ số',
      width: 10,
      hint: 'Chỉ số khác: giá trị cao nhất, ví dụ 100.',
    },
    { key: 'factor', heading: 'Hệ số', width: 8, hint: 'Chỉ số khác: điểm = giá trị chỉ số × hệ số.' },
    {
      key: 'manualStep',
      heading: 'Bước chấm',
      width: 8,
      hint: 'Chấm trực tiếp: điểm là bội số của bước này.',
    },
    {
      key: 'expression',
      heading: 'Công thức tính điểm',
      width: 34,
      asText: true,
      hint: 'Công thức, không có dấu = ở đầu. Ví dụ: min(1; a/b/0,5)',
    },
    {
      key: 'step',
      heading: 'Bước làm tròn',
      width: 9,
      hint: 'Điểm được làm tròn đến bước này. Để trống là 0,01.',
    },
    {
      key: 'enteredBy',
      heading: 'Người nhập',
      width: 17,
      choices: mainWords(entrantWords),
      fillMerged: true,
      hint: 'Để trống là Xã và cấp thẩm định.',
    },
    {
      key: 'notApplicable',
      heading: 'Khi không áp dụng',
      width: 17,
      choices: mainWords(notApplicableWords),
      hint: 'Xã báo "Không áp dụng" thì tính thế nào. Để trống là Không được chọn.',
    },
    {
      key: 'evidence',
      heading: 'Minh chứng',
      width: 34,
      fillMerged: true,
      hint: 'Mỗi loại giấy tờ một dòng (Alt+Enter) hoặc cách nhau bằng dấu chấm phẩy.',
    },
    {
      key: 'department',
      heading: 'Cơ quan phụ trách',
      width: 22,
      fillMerged: true,
      hint: 'Tên ở trang tính Phòng ban.',
    },
    {
      key: 'deadline',
      heading: 'Hạn',
      width: 12,
      asText: true,
      fillMerged: true,
      hint: 'Ngày/tháng như 31/05, hoặc hằng tháng, hằng quý.',
    },
    { key: 'source', heading: 'Nguồn', width: 18, fillMerged: true, hint: 'Văn bản quy định tiêu chí này.' },
    fixedId,
  ],
}

export const detailSheet: SheetLayout = {
  name: 'Lựa chọn và bậc',
  optional: true,
  columns: [
    {
      key: 'criterion',
      heading: 'Mã tiêu chí',
      width: 10,
      required: true,
      asText: true,
      fillMerged: true,
      hint: 'Mã ở trang tính Tiêu chí; ghi lại ở mỗi dòng.',
    },
    {
      key: 'label',
      heading: 'Nội dung',
      width: 60,
      hint: 'Lựa chọn, Danh mục: tên lựa chọn hoặc mục. Công thức: tên số liệu. Bậc: để trống.',
    },
    { key: 'from', heading: 'Từ (%)', width: 9, hint: 'Bậc của Tỷ lệ, Khảo sát: từ tỷ lệ này trở lên.' },
    {
      key: 'points',
      heading: 'Điểm',
      width: 9,
      hint: 'Điểm của lựa chọn, mục hoặc bậc. Công thức: để trống.',
    },
    {
      key: 'name',
      heading: 'Ký hiệu',
      width: 9,
      asText: true,
      hint: 'Công thức: chữ dùng trong công thức, ví dụ a.',
    },
    {
      key: 'whenZero',
      heading: 'Khi bằng 0',
      width: 22,
      choices: mainWords(zeroWords),
      hint: 'Công thức: số liệu này bằng 0 thì tính thế nào. Để trống là vẫn tính theo công thức.',
    },
    fixedId,
  ],
}

export const bandSheet: SheetLayout = {
  name: 'Bậc sao',
  columns: [
    { key: 'label', heading: 'Tên bậc', width: 36, required: true, hint: 'Ví dụ: Đạt chuẩn 3★.' },
    { key: 'stars', heading: 'Số sao', width: 9, required: true, hint: 'Từ 0 đến 10.' },
    { key: 'from', heading: 'Từ điểm', width: 10, hint: 'Bậc gồm cả điểm này. Để trống ở bậc thấp nhất.' },
    {
      key: 'to',
      heading: 'Đến dưới điểm',
      width: 10,
      hint: 'Bậc không gồm điểm này. Để trống ở bậc cao nhất.',
    },
    {
      key: 'passes',
      heading: 'Đạt chuẩn',
      width: 10,
      required: true,
      choices: mainWords(truthWords),
      hint: 'Có: xã ở bậc này được công nhận đạt chuẩn.',
    },
  ],
}

export const gateSheet: SheetLayout = {
  name: 'Điều kiện',
  optional: true,
  columns: [
    {
      key: 'title',
      heading: 'Nội dung điều kiện',
      width: 60,
      required: true,
      hint: 'Điều kiện bắt buộc ngoài tổng điểm.',
    },
    {
      key: 'kind',
      heading: 'Loại điều kiện',
      width: 24,
      required: true,
      choices: mainWords(gateWords),
      hint: 'Xác nhận: một người trả lời là điều kiện được bảo đảm hay không.',
    },
    {
      key: 'group',
      heading: 'Nhóm',
      width: 9,
      asText: true,
      hint: 'Mã nhóm. Để trống là mọi nhóm trong tổng điểm.',
    },
    {
      key: 'criterion',
      heading: 'Tiêu chí',
      width: 9,
      asText: true,
      hint: 'Mã tiêu chí. Để trống là mọi tiêu chí.',
    },
    { key: 'percent', heading: 'Tối thiểu (%)', width: 10, hint: 'Phần trăm của điểm tối đa, ví dụ 50.' },
    {
      key: 'papers',
      heading: 'Số văn bản tối thiểu',
      width: 11,
      hint: 'Đủ hồ sơ: cần ít nhất bao nhiêu văn bản.',
    },
    {
      key: 'fromStars',
      heading: 'Áp dụng từ số sao',
      width: 11,
      hint: 'Điều kiện chỉ chặn các bậc đạt chuẩn từ số sao này. Để trống là 0: mọi bậc đạt chuẩn.',
    },
    fixedId,
  ],
}

export const dossierSheet: SheetLayout = {
  name: 'Hồ sơ',
  optional: true,
  columns: [
    {
      key: 'name',
      heading: 'Tên văn bản',
      width: 90,
      required: true,
      hint: 'Mỗi văn bản của hồ sơ đề nghị một dòng.',
    },
  ],
}

export const departmentSheet: SheetLayout = {
  name: 'Phòng ban',
  optional: true,
  columns: [
    { key: 'name', heading: 'Tên cơ quan', width: 60, required: true, hint: 'Cơ quan phụ trách tiêu chí.' },
    { ...fixedId, width: 30 },
  ],
}

/** "Thông tin" has one row a fact: its name in the first column, what it is in the second. */
export const factSheet: SheetLayout = {
  name: 'Thông tin',
  columns: [
    { key: 'fact', heading: 'Mục', width: 22, required: true, hint: '' },
    { key: 'content', heading: 'Nội dung', width: 100, asText: true, hint: '' },
  ],
}
export const facts = {
  title: 'Tên bộ tiêu chí',
  label: 'Năm',
  basis: 'Căn cứ',
  notice: 'Ghi chú',
} as const
export type Fact = keyof typeof facts

export const guideSheetName = 'Hướng dẫn'

/** In the order of the workbook, after the guide. */
export const sheetLayouts = [
  factSheet,
  groupSheet,
  criterionSheet,
  detailSheet,
  bandSheet,
  gateSheet,
  dossierSheet,
  departmentSheet,
] as const

/** Columns that a kind of rule uses besides those of every criterion. */
export const columnsOfKind = {
  yesNo: ['yes', 'no', 'yesLabel', 'noLabel'],
  choice: [],
  ratio: ['numerator', 'denominator', 'fullAt', 'whenZero'],
  count: ['what', 'each', 'cap'],
  checklist: [],
  deduction: ['what', 'each', 'start', 'floor'],
  survey: ['numerator', 'denominator', 'fullAt', 'whenZero', 'form', 'minimumForms'],
  external: ['index', 'scale', 'factor'],
  manual: ['manualStep'],
  bonus: ['what', 'each', 'cap'],
  penalty: ['what', 'each', 'cap'],
  formula: ['expression'],
} as const

/** Columns of "Lựa chọn và bậc" that a kind of rule uses; none: it has no rows there. */
export const detailColumnsOfKind = {
  yesNo: [],
  choice: ['label', 'points', 'id'],
  ratio: ['from', 'points'],
  count: [],
  checklist: ['label', 'points', 'id'],
  deduction: [],
  survey: ['from', 'points'],
  external: [],
  manual: [],
  bonus: [],
  penalty: [],
  formula: ['label', 'name', 'whenZero'],
} as const

/** Columns of "Điều kiện" that a kind of condition uses. */
export const columnsOfGate = {
  groupMinimum: ['group', 'percent'],
  criterionMinimum: ['criterion', 'percent'],
  veto: [],
  dossier: ['papers'],
  surveyForms: [],
} as const

/** Columns whose heading starts so belong to the office; the program neither reads nor minds them. */
export const ownColumnPrefix = 'Ghi chú riêng'
