import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { createReadStream, createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openOffice, type FaultOffice } from '../../tests/support/faults/fault-office.ts'
import { assessmentIn, commune, district, prepareDistrict } from '../../tests/support/faults/district.ts'
import type { BenchRow } from './row.ts'

/**
 * A bundle with so many megabytes of evidence, through the front door: written by the commune, applied by the district. The yardstick
 * reads, hashes, writes and fsyncs the same bytes with Node's streams.
 */
export async function benchExport(megabytes: number): Promise<BenchRow> {
  return withBundle(megabytes, ({ exported, yardstick, peak }) => ({
    name: 'exportEvidence',
    seconds: exported,
    yardstickSeconds: yardstick,
    goal: 1.25,
    scale: megabytes,
    notes: { 'peak memory of the process, MB': peak },
  }))
}

export async function benchImportFiles(megabytes: number): Promise<BenchRow> {
  return withBundle(megabytes, ({ applied, yardstick, peak }) => ({
    name: 'importEvidence',
    seconds: applied,
    yardstickSeconds: yardstick,
    goal: 1.5,
    scale: megabytes,
    notes: { 'peak memory of the process, MB': peak },
  }))
}

type Measured = {
  readonly exported: number
  readonly applied: number
  readonly yardstick: number
  readonly peak: number
}

async function withBundle(megabytes: number, rowOf: (measured: Measured) => BenchRow): Promise<BenchRow> {
  const root = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  try {
    const outside = path.join(root, 'outside')
    mkdirSync(outside)
    const files = writePapers(outside, megabytes)
    const below = await communeWith(root, files)
    let peak = 0
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
    const [bundle, exported] = await timed(async () => (await exportTo(below, outside, false)).path ?? '')
    await below.close()
    const above = await openOffice(path.join(root, 'district'))
    const [, applied] = await timed(() => apply(above, bundle))
    clearInterval(watch)
    await above.close()
    const [, yardstick] = await timed(async () => {
      for (const [place, file] of files.entries()) await copyHashed(file, path.join(root, `copy-${place}`))
    })
    return rowOf({ exported, applied, yardstick, peak: Math.round(peak / 1024 / 1024) })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Papers of at most 100 MB that look like PDFs and cannot be compressed. */
export function writePapers(folder: string, megabytes: number): readonly string[] {
  const block = Buffer.alloc(1024 * 1024)
  for (let i = 0; i < block.length; i += 4) block.writeUInt32LE((i * 2_654_435_761) >>> 0, i)
  const each = 100
  return Array.from({ length: Math.ceil(megabytes / each) }, (_, place) => {
    const file = path.join(folder, `giay-to-${place}.pdf`)
    const handle = openSync(file, 'w')
    writeSync(handle, `%PDF-1.4\n% ${place}\n`)
    for (let left = Math.min(each, megabytes - place * each); left > 0; left--) writeSync(handle, block)
    writeSync(handle, '\n%%EOF\n')
    fsyncSync(handle)
    closeSync(handle)
    return file
  })
}

export async function communeWith(root: string, files: readonly string[]): Promise<FaultOffice> {
  const home = path.join(root, 'district')
  const starts = path.join(root, 'starts')
  await prepareDistrict(home)
  const above = await openOffice(home)
  await above.call('bundles.startFiles', {
    units: [commune],
    folder: starts,
  })
  await above.close()
  const start = path.join(starts, readdirSync(starts)[0] ?? '')
  const place = path.join(root, 'commune')
  mkdirSync(place)
  const office = await openOffice(place)
  const { rootFingerprint } = await office.call('setup.inspectStartFile', {
    file: await office.upload(start),
  })
  await office.call('setup.fromStartFile', {
    file: await office.upload(start),
    rootFingerprint,
    deviceName: 'Máy xã',
    officerName: 'Trần Thị Xã',
  })
  const attach = {
    assessment: await assessmentIn(office),
    target: '1.1',
    link: { pages: '', period: '', note: '' },
  }
  for (const file of files) {
    const copy = `${file}.copy.pdf`
    copyFileSync(file, copy)
    const input = { unit: commune, files: [await office.upload(copy)], together: false, fields: {}, attach }
    await office.call('documents.add', input)
    rmSync(copy, { force: true })
  }
  return office
}

/** With all files, into the folder. */
export function exportTo(office: FaultOffice, folder: string, encrypt: boolean) {
  return office.call('bundles.export', { to: district, withFiles: true, folder, encrypt })
}

export async function apply(office: FaultOffice, bundle: string): Promise<void> {
  const [inspection] = await office.call('bundles.inspect', {
    files: [await office.upload(bundle)],
  })
  const confirmed = inspection?.readable === true ? [inspection.sender.fingerprint] : []
  const done = await office.call('bundles.apply', {
    files: [await office.upload(bundle)],
    confirmed,
  })
  if (done.refused.length > 0) throw new Error(JSON.stringify(done.refused))
}

async function copyHashed(from: string, to: string): Promise<void> {
  const hash = createHash('sha256')
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(createReadStream(from), through, createWriteStream(to))
  const handle = openSync(to, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  if (statSync(to).size !== statSync(from).size) throw new Error('the yardstick did not copy everything')
}

export async function timed<Value>(work: () => Promise<Value>): Promise<readonly [Value, number]> {
  const started = performance.now()
  const value = await work()
  return [value, (performance.now() - started) / 1000]
}
