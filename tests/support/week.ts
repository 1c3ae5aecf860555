import type { Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { machineAt, signIn, test as base } from './host-fixture.ts'

/** The machines of a week (seed-week.ts), two of them with their windows, and what messengers carry between them. */
export type Week = Readonly<{
  province: Page
  district: Page
  /** The path of a file that came, by its name in seed-week.ts. */
  file: (name: string) => string
}>

/** `openWeek` makes the machines of the week, and opens the province's window and that of a laptop of Yên Thế. */
export const test = base.extend<{ openWeek: () => Promise<Week> }>({
  openWeek: async ({ openMachine }, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cqtt-week-'))
    await use(async () => {
      await fill(folder)
      const open = async (name: string): Promise<Page> =>
        (await openMachine(machineAt(path.join(folder, name)))).page
      const [province, district] = await Promise.all([open('province'), open('district')])
      await signIn(province)
      await district.getByRole('button', { name: 'Lý Văn Minh' }).click()
      return { province, district, file: (name) => path.join(folder, 'files', `${name}.cqtt`) }
    })
    await rm(folder, { recursive: true, force: true })
  },
})

function fill(folder: string): Promise<void> {
  const script = path.join(import.meta.dirname, 'seed-week.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, folder], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`seed-week.ts ended with ${String(code)}`))
    })
  })
}

export { expect } from '@playwright/test'
