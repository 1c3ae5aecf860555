import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beginMark, endMark } from './marks.ts'
import { workerFile } from './worker-bundle.ts'

/** Runs the fault worker under strace and breaks it at one chosen system call: killed there, or told that the disk is full or broken. */

/** System calls that change files. */
const writeCalls = [
  'write',
  'pwrite64',
  'writev',
  'pwritev',
  'pwritev2',
  'fsync',
  'fdatasync',
  'ftruncate',
  'fallocate',
  'rename',
  'renameat',
  'renameat2',
  'unlink',
  'unlinkat',
  'mkdir',
  'mkdirat',
  'link',
  'linkat',
  'copy_file_range',
  'sendfile',
] as const

/** The nth call of a kind in one thread; strace counts each thread for itself. */
export type FaultPoint = { readonly call: string; readonly nth: number; readonly line: string }
export type Fault = 'SIGKILL' | 'ENOSPC' | 'EIO'

export type Outcome = {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** What the worker had acknowledged when it ended. */
  readonly acknowledged: readonly string[]
  readonly stderr: string
}

/** Whether system calls can be broken on this machine. */
export function canTrace(): boolean {
  return (
    process.platform === 'linux' &&
    spawnSync('strace', ['-e', 'inject=fsync:signal=SIGKILL:when=1', process.execPath, '--version'])
      .status === 0
  )
}

/** Runs the scenario unbroken and lists every place where it changes a file of its folder between the marks. */
export async function listPoints(scenario: string, folder: string): Promise<readonly FaultPoint[]> {
  return pointsIn(await traceWrites(scenario, folder), folder)
}

/** Runs the scenario unbroken. @returns its system calls that change files, a line each, with the paths of what they change */
export async function traceWrites(scenario: string, folder: string): Promise<string> {
  const log = path.join(folder, '..', `${path.basename(folder)}.strace`)
  const options = ['-f', '-y', '-qq', '-s', '16', '-o', log, '-e', `trace=${writeCalls.join(',')}`]
  const outcome = await runWorker(options, scenario, folder)
  if (outcome.exitCode !== 0) throw new Error(`the unbroken run failed: ${outcome.stderr}`)
  return readFileSync(log, 'utf8')
}

function pointsIn(log: string, folder: string): readonly FaultPoint[] {
  const counts = new Map<string, number>()
  const points = new Map<string, FaultPoint>()
  let inside = false
  for (const line of log.split('\n')) {
    const match = /^(\d+) +(\w+)\(/.exec(line)
    if (match === null) continue
    const [, thread = '', call = ''] = match
    const key = `${thread} ${call}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    if (line.includes(beginMark)) inside = true
    else if (line.includes(endMark)) inside = false
    else if (inside && line.includes(folder))
      points.set(`${call} ${nth}`, { call, nth, line: line.slice(0, 160) })
  }
  return [...points.values()]
}

/** Runs the scenario with a fault at one point. */
export async function runBroken(
  scenario: string,
  folder: string,
  point: FaultPoint,
  fault: Fault,
): Promise<Outcome> {
  const what = fault === 'SIGKILL' ? 'signal=SIGKILL' : `error=${fault}`
  const inject = `inject=${point.call}:${what}:when=${point.nth}`
  return runWorker(
    ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', `trace=${point.call}`, '-e', inject],
    scenario,
    folder,
  )
}

/** Runs the scenario while every such system call is refused; `place` limits it to calls about one file. */
export async function runRefused(
  scenario: string,
  folder: string,
  refusal: { readonly call: string; readonly error: string; readonly when?: string; readonly place?: string },
): Promise<Outcome> {
  const { call, error, when = '1+', place } = refusal
  const inject = `inject=${call}:error=${error}:when=${when}`
  const only = place === undefined ? ['--seccomp-bpf'] : ['-P', place]
  return runWorker(
    ['-f', ...only, '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject],
    scenario,
    folder,
  )
}

async function runWorker(strace: readonly string[], scenario: string, folder: string): Promise<Outcome> {
  const worker = await workerFile()
  const child = spawn(
    'strace',
    [...strace, process.execPath, '--disable-warning=ExperimentalWarning', worker, scenario, folder],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // one pool thread, so that its calls have one order
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    },
  )
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => {
      resolve({ exitCode, signal, acknowledged: stdout.split('\n').filter((line) => line !== ''), stderr })
    })
  })
}
