import { describe, expect, test } from 'vitest'
import { breakScenario } from '../support/faults/campaign.ts'
import { scenarios } from '../support/faults/scenarios.ts'
import { canTrace, type Fault } from '../support/faults/strace.ts'

/**
 * A seeded sample of what `npm run faults` does everywhere: the real process is killed, or told that the disk is full or broken,
 * at a system call that changes a file; then the folder is opened again and looked at.
 */

const seed = Number(process.env['CQTT_FAULT_SEED'] ?? 20_241_121)
const sampled: readonly (readonly [Fault, number])[] = [
  ['SIGKILL', 3],
  ['ENOSPC', 1],
  ['EIO', 1],
]

describe.skipIf(!canTrace())('broken at a system call, then opened again', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s: nothing acknowledged is lost, nothing stands half done',
    async (_name, scenario) => {
      for (const [fault, most] of sampled) {
        const { runs, failures } = await breakScenario(scenario, [fault], most, seed)
        expect(failures).toEqual([])
        expect(runs).toBeGreaterThan(0)
      }
    },
    240_000,
  )
})
