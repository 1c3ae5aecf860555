import { writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Document, Packer, Paragraph } from 'docx'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { contentType, type KeptType, type RefusedType } from '../../../src-main/storage/content-type.ts'
import {
  aCompoundFile,
  aDocx,
  aJpeg,
  anIsoMedia,
  anMp3,
  anOfficeFile,
  anXlsx,
  aPdf,
  aPng,
  aWebp,
} from '../../support/file-samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { zipOf } from '../../support/zip-writer.ts'

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** As some programs on Windows pack: "word\\document.xml" in both places of the ZIP. */
function withBackslashes(whole: Buffer): Buffer {
  const names = ['_rels/.rels', 'word/document.xml', 'xl/workbook.xml']
  const written = names.reduce(
    (bytes, name) => bytes.replaceAll(name, name.replaceAll('/', '\\')),
    whole.toString('latin1'),
  )
  return Buffer.from(written, 'latin1')
}

async function typeOf(content: Uint8Array): Promise<KeptType | RefusedType> {
  // The name lies on purpose: only the content counts.
  const file = path.join(temporaryFolder(), 'anh.jpg')
  writeFileSync(file, content)
  const handle = await open(file, 'r')
  try {
    return await contentType(handle, file, content.length)
  } finally {
    await handle.close()
  }
}

test.each<[string, Buffer, string]>([
  ['PDF', aPdf(), 'application/pdf'],
  [
    'PDF behind a byte order mark and a blank line',
    Buffer.concat([Buffer.from('\ufeff\r\n'), aPdf()]),
    'application/pdf',
  ],
  ['JPEG', aJpeg(), 'image/jpeg'],
  ['PNG', aPng(), 'image/png'],
  ['WebP', aWebp(), 'image/webp'],
  ['HEIC', anIsoMedia('heic'), 'image/heic'],
  ['HEIC of a sequence', anIsoMedia('hevc'), 'image/heic'],
  ['MP4', anIsoMedia('isom'), 'video/mp4'],
  ['MP3', anMp3(), 'audio/mpeg'],
  ['DOCX', aDocx(), docxType],
  ['XLSX', anXlsx(), xlsxType],
  [
    'DOCX whose main part has another name',
    anOfficeFile('wordprocessingml.document', 'word/document2.xml', '<document/>'),
    docxType,
  ],
  [
    'XLSX whose main part has another name',
    anOfficeFile('spreadsheetml.sheet', 'data/book.xml', ''),
    xlsxType,
  ],
  ['a DOCX named in the manner of Windows', withBackslashes(aDocx()), docxType],
  ['an XLSX named in the manner of Windows', withBackslashes(anXlsx()), xlsxType],
  ['PDF behind blanks', Buffer.concat([Buffer.from('\0 \r\n\t'), aPdf()]), 'application/pdf'],
  ['DOC', aCompoundFile(['WordDocument', '1Table', 'CompObj']), 'application/msword'],
  [
    'DOC with a long directory',
    aCompoundFile(['Aa', 'Bb', 'Cc', 'Dd', 'Ee', 'Ff', 'Gg', 'WordDocument']),
    'application/msword',
  ],
  ['XLS', aCompoundFile(['Workbook']), 'application/vnd.ms-excel'],
  [
    'DOCX or XLSX with a password',
    aCompoundFile(['EncryptionInfo', 'EncryptedPackage']),
    'application/encrypted',
  ],
  ['XLS of 1995', aCompoundFile(['Book']), 'application/vnd.ms-excel'],
])('kept: %s', async (_, content, expected) => {
  expect(await typeOf(content)).toBe(expected)
})

test('kept: what Word and Excel writers of today make', async () => {
  const word = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('Kế hoạch')] }] }))
  expect(await typeOf(word)).toBe(docxType)
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('Bảng').addRow(['xã', 5])
  expect(await typeOf(new Uint8Array(await workbook.xlsx.writeBuffer()))).toBe(xlsxType)
})

const vbaPart = { name: 'word/vbaProject.bin', content: 'macro' }
const vbaType = '<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'

test.each<[string, Buffer, string]>([
  ['a Windows program', Buffer.from('MZ\x90\0\x03\0\0\0'), 'program'],
  ['a Windows program that calls itself PDF', Buffer.concat([Buffer.from('MZ\n'), aPdf()]), 'program'],
  ['a Linux program', Buffer.from('\x7fELF\x02\x01\x01'), 'program'],
  ['a Mac program', Buffer.from('cffaedfe07000001', 'hex'), 'program'],
  ['a Java program', Buffer.from('cafebabe00000034', 'hex'), 'program'],
  ['a script', Buffer.from('#!/bin/sh\nrm -rf ~\n'), 'program'],
  ['a Windows shortcut', Buffer.from('4c00000001140200', 'hex'), 'program'],
  ['DOCM named DOCX', aDocx([vbaPart], vbaType), 'macros'],
  ['macros under another name', aDocx([{ name: 'word/a.bin', content: 'macro' }], vbaType), 'macros'],
  [
    'an Excel 4 macro sheet',
    anXlsx([], '<Override ContentType="application/vnd.ms-excel.macrosheet+xml"/>'),
    'macros',
  ],
  [
    'an ActiveX control',
    aDocx([], '<Override ContentType="application/vnd.ms-office.activeX+xml"/>'),
    'macros',
  ],
  ['DOC with macros', aCompoundFile(['WordDocument', 'Macros', 'VBA']), 'macros'],
  ['XLS with macros', aCompoundFile(['Workbook', '_VBA_PROJECT_CUR']), 'macros'],
  ['an installer', aCompoundFile(['SummaryInformation']), 'application/x-cfb'],
  ['a plain ZIP', zipOf([{ name: 'a.pdf', content: aPdf() }]), 'application/zip'],
  ['a film of another kind', anIsoMedia('qt  '), 'video/quicktime'],
  ['plain text', Buffer.from('Báo cáo tháng 11'), 'unknown'],
  ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'unknown'],
  ['a picture that can hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unknown'],
  ['a batch file that calls itself PDF', Buffer.from('@echo off\r\nrem %PDF-1.7\r\ncalc\r\n'), 'unknown'],
  ['a web page that calls itself PDF', Buffer.from('<html>\n%PDF-1.7\n<script>x</script>'), 'unknown'],
  ['a script that calls itself PDF', Buffer.from('//%PDF-1.7\nWScript.Echo(1)'), 'unknown'],
  [
    'a presentation',
    anOfficeFile('presentationml.presentation', 'ppt/presentation.xml', ''),
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ],
  ['a batch file', Buffer.from('@echo off\r\ndel *.*\r\n'), 'unknown'],
  ['one byte', Buffer.from([0]), 'unknown'],
])('refused: %s', async (_, content, expected) => {
  expect(await typeOf(content)).toEqual({ refused: expected })
})

test('macros are announced in UTF-16 too', async () => {
  const list = Buffer.from(`<Types>${vbaType}</Types>`, 'utf16le')
  const file = zipOf([
    { name: '[Content_Types].xml', content: list },
    { name: 'word/document.xml', content: '' },
  ])
  expect(await typeOf(file)).toEqual({ refused: 'macros' })
})

test('a cut file of any kind is refused or kept as what it is, never an accident', async () => {
  for (const whole of [aCompoundFile(['WordDocument']), anMp3(), aPng(), anIsoMedia('heic'), aWebp()]) {
    for (let length = 1; length < Math.min(whole.length, 700); length += 7) {
      const type = await typeOf(whole.subarray(0, length))
      expect(typeof type === 'string' || typeof type.refused === 'string').toBe(true)
    }
  }
})
