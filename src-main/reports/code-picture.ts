import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** A code as a picture to be read by a phone: a PNG of black and white squares. */
export function codePicture(text: string, pixelsEach = 6): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const side = size * pixelsEach
  // a byte for the filter of each line, then a byte a pixel: 0 black, 255 white
  const pixels = Buffer.alloc((side + 1) * side, 255)
  for (let y = 0; y < side; y++) {
    pixels[y * (side + 1)] = 0
    for (let x = 0; x < side; x++)
      if (data[Math.trunc(y / pixelsEach)]?.[Math.trunc(x / pixelsEach)] === true)
        pixels[y * (side + 1) + 1 + x] = 0
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 8
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'ascii'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
