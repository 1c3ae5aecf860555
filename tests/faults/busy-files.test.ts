import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openOffice } from '../support/faults/fault-office.ts'
import { scenarioByName } from '../support/faults/scenarios.ts'
import { canTrace, runRefused } from '../support/faults/strace.ts'

/**
 * Files as offices have them: a virus scanner holds a new file for a moment, a file lies in a cloud that does not answer. The system
 * itself is made to say so, in a process of its own.
 */

const scenario = scenarioByName('attachTogether')

async function prepared(): Promise<string> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'cqtt-busy-')))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  await scenario.prepare(folder)
  return folder
}

/** Opens the folder again and looks whether all that was acknowledged is there. */
async function lookedAt(folder: string, acknowledged: readonly string[]): Promise<void> {
  const office = await openOffice(folder)
  try {
    await scenario.check(office, folder, acknowledged)
  } finally {
    await office.close()
  }
}

describe.skipIf(!canTrace())('a file that the system does not give', () => {
  test.each(['EBUSY', 'EPERM', 'EACCES'])(
    'the first renames fail with %s: tried again, both files are kept',
    async (error) => {
      const folder = await prepared()
      const { acknowledged } = await runRefused(scenario.name, folder, {
        call: 'rename',
        error,
        when: '1..3',
      })
      expect(acknowledged.map((line) => line.split(' ')[0])).toEqual(['kept', 'kept'])
      await lookedAt(folder, acknowledged)
    },
  )

  test('a rename that goes on failing is told as it is, and nothing stands half done', async () => {
    const folder = await prepared()
    const place = path.join(folder, 'data', 'vault')
    const { acknowledged } = await runRefused(scenario.name, folder, { call: 'rename', error: 'EBUSY' })
    expect(acknowledged).toHaveLength(2)
    expect(acknowledged[0]).toMatch('refused ke-hoach.pdf fileHeld {"name":"ke-hoach.pdf",')
    expect(acknowledged[0]).toContain(place)
    await lookedAt(folder, acknowledged)
  })

  test.each([
    ['EIO', 'readError'],
    ['ETIMEDOUT', 'noAnswer'],
  ])(
    'one of two files cannot be read (%s): it is named with the cause, the other is kept',
    async (error, why) => {
      const folder = await prepared()
      const place = path.join(folder, 'outside', 'ke-hoach.pdf')
      const { acknowledged } = await runRefused(scenario.name, folder, { call: 'pread64', error, place })
      expect(acknowledged.filter((line) => line.startsWith('kept'))).toHaveLength(1)
      expect(acknowledged).toContain(
        `refused ke-hoach.pdf fileUnreadable {"name":"ke-hoach.pdf","why":"${why}"}`,
      )
      await lookedAt(folder, acknowledged)
    },
  )
})
