import { test } from 'vitest'
import { expectAgreement } from '../support/schedules/expect-agreement.ts'

/**
 * The exchange as a whole: three districts with two devices each, two communes, a province; edits, decisions, letters that are lost,
 * doubled, late or spoilt, clocks off by years, backups put back, folders copied to a second PC, bundles set aside, communes that
 * move, devices that are revoked. When everything has arrived, all who may see a sheet have the same one. In two files, so that two processes play;
 * `npm run campaign` plays more of them.
 */
test('whatever happens on the way, all agree in the end and nothing is overwritten unseen', async () => {
  await expectAgreement(Number(process.env['CQTT_SCHEDULE_SEED'] ?? 20_241_121))
}, 600_000)
