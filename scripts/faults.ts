/**
 * `npm run faults`: breaks every scenario at every system call that changes a file, with each kind of fault.
 *
 *   npm run faults -- --most=50            at most so many points of each scenario and fault
 *   npm run faults -- --scenario=saveScore only this one
 */
import { breakScenario } from '../tests/support/faults/campaign.ts'
import { scenarios } from '../tests/support/faults/scenarios.ts'
import { canTrace, type Fault } from '../tests/support/faults/strace.ts'
import { buildOrExplain, programIsStale } from './program-build.ts'
import { readOptions } from './read-options.ts'

const faults: readonly Fault[] = ['SIGKILL', 'ENOSPC', 'EIO']
const { most, scenario: chosen } = readOptions({ most: { type: 'string' }, scenario: { type: 'string' } })

if (!canTrace()) {
  console.error('Cần strace trên Linux để chạy phép thử này. / This needs strace on Linux.')
  process.exit(2)
}

// the broken processes start the threads of the built program
if ((await programIsStale()) && (await buildOrExplain()) === undefined) process.exit(1)

let failed = 0
for (const scenario of scenarios) {
  if (chosen !== undefined && scenario.name !== chosen) continue
  const started = performance.now()
  const { points, runs, failures } = await breakScenario(scenario, faults, Number(most ?? Infinity), 1)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`${scenario.name}: ${points} points, ${runs} runs, ${failures.length} failures, ${seconds} s`)
  for (const { fault, point, why } of failures)
    console.log(`  ${fault} at ${point.call} ${point.nth}: ${why}\n    ${point.line}`)
  failed += failures.length
}
console.log(failed === 0 ? 'Nothing was lost.' : `${failed} failures`)
process.exitCode = failed === 0 ? 0 : 1
