import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { lockFolder } from '../../../src-main/storage/folder-lock.ts'
import { makeReadOnly, mayMount, smallVolume } from '../../support/mounts.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const lockSource = new URL('../../../src-main/storage/folder-lock.ts', import.meta.url).href

/** Another program on the same folder: holds the lock until it is killed. */
async function anotherProgram(file: string): Promise<ChildProcess> {
  const program = `
    import { lockFolder } from ${JSON.stringify(lockSource)}
    lockFolder(${JSON.stringify(file)})
    console.log('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  expect(said.toString()).toContain('held')
  return child
}

const inUse = expect.objectContaining({ code: 'folderInUse' })

test('a second program is refused at once; after kill -9 the folder is free at once', async () => {
  const file = path.join(temporaryFolder(), 'lock.db')
  const other = await anotherProgram(file)
  const started = performance.now()
  expect(() => lockFolder(file)).toThrow(inUse)
  expect(performance.now() - started).toBeLessThan(1000)

  other.kill('SIGKILL')
  await once(other, 'exit')
  lockFolder(file).release()
})

test('the same program does not get it twice, but again after giving it back', () => {
  const file = path.join(temporaryFolder(), 'lock.db')
  const lock = lockFolder(file)
  expect(() => lockFolder(file)).toThrow(inUse)
  lock.release()
  lockFolder(file).release()
})

test('it never writes, and rubbish in the lock file costs nobody the folder', async () => {
  const file = path.join(temporaryFolder(), 'lock.db')
  writeFileSync(file, 'rubbish '.repeat(1000))
  const other = await anotherProgram(file)
  expect(() => lockFolder(file)).toThrow(inUse)
  expect(statSync(file).size).toBe(0)
  other.kill('SIGKILL')
})

test.skipIf(!mayMount)('a read-only disk gets its own sentence', () => {
  const volume = smallVolume(200_000)
  makeReadOnly(volume)
  expect(() => lockFolder(path.join(volume, 'lock.db'))).toThrow(
    expect.objectContaining({ code: 'folderReadOnly' }),
  )
})
