/**
 * `npm run campaign`: random schedules of what offices, the post, disks and clocks do, each played to its end on real programs.
 *
 *   npm run campaign                               100,000 schedules, in two processes
 *   npm run campaign -- --schedules=1000 --seed=7  fewer, others
 *   npm run campaign -- --seed=7 --path=12:0:3     the one that failed, as the failure says it
 */
import { spawn } from 'node:child_process'
import { runCampaign } from '../tests/support/schedules/campaign.ts'
import { readOptions } from './read-options.ts'

const options = readOptions({
  schedules: { type: 'string', default: '100000' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  path: { type: 'string' },
  /** Set for the processes that it starts itself. */
  lane: { type: 'string' },
})
const schedules = Number(options.schedules)
const seed = Number(options.seed)
const failing = options.path
const lanes = 2
/** A world is made anew after so many, so that a long campaign does not depend on one. */
const atOnce = 500

if (failing !== undefined || options.lane !== undefined) await playLane()
else process.exitCode = await playAll()

async function playLane(): Promise<void> {
  const totals = new Map<string, number>()
  for (let played = 0; played < schedules; played += atOnce) {
    const counts = await runCampaign({
      ...{ schedules: Math.min(atOnce, schedules - played), mostSteps: 40, seed: seed + played },
      ...(failing === undefined ? {} : { path: failing }),
    })
    for (const [what, count] of counts) totals.set(what, (totals.get(what) ?? 0) + count)
    console.log(`${Math.min(schedules, played + atOnce)} of ${schedules} schedules agree (seed ${seed})`)
  }
  for (const [what, count] of [...totals].sort()) console.log(`  ${what}: ${count}`)
}

async function playAll(): Promise<number> {
  const share = Math.ceil(schedules / lanes)
  const codes = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => startLane(lane, Math.min(share, schedules - lane * share))),
  )
  const failed = codes.filter((code) => code !== 0).length
  console.log(failed === 0 ? `${schedules} schedules: all agree` : `${failed} of ${lanes} lanes failed`)
  return failed === 0 ? 0 : 1
}

function startLane(lane: number, share: number): Promise<number> {
  const [program = ''] = process.argv.slice(1)
  const given = [`--lane=${lane}`, `--schedules=${share}`, `--seed=${seed + lane * 1_000_000}`]
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...given], {
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      resolve(code ?? 1)
    })
  })
}
