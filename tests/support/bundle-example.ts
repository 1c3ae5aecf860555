import { writeFileSync } from 'node:fs'
import path from 'node:path'
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
