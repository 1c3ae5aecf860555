import { cpSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { scenarios } from '../support/faults/scenarios.ts'
import { canTrace, traceWrites } from '../support/faults/strace.ts'
import { findUnsynced } from '../support/faults/unsynced.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A kill leaves what the system holds in memory; a power cut does not. So the order of the system calls is looked at itself. */
describe.skipIf(!canTrace())('a power cut', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s: takes nothing that somebody was told is kept',
    async (name, scenario) => {
      const prepared = path.join(temporaryFolder(), 'prepared')
      await scenario.prepare(prepared)
      const folder = path.join(temporaryFolder(), 'folder')
      cpSync(prepared, folder, { recursive: true })
      const { acknowledged, found } = findUnsynced(await traceWrites(name, folder), folder)
      expect(found).toEqual([])
      expect(acknowledged).toBeGreaterThan(0)
    },
    120_000,
  )
})
