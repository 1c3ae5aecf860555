import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BundleEntry, JudgedRange } from '../../../src-main/bundles/stream-ranges.ts'
import { decodeEntry, encodeEntry, type Entry } from '../../../src-main/journal/entry.ts'
import { openSpool, type EntrySpool } from '../../../src-main/services/exchange/bundle-spool.ts'
import { idOf } from '../../support/storage.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cqtt-spool-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A range of so many entries behind `prev`, each as long as its note. */
function aRange(from: number, count: number, note: string, prev: string | null = null): BundleEntry[] {
  const stream = `${idOf('device')}/vn2024.c.07243/sheet` as Entry['stream']
  const made: { bytes: Buffer; entry: ReturnType<typeof decodeEntry> }[] = []
  let last = prev
  for (let seq = from; seq < from + count; seq++) {
    const { id, bytes } = encodeEntry({
      v: 1,
      stream,
      seq,
      prev: last as Entry['prev'],
      time: 1_700_000_000_000 + seq,
      officer: { id: 'vn2024.d.215:1' as Entry['officer']['id'], name: 'Nguyễn Văn An' },
      act: 'a'.repeat(32),
      action: 'scores.set',
      reason: null,
      onBehalf: null,
      changes: [{ entity: 'explanation', id: `c/${seq}`, field: 'text', value: `${note} ${seq}`, bases: [] }],
    })
    made.push({ bytes, entry: decodeEntry(bytes) })
    last = id
  }
  const range = { stream, from, to: from + count - 1, prev, head: last } as unknown as JudgedRange
  return made.map((one) => ({ ...one, range, overstep: null }))
}

/** As `receive` gets them: without the range. */
function plain(entries: readonly BundleEntry[]) {
  return entries.map(({ bytes, entry, range, overstep }) => ({
    stream: range.stream,
    bytes: Buffer.from(bytes),
    entry,
    overstep,
  }))
}

async function filled(room: number, ...batches: BundleEntry[][]): Promise<EntrySpool> {
  const spool = openSpool(folder, 'gói.cqtt', room)
  for (const batch of batches) await spool.put(batch)
  return spool
}

test('what is small stays in memory, what is large lies on the disk, and both come back the same', async () => {
  const range = aRange(1, 40, 'Ghi chú '.repeat(9000))
  const batches = [range.slice(0, 7), range.slice(7, 30), range.slice(30)]
  const inMemory = await filled(100_000_000, ...batches)
  expect(readdirSync(folder)).toEqual([])
  expect([...inMemory.read()]).toEqual(plain(range))
  const onDisk = await filled(1000, ...batches)
  expect(readdirSync(folder)).toHaveLength(1)
  expect([...onDisk.read()]).toEqual(plain(range))
  await onDisk.clear()
  expect(readdirSync(folder)).toEqual([])
})

test('the branch that begins a stream comes first, and an overstep holds from its entry on', async () => {
  const begins = aRange(1, 5, 'đầu')
  const branch = aRange(4, 6, 'nhánh', begins[2]?.entry.id ?? '').map((one, place) =>
    place < 2 ? one : { ...one, overstep: 'foreignId' as const },
  )
  for (const room of [1_000_000, 0]) {
    const spool = await filled(room, branch, begins)
    expect([...spool.read()]).toEqual(plain([...begins, ...branch]))
    await spool.clear()
  }
})

test('a byte that changed on the disk, or is missing, lets nothing through', async () => {
  const range = aRange(1, 6, 'Ghi chú')
  const spool = await filled(0, range)
  const file = path.join(folder, readdirSync(folder)[0] ?? '')
  const sound = readFileSync(file)
  const note = sound.lastIndexOf('Ghi')
  for (const bytes of [
    Buffer.concat([sound.subarray(0, note), Buffer.from('g'), sound.subarray(note + 1)]),
    sound.subarray(0, sound.length - 1),
    Buffer.concat([Buffer.from([0xff, 0xff, 0xff]), sound.subarray(3)]),
  ]) {
    writeFileSync(file, bytes)
    expect(() => [...spool.read()]).toThrow('bundleDamaged')
  }
  writeFileSync(file, sound)
  expect([...spool.read()]).toHaveLength(6)
  await spool.clear()
})
