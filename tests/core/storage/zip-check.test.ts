import { writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import {
  checkZip,
  keptZipLimits,
  proveZipSizes,
  readZipPart,
  streamZipPart,
  type ZipLimits,
} from '../../../src-main/storage/zip-check.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { zipOf, type ZipPartToWrite } from '../../support/zip-writer.ts'

async function check(
  content: Uint8Array,
  limits: ZipLimits = keptZipLimits,
  prove = false,
): Promise<string[]> {
  const file = path.join(temporaryFolder(), 'a.zip')
  writeFileSync(file, content)
  const handle = await open(file, 'r')
  try {
    const parts = await checkZip(handle, content.length, limits)
    if (prove) await proveZipSizes(handle, parts)
    return parts.map((part) => part.name)
  } finally {
    await handle.close()
  }
}

const a: ZipPartToWrite = { name: 'a.xml', content: 'a'.repeat(5000), deflate: true }
const b: ZipPartToWrite = { name: 'b.xml', content: 'bb' }
const because = (why: string) => expect.objectContaining({ name: 'ZipProblem', why }) as Error

test.each<[string, Buffer]>([
  ['an ordinary one', zipOf([a, b])],
  ['with a comment', zipOf([a, b], { comment: 'PK\x05\x06 xin chào' })],
  ['with 64-bit places', zipOf([a, b], { wide: true })],
])('passes: %s', async (_, content) => {
  expect(await check(content, keptZipLimits, true)).toEqual(['a.xml', 'b.xml'])
})

test('passes: what exceljs writes', async () => {
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('Bảng').addRow(['xã', 5])
  const names = await check(new Uint8Array(await workbook.xlsx.writeBuffer()), keptZipLimits, true)
  expect(names).toContain('xl/workbook.xml')
})

const limits = { parts: 3, partBytes: 6000, totalBytes: 7000 }

test.each<[string, Buffer, string]>([
  ['too many parts', zipOf([1, 2, 3, 4].map((n) => ({ name: `${n}`, content: '' }))), 'tooManyParts'],
  ['a part too large', zipOf([{ ...b, content: 'x'.repeat(6001), deflate: true }]), 'tooLargeInside'],
  ['all parts together too large', zipOf([a, { ...a, name: 'c' }]), 'tooLargeInside'],
  ['a part that claims to be huge', zipOf([{ ...a, claimedSize: 0xfffffff0 }]), 'tooLargeInside'],
  ['a name twice', zipOf([b, b]), 'damagedArchive'],
  ['a name twice but for case', zipOf([b, { ...b, name: 'B.XML' }]), 'damagedArchive'],
  ['a name that climbs out', zipOf([{ ...b, name: '../../etc/passwd' }]), 'damagedArchive'],
  ['an absolute name', zipOf([{ ...b, name: '/etc/passwd' }]), 'damagedArchive'],
  ['a name that climbs out in the manner of Windows', zipOf([{ ...b, name: '..\\..\\a' }]), 'damagedArchive'],
  ['an absolute name in that manner', zipOf([{ ...b, name: '\\a' }]), 'damagedArchive'],
  [
    'a name twice but for the manner',
    zipOf([
      { ...b, name: 'x/b' },
      { ...b, name: 'x\\b' },
    ]),
    'damagedArchive',
  ],
  ['a Windows name', zipOf([{ ...b, name: 'C:\\Windows\\a' }]), 'damagedArchive'],
  ['no name', zipOf([{ ...b, name: '' }]), 'damagedArchive'],
  ['another name in the part itself', zipOf([{ ...b, localName: 'c.xml' }]), 'damagedArchive'],
  ['two names for the same bytes', zipOf([a, { ...b, offset: 0, localName: 'b.xml' }]), 'damagedArchive'],
  ['a place beyond the file', zipOf([{ ...b, offset: 999_999 }]), 'damagedArchive'],
  ['encrypted', zipOf([{ ...b, flags: 1 }]), 'locked'],
  ['an unusual packing', zipOf([{ ...b, method: 12 }]), 'damagedArchive'],
  ['a stored part with two sizes', zipOf([{ ...b, claimedSize: 3 }]), 'damagedArchive'],
  ['cut at the end', zipOf([a, b]).subarray(0, -1), 'damagedArchive'],
  ['only a beginning', zipOf([a, b]).subarray(0, 10), 'damagedArchive'],
  ['something behind', Buffer.concat([zipOf([a, b]), Buffer.from('x')]), 'damagedArchive'],
  ['something in front', Buffer.concat([Buffer.from('x'), zipOf([a, b])]), 'damagedArchive'],
  ['empty', Buffer.alloc(0), 'damagedArchive'],
])('refused: %s', async (_, content, why) => {
  await expect(check(content, limits)).rejects.toThrow(because(why))
})

test('refused wherever it is cut, and never by accident wherever a bit is turned', async () => {
  const whole = zipOf([{ ...a, content: 'a'.repeat(60) }, b])
  for (let length = 0; length < whole.length; length++) {
    await expect(check(whole.subarray(0, length))).rejects.toThrow(because('damagedArchive'))
  }
  for (let at = 0; at < whole.length; at++) {
    const turned = Buffer.from(whole)
    turned.writeUInt8(turned.readUInt8(at) ^ 0x10, at)
    await check(turned, keptZipLimits, true).catch((error: unknown) => {
      expect(error).toHaveProperty('name', 'ZipProblem')
    })
  }
})

test('refused: a part inside another part, well described in both places', async () => {
  const hidden = zipOf([b]).subarray(0, 30 + b.name.length + b.content.length)
  const outer = { name: 'outer', content: hidden }
  const content = zipOf([outer, { ...b, offset: 30 + outer.name.length }])
  await expect(check(content)).rejects.toThrow('overlaps')
})

test('a part that unpacks to more than it claims is found before anything reads it', async () => {
  const bomb = zipOf([{ name: 'a', content: new Uint8Array(50_000_000), deflate: true, claimedSize: 100 }])
  expect(await check(bomb)).toEqual(['a'])
  await expect(check(bomb, keptZipLimits, true)).rejects.toThrow(because('tooLargeInside'))
  const broken = zipOf([{ name: 'a', content: 'not deflated', method: 8 }])
  await expect(check(broken, keptZipLimits, true)).rejects.toThrow(because('damagedArchive'))
})

test('a bomb gives its reader no byte beyond what it claims', async () => {
  const content = zipOf([
    { name: 'a', content: new Uint8Array(5_000_000), deflate: true, claimedSize: 1_000_000 },
  ])
  const file = path.join(temporaryFolder(), 'a.zip')
  writeFileSync(file, content)
  const handle = await open(file, 'r')
  const [part] = await checkZip(handle, content.length, keptZipLimits)
  if (part === undefined) throw new Error('one part')
  let read = 0
  const reading = async () => {
    for await (const chunk of streamZipPart(handle, part)) read += chunk.length
  }
  await expect(reading()).rejects.toThrow(because('tooLargeInside'))
  expect(read).toBeLessThanOrEqual(1_000_000)
  await handle.close()
})

test('a small part can be read, up to a limit', async () => {
  const file = path.join(temporaryFolder(), 'a.zip')
  const content = zipOf([a, b])
  writeFileSync(file, content)
  const handle = await open(file, 'r')
  const [first, second] = await checkZip(handle, content.length, keptZipLimits)
  if (first === undefined || second === undefined) throw new Error('two parts')
  expect((await readZipPart(handle, first, 5000)).toString()).toBe('a'.repeat(5000))
  expect((await readZipPart(handle, second, 5000)).toString()).toBe('bb')
  await expect(readZipPart(handle, first, 4999)).rejects.toThrow(because('tooLargeInside'))
  await handle.close()
})
