import type { FileHandle } from 'node:fs/promises'
import {
  documentContentLimits as most,
  type TextBlock,
  type TextContent,
} from '../../../shared/contract/document-content.ts'
import { mainPartOf, officeParts, readRelations } from '../../storage/office-parts.ts'
import { attributeOf, readXml } from '../../storage/xml.ts'
import { checkZip, streamZipPart, type ZipLimits } from '../../storage/zip-check.ts'
import { countMarkers } from './docx-numbering.ts'
import { headingOfLevel, levelOf, readNumbering, readStyles } from './docx-parts.ts'

const mebibyte = 1024 * 1024
/** Pictures are not unpacked; the text of a report of a thousand pages stays far below. */
export const readingLimits: ZipLimits = {
  parts: 5000,
  partBytes: 512 * mebibyte,
  totalBytes: 1024 * mebibyte,
}

type OpenParagraph = { text: string; heading: number | null; list: string | null; level: number }
type OpenTable = { rows: { text: string; columns: number }[][] }
/** Thrown to leave the reader when enough was read. */
class Enough extends Error {}

/**
 * The text of a Word file as plain blocks, in one pass: paragraphs, headings, lists with their numbers, tables. Pictures are
 * counted, not read; nothing outside of the file is looked at; what was deleted under "track changes" is left out.
 *
 * @throws ZipProblem, BrokenXml
 */
export async function readDocx(file: FileHandle, size: number): Promise<TextContent> {
  const parts = officeParts(await checkZip(file, size, readingLimits))
  const main = (await mainPartOf(file, parts)) ?? 'word/document.xml'
  const part = parts.get(main.toLowerCase())
  if (part === undefined) return { kind: 'text', blocks: [], pictures: 0, cut: false }
  const targets = [...(await readRelations(file, parts, main)).values()]
  const partOfType = (type: string) =>
    parts.get(targets.find((target) => target.type === type)?.path.toLowerCase() ?? '')
  const styles = await readStyles(file, partOfType('styles'))
  const marker = countMarkers(await readNumbering(file, partOfType('numbering')))

  const blocks: TextBlock[] = []
  const paragraphs: OpenParagraph[] = []
  const tables: OpenTable[] = []
  let letters = 0
  let pictures = 0
  let taking = false
  /** Inside an older form of something that was given in a newer one already. */
  let fallback = 0
  let cut = false

  const add = (text: string): void => {
    const open = paragraphs.at(-1)
    if (open === undefined || fallback > 0) return
    letters += text.length
    if (letters > most.letters) throw new Enough()
    open.text += text
  }
  const emit = (block: TextBlock): void => {
    blocks.push(block)
    if (blocks.length >= most.blocks) throw new Enough()
  }
  const closeParagraph = ({ text, heading, list, level }: OpenParagraph): void => {
    const cell = tables.at(-1)?.rows.at(-1)?.at(-1)
    const sign = list === null ? '' : marker(list, level)
    if (cell !== undefined) {
      const line = sign === '' ? text : `${sign} ${text}`
      cell.text += cell.text === '' ? line : `\n${line}`
    } else if (text.trim() === '') return
    else if (heading !== null)
      emit({ kind: 'heading', level: heading, text: sign === '' ? text : `${sign} ${text}` })
    else if (list !== null) emit({ kind: 'item', level, marker: sign, text })
    else emit({ kind: 'paragraph', text })
  }
  const closeTable = ({ rows }: OpenTable): void => {
    const cell = tables.at(-1)?.rows.at(-1)?.at(-1)
    // A table inside a cell is read as lines of that cell.
    const lines = rows.map((row) => row.map(({ text }) => text).join('\t')).join('\n')
    if (cell !== undefined) cell.text += cell.text === '' ? lines : `\n${lines}`
    else if (rows.length > 0) emit({ kind: 'table', rows })
  }

  try {
    await readXml(streamZipPart(file, part), {
      open(name, attributes) {
        const value = attributeOf(attributes, 'val') ?? ''
        const paragraph = paragraphs.at(-1)
        switch (name) {
          case 'p':
            paragraphs.push({ text: '', heading: null, list: null, level: 0 })
            break
          case 'pStyle':
            if (paragraph !== undefined) Object.assign(paragraph, styles.get(value))
            break
          case 'outlineLvl':
            if (paragraph !== undefined) paragraph.heading = headingOfLevel(value) ?? paragraph.heading
            break
          case 'numId':
            if (paragraph !== undefined) paragraph.list = value === '0' ? null : value
            break
          case 'ilvl':
            if (paragraph !== undefined) paragraph.level = levelOf(value)
            break
          case 't':
            taking = true
            break
          case 'br':
          case 'cr':
            add('\n')
            break
          case 'tab':
            // Also the name of a place where tabs stop, which belongs to the paragraph's looks and has a position.
            if (attributeOf(attributes, 'pos') === undefined) add('\t')
            break
          case 'noBreakHyphen':
            add('-')
            break
          case 'drawing':
          case 'pict':
          case 'object':
            if (fallback === 0) pictures += 1
            break
          case 'Fallback':
            fallback += 1
            break
          case 'tbl':
            tables.push({ rows: [] })
            break
          case 'tr':
            if ((tables.at(-1)?.rows.length ?? 0) >= most.rows) throw new Enough()
            tables.at(-1)?.rows.push([])
            break
          case 'tc':
            if ((tables.at(-1)?.rows.at(-1)?.length ?? 0) < most.columns)
              tables.at(-1)?.rows.at(-1)?.push({ text: '', columns: 1 })
            break
          case 'gridSpan': {
            const cell = tables.at(-1)?.rows.at(-1)?.at(-1)
            if (cell !== undefined)
              cell.columns = Math.min(most.columns, Math.max(1, Math.trunc(Number(value)) || 1))
            break
          }
        }
      },
      text(text) {
        if (taking) add(text)
      },
      close(name) {
        if (name === 't') taking = false
        if (name === 'Fallback') fallback -= 1
        if (name === 'p') {
          const closed = paragraphs.pop()
          if (closed !== undefined && fallback === 0) closeParagraph(closed)
        }
        if (name === 'tbl') {
          const closed = tables.pop()
          if (closed !== undefined && fallback === 0) closeTable(closed)
        }
      },
    })
  } catch (error) {
    if (!(error instanceof Enough)) throw error
    cut = true
    const outer = tables[0]
    if (outer !== undefined && outer.rows.length > 0) blocks.push({ kind: 'table', rows: outer.rows })
  }
  return { kind: 'text', blocks, pictures, cut }
}
