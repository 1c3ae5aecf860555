import { test } from 'vitest'
import { expectAgreement } from '../support/schedules/expect-agreement.ts'

/** The other half of `schedules-one.test.ts`. */
test('whatever else happens on the way, all agree in the end and nothing is overwritten unseen', async () => {
  await expectAgreement(Number(process.env['CQTT_SCHEDULE_SEED'] ?? 20_241_121) + 1_000_000)
}, 600_000)
