import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeParts } from '../../src-main/bundles/part-writer.ts'
import { unpackRecords } from '../../src-main/bundles/format.ts'
import { anAbout, aRange, evidenceOf, written } from './test-bundles.ts'
import { aDomain, district, province } from './test-devices.ts'

/** The bundle that docs/bundle-format.md takes apart and tests/fixtures/bundles/example-v1.cqtt holds. */

const { districtDevice, provinceDevice, root, districtCertificate } = aDomain()

/** Writes the example; `folder` is for its evidence file while it is made. */
export async function makeExample(folder: string): Promise<Buffer> {
  const content = Buffer.from('%PDF-1.7 minh chứng\n')
  const file = path.join(folder, 'evidence.pdf')
  writeFileSync(file, content)
  const name = {
    entity: 'cycle',
    id: `${district}:k2024`,
    field: 'name',
    value: 'Chấm điểm năm 2024',
    bases: [],
  }
  return await written(
    {
      about: anAbout(districtDevice, { addressee: { unit: province }, domain: provinceDevice.device }),
      ranges: [aRange(districtDevice, [name], { audience: district, channel: 'catalogue' })],
      certificates: [root, districtCertificate],
      lists: [],
      evidence: [evidenceOf(file, content)],
    },
    districtDevice,
  )
}

/** The example as the page shows it: every byte, in order. */
export function describeExample(bytes: Buffer): string {
  const manifestLength = bytes.readUInt32BE(12)
  const manifest = JSON.parse(bytes.toString('utf8', 16, 16 + manifestLength)) as {
    blobs: { kind: string; size: number }[]
  }
  const lines: string[] = []
  let at = 0
  const show = (title: string, size: number, as: 'hex' | 'text'): void => {
    const part = bytes.subarray(at, at + size)
    lines.push(`**${title}** — offset ${at}, ${size} bytes`, '', '```')
    if (as === 'text') lines.push(part.toString('utf8').replace(/\n$/, ''))
    else
      for (let i = 0; i < part.length; i += 32)
        lines.push(part.toString('hex', i, Math.min(i + 32, part.length)))
    lines.push('```', '')
    at += size
  }
  show('magic', 8, 'hex')
  show('layout version', 4, 'hex')
  show('length of the manifest', 4, 'hex')
  show('manifest', manifestLength, 'text')
  show('device', 32, 'hex')
  show('key', 32, 'hex')
  show('signature', 64, 'hex')
  manifest.blobs.forEach((blob, number) => {
    const title = `blob ${number + 1}, ${blob.kind}`
    if (blob.kind === 'evidence') show(title, blob.size, 'hex')
    const records = blob.kind === 'evidence' ? [] : (unpackRecords(bytes.subarray(at, at + blob.size)) ?? [])
    records.forEach((record, i) => {
      show(`${title}: length of record ${i + 1}`, 4, 'hex')
      show(`${title}: record ${i + 1}`, record.length, 'text')
    })
  })
  show('end mark', 8, 'hex')
  show('hash of the whole', 32, 'hex')
  if (at !== bytes.length) throw new Error('the example is not described whole')
  return lines.join('\n').trimEnd()
}

/** The example in part files of at most 2,000 bytes; `folder` is for them while they are made. */
export async function makePartsExample(folder: string, example: Buffer): Promise<Buffer[]> {
  const source = path.join(folder, 'example.whole')
  writeFileSync(source, example)
  const out = path.join(folder, 'parts')
  mkdirSync(out)
  const { files } = await writeParts({ source, name: 'example.cqtt', folder: out, partBytes: 2000 })
  return files.map((file) => readFileSync(file.path))
}

/** The parts as the page shows them: every byte but those of the pieces. */
export function describeParts(parts: readonly Buffer[]): string {
  const lines: string[] = []
  for (const [i, part] of parts.entries()) {
    let at = 0
    const show = (title: string, size: number): void => {
      lines.push(`**part ${i + 1}: ${title}** — offset ${at}, ${size} bytes`, '', '```')
      lines.push(part.toString('hex', at, at + size), '```', '')
      at += size
    }
    show('magic', 8)
    show('version', 4)
    show('set id', 32)
    show('number of this part', 4)
    show('how many parts', 4)
    show('size', 8)
    show('pieceBytes', 8)
    parts.forEach((_, number) => {
      show(`SHA-256 of piece ${number + 1}`, 32)
    })
    lines.push(`**part ${i + 1}: piece** — offset ${at}, ${part.length - at} bytes of the example`, '')
  }
  return lines.join('\n').trimEnd()
}

/** The encrypted example as the page shows it: every byte but those of the content. */
export function describeEncrypted(file: Buffer, identity: string): string {
  const last = file.indexOf('\n--- ')
  const end = file.indexOf('\n', last + 1) + 1
  return [
    '```',
    identity,
    '```',
    '',
    `**header** — offset 0, ${end} bytes`,
    '',
    '```',
    file.toString('latin1', 0, end).trimEnd(),
    '```',
    '',
    `**nonce** — offset ${end}, 16 bytes`,
    '',
    '```',
    file.toString('hex', end, end + 16),
    '```',
    '',
    `**chunk 0, the last** — offset ${end + 16}, ${file.length - end - 16} bytes: as many as the example and 16`,
  ].join('\n')
}
