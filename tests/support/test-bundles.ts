import { hash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import type { EntryId, OfficerId, Sha256, UnitId } from '../../shared/domain/ids.ts'
import type { BundleTrust } from '../../src-main/bundles/bundle-head.ts'
import { encodeEnd, encodePrefix, encodeSignatureBlock, endBytes } from '../../src-main/bundles/format.ts'
import type { ByteSource } from '../../src-main/bundles/hashed-read.ts'
import type { Manifest } from '../../src-main/bundles/manifest.ts'
import { readBundle, type BundleVisitor } from '../../src-main/bundles/reader.ts'
import type { BundleEntry, JudgedRange } from '../../src-main/bundles/stream-ranges.ts'
import {
  writeBundle,
  type BundleToWrite,
  type EvidenceToSend,
  type RangeToSend,
} from '../../src-main/bundles/writer.ts'
import { canonicalBytes } from '../../src-main/journal/canonical.ts'
import type { Certificate } from '../../src-main/journal/certificates.ts'
import { encodeEntry, type Entry } from '../../src-main/journal/entry.ts'
import { makeSeal } from '../../src-main/journal/seals.ts'
import { signBytes } from '../../src-main/journal/signing.ts'
import { streamKey, type Channel } from '../../src-main/journal/streams.ts'
import { aDomain, aTrust, commune, district, province, testTime, type TestDevice } from './test-devices.ts'

/** Bundles whose bytes are the same in every run. */

export const cycle = `${province}:k2024`

/** A score of one criterion as a change. */
export function aScore(number: number, unit: UnitId = commune): Entry['changes'][number] {
  return {
    entity: 'selfScore',
    id: `${cycle}/${unit}/${number}`,
    field: 'answer',
    value: { input: { kind: 'count', count: String(number) }, note: '' },
    bases: [],
  }
}

/** A chain of entries of one device, one a change, sealed. */
export function aRange(
  device: TestDevice,
  changes: readonly Entry['changes'][number][],
  where: { audience?: UnitId; channel?: Channel; sealedBy?: TestDevice } = {},
): RangeToSend {
  const stream = streamKey(device.device, where.audience ?? commune, where.channel ?? 'sheet')
  const all: Buffer[] = []
  let prev: EntryId | null = null
  for (const [i, change] of changes.entries()) {
    const { id, bytes } = encodeEntry({
      ...{ v: 1, stream, seq: i + 1, prev, time: testTime + i },
      officer: { id: `${device.unit}:a1` as OfficerId, name: 'Nguyễn Thị Hương' },
      ...{ act: String(i).padStart(32, '0'), action: 'scores.set', reason: null, onBehalf: null },
      changes: [change],
    })
    all.push(bytes)
    prev = id
  }
  if (prev === null) throw new Error('a range has entries')
  const head = { stream, seq: all.length, entry: prev, time: testTime }
  const seal = makeSeal(device, head)
  return { stream, from: 1, to: all.length, prev: null, head: prev, seal, entries: () => all }
}

export function anAbout(author: TestDevice, changes: Partial<Manifest> = {}): BundleToWrite['about'] {
  return {
    kind: 'results',
    author: { device: author.device, unit: author.unit },
    addressee: { unit: district },
    domain: author.device,
    created: testTime,
    app: '0.1.0',
    schema: 1,
    receipts: [],
    wanted: [],
    ...changes,
  }
}

/** Content for an evidence file. */
export function someBytes(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size)
  let state = seed
  for (let i = 0; i < size; i += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[i] = state >>> 16
  }
  return bytes
}

export function evidenceOf(file: string, content: Uint8Array): EvidenceToSend {
  return { sha256: hash('sha256', content, 'hex') as Sha256, size: content.length, path: file }
}

export function aBundleTrust(
  stored: readonly Certificate[],
  roots: readonly Certificate[],
  ownUnit: UnitId = district,
): BundleTrust {
  return { ...aTrust(stored, roots), ownUnit }
}

/** A source over bytes in memory. */
export function memorySource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read: (target, position) => Promise.resolve(bytes.copy(target, 0, position, position + target.length)),
  }
}

const domain = aDomain()
const { communeDevice, root } = domain

/** Three scores of the commune for its district. */
export function aBundle(changes: Partial<BundleToWrite> = {}): BundleToWrite {
  return {
    about: anAbout(communeDevice),
    ranges: [aRange(communeDevice, [aScore(1), aScore(2), aScore(3)])],
    certificates: domain.certificates,
    lists: [],
    evidence: [],
    ...changes,
  }
}

/** The bytes of a bundle. */
export async function written(bundle: BundleToWrite, signer: TestDevice = communeDevice): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bundle-'))
  try {
    const { file } = await writeBundle(path.join(folder, 'gói.cqtt'), signer, bundle)
    return readFileSync(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** How the district takes it: `accepted`, or the code of the refusal. */
export async function codeOf(bytes: Buffer, by: BundleTrust = aBundleTrust([], [root])): Promise<string> {
  try {
    await readBundle(memorySource(bytes), 'x.cqtt', by, {})
    return 'accepted'
  } catch (error) {
    if (error instanceof CallError) return error.toValue().code
    throw error
  }
}

/** Keeps everything that the reader hands over, in its order. */
export function collector() {
  const entries: BundleEntry[] = []
  const ranges: JudgedRange[] = []
  const order: string[] = []
  const evidence = new Map<Sha256, Buffer>()
  const visitor: BundleVisitor = {
    head: () => void order.push('head'),
    ranges: (some) => {
      order.push('ranges')
      ranges.push(...some)
    },
    entries: (some) => {
      order.push('entries')
      entries.push(...some)
    },
    evidence: ({ sha256 }) => {
      const pieces: Buffer[] = []
      return Promise.resolve({
        write: (piece) => Promise.resolve(void pieces.push(Buffer.from(piece))),
        finish: () => Promise.resolve(void evidence.set(sha256, Buffer.concat(pieces))),
        abandon: () => Promise.resolve(void order.push('abandon')),
      })
    },
  }
  return { entries, ranges, order, evidence, visitor }
}

/** The bundle with another manifest, signed again and whole: what a cheating author could make. */
export function withManifest(
  bytes: Buffer,
  change: (manifest: Record<string, unknown>) => unknown,
  block: { signer?: TestDevice; device?: string } = {},
): Buffer {
  const { signer = communeDevice, device = signer.device } = block
  const length = bytes.readUInt32BE(12)
  const manifest = JSON.parse(bytes.toString('utf8', 16, 16 + length)) as Record<string, unknown>
  const changed = change(manifest)
  const manifestBytes = Buffer.isBuffer(changed) ? changed : canonicalBytes(changed)
  const head = Buffer.concat([
    encodePrefix(manifestBytes.length),
    manifestBytes,
    encodeSignatureBlock({
      device,
      key: Buffer.from(signer.publicKey).toString('hex'),
      signature: signBytes('bundle', manifestBytes, signer.privateKey),
    }),
  ])
  const { blobs } = changed as { blobs?: { sha256: string }[] }
  const content = bytes.subarray(16 + length + 128, bytes.length - endBytes)
  return Buffer.concat([head, content, encodeEnd(head, blobs ?? [])])
}

/** One entry, one evidence file and one certificate: what has to be read byte by byte should be short. */
export async function aSmallBundle(): Promise<Buffer> {
  const { provinceDevice } = domain
  const name = { ...aScore(1), entity: 'unit', id: commune, field: 'name', value: 'Đồng Kỳ' }
  const ranges = [aRange(provinceDevice, [name], { audience: province, channel: 'catalogue' })]
  const about = anAbout(provinceDevice, { kind: 'start' })
  const content = Buffer.from('%PDF')
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bundle-'))
  try {
    const file = path.join(folder, 'small.pdf')
    writeFileSync(file, content)
    const evidence = [evidenceOf(file, content)]
    return await written({ about, ranges, certificates: [root], lists: [], evidence }, provinceDevice)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
