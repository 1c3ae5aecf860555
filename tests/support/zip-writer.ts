import { crc32, deflateRawSync } from 'node:zlib'

/** One part of a ZIP to be made; what is not given is told truthfully. */
export type ZipPartToWrite = {
  readonly name: string
  readonly content: Uint8Array | string
  readonly deflate?: boolean
  /** Lies, for hostile files. */
  readonly claimedSize?: number
  readonly localName?: string
  readonly method?: number
  readonly flags?: number
  readonly offset?: number
}

/** Writes a ZIP byte by byte, so that every place in it can be made wrong. */
export function zipOf(
  parts: readonly ZipPartToWrite[],
  options: { comment?: string; wide?: boolean } = {},
): Buffer {
  const body: Buffer[] = []
  const directory: Buffer[] = []
  let position = 0
  for (const part of parts) {
    const content = Buffer.from(part.content)
    const data = part.deflate === true ? deflateRawSync(content) : content
    const method = part.method ?? (part.deflate === true ? 8 : 0)
    const size = part.claimedSize ?? content.length
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(part.flags ?? 0, 6)
    local.writeUInt16LE(method, 8)
    local.writeUInt32LE(crc32(content), 14)
    local.writeUInt32LE(data.length, 18)
    local.writeUInt32LE(size, 22)
    const localName = Buffer.from(part.localName ?? part.name)
    local.writeUInt16LE(localName.length, 26)
    const name = Buffer.from(part.name)
    const extra =
      options.wide === true ? wideExtra(size, data.length, part.offset ?? position) : Buffer.alloc(0)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(part.flags ?? 0, 8)
    central.writeUInt16LE(method, 10)
    central.writeUInt32LE(crc32(content), 16)
    central.writeUInt32LE(options.wide === true ? 0xffffffff : data.length, 20)
    central.writeUInt32LE(options.wide === true ? 0xffffffff : size, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt16LE(extra.length, 30)
    central.writeUInt32LE(options.wide === true ? 0xffffffff : (part.offset ?? position), 42)
    directory.push(central, name, extra)
    body.push(local, localName, data)
    position += 30 + localName.length + data.length
  }
  const list = Buffer.concat(directory)
  const comment = Buffer.from(options.comment ?? '')
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(options.wide === true ? 0xffffffff : position, 16)
  end.writeUInt16LE(comment.length, 20)
  const wideEnd = options.wide === true ? wideEndOf(parts.length, list.length, position) : Buffer.alloc(0)
  return Buffer.concat([...body, list, wideEnd, end, comment])
}

function wideExtra(size: number, packed: number, offset: number): Buffer {
  const extra = Buffer.alloc(28)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(24, 2)
  extra.writeBigUInt64LE(BigInt(size), 4)
  extra.writeBigUInt64LE(BigInt(packed), 12)
  extra.writeBigUInt64LE(BigInt(offset), 20)
  return extra
}

function wideEndOf(count: number, length: number, start: number): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(length), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(start + length), 64)
  end.writeUInt32LE(1, 72)
  return end
}
