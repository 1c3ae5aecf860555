import type { FileHandle } from 'node:fs/promises'

export const compoundFileMark = Buffer.from('d0cf11e0a1b11ae1', 'hex')

const directoryEntryLength = 128
/** Real documents have dozens; a chain that runs in a circle ends here. */
const mostDirectorySectors = 4096
const endOfChain = 0xfffffffa

/** Whether it begins as old Office files do, and those with a password. */
export async function isCompoundFile(file: FileHandle): Promise<boolean> {
  const start = Buffer.alloc(compoundFileMark.length)
  await file.read(start, 0, start.length, 0)
  return start.equals(compoundFileMark)
}

/** A stream that is shorter lies in parts of sectors. */
const shortestWholeStream = 4096

/** A stream of the file: its length, and its beginning as far as its first sector; empty for a short one and for a storage. */
export type CompoundPart = Readonly<{ size: number; start: () => Promise<Buffer> }>

/**
 * The streams and storages in an old Office file (DOC, XLS) by their names in lower case ([MS-CFB] 2.6). A broken file gives those
 * that could be read, perhaps none: then it is of no known kind.
 */
export async function readCompoundFile(
  file: FileHandle,
  size: number,
): Promise<ReadonlyMap<string, CompoundPart>> {
  const names = new Map<string, CompoundPart>()
  const header = Buffer.alloc(512)
  if ((await file.read(header, 0, 512, 0)).bytesRead < 512) return names
  const shift = header.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return names
  const sectorSize = 1 << shift
  const readSector = async (sector: number): Promise<Buffer | undefined> => {
    const position = (sector + 1) * sectorSize
    if (sector >= endOfChain || position >= size) return undefined
    const buffer = Buffer.alloc(sectorSize)
    await file.read(buffer, 0, sectorSize, position)
    return buffer
  }
  const perSector = sectorSize / 4
  // The allocation table's own sectors: 109 in the header, more in a chain for files above 7 MB.
  const tableSector = async (index: number): Promise<number> => {
    if (index < 109) return header.readUInt32LE(76 + index * 4)
    let list = await readSector(header.readUInt32LE(68))
    let inList = index - 109
    for (; list !== undefined && inList >= perSector - 1; inList -= perSector - 1) {
      list = await readSector(list.readUInt32LE(sectorSize - 4))
    }
    return list?.readUInt32LE(inList * 4) ?? endOfChain
  }
  const next = async (sector: number): Promise<number> => {
    const table = await readSector(await tableSector(Math.floor(sector / perSector)))
    return table?.readUInt32LE((sector % perSector) * 4) ?? endOfChain
  }
  let sector = header.readUInt32LE(48)
  for (let read = 0; read < mostDirectorySectors; read++) {
    const directory = await readSector(sector)
    if (directory === undefined) break
    for (let at = 0; at < sectorSize; at += directoryEntryLength) {
      const nameBytes = directory.readUInt16LE(at + 64)
      if (nameBytes < 4 || nameBytes > 64) continue
      const name = directory.toString('utf16le', at, at + nameBytes - 2).toLowerCase()
      const first = directory.readUInt32LE(at + 116)
      const length = directory.readUInt32LE(at + 120)
      const start = async (): Promise<Buffer> =>
        length < shortestWholeStream ? Buffer.alloc(0) : ((await readSector(first)) ?? Buffer.alloc(0))
      names.set(name, { size: length, start })
    }
    sector = await next(sector)
  }
  return names
}

/** Bit of the first flags of a Word document ([MS-DOC] 2.5.2): it is encrypted. */
const wordEncrypted = 0x0100

/** Whether an old Word file opens only with a password. */
export async function isLockedWord(file: FileHandle, size: number): Promise<boolean> {
  const start = await (await readCompoundFile(file, size)).get('worddocument')?.start()
  return start !== undefined && start.length >= 12 && (start.readUInt16LE(10) & wordEncrypted) !== 0
}
