import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { AssessmentId, UnitId } from '../../shared/domain/ids.ts'
import { aCompoundFile, aDocx, aPdf } from '../support/file-samples.ts'
import { aCycle, anOffice } from '../support/office.ts'
import { aPrintedPdf } from '../support/printed-pdf.ts'
import { zipOf } from '../support/zip-writer.ts'

/** What is told of files before they are kept. */

const locked = readFileSync(path.join(import.meta.dirname, '../fixtures/files/password.pdf'))
const link = { pages: '', period: '', note: '' }

async function begun() {
  const office = await anOffice()
  const { communes, sheets } = await aCycle(office)
  const [unit, other] = communes as [UnitId, UnitId]
  const [assessment] = sheets as [AssessmentId]
  const target = (await office.call('sheets.get', { assessment })).rows[0]!.criterion
  const inspect = async (files: Readonly<Record<string, Uint8Array>>, of = unit) => {
    const tickets = []
    for (const [name, bytes] of Object.entries(files)) tickets.push(await office.upload(name, bytes))
    const attach = of === unit ? { assessment, target } : null
    return office.call('documents.inspect', { unit: of, files: tickets, attach })
  }
  const add = async (name: string, bytes: Uint8Array, attached: boolean) => {
    const files = [await office.upload(name, bytes)]
    const attach = attached ? { assessment, target, link } : null
    const { documents } = await office.call('documents.add', {
      unit,
      files,
      together: false,
      fields: {},
      attach,
    })
    return documents[0]!
  }
  return { office, unit, other, inspect, add }
}

test('a file that is here already is named with its document, also whether it proves this criterion; others’ are not', async () => {
  const { office, other, inspect, add } = await begun()
  const attached = await add('Kế hoạch 12.pdf', aPdf('a'), true)
  const loose = await add('Quyết định.pdf', aPdf('b'), false)
  const thrown = await add('Nhầm.pdf', aPdf('c'), false)
  await office.call('documents.delete', { document: thrown })
  const files = {
    '1.pdf': aPdf('a'),
    '2.pdf': aPdf('b'),
    '3.pdf': aPdf('c'),
    '4.pdf': aPdf('d'),
    '5.pdf': aPdf('d'),
  }
  const found = await inspect(files)
  expect(found.map(({ same, twin }) => [same, twin])).toEqual([
    [{ document: attached, title: 'Kế hoạch 12', here: true }, null],
    [{ document: loose, title: 'Quyết định', here: false }, null],
    [null, null],
    [null, null],
    [null, '4.pdf'],
  ])
  expect((await inspect({ '1.pdf': aPdf('a') }, other))[0]?.same).toBeNull()
})

test('a PDF that opens only with a password is told; it is kept when the officer wants it', async () => {
  const { office, unit, inspect } = await begun()
  const words = Buffer.concat([aPrintedPdf('Ke hoach', 1), Buffer.from('% /Encrypt in a comment\n')])
  const found = await inspect({ 'khóa.pdf': locked, 'không khóa.pdf': words, 'hỏng.pdf': aPdf('/Encrypt') })
  expect(found.map((file) => file.locked)).toEqual([true, false, false])
  const files = [found[0]!.ticket]
  const added = await office.call('documents.add', { unit, files, together: false, fields: {}, attach: null })
  expect(added.documents).toHaveLength(1)
})

test('an Office file with a password is told, kept as it is, and offered under an ending that Office opens', async () => {
  const { office, unit, inspect } = await begun()
  const word = (flags: number): Buffer => {
    const start = Buffer.alloc(32)
    start.writeUInt16LE(flags, 10)
    return aCompoundFile(['WordDocument', '1Table'], { WordDocument: start })
  }
  const found = await inspect({
    'Kế hoạch.docx': aCompoundFile(['EncryptionInfo', 'EncryptedPackage']),
    'cũ có mật khẩu.doc': word(0x0100),
    'cũ.doc': word(0),
  })
  expect(found.map(({ locked }) => locked)).toEqual([true, true, false])
  const files = found.map(({ ticket }) => ticket)
  const added = await office.call('documents.add', { unit, files, together: false, fields: {}, attach: null })
  expect(added.refused).toEqual([])
  const kept = await office.call('documents.list', { unit, filter: 'all', offset: 0, limit: 20 })
  const names: [string, string][] = []
  for (const { id, body } of kept.documents) {
    if (body.kind !== 'files') continue
    const { name, type } = await office.call('documents.open', {
      document: id,
      sha256: body.files[0]!.sha256,
    })
    names.push([name, type])
  }
  expect(names.toSorted()).toEqual([
    ['Kế hoạch.docx', 'application/encrypted'],
    ['cũ có mật khẩu.doc', 'application/msword'],
    ['cũ.doc', 'application/msword'],
  ])
})

test('an archive is looked into, opened, and its files are kept under their names; an Office file is none', async () => {
  const { office, unit, inspect } = await begun()
  const archive = zipOf([
    { name: 'Hồ sơ\\Kế hoạch.pdf', content: aPdf('1'), deflate: true },
    { name: 'Hồ sơ/con.pdf', content: aPdf('2') },
    { name: '__MACOSX/._x', content: 'x' },
  ])
  const [zip, word] = await inspect({ 'hồ sơ.zip': archive, 'a.docx': aDocx() })
  expect([zip?.archived, word?.archived]).toEqual([2, null])
  const files = await office.call('documents.unpack', { file: zip!.ticket })
  expect(files.map(({ name }) => name)).toEqual(['Kế hoạch.pdf', 'con_.pdf'])
  const tickets = files.map(({ ticket }) => ticket)
  const added = await office.call('documents.add', {
    unit,
    files: tickets,
    together: false,
    fields: {},
    attach: null,
  })
  expect([added.documents.length, added.refused]).toEqual([2, []])
})

test('an archive with a password, or one that lies about its sizes, is told with its reason', async () => {
  const { office, inspect } = await begun()
  const bomb = zipOf([{ name: 'a.pdf', content: new Uint8Array(300_000), deflate: true, claimedSize: 10 }])
  const [lying, protected_] = await inspect({
    'a.zip': bomb,
    'b.zip': zipOf([{ name: 'a.pdf', content: aPdf(), flags: 1 }]),
  })
  expect([lying?.archived, protected_?.archived]).toEqual([1, null])
  await expect(office.call('documents.unpack', { file: lying!.ticket })).rejects.toMatchObject({
    details: { why: 'tooLargeInside' },
  })
  await expect(office.call('documents.unpack', { file: protected_!.ticket })).rejects.toMatchObject({
    details: { why: 'locked' },
  })
})
