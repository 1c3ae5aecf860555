import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import process from 'node:process'
import { expect, it, onTestFinished, vi } from 'vitest'
import { browserCommand, hasDisplay } from '../../src-main/hosts/web/open-browser.ts'
import { openDoorCore } from '../support/door-core.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

type Running = {
  readonly ended: Promise<number | null>
  output(): string
  stop(): void
}

function start(args: readonly string[], pageFolder = builtPage()): Running {
  const script = path.join(import.meta.dirname, '../support/door-web.ts')
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    script,
    pageFolder,
    ...args,
  ])
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  onTestFinished(() => void child.kill('SIGKILL'))
  return { ended, output: () => output, stop: () => void child.kill('SIGTERM') }
}

function builtPage(): string {
  const folder = path.join(temporaryFolder(), 'window')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'index.html'), '<p>window</p>')
  return folder
}

async function addressOf(program: Running): Promise<URL> {
  const found = await vi.waitFor(
    () => {
      const address = /http:\/\/\S+/.exec(program.output())?.[0]
      expect(address).toBeDefined()
      return address
    },
    { timeout: 10_000 },
  )
  return new URL(found ?? '')
}

it('prints an address that opens the window, and ends with 0 when asked to', async () => {
  const dataDir = temporaryFolder()
  const program = start(['--data', dataDir, '--no-open'])
  const address = await addressOf(program)
  expect(address.hash).toMatch(/^#launch=[\w-]{43}$/)
  expect(await (await fetch(address)).text()).toBe('<p>window</p>')
  expect(program.output()).not.toContain('browser:')
  program.stop()
  expect(await program.ended).toBe(0)
  const again = await openDoorCore({ dataDir })
  await again.close()
})

it('opens the browser at that address, in the language asked for', async () => {
  const program = start(['--data', temporaryFolder(), '--lang', 'en'])
  const address = await addressOf(program)
  expect(address.hash).toMatch(/^#launch=[\w-]{43}&lang=en$/)
  await vi.waitFor(() => expect(program.output()).toContain(`browser: ${address.href}`))
  expect(program.output()).toContain('Open the program at this address')
})

it('listens on the port asked for', async () => {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  const taken = start(['--data', temporaryFolder(), '--port', String(port), '--lang', 'en'])
  expect(await taken.ended).toBe(1)
  expect(taken.output()).toContain(`Port ${port} is used by another program.`)
  await new Promise((resolve) => probe.close(resolve))
  const program = start(['--data', temporaryFolder(), '--port', String(port)])
  expect((await addressOf(program)).port).toBe(String(port))
})

it('says in one sentence that another program holds the data folder, and ends with 3', async () => {
  const dataDir = temporaryFolder()
  const holder = await openDoorCore({ dataDir })
  const program = start(['--data', dataDir, '--lang', 'en'])
  expect(await program.ended).toBe(3)
  expect(program.output().trim().split('\n')).toHaveLength(1)
  expect(program.output()).toContain(dataDir)
  await holder.close()
})

it.each([['--port', 'x'], ['--port', '70000'], ['--colour', 'red'], ['extra']])(
  'ends with 2 for %s %s',
  async (...args) => {
    const program = start(['--data', temporaryFolder(), ...args])
    expect(await program.ended).toBe(2)
  },
)

it('says in one sentence that the window was not built', async () => {
  const program = start(['--data', temporaryFolder(), '--lang', 'en'], temporaryFolder())
  expect(await program.ended).toBe(1)
  expect(program.output()).toBe('The window was not built: run "npm run build" first.\n')
})

it('knows where a browser can open, and how', () => {
  expect(hasDisplay({ platform: 'linux', environment: {} })).toBe(false)
  expect(hasDisplay({ platform: 'linux', environment: { DISPLAY: '' } })).toBe(false)
  expect(hasDisplay({ platform: 'linux', environment: { DISPLAY: ':0' } })).toBe(true)
  expect(hasDisplay({ platform: 'linux', environment: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true)
  expect(hasDisplay({ platform: 'win32', environment: {} })).toBe(true)
  const address = 'http://127.0.0.1:1/#launch=a'
  expect(browserCommand('linux', address)).toEqual(['xdg-open', address])
  expect(browserCommand('darwin', address)).toEqual(['open', address])
  expect(browserCommand('win32', address)).toEqual(['rundll32', 'url.dll,FileProtocolHandler', address])
})
