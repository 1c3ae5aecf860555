import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { prepareDataFolder } from '../../../src-main/platform/data-folder.ts'
import { silentLog } from '../../../src-main/platform/log.ts'
import { openQuarantine } from '../../../src-main/services/exchange/bundle-intake.ts'
import { openVault } from '../../../src-main/storage/vault.ts'
import { aPdf } from '../../support/file-samples.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { emptyDatabase } from '../../support/storage.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('a file of a bundle whose kind the own door refuses does not count as received', async () => {
  const folder = prepareDataFolder(temporaryFolder())
  const parts = { folder, vault: openVault(folder), database: emptyDatabase() }
  const quarantine = openQuarantine({ ...parts, clock: new ManualClock(), log: silentLog })
  for (const bytes of [aPdf(), Buffer.from('MZ\x90\0'.padEnd(400, '\0'), 'latin1')]) {
    const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256
    const sink = await quarantine.sinkFor({ sha256, size: bytes.length })
    await sink?.write(bytes)
    await sink?.finish()
  }
  await quarantine.release(new AbortController().signal)
  expect(quarantine.newFiles()).toBe(1)
  await quarantine.clear()
})
