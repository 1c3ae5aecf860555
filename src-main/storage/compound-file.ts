import type { FileHandle } from 'node:fs/promises'

const directoryEntryLength = 128
/** Real documents have dozens; a chain that runs in a circle ends here. */
const mostDirectorySectors = 4096
const endOfChain = 0xfffffffa

/**
 * The names of streams and storages in an old Office file (DOC, XLS), lower-case ([MS-CFB] 2.6). A broken file gives those
 * that could be read, perhaps none: then it is of no known kind.
 */
export async function compoundFileNames(file: FileHandle, size: number): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
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
      names.add(directory.toString('utf16le', at, at + nameBytes - 2).toLowerCase())
    }
    sector = await next(sector)
  }
  return names
}
