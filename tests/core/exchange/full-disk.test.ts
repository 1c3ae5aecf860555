import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readdirSync, writeSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isCallError } from '../../../shared/contract/errors.ts'
import { aContent, aCriterion } from '../../support/criteria.ts'
import { mayMount, mountsNeeded, smallVolume } from '../../support/mounts.ts'
import { aCycle, anOffice, score } from '../../support/office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test.skipIf(!mayMount)(
  `work is carried away on a stick while the own disk is full ${mountsNeeded}`,
  async () => {
    const volume = smallVolume(8_000_000)
    const office = await anOffice({ dataDir: volume, ownRoot: true })
    const criterion = aCriterion({
      id: '1.1',
      code: '1.1',
      max: 10_000,
      rule: { kind: 'yesNo', yes: 10_000 },
    })
    const { sheets, communes } = await aCycle(office, {
      communes: 1,
      content: aContent({ criteria: [criterion] }),
    })
    await score(office, sheets[0]!, '1.1', { kind: 'yesNo', yes: true })
    fill(path.join(volume, 'something else'))
    const refused = await score(office, sheets[0]!, '1.1', { kind: 'yesNo', yes: false }).catch(
      (error: unknown) => error,
    )
    expect(isCallError(refused) && refused.code).toBe('diskFull')

    const stick = temporaryFolder()
    await office.call('bundles.export', {
      to: communes[0]!,
      withFiles: false,
      encrypt: false,
      folder: stick,
    })
    expect(readdirSync(stick).filter((name) => name.endsWith('.cqtt'))).toHaveLength(1)
  },
)

test.skipIf(!mayMount)(
  `a program that is started on a full disk reads, and carries work away to another ${mountsNeeded}`,
  async () => {
    const volume = smallVolume(8_000_000)
    const office = await anOffice({ dataDir: volume, ownRoot: true })
    const { communes, cycle } = await aCycle(office, { communes: 1, content: aContent() })
    await office.core.close()
    fill(path.join(volume, 'something else'))

    const again = await anOffice({ dataDir: volume, begun: false })
    const { officers } = await again.call('session.state', {})
    await again.call('session.signIn', { officer: officers[0]!.id })
    expect(await again.call('participants.list', { cycle })).toHaveLength(1)
    const stick = temporaryFolder()
    const wanted = { to: communes[0]!, withFiles: false, encrypt: false, folder: stick }
    await again.call('bundles.export', wanted)
    expect(readdirSync(stick).filter((name) => name.endsWith('.cqtt'))).toHaveLength(1)
  },
)

/** Takes every byte that is left. */
function fill(file: string): void {
  const handle = openSync(file, 'w')
  try {
    for (const size of [65_536, 4096, 1]) {
      try {
        for (;;) writeSync(handle, randomBytes(size))
      } catch {
        // full
      }
    }
  } finally {
    closeSync(handle)
  }
}
