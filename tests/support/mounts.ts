import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'
import { mountVolume, unmountVolume } from './volumes.ts'

export { makeReadOnly, mayMount, mountsNeeded } from './volumes.ts'

/** A volume of its own with so much room, gone when the test ends. */
export function smallVolume(bytes: number): string {
  const folder = path.join(temporaryFolder(), 'volume')
  mkdirSync(folder)
  mountVolume(folder, bytes)
  onTestFinished(() => {
    unmountVolume(folder)
  })
  return folder
}
