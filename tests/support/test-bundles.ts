import { hash } from 'node:crypto'
import type { EntryId, OfficerId, Sha256, UnitId } from '../../shared/domain/ids.ts'
import type { BundleTrust } from '../../src-main/bundles/bundle-head.ts'
import type { ByteSource } from '../../src-main/bundles/hashed-read.ts'
import type { Manifest } from '../../src-main/bundles/manifest.ts'
import type { BundleToWrite, EvidenceToSend, RangeToSend } from '../../src-main/bundles/writer.ts'
import type { Certificate } from '../../src-main/journal/certificates.ts'
import { encodeEntry, type Entry } from '../../src-main/journal/entry.ts'
import { makeSeal } from '../../src-main/journal/seals.ts'
import { streamKey, type Channel } from '../../src-main/journal/streams.ts'
import { aTrust, commune, district, province, testTime, type TestDevice } from './test-devices.ts'

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

export function evidenceOf(path: string, content: Uint8Array): EvidenceToSend {
  return { sha256: hash('sha256', content, 'hex') as Sha256, size: content.length, path }
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
