import { writeFile } from 'node:fs/promises'
import process from 'node:process'
import { chromium } from '@playwright/test'
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, WidthType } from 'docx'
import { decode, type DecodedPng } from 'fast-png'
import { findBrowser } from './browser.ts'
import { inProject } from './project.ts'

/**
 * Draws the two papers of the sample data that are no PDF: a scan of two pages (TIFF) and a table (DOCX), for `assets/demo`. Run it
 * again after a change of their text: `node scripts/run.mjs scripts/make-sample-scans.ts`.
 */

const width = 1000
const height = 1414
const sample = 'DỮ LIỆU MẪU – không phải văn bản thật'

const visits = [
  ['12/3', 'Hỏi thủ tục cấp lại giấy khai sinh', 'Hướng dẫn tại chỗ'],
  ['9/4', 'Đề nghị sửa đường vào nhà văn hóa', 'Chuyển công chức địa chính, trả lời ngày 16/4'],
  ['14/5', 'Phản ánh đèn đường hỏng', 'Đã thay ngày 17/5'],
  ['11/6', 'Xin xác nhận tình trạng hôn nhân', 'Giải quyết trong ngày'],
  ['9/7', 'Hỏi hồ sơ hỗ trợ hộ nghèo', 'Hướng dẫn, hẹn ngày 12/7'],
  ['13/8', 'Kiến nghị giờ phát loa buổi sáng', 'Đã điều chỉnh'],
]

function page(rows: readonly (readonly string[])[], number: number): string {
  const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  return `<body style="margin:0;width:${width}px;height:${height}px;padding:70px;box-sizing:border-box;font:25px 'Liberation Serif'">
    <b>ỦY BAN NHÂN DÂN XÃ XUÂN LƯƠNG</b><h2 style="text-align:center">SỔ TIẾP CÔNG DÂN (trang ${number})</h2>
    <style>td,th{border:2px solid;padding:12px}table{border-collapse:collapse;width:100%}</style>
    <table><tr><th>Ngày</th><th>Nội dung</th><th>Kết quả</th></tr>${lines}</table>
    <p style="border:4px solid;text-align:center;padding:14px;margin-top:80px"><b>${sample}</b></p></body>`
}

/** A bit a point, 1 where it is dark. */
function blackAndWhite({ data, channels }: DecodedPng): Uint8Array {
  const rowBytes = Math.ceil(width / 8)
  const bits = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * rowBytes + (x >> 3)
      if ((data[(y * width + x) * channels] ?? 255) < 150) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7))
    }
  return bits
}

/** As scanners pack it (PackBits). */
function packed(bits: Uint8Array): Buffer {
  const rowBytes = Math.ceil(width / 8)
  const out: number[] = []
  for (let row = 0; row < height; row++) {
    const line = bits.subarray(row * rowBytes, (row + 1) * rowBytes)
    for (let at = 0; at < line.length;) {
      let run = 1
      while (run < 128 && line[at + run] === line[at] && at + run < line.length) run++
      if (run > 1) {
        out.push(257 - run, line[at] ?? 0)
        at += run
        continue
      }
      let end = at + 1
      while (end < line.length && end - at < 128 && line[end] !== line[end + 1]) end++
      out.push(end - at - 1, ...line.subarray(at, end))
      at = end
    }
  }
  return Buffer.from(out)
}

function tiffOf(pages: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(8)
  header.write('II*\0', 'latin1')
  const parts: Buffer[] = [header]
  let length = 8
  let link = { in: header, at: 4 }
  for (const bits of pages) {
    const strip = packed(bits)
    const data = strip.length % 2 === 0 ? strip : Buffer.concat([strip, Buffer.alloc(1)])
    const tags = [
      [256, width],
      [257, height],
      [258, 1],
      [259, 32773],
      // 0 is white
      [262, 0],
      [273, length],
      [277, 1],
      [278, height],
      [279, strip.length],
    ] as const
    const directory = Buffer.alloc(2 + tags.length * 12 + 4)
    directory.writeUInt16LE(tags.length)
    for (const [index, [tag, value]] of tags.entries()) {
      const at = 2 + index * 12
      directory.writeUInt16LE(tag, at)
      directory.writeUInt16LE(4, at + 2)
      directory.writeUInt32LE(1, at + 4)
      directory.writeUInt32LE(value, at + 8)
    }
    link.in.writeUInt32LE(length + data.length, link.at)
    link = { in: directory, at: directory.length - 4 }
    parts.push(data, directory)
    length += data.length + directory.length
  }
  return Buffer.concat(parts)
}

async function drawScan(): Promise<Buffer> {
  const executable = findBrowser()
  const browser = await chromium.launch({
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const drawn = await browser.newPage({ viewport: { width, height } })
    const pages: Uint8Array[] = []
    for (const [index, rows] of [visits.slice(0, 3), visits.slice(3)].entries()) {
      await drawn.setContent(page(rows, index + 1))
      pages.push(blackAndWhite(decode(await drawn.screenshot())))
    }
    return tiffOf(pages)
  } finally {
    await browser.close()
  }
}

const letters = [
  ['Tháng 3', '4', '4', '0'],
  ['Tháng 6', '6', '6', '0'],
  ['Tháng 9', '3', '3', '0'],
]

async function drawTable(): Promise<Buffer> {
  const row = (cells: readonly string[], isHeading = false): TableRow =>
    new TableRow({
      tableHeader: isHeading,
      children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })),
    })
  const heading = ['Tháng', 'Số đơn nhận', 'Đã giải quyết', 'Quá hạn']
  const document = new Document({
    creator: 'CQTT',
    sections: [
      {
        children: [
          new Paragraph({
            text: 'Bảng theo dõi đơn thư, phản ánh, kiến nghị',
            heading: HeadingLevel.HEADING_1,
          }),
          new Paragraph('Ủy ban nhân dân xã Xuân Lương'),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            rows: [row(heading, true), ...letters.map((cells) => row(cells))],
          }),
          new Paragraph(sample),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

await writeFile(inProject('assets/demo', 'so-tiep-cong-dan.tif'), await drawScan())
await writeFile(inProject('assets/demo', 'theo-doi-don-thu.docx'), await drawTable())
