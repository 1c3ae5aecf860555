import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openOffice } from './fault-office.ts'
import type { Scenario } from './scenario.ts'
import { listPoints, runBroken, type Fault, type FaultPoint } from './strace.ts'

/** Breaks a scenario at many points, each in a fresh copy of its folder, and looks at what is left after a new start. */

export type Failure = {
  readonly scenario: string
  readonly fault: Fault
  readonly point: FaultPoint
  readonly why: string
}
export type Report = { readonly points: number; readonly runs: number; readonly failures: readonly Failure[] }

/** At most `most` points of each fault, chosen by `seed`; all of them when `most` is infinite. */
export async function breakScenario(
  scenario: Scenario,
  faults: readonly Fault[],
  most: number,
  seed: number,
  lanes = 2,
): Promise<Report> {
  const root = mkdtempSync(path.join(tmpdir(), 'cqtt-faults-'))
  try {
    const prepared = path.join(root, 'prepared')
    await scenario.prepare(prepared)
    const dry = path.join(root, 'dry')
    cpSync(prepared, dry, { recursive: true })
    const points = await listPoints(scenario.name, dry)
    const work = faults.flatMap((fault) => sample(points, most, seed).map((point) => ({ fault, point })))
    const failures: Failure[] = []
    let next = 0
    const lane = async (): Promise<void> => {
      for (let turn = next++; turn < work.length; turn = next++) {
        const { fault, point } = work[turn] ?? {}
        if (fault === undefined || point === undefined) return
        const folder = path.join(root, `run-${turn}`)
        cpSync(prepared, folder, { recursive: true })
        const why = await breakOnce(scenario, folder, point, fault)
        if (why !== null) failures.push({ scenario: scenario.name, fault, point, why })
        rmSync(folder, { recursive: true, force: true })
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return { points: points.length, runs: work.length, failures }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Null when all is well, otherwise a sentence. */
async function breakOnce(
  scenario: Scenario,
  folder: string,
  point: FaultPoint,
  fault: Fault,
): Promise<string | null> {
  const outcome = await runBroken(scenario.name, folder, point, fault)
  // strace counts each thread for itself, so `write` may also hit the pipe that wakes a thread up: libuv aborts then. That is no
  // answer to a full disk, but what it leaves behind must be whole all the same.
  const wokeNobody = outcome.signal === 'SIGABRT' && point.call === 'write'
  if (fault !== 'SIGKILL' && outcome.signal !== null && !wokeNobody)
    return `the process died of ${outcome.signal}: ${outcome.stderr.slice(0, 300)}`
  if (fault !== 'SIGKILL' && outcome.exitCode !== 0 && !wokeNobody)
    return `the process ended with ${outcome.exitCode}: ${outcome.stderr.slice(0, 300)}`
  try {
    const office = await openOffice(folder)
    try {
      const verified = await office.call('journal.verify', {}).catch(tolerateUnset)
      if (verified !== null && verified.faults.length > 0)
        return `the journal has faults: ${JSON.stringify(verified.faults)}`
      await scenario.check(office, folder, outcome.acknowledged)
      const rebuilt = await office.call('journal.rebuild', {}).catch(tolerateUnset)
      if (rebuilt?.differed === true) return 'the projection differs from a rebuild'
      const files = await office.call('documents.checkFiles', {}).catch(tolerateUnset)
      if (files !== null && files.missing.length + files.damaged.length > 0)
        return `files are missing or damaged: ${JSON.stringify(files)}`
    } finally {
      await office.close()
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return null
}

/** A folder where nobody has chosen a unit has nobody to sign in, and nothing to check yet. */
function tolerateUnset(error: unknown): null {
  if (error instanceof Error && error.message.startsWith('notSignedIn')) return null
  throw error
}

/** Chosen without repetition, the same for the same seed. */
function sample<Item>(items: readonly Item[], most: number, seed: number): readonly Item[] {
  if (items.length <= most) return items
  const left = [...items]
  let state = seed
  return Array.from({ length: most }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return left.splice(state % left.length, 1)[0]
  }).filter((item) => item !== undefined)
}
