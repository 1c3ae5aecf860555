import { readFile, writeFile } from 'node:fs/promises'
import { encode } from 'fast-png'
import utif, { type IFD } from 'utif2'
import { CallError } from '../../../shared/contract/errors.ts'

/** As sharp as a page on a screen needs it; more only makes the window slow. */
const mostShown = 12_000_000
/** A2 at 600 dots an inch; beyond it no memory would be enough. */
const mostPixels = 140_000_000
const mostPages = 500

type Pixels = { readonly width: number; readonly height: number; readonly data: Uint8Array }

/**
 * Draws one page of a scan (TIFF) as a PNG beside the kept original.
 *
 * @param page from 1
 * @returns how many pages the scan has
 * @throws CallError `fileDangerous` when it cannot be decoded or is too large
 */
export async function drawTiffPage(
  file: string,
  name: string,
  page: number,
  target: string,
): Promise<{ pages: number }> {
  const bytes = await readFile(file)
  const pages = pagesOf(bytes, name)
  const wanted = pages[Math.min(page, pages.length) - 1]
  if (wanted === undefined) throw new CallError('fileDangerous', { name, why: 'damagedArchive' })
  const [width, height] = sizeOf(wanted)
  if (width * height > mostPixels) throw new CallError('fileDangerous', { name, why: 'tooLargeInside' })
  const whole = pixelsOf(bytes, wanted, name)
  const factor = Math.ceil(Math.sqrt((whole.width * whole.height) / mostShown))
  const { width: w, height: h, data } = factor > 1 ? smaller(whole, factor) : whole
  await writeFile(target, encode({ width: w, height: h, data, channels: 4 }, { zlib: { level: 3 } }))
  return { pages: pages.length }
}

function pagesOf(bytes: Buffer, name: string): readonly IFD[] {
  try {
    return utif
      .decode(bytes)
      .slice(0, mostPages)
      .filter((each) => sizeOf(each).every((side) => side > 0))
  } catch (error) {
    throw new CallError('fileDangerous', { name, why: 'damagedArchive' }, { cause: error })
  }
}

function sizeOf(page: IFD): [number, number] {
  const side = (tag: 't256' | 't257'): number => {
    const value: unknown = page[tag]
    const first: unknown = Array.isArray(value) || ArrayBuffer.isView(value) ? Reflect.get(value, 0) : 0
    return typeof first === 'number' ? first : 0
  }
  return [side('t256'), side('t257')]
}

function pixelsOf(bytes: Buffer, page: IFD, name: string): Pixels {
  try {
    utif.decodeImage(bytes, page)
    const data = utif.toRGBA8(page)
    if (data.length >= page.width * page.height * 4 && page.width > 0)
      return { width: page.width, height: page.height, data }
  } catch (error) {
    throw new CallError('fileDangerous', { name, why: 'damagedArchive' }, { cause: error })
  }
  throw new CallError('fileDangerous', { name, why: 'damagedArchive' })
}

/** Each pixel the average of a square of `factor`. */
function smaller({ width, height, data }: Pixels, factor: number): Pixels {
  const toWidth = Math.max(1, Math.floor(width / factor))
  const toHeight = Math.max(1, Math.floor(height / factor))
  const to = new Uint8Array(toWidth * toHeight * 4)
  const count = factor * factor
  for (let y = 0; y < toHeight; y++) {
    for (let x = 0; x < toWidth; x++) {
      const sums = [0, 0, 0, 0]
      for (let dy = 0; dy < factor; dy++) {
        let at = ((y * factor + dy) * width + x * factor) * 4
        for (let dx = 0; dx < factor; dx++, at += 4)
          for (let channel = 0; channel < 4; channel++)
            sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0)
      }
      for (let channel = 0; channel < 4; channel++)
        to[(y * toWidth + x) * 4 + channel] = Math.round((sums[channel] ?? 0) / count)
    }
  }
  return { width: toWidth, height: toHeight, data: to }
}
