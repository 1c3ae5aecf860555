import type { FileHandle } from 'node:fs/promises'
import { attributeOf, readXml } from '../../storage/xml.ts'
import { streamZipPart } from '../../storage/zip-check.ts'
import type { ZipPart } from '../../storage/zip-directory.ts'
import type { Numbering, NumberingLevel } from './docx-numbering.ts'

/** What a Word text refers to: its styles and its lists (ECMA-376 part 1, 17.7 and 17.9). */

export type ParagraphStyle = Readonly<{ heading: number | null; list: string | null; level: number }>

const mostStyles = 5000
const mostLevels = 20_000

/** By the id of a style; those that say nothing about headings or lists are left out. */
export async function readStyles(
  file: FileHandle,
  part: ZipPart | undefined,
): Promise<ReadonlyMap<string, ParagraphStyle>> {
  const styles = new Map<string, ParagraphStyle>()
  if (part === undefined) return styles
  let id = ''
  let style: ParagraphStyle = noStyle
  await readXml(streamZipPart(file, part), {
    open(name, attributes) {
      const value = attributeOf(attributes, 'val') ?? ''
      switch (name) {
        case 'style':
          id = attributeOf(attributes, 'styleId') ?? ''
          style = noStyle
          break
        case 'name':
          style = { ...style, heading: headingOfName(value) ?? style.heading }
          break
        case 'outlineLvl':
          style = { ...style, heading: headingOfLevel(value) ?? style.heading }
          break
        case 'numId':
          style = { ...style, list: value === '0' ? null : value }
          break
        case 'ilvl':
          style = { ...style, level: levelOf(value) }
          break
      }
    },
    close(name) {
      if (name !== 'style' || styles.size >= mostStyles) return
      if (style.heading !== null || style.list !== null) styles.set(id, style)
    },
  })
  return styles
}

const noStyle: ParagraphStyle = { heading: null, list: null, level: 0 }

function headingOfName(name: string): number | null {
  if (/^title$/i.test(name)) return 1
  const found = /^heading ([1-9])$/i.exec(name)
  return found === null ? null : Math.min(6, Number(found[1]))
}

/** Levels count from 0; 9 is the text itself. */
export function headingOfLevel(value: string): number | null {
  const level = Number(value)
  return Number.isInteger(level) && level >= 0 && level < 9 ? Math.min(6, level + 1) : null
}

export function levelOf(value: string): number {
  const level = Number(value)
  return Number.isInteger(level) && level >= 0 ? Math.min(8, level) : 0
}

/** The lists of a text by their ids. */
export async function readNumbering(file: FileHandle, part: ZipPart | undefined): Promise<Numbering> {
  const abstract = new Map<string, NumberingLevel[]>()
  const lists = new Map<string, readonly NumberingLevel[]>()
  if (part === undefined) return lists
  let own: NumberingLevel[] = []
  let level = 0
  let list: string | null = null
  let levels = 0
  const change = (changed: Partial<NumberingLevel>): void => {
    if (list !== null) return
    own[level] = { ...(own[level] ?? { format: 'decimal', text: '', start: 1 }), ...changed }
  }
  await readXml(streamZipPart(file, part), {
    open(name, attributes) {
      const value = attributeOf(attributes, 'val') ?? ''
      switch (name) {
        case 'abstractNum':
          own = []
          if (levels < mostLevels) abstract.set(attributeOf(attributes, 'abstractNumId') ?? '', own)
          break
        case 'lvl':
          level = levelOf(attributeOf(attributes, 'ilvl') ?? '0')
          levels += 1
          break
        case 'start':
          change({ start: Number.isInteger(Number(value)) ? Number(value) : 1 })
          break
        case 'numFmt':
          change({ format: value })
          break
        case 'lvlText':
          change({ text: value.slice(0, 60) })
          break
        case 'num':
          list = attributeOf(attributes, 'numId') ?? ''
          break
        case 'abstractNumId':
          if (list !== null) lists.set(list, abstract.get(value) ?? [])
          break
      }
    },
    close(name) {
      if (name === 'num') list = null
    },
  })
  return lists
}
