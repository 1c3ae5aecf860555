import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Machines are filled once a run, by whichever worker needs one first; each test gets a copy with the same keys. */

const sharedFolder = 'CQTT_E2E_FILLED'

/** Where the filled machines of this run lie, for all its workers; called by the configuration, which the run itself reads first. */
export function beginRun(): void {
  if (process.env[sharedFolder] !== undefined) return
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-e2e-filled-'))
  process.env[sharedFolder] = folder
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
  })
}

/** The folder of a filled machine; `fill` is called where none lies there yet, and others wait for it. */
export async function filledOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const shared = process.env[sharedFolder]
  if (shared === undefined) throw new Error(`${sharedFolder} is set by the configuration`)
  const folder = path.join(shared, name)
  const isFilled = `${folder}.filled`
  for (;;) {
    if (existsSync(isFilled)) return folder
    if (!(await isMine(folder))) {
      await wait(100)
      continue
    }
    try {
      await fill(folder)
    } catch (error) {
      // the next one who needs it tries anew
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    await writeFile(isFilled, '')
    return folder
  }
}

/** Whoever makes the folder fills it. */
async function isMine(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
