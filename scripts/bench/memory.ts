import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs'
import { text } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { engineFlags } from '../../src-main/platform/engine-flags.ts'
import { freeBytesAt } from '../../src-main/platform/file-errors.ts'
import { openOffice } from '../../tests/support/faults/fault-office.ts'
import { assessmentIn, commune, district } from '../../tests/support/faults/district.ts'
import { buildOrExplain, programIsStale } from '../program-build.ts'
import { inProject } from '../project.ts'
import { communeWith } from './bundle.ts'
import type { BenchRow } from './row.ts'

const bytesEach = 256 * 1024
const filesOfDocument = 200
const goalMegabytes = 300
/** The sender's vault, the whole and its parts; then parts, what is put together of them and the receiver's vault. */
const timesOnDisk = 3.2

/**
 * So many evidence files of 256 KiB, 20,000 of them 5 GiB, sent encrypted in parts for a FAT32 stick, looked into and applied: the
 * peak memory of the built program's own process, one for each call, against the 300 MB that an office's machine has to spare.
 */
export async function benchMemory(files: number): Promise<BenchRow | string> {
  if (process.platform !== 'linux')
    return 'the peak memory of a process is read on Linux only: this row was not measured.'
  const gigabytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1)
  const needed = files * bytesEach * timesOnDisk
  if (freeBytesAt(tmpdir()) < needed)
    return `this row needs ${gigabytes(needed)} GiB free in ${tmpdir()}, there are ${gigabytes(freeBytesAt(tmpdir()))}: it was not measured.`
  if ((await programIsStale()) && (await buildOrExplain()) === undefined)
    return 'the program could not be built: this row was not measured.'
  const root = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  try {
    const stick = path.join(root, 'stick')
    mkdirSync(stick)
    await prepareCommune(root, files)
    const started = performance.now()
    const exported = await call(path.join(root, 'commune'), 'bundles.export', [], {
      ...{ to: district, withFiles: true, encrypt: true, folder: stick, partBytes: 1024 ** 3 },
    })
    rmSync(path.join(root, 'commune'), { recursive: true, force: true })
    const home = path.join(root, 'district')
    const inspected = await call(home, 'bundles.inspect', [stick], {})
    const [{ sender, totals }] = inspected.value as [
      { sender: { fingerprint: string }; totals: { newFiles: number } },
    ]
    const applied = await call(home, 'bundles.apply', [stick], { confirmed: [sender.fingerprint] })
    const { refused } = applied.value as { refused: readonly unknown[] }
    if (refused.length > 0 || totals.newFiles !== files)
      throw new Error(`${totals.newFiles} new files, ${JSON.stringify(refused)}`)
    const peak = Math.max(exported.peak, inspected.peak, applied.peak)
    return {
      ...{
        name: 'memory',
        seconds: peak,
        yardstickSeconds: goalMegabytes,
        goal: 1,
        scale: files,
        unit: 'MB',
      },
      notes: {
        'evidence, GiB': gigabytes(files * bytesEach),
        'part files': readdirSync(stick).length,
        'exporting, looking, applying, MB': [exported, inspected, applied]
          .map((each) => Math.round(each.peak))
          .join(', '),
        'exporting, looking, applying, s': [exported, inspected, applied]
          .map((each) => Math.round(each.seconds))
          .join(', '),
        'all of it, s': Math.round((performance.now() - started) / 1000),
      },
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** A commune with so many files on its sheet; what they were made from is gone. */
async function prepareCommune(root: string, files: number): Promise<void> {
  await (await communeWith(root, [])).close()
  const office = await openOffice(path.join(root, 'commune'))
  try {
    const attach = {
      assessment: await assessmentIn(office),
      target: '1.1',
      link: { pages: '', period: '', note: '' },
    }
    const outside = path.join(root, 'papers')
    for (let from = 0; from < files; from += filesOfDocument) {
      mkdirSync(outside)
      const tickets: string[] = []
      for (let place = from; place < Math.min(files, from + filesOfDocument); place++)
        tickets.push(await office.upload(writePaper(outside, place)))
      const input = {
        unit: commune,
        files: tickets,
        together: true,
        fields: { title: `Tập ${from}` },
        attach,
      }
      const { refused } = await office.call('documents.add', input)
      if (refused.length > 0) throw new Error(JSON.stringify(refused[0]))
      rmSync(outside, { recursive: true, force: true })
    }
  } finally {
    await office.close()
  }
}

/** Looks like a PDF; no two are the same. */
function writePaper(folder: string, place: number): string {
  const file = path.join(folder, `giay-${place}.pdf`)
  const content = Buffer.alloc(bytesEach, `%PDF-1.4\n% ${place}\n`)
  content.write('\n%%EOF\n', bytesEach - 7)
  const handle = openSync(file, 'w')
  writeSync(handle, content)
  closeSync(handle)
  return file
}

type Called = { readonly value: unknown; readonly peak: number; readonly seconds: number }

/** One call of the built program's command line; its peak memory as the system counted it. */
async function call(home: string, name: string, files: readonly string[], input: object): Promise<Called> {
  const settings = path.join(home, 'settings')
  mkdirSync(path.join(settings, 'cqtt'), { recursive: true })
  const keys = path.join(settings, 'cqtt', 'keys')
  rmSync(keys, { force: true })
  symlinkSync(path.join(home, 'keys'), keys)
  const started = performance.now()
  const child = spawn(
    process.execPath,
    [
      ...[...engineFlags, inProject('dist/cli/main.js'), name, '--data', path.join(home, 'data'), '--json'],
      ...files.flatMap((file) => ['--file', file]),
      ...['--input', JSON.stringify(input)],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, XDG_CONFIG_HOME: settings } },
  )
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid))
  }, 20)
  try {
    const [out, problems, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.once('exit', resolve)),
    ])
    if (code !== 0) throw new Error(`${name}: ${problems.slice(-2000)}`)
    return { value: JSON.parse(out), peak, seconds: (performance.now() - started) / 1000 }
  } finally {
    clearInterval(watch)
  }
}

/** Megabytes; the system keeps the highest that it ever was. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024) / 1e6
  } catch {
    // it has just ended
    return 0
  }
}
