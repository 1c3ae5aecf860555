import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, openSync, closeSync, fsyncSync, rmSync, writeSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openOffice } from '../../tests/support/faults/fault-office.ts'
import { apply, communeWith, exportTo, timed } from './bundle.ts'
import type { BenchRow } from './row.ts'

/**
 * The same evidence carried by programs that people have: written, proved and unpacked by `git bundle`, written and tested by `zip`.
 * What is compared does the same: git also makes the files appear on the other side, zip does not. Git is told to compress nothing
 * and to look for no likeness, which makes it fastest. Neither waits for the disk, the program does.
 */
export async function benchAgainstGit(megabytes: number): Promise<BenchRow | string> {
  if (!isThere('git', '--version')) return 'git is not installed here: this row was not measured.'
  return await withPapers(megabytes, async ({ root, papers, exported, applied, peak }) => {
    const repository = path.join(root, 'repository')
    const other = path.join(root, 'other')
    const bundle = path.join(root, 'git.bundle')
    run('git', 'init', '-q', repository)
    run('git', 'init', '-q', other)
    for (const place of [repository, other]) {
      for (const [name, value] of gitSettings) run('git', '-C', place, 'config', name, value)
    }
    run('cp', '-r', papers, repository)
    run('git', '-C', repository, 'add', '.')
    run('git', '-C', repository, 'commit', '-qm', 'papers')
    const [, yardstick] = await timed(() => {
      run('git', '-C', repository, 'bundle', 'create', '-q', bundle, 'HEAD')
      run('git', '-C', other, 'bundle', 'verify', '-q', bundle)
      run('git', '-C', other, 'bundle', 'unbundle', bundle)
      return Promise.resolve()
    })
    return rowOf('againstGit', megabytes, exported + applied, yardstick, peak)
  })
}

export async function benchAgainstZip(megabytes: number): Promise<BenchRow | string> {
  if (!isThere('zip', '-v') || !isThere('unzip', '-v'))
    return 'zip and unzip are not installed here: this row was not measured.'
  return await withPapers(megabytes, async ({ root, papers, exported, inspected, peak }) => {
    const archive = path.join(root, 'papers.zip')
    const [, yardstick] = await timed(() => {
      run('zip', '-q', '-0', '-r', archive, papers)
      run('unzip', '-tqq', archive)
      return Promise.resolve()
    })
    return rowOf('againstZip', megabytes, exported + inspected, yardstick, peak)
  })
}

const gitSettings = [
  ['core.bigFileThreshold', '1k'],
  ['core.compression', '0'],
  ['pack.compression', '0'],
  ['user.name', 'bench'],
  ['user.email', 'bench@localhost'],
] as const

function rowOf(
  name: string,
  scale: number,
  seconds: number,
  yardstickSeconds: number,
  peak: number,
): BenchRow {
  return {
    name,
    seconds,
    yardstickSeconds,
    goal: 1,
    scale,
    notes: { 'peak memory of the process, MB': peak },
  }
}

type Carried = {
  readonly root: string
  /** The folder with the papers. */
  readonly papers: string
  readonly exported: number
  readonly inspected: number
  /** Looked into and applied. */
  readonly applied: number
  readonly peak: number
}

async function withPapers(
  megabytes: number,
  rowFor: (carried: Carried) => Promise<BenchRow>,
): Promise<BenchRow> {
  const root = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  try {
    const [papers, stick] = [path.join(root, 'papers'), path.join(root, 'stick')]
    for (const folder of [papers, stick]) mkdirSync(folder)
    const below = await communeWith(root, writeDifferentPapers(papers, megabytes))
    let peak = 0
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
    const [bundle, exported] = await timed(async () => (await exportTo(below, stick, false)).path ?? '')
    await below.close()
    const above = await openOffice(path.join(root, 'district'))
    const ticket = await above.upload(bundle)
    const [, inspected] = await timed(() => above.call('bundles.inspect', { files: [ticket] }))
    const [, applied] = await timed(() => apply(above, bundle))
    clearInterval(watch)
    await above.close()
    return await rowFor({ root, papers, exported, inspected, applied, peak: Math.round(peak / 1024 / 1024) })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Papers of at most 100 MB of which no two share anything, so that nobody wins by likeness. */
function writeDifferentPapers(folder: string, megabytes: number): readonly string[] {
  const each = 100
  return Array.from({ length: Math.ceil(megabytes / each) }, (_, place) => {
    const file = path.join(folder, `giay-to-${place}.pdf`)
    const handle = openSync(file, 'w')
    writeSync(handle, `%PDF-1.4\n% ${place}\n`)
    for (let left = Math.min(each, megabytes - place * each); left > 0; left--)
      writeSync(handle, randomBytes(1024 * 1024))
    writeSync(handle, '\n%%EOF\n')
    fsyncSync(handle)
    closeSync(handle)
    return file
  })
}

function isThere(program: string, question: string): boolean {
  return spawnSync(program, [question]).status === 0
}

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${String(stderr)}`)
}
