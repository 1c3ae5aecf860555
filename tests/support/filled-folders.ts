import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Machines are filled once a run, by whichever worker needs one first; each test gets a copy with the same keys. */

const sharedFolder = 'CQTT_E2E_FILLED'

/**
 * Where the filled machines of this run lie. Called by the configuration of the browser tests, which the run itself reads before its
 * workers, so that they share it; elsewhere by whoever needs one first.
 */
export function beginRun(): string {
  const begun = process.env[sharedFolder]
  if (begun !== undefined) return begun
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-e2e-filled-'))
  process.env[sharedFolder] = folder
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** The folder of a filled machine; `fill` is called where none lies there yet, and others wait for it. */
export async function filledOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(beginRun(), name)
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
