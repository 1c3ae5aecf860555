import { describe, expect, it, test } from 'vitest'
import { fileNameOfType, plainFileName, stemOfFileName } from '../../src-main/platform/file-names.ts'

describe('a plain file name', () => {
  it.each([
    ['Quyết định 710.pdf', 'Quyết định 710.pdf'],
    ['C:\\Users\\lan\\ảnh.jpg', 'ảnh.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['Ảnh'.normalize('NFD'), 'Ảnh'],
    ['anh\u202Efdp.exe', 'anhfdp.exe'],
    ['a\u200Bb\uFEFF.pdf', 'ab.pdf'],
    ['a\0b\nc.pdf', 'abc.pdf'],
    ['a<b>:"|?*.pdf', 'a_b______.pdf'],
    ['', 'tep'],
    ['..', 'tep'],
    ['dir/', 'tep'],
    [' . ', 'tep'],
  ])('of %j is %j', (given, name) => {
    expect(plainFileName(given)).toBe(name)
  })

  it.each([
    ['con.pdf', 'con_.pdf'],
    ['CON', 'CON_'],
    ['aux', 'aux_'],
    ['nul.txt', 'nul_.txt'],
    ['Com1.bao cao.docx', 'Com1_.bao cao.docx'],
    ['lpt³.pdf', 'lpt³_.pdf'],
    ['nul .txt', 'nul_ .txt'],
    ['kế hoạch. . ', 'kế hoạch'],
    ['con dấu.pdf', 'con dấu.pdf'],
    ['console.pdf', 'console.pdf'],
    ['com10.pdf', 'com10.pdf'],
  ])('that Windows could save: %j becomes %j', (given, name) => {
    expect(plainFileName(given)).toBe(name)
  })

  it('is cut between words, keeps its ending, and fits every system', () => {
    const title = 'Kế hoạch xây dựng xã đạt chuẩn chính quyền thân thiện vì nhân dân phục vụ '.repeat(4)
    const name = plainFileName(`${title}.xlsx`)
    expect(name).toMatch(/\.xlsx$/)
    expect([...name].length).toBeLessThanOrEqual(150)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240)
    const words = new Set(title.trim().split(' '))
    for (const word of stemOfFileName(name).split(' ')) expect(words).toContain(word)
    expect(stemOfFileName(name).length).toBeGreaterThan(100)
  })

  it('of one endless word is cut all the same', () => {
    const name = plainFileName(`${'ấ'.repeat(300)}.xlsx`)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240)
    expect(name).toMatch(/ấ\.xlsx$/)
    expect([...plainFileName(`a.${'b'.repeat(300)}`)]).toHaveLength(150)
  })
})

test.each([
  ['kế hoạch', 'application/pdf', 'kế hoạch.pdf'],
  ['Kế hoạch.PDF', 'application/pdf', 'Kế hoạch.PDF'],
  ['run.bat', 'application/pdf', 'run.bat.pdf'],
  ['Bao cao quyet toan.pdf.bat', 'application/pdf', 'Bao cao quyet toan.pdf.bat.pdf'],
  ['Báo cáo 12.5', 'application/msword', 'Báo cáo 12.5.doc'],
  ['scan.jpeg', 'image/jpeg', 'scan.jpeg'],
  ['aux', 'image/png', 'aux_.png'],
  ['của chương trình mới hơn.bat', 'model/unheard-of', 'của chương trình mới hơn.bat.bin'],
])('%j with the content %s is offered as %j', (given, type, offered) => {
  expect(fileNameOfType(given, type)).toBe(offered)
  expect(fileNameOfType(offered, type), 'once is enough').toBe(offered)
})

test('a long name without an ending gets one, and still fits', () => {
  const name = fileNameOfType('Biên bản hội nghị '.repeat(30), 'application/pdf')
  expect(name).toMatch(/ (?:Biên|bản|hội|nghị)\.pdf$/)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240)
})
