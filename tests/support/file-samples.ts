import { zipOf, type ZipPartToWrite } from './zip-writer.ts'

/** Small files of every kind that matters for evidence; `mark` makes two of a kind differ. */

export function aPdf(mark = ''): Buffer {
  return Buffer.from(`%PDF-1.4\n%${mark}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`)
}

export function aJpeg(mark = ''): Buffer {
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from(mark),
    Buffer.from('ffd9', 'hex'),
  ])
}

export function aPng(): Buffer {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
}

export function aWebp(): Buffer {
  return Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')
}

/** An ISO media file of this brand: `heic`, `isom` (MP4), `qt  `. */
export function anIsoMedia(brand: string): Buffer {
  const box = Buffer.alloc(24)
  box.writeUInt32BE(24, 0)
  box.write('ftyp', 4)
  box.write(brand, 8)
  box.write(brand, 16)
  return Buffer.concat([box, Buffer.alloc(64)])
}

export function anMp3(): Buffer {
  return Buffer.concat([
    Buffer.from('494433030000000000', 'hex'),
    Buffer.from('00fffb9064', 'hex'),
    Buffer.alloc(2000),
  ])
}

const officeTypes = (main: string, place: string, more = '') =>
  `<?xml version="1.0"?><Types><Override PartName="/${place}" ContentType="application/vnd.openxmlformats-officedocument.${main}.main+xml"/>${more}</Types>`

const officeRelations = (place: string) =>
  `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${place}"/></Relationships>`

/** An Office file whose main part has this kind and place. */
export function anOfficeFile(
  kind: string,
  place: string,
  content: string,
  more: readonly ZipPartToWrite[] = [],
  moreTypes = '',
): Buffer {
  return zipOf([
    { name: '[Content_Types].xml', content: officeTypes(kind, place, moreTypes), deflate: true },
    { name: '_rels/.rels', content: officeRelations(place), deflate: true },
    { name: place, content, deflate: true },
    ...more,
  ])
}

export function aDocx(more: readonly ZipPartToWrite[] = [], moreTypes = ''): Buffer {
  return anOfficeFile('wordprocessingml.document', 'word/document.xml', '<document/>', more, moreTypes)
}

export function anXlsx(more: readonly ZipPartToWrite[] = [], moreTypes = ''): Buffer {
  return anOfficeFile('spreadsheetml.sheet', 'xl/workbook.xml', '<workbook/>', more, moreTypes)
}

/** An old Office file (compound file, 512-byte sectors) whose directory holds these names. */
export function aCompoundFile(
  names: readonly string[],
  starts: Readonly<Record<string, Buffer>> = {},
): Buffer {
  const directorySectors = Math.ceil((names.length + 1) / 4)
  const header = Buffer.alloc(512, 0xff)
  header.fill(0, 0, 76)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(9, 30)
  header.writeUInt32LE(1, 48) // the directory begins in sector 1
  header.writeUInt32LE(0xfffffffe, 68)
  header.writeUInt32LE(0, 76) // the allocation table is sector 0
  const table = Buffer.alloc(512, 0xff)
  table.writeUInt32LE(0xfffffffd, 0)
  for (let i = 1; i <= directorySectors; i++) {
    table.writeUInt32LE(i === directorySectors ? 0xfffffffe : i + 1, i * 4)
  }
  const directory = Buffer.alloc(512 * directorySectors)
  const sectors: Buffer[] = []
  for (const [i, name] of ['Root Entry', ...names].entries()) {
    const at = i * 128
    directory.write(name, at, 'utf16le')
    directory.writeUInt16LE((name.length + 1) * 2, at + 64)
    const start = starts[name]
    if (start === undefined) continue
    directory.writeUInt32LE(1 + directorySectors + sectors.length, at + 116)
    directory.writeUInt32LE(4096, at + 120)
    sectors.push(Buffer.concat([start, Buffer.alloc(512 - start.length)]))
  }
  return Buffer.concat([header, table, directory, ...sectors])
}
