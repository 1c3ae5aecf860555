import { expect, test } from 'vitest'
import { runCampaign } from '../support/schedules/campaign.ts'

/**
 * The exchange as a whole: three districts with two devices each, two communes, a province; edits, decisions, letters that are lost,
 * doubled, late or spoilt, clocks off by years, backups put back, copied folders, bundles set aside. When everything has arrived, all
 * who may see a sheet have the same one. `npm run campaign` plays more of them.
 */

const seed = Number(process.env['CQTT_SCHEDULE_SEED'] ?? 20_241_121)

test('whatever happens on the way, all agree in the end and nothing is overwritten unseen', async () => {
  const counts = await runCampaign({ schedules: 300, mostSteps: 24, seed })
  for (const kind of ['score', 'appraise', 'decide', 'choose', 'send', 'deliver', 'spoil', 'restore', 'copy'])
    expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(0)
}, 600_000)
