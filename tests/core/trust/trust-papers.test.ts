import { expect, test } from 'vitest'
import { anOffice, bacGiang, yenThe } from '../../support/office.ts'
import { aRootKey } from '../../support/trust.ts'
import { linesOfPdf } from '../../support/pdf-text.ts'

/** Sheets about trust are papers of an office: headed as the Decree asks, and called as on screen. */

test('a request names who asks and whom, under the office’s heading, and the eight groups as on screen', async () => {
  const office = await anOffice({ unit: yenThe })
  const file = await office.call('trust.requestSheet', {})
  const pages = await linesOfPdf(await office.download(file))
  expect(pages).toHaveLength(1)
  const [lines = []] = pages
  const text = lines.join('\n')
  for (const part of [
    'ỦY BAN NHÂN DÂN',
    'HUYỆN YÊN THẾ',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
  ])
    expect(text).toContain(part)
  expect(text).toMatch(/Yên Thế, ngày \d\d tháng \d+ năm \d{4}/)
  expect(text).toMatch(/Kính gửi:\s*Tỉnh Bắc Giang/)
  expect(text).toMatch(/Mã của máy/)
  expect(text).not.toContain('Mã nhận dạng')
  expect(text).toContain('Nhận tệp')
})

test('the sheet of a root key has the same heading and stands on one page', async () => {
  const office = await anOffice({ unit: bacGiang, ownRoot: true })
  const pages = await linesOfPdf((await aRootKey(office)).sheet)
  expect(pages).toHaveLength(1)
  const text = pages.flat().join('\n')
  expect(text).toContain('TỈNH BẮC GIANG')
  expect(text).toMatch(/Bắc Giang, ngày \d\d tháng \d+ năm \d{4}/)
  expect(text).toContain('Mã khóa gốc')
  // nothing runs into the line at its foot
  expect(pages[0]?.at(-1)).toContain('Ai có cả phiếu này và mật khẩu')
})
