import type { FileHandle } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { compoundFileMark, readCompoundFile } from './compound-file.ts'
import { errnoOf } from '../platform/file-errors.ts'
import { kindOfPart, mainPartOf, officeParts } from './office-parts.ts'
import { BrokenXml } from './xml.ts'
import { checkZip, keptZipLimits, readZipPart } from './zip-check.ts'
import { ZipProblem } from './zip-problem.ts'

/** Kinds of file that may be evidence, by content. */
export const keptTypes = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/bmp',
  'image/tiff',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/msword',
  'application/vnd.ms-excel',
  // DOCX or XLSX with a password: which of them, nobody can see
  'application/encrypted',
  'image/heic',
  'audio/mpeg',
  'video/mp4',
] as const
export type KeptType = (typeof keptTypes)[number]

/** Why a content is not kept: `program`, `macros`, the type found, or `unknown`. */
export type RefusedType = { readonly refused: string }

const mebibyte = 1024 * 1024
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const presentation = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const programs = [
  '4d5a', // Windows
  '7f454c46', // Linux
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
  'cafebabe', // Mac, Java
  '2321', // scripts
  '4c00000001140200', // Windows shortcuts
].map((hex) => Buffer.from(hex, 'hex'))
const zip = Buffer.from('504b0304', 'hex')
/** Scanners write blanks or a byte order mark in front, and readers look within this many bytes. */
const mostBeforePdf = 1024

/** Other names of kept types. */
const sameAs: Readonly<Record<string, KeptType>> = {
  'image/apng': 'image/png',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
  'video/x-m4v': 'video/mp4',
  'audio/x-m4a': 'video/mp4',
}

/**
 * What a file is, by its content alone: names lie.
 *
 * @param file open handle of the file at `path`
 * @param size of the file
 * @throws ZipProblem for a DOCX or XLSX that must not be unpacked
 */
export async function contentType(
  file: FileHandle,
  path: string,
  size: number,
): Promise<KeptType | RefusedType> {
  const start = Buffer.alloc(Math.min(size, mostBeforePdf))
  await file.read(start, 0, start.length, 0)
  if (isProgram(start)) return { refused: 'program' }
  if (startsWith(start, zip)) return officeType(file, size)
  if (startsWith(start, compoundFileMark)) return oldOfficeType(file, size)
  if (isPdf(start)) return 'application/pdf'
  const found = await typeByMagic(path)
  const type = sameAs[found] ?? found
  return isKept(type) ? type : { refused: type }
}

/** So many bytes from the start tell a program. */
export const longestProgramMark = Math.max(...programs.map(({ length }) => length))

/** Whether a file that begins so is a program for some system. */
export function isProgram(start: Buffer): boolean {
  return programs.some((magic) => startsWith(start, magic))
}

/** Anything else in front than blanks and a byte order mark would let a program call itself PDF. */
function isPdf(start: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?[\0\t\n\f\r ]*%PDF-/.test(start.toString('latin1'))
}

async function typeByMagic(path: string): Promise<string> {
  try {
    return (await fileTypeFromFile(path))?.mime ?? 'unknown'
  } catch (error) {
    // A parser that gives up on broken content; a disk that fails is another matter.
    if (errnoOf(error) === undefined) return 'unknown'
    throw error
  }
}

async function officeType(file: FileHandle, size: number): Promise<KeptType | RefusedType> {
  const parts = await checkZip(file, size, keptZipLimits)
  const byName = officeParts(parts)
  const list = byName.get('[content_types].xml')
  if (list === undefined) return { refused: 'application/zip' }
  // Office goes by this list, whatever the parts are called. It may be UTF-16: then every other byte is 0.
  const kinds = (await readZipPart(file, list, mebibyte))
    .toString('latin1')
    .replaceAll('\0', '')
    .toLowerCase()
  if (/macroenabled|vbaproject|macrosheet|activex/.test(kinds)) return { refused: 'macros' }
  try {
    const main = await mainPartOf(file, byName)
    const kind = main === undefined ? '' : await kindOfPart(file, list, main)
    if (kind.includes('.wordprocessingml.')) return docx
    if (kind.includes('.spreadsheetml.')) return xlsx
    return { refused: kind.includes('.presentationml.') ? presentation : 'application/zip' }
  } catch (error) {
    if (!(error instanceof BrokenXml)) throw error
    throw new ZipProblem('damagedArchive', 'the list of parts cannot be read', { cause: error })
  }
}

async function oldOfficeType(file: FileHandle, size: number): Promise<KeptType | RefusedType> {
  const names = await readCompoundFile(file, size)
  if (names.has('encryptedpackage') && names.has('encryptioninfo')) return 'application/encrypted'
  if (names.has('macros') || names.has('_vba_project_cur') || names.has('_vba_project'))
    return { refused: 'macros' }
  if (names.has('worddocument')) return 'application/msword'
  if (names.has('workbook') || names.has('book')) return 'application/vnd.ms-excel'
  return { refused: 'application/x-cfb' }
}

function isKept(type: string): type is KeptType {
  return (keptTypes as readonly string[]).includes(type)
}

function startsWith(bytes: Buffer, magic: Buffer): boolean {
  return bytes.subarray(0, magic.length).equals(magic)
}
