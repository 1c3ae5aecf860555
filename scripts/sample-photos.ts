/**
 * The drawn scenes that stand for photos in the sample data, as SVG: nobody's face, nobody's office.
 * `scripts/make-sample-photos.ts` turns them into the JPEG files of `assets/demo/`.
 */

export const photoSize = { width: 1280, height: 960 } as const

type Person = {
  x: number
  y: number
  size?: number
  shirt: string
  hair?: string
  skirt?: string
  badge?: boolean
}

const skin = '#e9b68e'

function person({
  x,
  y,
  size = 1,
  shirt,
  hair = '#2b2320',
  skirt = '#2f3a4a',
  badge = false,
}: Person): string {
  const card = badge
    ? '<path d="M-9 -40 L0 -18 L9 -40" stroke="#1c5d99" stroke-width="3" fill="none"/><rect x="-9" y="-18" width="18" height="24" rx="2" fill="#fff" stroke="#1c5d99" stroke-width="2"/>'
    : ''
  return `<g transform="translate(${x} ${y}) scale(${size})">
    <ellipse cx="0" cy="152" rx="46" ry="9" fill="#000" opacity=".13"/>
    <path d="M-27 60 L-22 150 L-4 150 L0 76 L4 150 L22 150 L27 60 Z" fill="${skirt}"/>
    <path d="M-40 -28 Q0 -58 40 -28 L46 44 L32 46 L30 70 L-30 70 L-32 46 L-46 44 Z" fill="${shirt}"/>
    <path d="M-12 -44 L0 -22 L12 -44 Z" fill="#fff"/>${card}
    <circle cx="-41" cy="50" r="9" fill="${skin}"/><circle cx="41" cy="50" r="9" fill="${skin}"/>
    <rect x="-9" y="-62" width="18" height="20" fill="${skin}"/>
    <circle cx="0" cy="-84" r="29" fill="${skin}"/>
    <path d="M-30 -82 Q-34 -120 0 -117 Q34 -120 30 -82 Q22 -102 0 -101 Q-22 -102 -30 -82 Z" fill="${hair}"/>
  </g>`
}

function plant(x: number, y: number, size = 1): string {
  const leaves = [-62, -36, -12, 12, 36, 62]
    .map(
      (turn) =>
        `<path transform="rotate(${turn})" d="M0 0 Q-17 -52 0 -104 Q17 -52 0 0" fill="${turn % 24 === 0 ? '#4c8c4a' : '#5fa35c'}"/>`,
    )
    .join('')
  return `<g transform="translate(${x} ${y}) scale(${size})">${leaves}<path d="M-30 -4 L30 -4 L22 56 L-22 56 Z" fill="#b5653a"/><rect x="-34" y="-10" width="68" height="14" rx="3" fill="#c9774a"/></g>`
}

function words(text: string, x: number, y: number, size: number, colour = '#fff', more = ''): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="700" fill="${colour}" text-anchor="middle" ${more}>${text}</text>`
}

/** A sheet of paper with lines of writing, as seen from afar. */
function sheet(x: number, y: number, width: number, height: number, turn = 0): string {
  const lines = Array.from({ length: Math.floor(height / 13) - 3 }, (_, index) => {
    const length = width * (index === 0 ? 0.5 : 0.62 + ((index * 37) % 20) / 100)
    const from = index === 0 ? (width - length) / 2 : width * 0.1
    return `<rect x="${from}" y="${16 + index * 13}" width="${length}" height="${index === 0 ? 5 : 3}" fill="#8b93a0"/>`
  }).join('')
  return `<g transform="translate(${x} ${y}) rotate(${turn})"><rect width="${width}" height="${height}" fill="#fffdf6" stroke="#c9c4b4"/>${lines}</g>`
}

/** Squares that look like a code and lead nowhere. */
function code(x: number, y: number, size: number): string {
  const cell = size / 15
  let squares = ''
  for (let row = 0; row < 15; row++) {
    for (let column = 0; column < 15; column++) {
      const corner = (row < 5 || row > 9) && (column < 5 || column > 9) && !(row > 9 && column > 9)
      const edge = [0, 4, 10, 14].includes(row) || [0, 4, 10, 14].includes(column)
      const core = [2, 12].includes(row) && [2, 12].includes(column)
      const dark = corner ? edge || core : (row * 7 + column * 11 + row * column * 3) % 5 < 2
      if (dark) squares += `<rect x="${column * cell}" y="${row * cell}" width="${cell}" height="${cell}"/>`
    }
  }
  return `<g transform="translate(${x} ${y})"><rect x="-8" y="-8" width="${size + 16}" height="${size + 16}" fill="#fff"/>${squares}</g>`
}

function room(wall: string, floor: string, horizon = 690): string {
  return `<rect width="1280" height="960" fill="${wall}"/><rect y="${horizon}" width="1280" height="${960 - horizon}" fill="${floor}"/><rect y="${horizon - 12}" width="1280" height="12" fill="#fff" opacity=".55"/>`
}

const star =
  '<path d="M0 -30 L7 -10 L29 -9 L12 4 L18 25 L0 13 L-18 25 L-12 4 L-29 -9 L-7 -10 Z" fill="#f6d32d"/>'

function flag(x: number, y: number, size = 1): string {
  return `<g transform="translate(${x} ${y}) scale(${size})"><rect x="-62" y="-42" width="124" height="84" fill="#c8202c"/>${star}</g>`
}

function banner(y: number, text: string, size = 40): string {
  return `<rect x="120" y="${y}" width="1040" height="84" fill="#b71c2b"/><rect x="120" y="${y}" width="1040" height="84" fill="none" stroke="#f6d32d" stroke-width="4"/>${words(text, 640, y + 57, size, '#ffe27a')}`
}

const scenes = {
  'bang-niem-yet': `${room('#e8e2d4', '#b9a58a', 800)}
    <rect x="150" y="110" width="980" height="600" rx="6" fill="#7a4f2e"/><rect x="174" y="134" width="932" height="552" fill="#2f6b52"/>
    ${words('NIÊM YẾT CÔNG KHAI THỦ TỤC HÀNH CHÍNH', 640, 190, 36, '#ffeeb0')}
    ${[0, 1, 2, 3].map((index) => sheet(206 + index * 158, 222, 138, 196)).join('')}
    ${[0, 1, 2, 3].map((index) => sheet(206 + index * 158, 448, 138, 196, index === 2 ? 1.5 : 0)).join('')}
    <rect x="846" y="222" width="232" height="196" fill="#fffdf6"/>${words('SỐ ĐIỆN THOẠI', 962, 256, 22, '#a4161f')}${words('Lãnh đạo, công chức', 962, 284, 19, '#333')}
    ${[0, 1, 2, 3].map((index) => `<rect x="866" y="${304 + index * 27}" width="110" height="7" fill="#7b8794"/><rect x="992" y="${304 + index * 27}" width="68" height="7" fill="#1c5d99"/>`).join('')}
    <rect x="846" y="448" width="232" height="196" fill="#fffdf6"/>${words('QUÉT MÃ TRA CỨU', 962, 478, 20, '#a4161f')}${code(896, 496, 130)}
    ${plant(80, 790, 1.15)}${plant(1200, 790, 1.15)}`,
  'mot-cua': `${room('#eef2f4', '#cdbfa7', 720)}
    <rect x="60" y="70" width="1160" height="96" fill="#b71c2b"/>${words('BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ', 640, 134, 46, '#ffe27a')}
    ${['Hộ tịch - Chứng thực', 'Địa chính - Xây dựng', 'Chính sách - Xã hội']
      .map((name, index) => {
        const x = 110 + index * 370
        return `<rect x="${x}" y="216" width="320" height="56" rx="6" fill="#1c5d99"/>${words(name, x + 160, 253, 25)}${person({ x: x + 160, y: 440, size: 1.15, shirt: '#f4f7fa', badge: true, hair: index === 1 ? '#3a2c22' : '#221c1a' })}
        <rect x="${x + 30}" y="448" width="86" height="62" rx="4" fill="#37424f"/><rect x="${x + 37}" y="454" width="72" height="48" fill="#9cc7e8"/>`
      })
      .join('')}
    <rect x="60" y="512" width="1160" height="34" rx="6" fill="#d8b98a"/><rect x="80" y="546" width="1120" height="190" fill="#b98f5c"/><rect x="80" y="546" width="1120" height="12" fill="#000" opacity=".12"/>
    ${person({ x: 330, y: 720, size: 1.25, shirt: '#7fa8c9', hair: '#55504c' })}${person({ x: 760, y: 730, size: 1.25, shirt: '#c98f9d', skirt: '#4a3c52' })}
    ${plant(1170, 870, 1.3)}`,
  'hoi-nghi': `${room('#efe7da', '#a98562', 640)}
    <rect x="90" y="60" width="1100" height="330" fill="#9c1b26"/>${flag(210, 190, 1.2)}
    ${words('HỘI NGHỊ ĐỐI THOẠI', 700, 170, 56, '#ffe27a')}${words('giữa chính quyền với Nhân dân', 700, 240, 40, '#ffe27a')}
    <rect x="280" y="470" width="720" height="120" fill="#7b4a2b"/><rect x="264" y="450" width="752" height="28" rx="5" fill="#8f5a36"/>
    ${[390, 530, 670, 810, 930].map((x, index) => person({ x, y: 420, size: 0.95, shirt: ['#ffffff', '#dfe7ef', '#ffffff', '#e7dfd5', '#ffffff'][index] ?? '#fff' })).join('')}
    <rect x="280" y="478" width="720" height="112" fill="#7b4a2b"/>
    ${Array.from({ length: 7 }, (_, index) => `<g><circle cx="${150 + index * 165}" cy="${770 + (index % 2) * 14}" r="36" fill="#2b2320"/><path d="M${90 + index * 165} 900 Q${150 + index * 165} 780 ${210 + index * 165} 900 Z" fill="${['#5b7d9a', '#8d6b84', '#66785c', '#9a6a4f', '#54698a', '#7c7c55', '#86606a'][index] ?? '#555'}"/></g>`).join('')}
    <rect y="895" width="1280" height="65" fill="#8b6a4c"/>`,
  'thiet-bi': `${room('#e9eef0', '#c4b59d', 730)}
    <rect x="170" y="380" width="400" height="380" rx="10" fill="#dfe3e7"/><rect x="150" y="330" width="440" height="64" rx="10" fill="#b9c0c7"/><rect x="150" y="318" width="440" height="20" rx="8" fill="#8e979f"/>
    <rect x="196" y="430" width="348" height="84" rx="4" fill="#cdd3d8"/><rect x="196" y="536" width="348" height="84" rx="4" fill="#cdd3d8"/><rect x="196" y="642" width="348" height="84" rx="4" fill="#cdd3d8"/>
    <rect x="470" y="342" width="100" height="38" rx="4" fill="#37424f"/><rect x="478" y="348" width="60" height="26" fill="#8fd0a0"/>${sheet(214, 300, 170, 70, -3)}
    ${words('MÁY PHOTO PHỤC VỤ NHÂN DÂN', 370, 250, 27, '#1c5d99')}
    <rect x="842" y="560" width="36" height="220" fill="#7c868f"/><rect x="770" y="770" width="180" height="22" rx="8" fill="#5d666e"/>
    <rect x="690" y="250" width="340" height="330" rx="20" fill="#2e3a46"/><rect x="712" y="272" width="296" height="286" rx="6" fill="#f7fafc"/>
    ${words('Đánh giá mức độ hài lòng', 860, 316, 19, '#1c5d99')}
    ${['#3e9b57', '#e0a526', '#cf4a3e']
      .map((colour, index) => {
        const x = 768 + index * 92
        const mouth = ['M-16 8 Q0 26 16 8', 'M-15 14 L15 14', 'M-16 20 Q0 4 16 20'][index] ?? ''
        return `<g transform="translate(${x} 408)"><circle r="38" fill="${colour}"/><circle cx="-13" cy="-9" r="5" fill="#fff"/><circle cx="13" cy="-9" r="5" fill="#fff"/><path d="${mouth}" stroke="#fff" stroke-width="5" fill="none" stroke-linecap="round"/></g>${words(['Hài lòng', 'Bình thường', 'Chưa'][index] ?? '', x, 478, 13, '#333')}`
      })
      .join('')}
    <rect x="740" y="506" width="240" height="30" rx="15" fill="#1c5d99"/>${words('Gửi đánh giá', 860, 528, 18)}
    ${plant(1150, 800, 1.5)}`,
  'cong-so': `<rect width="1280" height="960" fill="#bfe0f2"/><circle cx="1090" cy="140" r="64" fill="#fff3c4"/>
    <path d="M0 420 Q200 320 420 400 T860 380 T1280 400 L1280 640 L0 640 Z" fill="#9cc38d"/>
    <rect y="620" width="1280" height="340" fill="#cfc7b8"/><path d="M500 960 L590 640 L690 640 L780 960 Z" fill="#e3ddd0"/>
    <rect x="230" y="320" width="820" height="330" fill="#f3dfae"/><path d="M200 330 L640 210 L1080 330 Z" fill="#a6423a"/><rect x="230" y="470" width="820" height="14" fill="#c99f5b"/>
    ${words('ỦY BAN NHÂN DÂN', 640, 308, 30, '#ffe9a8')}
    ${[0, 1, 2, 4, 5, 6].map((index) => `<rect x="${266 + index * 112}" y="360" width="70" height="86" fill="#7fb0c9" stroke="#fff" stroke-width="6"/><rect x="${266 + index * 112}" y="514" width="70" height="104" fill="#7fb0c9" stroke="#fff" stroke-width="6"/>`).join('')}
    <rect x="580" y="500" width="120" height="150" fill="#6b4326"/><rect x="636" y="500" width="6" height="150" fill="#4c2f1a"/>
    <rect x="636" y="60" width="8" height="160" fill="#888"/>${flag(706, 96, 0.9)}
    ${[70, 160, 1130, 1220].map((x) => `<rect x="${x - 8}" y="520" width="16" height="130" fill="#7a5533"/><circle cx="${x}" cy="480" r="72" fill="#4c8c4a"/><circle cx="${x + 34}" cy="510" r="48" fill="#5fa35c"/>`).join('')}
    ${[150, 290, 430, 850, 990, 1130].map((x, index) => plant(x, 800, index % 2 === 0 ? 0.9 : 1)).join('')}`,
  'trao-giay': `${room('#f0e6d2', '#b28f66', 700)}
    <rect x="110" y="90" width="330" height="300" fill="#8fb8d4" stroke="#fff" stroke-width="16"/><rect x="267" y="90" width="14" height="300" fill="#fff"/>
    <rect x="760" y="120" width="420" height="150" fill="#fffaf0" stroke="#c9a66b" stroke-width="8"/>${words('Gia đình văn hóa', 970, 212, 40, '#a4161f')}
    ${person({ x: 440, y: 560, size: 1.75, shirt: '#ffffff', badge: true })}${person({ x: 830, y: 566, size: 1.7, shirt: '#d99a6c', skirt: '#5b4a63', hair: '#231b18' })}${person({ x: 1010, y: 580, size: 1.6, shirt: '#6d8fae', hair: '#2b2320' })}
    <g transform="translate(560 520) rotate(-3)"><rect width="170" height="122" fill="#fff7dc" stroke="#c8202c" stroke-width="8"/><g transform="translate(85 34) scale(.5)">${star}</g>${words('GIẤY CHỨNG NHẬN', 85, 74, 14, '#a4161f')}<rect x="34" y="86" width="102" height="5" fill="#9aa3ad"/><rect x="50" y="99" width="70" height="5" fill="#9aa3ad"/></g>
    ${plant(160, 850, 1.5)}`,
  'dong-phuc': `${room('#e6edf2', '#c7b79d', 740)}
    ${banner(70, 'NỤ CƯỜI CÔNG SỞ – TẬN TỤY PHỤC VỤ NHÂN DÂN', 36)}
    <rect x="160" y="230" width="300" height="210" fill="#fffdf6" stroke="#1c5d99" stroke-width="8"/>${words('QUY TẮC ỨNG XỬ', 310, 274, 26, '#1c5d99')}${[0, 1, 2, 3, 4, 5].map((index) => `<rect x="190" y="${296 + index * 22}" width="${180 + ((index * 53) % 60)}" height="6" fill="#8b93a0"/>`).join('')}
    ${[330, 520, 710, 900, 1080].map((x, index) => person({ x, y: 600 + (index % 2) * 10, size: 1.45, shirt: '#eef4fb', skirt: '#1d3557', badge: true, hair: ['#221c1a', '#3a2c22', '#2b2320', '#1c1715', '#40332b'][index] ?? '#222' })).join('')}`,
  'truyen-thanh': `<rect width="1280" height="960" fill="#cfe6f4"/><path d="M0 560 Q320 430 640 540 T1280 520 L1280 960 L0 960 Z" fill="#a7c98d"/><path d="M0 820 Q500 760 1280 840 L1280 960 L0 960 Z" fill="#d9c9a3"/>
    <rect x="300" y="150" width="20" height="700" fill="#7d7f82"/>
    ${[-1, 1].map((side) => `<g transform="translate(310 230) scale(${side} 1)"><path d="M20 -14 L60 -26 L150 -74 L150 74 L60 26 L20 14 Z" fill="#c7ccd1" stroke="#7d858c" stroke-width="5"/><ellipse cx="150" cy="0" rx="20" ry="74" fill="#9aa2a9"/><path d="M190 -40 Q216 0 190 40 M216 -64 Q256 0 216 64" stroke="#1c5d99" stroke-width="7" fill="none"/></g>`).join('')}
    <rect x="640" y="300" width="540" height="330" fill="#b71c2b" stroke="#f6d32d" stroke-width="8"/><rect x="690" y="630" width="20" height="220" fill="#777"/><rect x="1110" y="630" width="20" height="220" fill="#777"/>
    ${words('XÂY DỰNG', 910, 380, 48, '#ffe27a')}${words('CHÍNH QUYỀN THÂN THIỆN', 910, 450, 32, '#ffe27a')}${words('Vì Nhân dân phục vụ', 910, 530, 36, '#fff', 'font-style="italic"')}${words('Nộp hồ sơ trực tuyến – không phải đi xa', 910, 592, 20)}
    ${[80, 180, 470].map((x) => `<rect x="${x - 9}" y="640" width="18" height="120" fill="#7a5533"/><circle cx="${x}" cy="610" r="78" fill="#4c8c4a"/>`).join('')}`,
} as const

export type PhotoScene = keyof typeof scenes

export const photoScenes = Object.keys(scenes) as PhotoScene[]

/** A scene as a whole SVG, with the strip that says what it is. */
export function drawScene(scene: PhotoScene): string {
  const { width, height } = photoSize
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="'Noto Sans', 'Inter', 'DejaVu Sans', sans-serif">
    <defs><radialGradient id="light" cx=".5" cy=".42" r=".75"><stop offset=".6" stop-opacity="0"/><stop offset="1" stop-opacity=".2"/></radialGradient></defs>
    ${scenes[scene]}<rect width="${width}" height="${height}" fill="url(#light)"/>
    <rect y="${height - 44}" width="${width}" height="44" fill="#1b2430" opacity=".72"/>${words('Ảnh vẽ minh họa – DỮ LIỆU MẪU', 640, height - 14, 22)}</svg>`
}
