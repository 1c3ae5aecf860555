import type { UnitId } from '../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'

/**
 * The people and places of the sample data. The places exist, two of the district's communes do not take part (the letters
 * count 17, the statistics office 19); every person, figure and paper is invented.
 */

export const sampleProvince = {
  unit: 'vn2024.p.24' as UnitId,
  name: 'tỉnh Bắc Giang',
  short: 'Bắc Giang',
} as const
export const sampleDistrict = {
  unit: 'vn2024.d.215' as UnitId,
  name: 'huyện Yên Thế',
  short: 'Yên Thế',
} as const

export type CommuneKey =
  | 'phon-xuong'
  | 'bo-ha'
  | 'xuan-luong'
  | 'tam-tien'
  | 'dong-ky'
  | 'tan-soi'
  | 'hong-ky'
  | 'an-thuong'
  | 'dong-son'
  | 'dong-tien'
  | 'tam-hiep'
  | 'tien-thang'
  | 'canh-nau'
  | 'dong-vuong'
  | 'dong-lac'
  | 'tan-hiep'
  | 'dong-huu'

export type SampleCommune = {
  readonly key: CommuneKey
  readonly unit: UnitId
  /** "xã Xuân Lương" as it stands in a sentence. */
  readonly name: string
  /** "Xuân Lương", the place of its papers. */
  readonly short: string
  /** Head of the commune, who signs. */
  readonly chairman: string
  /** The official of the office who enters the scores. */
  readonly clerk: string
  /** The official of justice and civil status, secretary of meetings. */
  readonly secretary: string
  readonly villages: readonly [string, string, string]
  readonly last: { readonly total: Hundredths; readonly stars: number }
  readonly aim: number
}

/** key | code of the unit | name | head | clerk | secretary | three villages | last year's points | stars | stars aimed at */
const table = `
phon-xuong|07288|thị trấn Phồn Xương|Nguyễn Văn Hưng|Trần Thị Hải Yến|Lương Văn Toàn|Hoàng Hoa Thám, Cả Trọng, Đề Nắm|9340|3|4
bo-ha|07294|thị trấn Bố Hạ|Phạm Đức Thắng|Nguyễn Thị Nga|Đào Văn Chung|Phố Thống Nhất, Vòng Huyện, Tân Xuân|8875|2|3
xuan-luong|07249|xã Xuân Lương|Lục Văn Thành|Hoàng Thị Thảo|Nông Thị Hiền|Bản Ven, Làng Thượng, Xuân Môi|8620|2|3
tam-tien|07252|xã Tam Tiến|Dương Văn Hòa|Vi Thị Thanh|Triệu Văn Phúc|Rừng Chiềng, Núi Lim, Đồng Tâm|9110|3|4
dong-ky|07282|xã Đồng Kỳ|Nguyễn Quang Vinh|Thân Thị Hạnh|Ngô Văn Định|Trại Hồng, Giếng Chảnh, Ngò 2|8735|2|3
tan-soi|07291|xã Tân Sỏi|Trần Đình Lượng|Nguyễn Thị Hoa|Giáp Thị Liên|Tân An, Yên Cư, Đồng Gián|8490|1|2
hong-ky|07267|xã Hồng Kỳ|Hoàng Minh Đức|Lê Thị Tuyết|Vũ Văn Khánh|Trại Sông, Đồng Kênh, Trại Tre|8315|1|2
an-thuong|07285|xã An Thượng|Ngô Văn Bằng|Phạm Thị Dung|Nguyễn Thị Minh|An Châu, Tân Vân, Cầu Gụ|8240|1|2
dong-son|07273|xã Đông Sơn|Nguyễn Hữu Tiến|Đỗ Thị Hương|Bùi Văn Sáng|Đồi Hồng, Cầu Tư, Bo Giàng|8055|1|2
dong-tien|07243|xã Đồng Tiến|Nông Văn Quý|Lý Thị Mai|Hà Văn Thuận|Bãi Lát, Khuôn Đống, Trại Hạ|7960|0|1
tam-hiep|07261|xã Tam Hiệp|Vũ Đình Sơn|Nguyễn Thị Lý|Trần Văn Kiên|Hom, Yên Thế, Bãi Trại|7885|0|1
tien-thang|07264|xã Tiến Thắng|Lê Văn Mạnh|Hoàng Thị Nhài|Nguyễn Văn Lợi|Tiến Trung, Tiến Bộ, Hồng Lĩnh|8010|1|2
canh-nau|07246|xã Canh Nậu|Hoàng Văn Chiến|Vi Thị Ngân|Lăng Văn Tú|Gốc Bòng, Trại Sơn, Đống Cao|7640|0|1
dong-vuong|07255|xã Đồng Vương|Nông Quốc Huy|Lý Thị Sen|Trương Văn Đạt|Bình Minh, La Lanh, Trại Tre|7725|0|1
dong-lac|07270|xã Đồng Lạc|Phùng Văn Đoàn|Nguyễn Thị Phượng|Đặng Văn Tuấn|Thiều Dò, Bờ Mận, Nam Cầu|7310|0|1
tan-hiep|07276|xã Tân Hiệp|Trịnh Văn Khoa|Đinh Thị Oanh|Nguyễn Văn Hậu|Đồng Bông, Tân Gia, Trại Hồng|8530|2|3
dong-huu|07258|xã Đồng Hưu|Hà Văn Lâm|Trần Thị Bích|Lộc Văn Hùng|Trại Tre, Mỏ Hương, Suối Dọc|7455|0|1
`

export const sampleCommunes: readonly SampleCommune[] = table.trim().split('\n').map(readRow)

function readRow(row: string): SampleCommune {
  const [key = '', code = '', name = '', chairman = '', clerk = '', secretary = '', villages = '', ...last] =
    row.split('|')
  const [total, stars, aim] = last.map(Number)
  return {
    key: key as CommuneKey,
    unit: `vn2024.c.${code}` as UnitId,
    name,
    short: name.replace(/^(?:xã|thị trấn) /, ''),
    chairman,
    clerk,
    secretary,
    villages: villages.split(', ') as [string, string, string],
    last: { total: (total ?? 0) as Hundredths, stars: stars ?? 0 },
    aim: aim ?? 0,
  }
}

export function sampleCommune(key: CommuneKey): SampleCommune {
  const commune = sampleCommunes.find((each) => each.key === key)
  if (commune === undefined) throw new TypeError(`there is no sample commune ${key}`)
  return commune
}

/** Who works at the district office; the first one set the program up and holds every role. */
export const districtOfficers = {
  first: 'Nguyễn Thị Thu Hà',
  /** Enters for communes without a device of their own. */
  clerk: 'Ngô Thị Mai',
  /** Vice-chairman of the district, who approves. */
  leader: 'Nông Văn Bình',
  appraisers: {
    'phong-noi-vu': 'Hoàng Văn Quyết',
    'ban-dan-van-huyen-uy': 'Trần Văn Khải',
    'phong-van-hoa-va-thong-tin': 'Lê Minh Tuấn',
    'van-phong-hdnd-va-ubnd': 'Phạm Thị Ngọc',
    'phong-kinh-te-va-ha-tang': 'Đỗ Đức Long',
    'phong-tu-phap': 'Vũ Thị Lan',
    'thanh-tra-huyen': 'Giáp Văn Sơn',
  } as Readonly<Record<string, string>>,
} as const

export const provinceOfficers = { first: 'Lê Thị Minh Nguyệt', leader: 'Đặng Quốc Khánh' } as const
