import { _electron, test as base, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { browserArguments } from '../../scripts/browser.ts'
import { drivesElectron } from './browser.ts'
import { filledOnce } from './filled-folders.ts'
import { mountVolume, unmountVolume } from './volumes.ts'

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
export type Seed =
  'cycle' | 'submitted' | 'nearlyAppraised' | 'sixtyCriteria' | 'root' | 'accepted' | 'twoLevels' | 'trial'

export type Machine = Readonly<{ folder: string; dataFolder: string; env: Record<string, string> }>

/** A folder of its own that stands for a whole machine: data, and the user's profile, in which device keys lie. */
async function newMachine(
  seed: Seed | undefined,
  { startFile, volumeBytes }: { startFile?: string; volumeBytes?: number } = {},
): Promise<Machine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cqtt-e2e-'))
  const machine = machineAt(folder)
  if (volumeBytes !== undefined) {
    await mkdir(machine.dataFolder)
    mountVolume(machine.dataFolder, volumeBytes)
  }
  if (seed === undefined) return machine
  if (startFile === undefined) await cp(await filledFolder(seed), folder, { recursive: true })
  else await fillFolder(machine, seed, startFile)
  return machine
}

/** The machine whose folder this is: data, and the user's profile. */
export function machineAt(folder: string): Machine {
  const profile = path.join(folder, 'profile')
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const env = {
    ...Object.fromEntries(inherited),
    HOME: profile,
    XDG_CONFIG_HOME: profile,
    XDG_DATA_HOME: profile,
    APPDATA: profile,
    LOCALAPPDATA: profile,
  }
  return { folder, dataFolder: path.join(folder, 'data'), env }
}

/** The program on a filled folder, without a window. */
export async function startHost(seed: Seed | undefined): Promise<Host> {
  return startMachine(await newMachine(seed))
}

function filledFolder(seed: Seed): Promise<string> {
  return filledOnce(seed, (folder) => fillFolder(machineAt(folder), seed))
}

/** The desktop program with its real window, where its binary is (the Windows job). */
async function startElectron({ folder, dataFolder, env }: Machine): Promise<{ page: Page; host: Host }> {
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

async function startMachine({ folder, dataFolder, env }: Machine): Promise<Host> {
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

function fillFolder({ dataFolder, env }: Machine, seed: Seed, startFile?: string): Promise<void> {
  const script = path.join(project, 'tests/support/seed-office.ts')
  const args = ['--disable-warning=ExperimentalWarning', script, dataFolder, seed]
  if (startFile !== undefined) args.push(startFile)
  const child = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'], env })
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

/** With `volumeBytes` the data folder is a disk of its own with so much room (mountVolume). */
export type OpenHost = (seed?: Seed, on?: { volumeBytes: number }) => Promise<{ page: Page; host: Host }>
export type OpenOffices = () => Promise<{ province: Page; district: Page }>

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

type OpenMachine = (machine: Machine) => Promise<{ page: Page; host: Host }>

/**
 * `openHost` starts a program of its own and opens its window; everything ends with the test. `openOffices` does it for a province
 * and the district Yên Thế, which began from its start file and has appraised all of a sheet but one criterion. The test fails
 * when a window met an error of its own or broke its security policy.
 */
export const test = base.extend<{ openMachine: OpenMachine; openHost: OpenHost; openOffices: OpenOffices }>({
  openMachine: async ({ browser, contextOptions }, use) => {
    const hosts: Host[] = []
    const faults: string[] = []
    const pages: Page[] = []
    const openInBrowser: OpenMachine = async (machine) => {
      const host = await startMachine(machine)
      const context = await browser.newContext(contextOptions)
      const page = await context.newPage()
      pages.push(page)
      watch(page, faults)
      await page.goto(host.address)
      return { page, host }
    }
    await use(async (machine) => {
      const opened = drivesElectron() ? await startElectron(machine) : await openInBrowser(machine)
      hosts.push(opened.host)
      if (drivesElectron()) watch(opened.page, faults)
      return opened
    })
    for (const page of pages) await page.context().close()
    for (const host of hosts) await host.stop()
    if (faults.length > 0) throw new Error(`A window met errors:\n${faults.join('\n')}`)
  },
  openHost: async ({ openMachine }, use) => {
    const volumes: string[] = []
    await use(async (seed, on) => {
      const machine = await newMachine(seed, on)
      if (on !== undefined) volumes.push(machine.dataFolder)
      const opened = await openMachine(machine)
      if (seed !== undefined) await signIn(opened.page, seed === 'trial' ? firstOfTrial : firstOfSeed)
      return opened
    })
    for (const volume of volumes) unmountVolume(volume)
  },
  openOffices: async ({ openMachine }, use) => {
    await use(async () => {
      const root = await newMachine(undefined)
      const startFile = path.join(root.folder, 'start.cqtt')
      await fillFolder(root, 'root', startFile)
      const below = await newMachine('nearlyAppraised', { startFile })
      const [province, district] = await Promise.all([openMachine(root), openMachine(below)])
      for (const { page } of [province, district]) await signIn(page)
      return { province: province.page, district: district.page }
    })
  },
})

const firstOfSeed = 'Hoàng Thị Lan'
const firstOfTrial = 'Nguyễn Thị Thu Hà'

/** The officers of seeded offices have no password: naming them signs in. */
export async function signIn(page: Page, officer = firstOfSeed): Promise<void> {
  await page.getByRole('button', { name: officer }).click()
}

export { expect } from '@playwright/test'
