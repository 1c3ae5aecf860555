import fc from 'fast-check'
import { findDisagreements } from './agreement.ts'
import { createPlayer } from './player.ts'
import { deliverEverything } from './settle.ts'
import { aSchedule, type Step } from './steps.ts'
import { makeWorld, type World } from './world.ts'

/** Plays a schedule to its end and says what does not hold afterwards. */
export async function playSchedule(
  world: World,
  schedule: readonly Step[],
  counts: Map<string, number>,
): Promise<readonly string[]> {
  const player = createPlayer(world)
  try {
    for (const step of schedule) await player.play(step)
    const machines = await deliverEverything(player)
    for (const [what, count] of player.counts) counts.set(what, (counts.get(what) ?? 0) + count)
    return await findDisagreements(player, machines)
  } finally {
    await player.close()
  }
}

export type Campaign = {
  readonly schedules: number
  readonly mostSteps: number
  readonly seed: number
  readonly path?: string
}

/**
 * Plays so many random schedules; throws with the smallest one that fails.
 * @returns how often each kind of step was played and refused
 */
export async function runCampaign({
  schedules,
  mostSteps,
  seed,
  path,
}: Campaign): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const world = await makeWorld()
  try {
    await fc.assert(
      fc.asyncProperty(aSchedule(mostSteps), async (schedule) => {
        const found = await playSchedule(world, schedule, counts)
        if (found.length > 0) throw new Error(found.join('\n'))
      }),
      { numRuns: schedules, seed, ...(path === undefined ? {} : { path, endOnFailure: false }) },
    )
  } finally {
    world.remove()
  }
  return counts
}
