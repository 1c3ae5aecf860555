/** Draws assets/icon/icon.png and icon.ico from icon.svg with the tests' browser; run by hand after a change. */
import { chromium } from '@playwright/test'
import { readFile, writeFile } from 'node:fs/promises'
import { browserArguments, ensureBrowser } from './browser.ts'
import { inProject } from './project.ts'

const svg = await readFile(inProject('assets/icon/icon.svg'), 'utf8')
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserArguments() })
const page = await browser.newPage()

await writeFile(inProject('assets/icon/icon.png'), await drawPng(512))
// Older parts of Windows read small images only as bitmaps, and the large one only as PNG.
const small = await Promise.all(
  [16, 24, 32, 48, 64].map(async (size) => ({ size, image: bitmap(size, await draw(size)) })),
)
await writeFile(inProject('assets/icon/icon.ico'), icon([...small, { size: 256, image: await drawPng(256) }]))
await browser.close()

/** Pixels as RGBA, rows from the top. */
async function draw(size: number): Promise<Buffer> {
  const base64 = await page.evaluate(drawInPage, { svg, size, kind: 'pixels' as const })
  return Buffer.from(base64, 'base64')
}

async function drawPng(size: number): Promise<Buffer> {
  return Buffer.from(await page.evaluate(drawInPage, { svg, size, kind: 'png' as const }), 'base64')
}

/** Runs in the page; everything it needs comes in as its argument. */
async function drawInPage(wish: { svg: string; size: number; kind: 'pixels' | 'png' }): Promise<string> {
  const { Image, document } = globalThis as unknown as PageGlobals
  const image = new Image(wish.size, wish.size)
  image.src = `data:image/svg+xml,${encodeURIComponent(wish.svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = wish.size
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0, wish.size, wish.size)
  if (wish.kind === 'png') return canvas.toDataURL('image/png').split(',')[1] ?? ''
  const { data } = context.getImageData(0, 0, wish.size, wish.size)
  return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''))
}

/** What drawInPage uses of the page; scripts know no DOM. */
interface PageGlobals {
  readonly Image: new (width: number, height: number) => { src: string; decode(): Promise<void> }
  readonly document: {
    createElement(name: 'canvas'): {
      width: number
      height: number
      toDataURL(type: string): string
      getContext(kind: '2d'): {
        drawImage(image: unknown, x: number, y: number, width: number, height: number): void
        getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray }
      }
    }
  }
}

/** An icon's bitmap: a header with the height doubled, BGRA rows from the bottom, an empty mask. */
function bitmap(size: number, rgba: Buffer): Buffer {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(size, 4)
  header.writeInt32LE(size * 2, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(32, 14)
  const pixels = Buffer.alloc(size * size * 4)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const from = (row * size + column) * 4
      const to = ((size - 1 - row) * size + column) * 4
      pixels.writeUInt32LE(rgba.readUInt32LE(from), to)
      pixels.writeUInt8(rgba.readUInt8(from + 2), to)
      pixels.writeUInt8(rgba.readUInt8(from), to + 2)
    }
  }
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size)
  return Buffer.concat([header, pixels, mask])
}

function icon(images: readonly { readonly size: number; readonly image: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + images.length * 16)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  for (const [index, { size, image }] of images.entries()) {
    const entry = 6 + index * 16
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(image.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += image.length
  }
  return Buffer.concat([header, ...images.map(({ image }) => image)])
}
