import { _electron, test as base, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { browserArguments } from '../../scripts/browser.ts'
import { drivesElectron } from './browser.ts'

const project = path.join(import.meta.dirname, '../..')

/** The program as users start it: its own process, port, token, data folder and user profile. */
export type Host = Readonly<{
  /** An address that opens one window, once. */
  address: string
  dataFolder: string
  /** Ends the process that was started here, by its own handle. */
  stop: () => Promise<void>
}>

/** What lies in the data folder before the program opens it; see seed-office.ts. */
export type Seed = 'cycle' | 'submitted'

type Machine = Readonly<{ folder: string; dataFolder: string; env: Record<string, string> }>

/** A folder of its own that stands for a whole machine. */
async function newMachine(seed: Seed | undefined): Promise<Machine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cqtt-e2e-'))
  const dataFolder = path.join(folder, 'data')
  const profile = path.join(folder, 'profile')
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  // Device keys lie in the user's profile.
  const env = {
    ...Object.fromEntries(inherited),
    HOME: profile,
    XDG_CONFIG_HOME: profile,
    XDG_DATA_HOME: profile,
    APPDATA: profile,
    LOCALAPPDATA: profile,
  }
  if (seed !== undefined) await fillFolder(dataFolder, seed, env)
  return { folder, dataFolder, env }
}

/** The desktop program with its real window, where its binary is (the Windows job). */
async function startElectron(seed: Seed | undefined): Promise<{ page: Page; host: Host }> {
  const { folder, dataFolder, env } = await newMachine(seed)
  const program = await _electron.launch({
    args: [...browserArguments(), project, '--data', dataFolder],
    cwd: project,
    env,
  })
  const page = await program.firstWindow()
  const stop = async (): Promise<void> => {
    await program.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { page, host: { address: page.url(), dataFolder, stop } }
}

export async function startHost(seed: Seed | undefined): Promise<Host> {
  const { folder, dataFolder, env } = await newMachine(seed)
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      path.join(project, 'dist/web/main.js'),
      '--no-open',
      '--data',
      dataFolder,
    ],
    {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    },
  )
  const address = await addressOf(child)
  return {
    address,
    dataFolder,
    stop: async () => {
      const ended = new Promise<void>((resolve) =>
        child.once('close', () => {
          resolve()
        }),
      )
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function fillFolder(dataFolder: string, seed: Seed, env: NodeJS.ProcessEnv): Promise<void> {
  const script = path.join(project, 'tests/support/seed-office.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dataFolder, seed], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`seed-office.ts ended with ${String(code)}`))
    })
  })
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const hear = (chunk: Buffer): void => {
      output += chunk.toString()
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(output)?.[0]
      if (address !== undefined) resolve(address)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('close', (code) => {
      reject(new Error(`The program ended with ${String(code)} before it had an address:\n${output}`))
    })
  })
}

export type OpenHost = (seed?: Seed) => Promise<{ page: Page; host: Host }>

/** What a page must never do: break its security policy, or fail without being asked. */
function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => {
    faults.push(`${error.name}: ${error.message}`)
  })
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      /Content Security Policy|TrustedHTML|TrustedScript/i.test(message.text())
    ) {
      faults.push(message.text())
    }
  })
}

/**
 * `openHost` starts a program of its own with an empty data folder and opens its window; everything ends with the test. The test
 * fails when a window met an error of its own or broke its security policy.
 */
export const test = base.extend<{ openHost: OpenHost }>({
  openHost: async ({ browser, contextOptions }, use) => {
    const hosts: Host[] = []
    const faults: string[] = []
    const pages: Page[] = []
    const openInBrowser = async (seed: Seed | undefined): Promise<{ page: Page; host: Host }> => {
      const host = await startHost(seed)
      const context = await browser.newContext(contextOptions)
      const page = await context.newPage()
      pages.push(page)
      watch(page, faults)
      await page.goto(host.address)
      return { page, host }
    }
    await use(async (seed) => {
      const { page, host } = drivesElectron() ? await startElectron(seed) : await openInBrowser(seed)
      hosts.push(host)
      if (drivesElectron()) watch(page, faults)
      // The officer of the seeded office has no password: naming them signs in.
      if (seed !== undefined) await page.getByRole('button', { name: 'Hoàng Thị Lan' }).click()
      return { page, host }
    })
    for (const page of pages) await page.context().close()
    for (const host of hosts) await host.stop()
    if (faults.length > 0) throw new Error(`A window met errors:\n${faults.join('\n')}`)
  },
})

export { expect } from '@playwright/test'
