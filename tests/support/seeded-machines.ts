import type { Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { machineAt, test as base } from './host-fixture.ts'

/** Machines that a program has filled, and what messengers carry between them. */
export type Seeded = Readonly<{
  /** Opens the window of a machine and signs this officer in. */
  open: (machine: string, officer: string) => Promise<Page>
  /** The path of a file that came, by its name in the program. */
  file: (name: string) => string
}>

/** `openSeeded` runs one of the programs `seed-….ts` on a new folder, in a process of its own. */
export const test = base.extend<{ openSeeded: (program: string, what?: string) => Promise<Seeded> }>({
  openSeeded: async ({ openMachine }, use) => {
    const folders: string[] = []
    await use(async (program, what) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'cqtt-seeded-'))
      folders.push(folder)
      await fill(program, folder, what)
      return {
        open: async (machine, officer) => {
          const { page } = await openMachine(machineAt(path.join(folder, machine)))
          await page.getByRole('button', { name: officer }).click()
          return page
        },
        file: (name) => path.join(folder, 'files', `${name}.cqtt`),
      }
    })
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  },
})

function fill(program: string, folder: string, what: string | undefined): Promise<void> {
  const script = path.join(import.meta.dirname, program)
  const words = what === undefined ? [folder] : [folder, what]
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${program} ended with ${String(code)}`))
    })
  })
}

export { expect } from '@playwright/test'
