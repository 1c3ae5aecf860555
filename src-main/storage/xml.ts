import { SaxesParser } from 'saxes'

export type XmlHandlers = Readonly<{
  /** Names come without their namespace prefix: some writers put "x:" before everything. */
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}>

/** XML that is not well-formed, or carries a DOCTYPE, which no Office file has. */
export class BrokenXml extends Error {}

/** A text, name or tag longer than any program writes; its parts would be joined and searched for minutes. */
export class TextTooLong extends BrokenXml {}

/** Bytes without a tag or text ending: the longest cell, every letter of it written as a reference. */
const longestStretch = 1024 * 1024

/**
 * Goes through an XML part once, chunk by chunk.
 *
 * @throws BrokenXml, TextTooLong
 */
export async function readXml(chunks: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', (error) => {
    throw new BrokenXml(error.message)
  })
  parser.on('doctype', () => {
    throw new BrokenXml('a document type where none belongs')
  })
  const { open, text, close } = handlers
  let stretch = 0
  const takeText = (value: string): void => {
    stretch = 0
    text?.(value)
  }
  parser.on('opentag', ({ name, attributes }) => {
    stretch = 0
    open?.(withoutPrefix(name), attributes)
  })
  parser.on('text', takeText)
  parser.on('cdata', takeText)
  parser.on('closetag', ({ name }) => {
    stretch = 0
    close?.(withoutPrefix(name))
  })
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk))
    stretch += chunk.length
    parser.write(decoder.decode(chunk, { stream: true }))
    if (stretch > longestStretch) throw new TextTooLong('a stretch without a tag')
  }
  if (decoder !== null) parser.write(decoder.decode())
  parser.close()
}

/** Office files may be UTF-8 or UTF-16 (ECMA-376 part 2); the latter begins with a mark. */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** An attribute by its name without prefix, such as `r:id`. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const exact = attributes[name]
  if (exact !== undefined) return exact
  const key = Object.keys(attributes).find((each) => each.endsWith(`:${name}`))
  return key === undefined ? undefined : attributes[key]
}
