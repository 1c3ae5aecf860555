import { open, type FileHandle } from 'node:fs/promises'
import { CallError } from '../../../shared/contract/errors.ts'
import {
  mainPartOf,
  officeParts,
  readRelations,
  type OfficeParts,
  type RelationTarget,
} from '../../storage/office-parts.ts'
import { attributeOf, BrokenXml, readXml, TextTooLong } from '../../storage/xml.ts'
import { checkZip, streamZipPart, type ZipLimits } from '../../storage/zip-check.ts'
import type { ZipPart } from '../../storage/zip-directory.ts'
import { ZipProblem } from '../../storage/zip-problem.ts'
import type { Worksheet } from './cells.ts'
import { assertCellText, readLiteral } from './literal-text.ts'
import { readNumberFormat, type NumberFormat } from './number-format.ts'
import { readWorksheet, TooManyCells, type Extent } from './worksheet.ts'

const mebibyte = 1024 * 1024
/** A criteria set with pictures and a few forgotten sheets stays far below. */
const limits: ZipLimits = { parts: 2000, partBytes: 256 * mebibyte, totalBytes: 512 * mebibyte }
const mostSharedText = 64 * mebibyte
const mostSharedStrings = 500_000
const mostStyles = 65_536
const mostSheets = 2000
/** Excel's own limit, which other programs keep or are made to keep when Excel opens the file. */
const longestSheetName = 31

/**
 * Reads the worksheets of a stranger's Excel file whose names are wanted; the others are not even unpacked. Written for
 * hostile and odd files, where exceljs either takes all the memory or loses the sheets' names: values only, one pass, bounded.
 * To be run in a worker (`runJob`), which bounds its time.
 *
 * @param shownName the file's name as its owner knows it, for the errors
 * @throws CallError `fileEmpty`, `notExcel` (another kind of file, the old .xls, one locked by a password), `fileDangerous`
 */
export async function readExcelFile(
  file: string,
  shownName: string,
  wanted: (sheetName: string) => boolean,
): Promise<readonly Worksheet[]> {
  const { sheets } = await openExcelFile(file, shownName, { wanted })
  return sheets
}

/**
 * Reads the beginning of the first sheets, to be looked at. Everything else as `readExcelFile`.
 *
 * @returns with the number of sheets that were not read
 */
export async function readExcelSheets(
  file: string,
  shownName: string,
  { sheets: most, ...extent }: Extent & { readonly sheets: number },
): Promise<ReadSheets> {
  return openExcelFile(file, shownName, { wanted: () => true, most, extent })
}

type ReadSheets = Readonly<{ sheets: readonly Worksheet[]; more: number }>
type Wanted = Readonly<{ wanted: (sheetName: string) => boolean; most?: number; extent?: Extent }>

async function openExcelFile(file: string, shownName: string, wanted: Wanted): Promise<ReadSheets> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    if (size === 0) throw new CallError('fileEmpty', { name: shownName })
    if (!(await startsLikeZip(handle))) throw new CallError('notExcel', { name: shownName })
    return await readWorkbook(handle, size, wanted)
  } catch (error) {
    throw explain(error, shownName)
  } finally {
    await handle.close()
  }
}

function explain(error: unknown, name: string): unknown {
  if (error instanceof NotAWorkbook) return new CallError('notExcel', { name }, { cause: error })
  if (error instanceof ZipProblem)
    return new CallError('fileDangerous', { name, why: error.why }, { cause: error })
  if (error instanceof TextTooLong)
    return new CallError('fileDangerous', { name, why: 'textTooLong' }, { cause: error })
  if (error instanceof BrokenXml)
    return new CallError('fileDangerous', { name, why: 'damagedArchive' }, { cause: error })
  if (error instanceof TooManyCells)
    return new CallError('fileDangerous', { name, why: 'tooLargeInside' }, { cause: error })
  return error
}

/** A sound ZIP that is no Excel workbook: Word, OpenDocument, a folder of files, a binary .xlsb. */
class NotAWorkbook extends Error {}

/** "PK": password-protected workbooks and .xls begin with the signature of a compound file instead. */
async function startsLikeZip(handle: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
  return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50
}

async function readWorkbook(
  handle: FileHandle,
  size: number,
  { wanted, most = Infinity, extent }: Wanted,
): Promise<ReadSheets> {
  const inFile = await checkZip(handle, size, limits)
  const parts = officeParts(inFile)
  const workbookPath = await mainPartOf(handle, parts)
  if (workbookPath?.toLowerCase().endsWith('.xml') !== true) throw new NotAWorkbook(workbookPath)
  const { sheets, from1904 } = await readSheetList(handle, need(parts, workbookPath))
  const targets = await readRelations(handle, parts, workbookPath)

  const sharedStrings = await readSharedStrings(handle, partOfType(parts, targets, 'sharedstrings'))
  const formats = await readFormats(handle, partOfType(parts, targets, 'styles'))
  const read: Worksheet[] = []
  const chosen = sheets.filter((sheet) => wanted(sheet.name))
  const parsed = new Set<string>()
  for (const { name, relation } of chosen.slice(0, most)) {
    const target = targets.get(relation)
    if (target === undefined) throw new BrokenXml(`the sheet ${name} is not in the file`)
    const part = need(parts, target.path)
    // Many names for one part would make a small file cost what a large one does.
    if (parsed.has(part.name)) throw new BrokenXml(`${part.name} is two sheets`)
    parsed.add(part.name)
    const content = streamZipPart(handle, part)
    read.push(await readWorksheet(name, content, { sharedStrings, formats, from1904 }, extent))
  }
  return { sheets: read, more: Math.max(0, chosen.length - most) }
}

function need(parts: OfficeParts, name: string): ZipPart {
  const part = parts.get(name.toLowerCase())
  if (!part) throw new NotAWorkbook(`no part ${name}`)
  return part
}

function partOfType(
  parts: OfficeParts,
  targets: ReadonlyMap<string, RelationTarget>,
  type: string,
): ZipPart | undefined {
  const target = [...targets.values()].find((each) => each.type === type)
  return target === undefined ? undefined : parts.get(target.path.toLowerCase())
}

async function readSheetList(
  handle: FileHandle,
  part: ZipPart,
): Promise<{ sheets: { name: string; relation: string }[]; from1904: boolean }> {
  const sheets: { name: string; relation: string }[] = []
  let from1904 = false
  let top = ''
  await readXml(streamZipPart(handle, part), {
    open(name, attributes) {
      if (top === '') top = name
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name === 'sheet') {
        if (sheets.length >= mostSheets) throw new TooManyCells()
        const sheetName = attributes['name'] ?? ''
        if (sheetName.length > longestSheetName) throw new TextTooLong('the name of a sheet')
        sheets.push({ name: sheetName, relation: attributeOf(attributes, 'id') ?? '' })
      }
    },
  })
  if (top !== 'workbook') throw new NotAWorkbook(top)
  return { sheets, from1904 }
}

async function readSharedStrings(handle: FileHandle, part: ZipPart | undefined): Promise<string[]> {
  const strings: string[] = []
  if (!part) return strings
  if (part.size > mostSharedText) throw new ZipProblem('tooLargeInside', `${part.name} is too large`)
  let current = ''
  let taking = false
  let phonetic = false
  await readXml(streamZipPart(handle, part), {
    open(name) {
      if (name === 'si') current = ''
      if (name === 'rPh') phonetic = true
      if (name === 't') taking = !phonetic
    },
    text(text) {
      if (!taking) return
      current += text
      assertCellText(current)
    },
    close(name) {
      if (name === 't') taking = false
      if (name === 'rPh') phonetic = false
      if (name !== 'si') return
      if (strings.length >= mostSharedStrings) throw new TooManyCells()
      strings.push(readLiteral(current))
    },
  })
  return strings
}

/** The number format of every cell style. */
async function readFormats(handle: FileHandle, part: ZipPart | undefined): Promise<NumberFormat[]> {
  const codes = new Map<number, NumberFormat>()
  const formats: NumberFormat[] = []
  if (!part) return formats
  let inCellStyles = false
  await readXml(streamZipPart(handle, part), {
    open(name, attributes) {
      if (name === 'cellXfs') inCellStyles = true
      if (name === 'numFmt') {
        if (codes.size >= mostStyles) throw new TooManyCells()
        const code = Number(attributes['numFmtId'])
        codes.set(code, readNumberFormat(code, attributes['formatCode'] ?? ''))
      }
      if (name !== 'xf' || !inCellStyles) return
      if (formats.length >= mostStyles) throw new TooManyCells()
      const id = Number(attributes['numFmtId'] ?? 0)
      formats.push(codes.get(id) ?? readNumberFormat(id, undefined))
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false
    },
  })
  return formats
}
