import { expect } from 'vitest'
import { runCampaign } from './campaign.ts'

const kinds = ['score', 'appraise', 'decide', 'choose', 'send', 'deliver', 'spoil', 'restore', 'copy']

/** Plays 25 schedules (`npm run campaign` plays any number); all must agree in the end, and every kind of step must have done something. */
export async function expectAgreement(seed: number): Promise<void> {
  const counts = await runCampaign({ schedules: 25, mostSteps: 24, seed })
  for (const kind of kinds) expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(0)
}
