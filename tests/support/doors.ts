import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { onTestFinished } from 'vitest'
import { createAppProtocol } from '../../src-main/hosts/electron/app-protocol.ts'
import { attachBridge } from '../../src-main/hosts/electron/bridge.ts'
import { isTrustedFrame, pageAddress } from '../../src-main/hosts/electron/hardening.ts'
import type { FromCore, ToCore } from '../../src-main/hosts/electron/messages.ts'
import { createWindowApi } from '../../src-main/hosts/electron/preload-api.ts'
import { serveCore } from '../../src-main/hosts/electron/serve-core.ts'
import { openWebDoor } from '../../src-main/hosts/web/web-door.ts'
import { createElectronTransport } from '../../src-renderer/transport/electron-transport.ts'
import type { CallOptions, Transport, TransportEvent } from '../../src-renderer/transport/transport.ts'
import { createWebTransport } from '../../src-renderer/transport/web-transport.ts'
import { CallError, type ErrorValue } from '../../shared/contract/errors.ts'
import type { FileTicket, Progress } from '../../shared/contract/frames.ts'
import type { DoorContract } from './door-contract.ts'
import { openDoorCore, uploadLimitBytes } from './door-core.ts'
import { createElectronStandIn, createPorts } from './electron-stand-in.ts'
import { temporaryFolder } from './temporary-folder.ts'

export type DoorName = 'web' | 'electron' | 'cli'

/** One caller at one door, with everything that the suite asks of it. */
export type Caller = {
  readonly dataDir: string
  call(name: string, input: unknown, options?: CallOptions): Promise<unknown>
  /** Calls with files of this machine in the field `files`. */
  callWithFiles(name: string, input: object, paths: readonly string[]): Promise<unknown>
  /** Calls for something that answers `{ file }` and fetches it. */
  callForFile(name: string, input: object): Promise<{ name: string; bytes: Buffer }>
  /** Another caller of the same core, and the news that reach this one; a command line has neither. */
  readonly company:
    | {
        listen(listener: (event: TransportEvent) => void): void
        fetch(file: FileTicket): Promise<Blob>
        upload(file: File): Promise<FileTicket>
        other: Caller
      }
    | undefined
  readLog(): string
}

const callers: Record<DoorName, (officer?: string) => Promise<Caller>> = {
  web: openThroughWeb,
  electron: openThroughElectron,
  cli: openThroughCli,
}

/** Opens a door on a fresh core and signs the officer in; without one nobody is. */
export function openDoor(name: DoorName, officer?: string): Promise<Caller> {
  return callers[name](officer)
}

async function openThroughWeb(officer?: string): Promise<Caller> {
  const dataDir = temporaryFolder()
  const core = await openDoorCore({ dataDir })
  const door = await openWebDoor({ core, port: 0, uploadLimitBytes })
  onTestFinished(async () => {
    await door.close()
    await core.close()
  })
  const open = async (): Promise<Transport<DoorContract>> => {
    const launchToken = new URLSearchParams(new URL(door.newAddress()).hash.slice(1)).get('launch')
    const response = await fetch(`${door.origin}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ launchToken }),
    })
    const { token } = (await response.json()) as { token: string }
    return createWebTransport<DoorContract>({ origin: door.origin, token, retryMilliseconds: 20 })
  }
  return withCompany(
    await open(),
    await open(),
    officer,
    dataDir,
    (file) => new File([readFileSync(file)], path.basename(file)),
  )
}

async function openThroughElectron(officer?: string): Promise<Caller> {
  const dataDir = temporaryFolder()
  const core = await openDoorCore({ dataDir })
  const ports = createPorts<ToCore, FromCore>()
  const electron = createElectronStandIn()
  const bridge = attachBridge(electron.ipcMain, ports.main, {
    isTrustedSender: isTrustedFrame,
    onRefused: () => undefined,
  })
  serveCore(core, ports.core, () => undefined)
  onTestFinished(async () => {
    await bridge.quit()
    ports.close()
  })
  const noPage = { find: () => undefined }
  const protocol = createAppProtocol(noPage, bridge)
  const paths = new Map<File, string>()
  const open = (): Transport<DoorContract> => {
    const window = electron.openWindow({ url: pageAddress, parent: null })
    const api = createWindowApi(window.ipcRenderer, (file) => paths.get(file) ?? '')
    return createElectronTransport<DoorContract>(api, {
      fetch: (address, request) => protocol(new Request(address, request)),
    })
  }
  return withCompany(open(), open(), officer, dataDir, (file) => {
    // Its bytes are not even read here: only the path goes to the core.
    const chosen = new File(['not the content'], path.basename(file))
    paths.set(chosen, file)
    return chosen
  })
}

type ChooseFile = (path: string) => File

async function withCompany(
  transport: Transport<DoorContract>,
  otherTransport: Transport<DoorContract>,
  officer: string | undefined,
  dataDir: string,
  choose: ChooseFile,
): Promise<Caller> {
  const other = callerOver(otherTransport, dataDir, choose, undefined)
  const listen = (listener: (event: TransportEvent) => void): void => {
    onTestFinished(transport.subscribe(listener))
  }
  const company = { listen, other, fetch: transport.download, upload: transport.upload }
  const caller = callerOver(transport, dataDir, choose, company)
  if (officer !== undefined) {
    await caller.call('session.signIn', { officer })
    await other.call('session.signIn', { officer })
  }
  return caller
}

function callerOver(
  transport: Transport<DoorContract>,
  dataDir: string,
  choose: ChooseFile,
  company: Caller['company'],
): Caller {
  // The suite also calls what the contract does not know.
  const call = transport.call as (name: string, input: unknown, options?: CallOptions) => Promise<unknown>
  return {
    dataDir,
    call,
    company,
    async callWithFiles(name, input, paths) {
      const files = await Promise.all(paths.map((file) => transport.upload(choose(file))))
      return call(name, { ...input, files: files.map(({ ticket }) => ticket) })
    },
    async callForFile(name, input) {
      const { file } = (await call(name, input)) as { file: FileTicket }
      const blob = await transport.download(file)
      return { name: file.name, bytes: Buffer.from(await blob.arrayBuffer()) }
    },
    readLog: () => readFileSync(path.join(dataDir, 'log.txt'), 'utf8'),
  }
}

export type CliRun = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string }

/** Runs the command line over the test core as a process of its own. */
export function runDoorCli(
  args: readonly string[],
  options: { signal?: AbortSignal | undefined; onLine?: (line: string) => void; input?: string } = {},
): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'door-cli.ts')
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args])
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const before = stderr.split('\n').length - 1
      stderr += text
      for (const line of stderr.split('\n').slice(before, -1)) options.onLine?.(line)
    })
    child.on('error', reject)
    child.on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr })
    })
    child.stdin.end(options.input ?? '')
    options.signal?.addEventListener('abort', () => child.kill('SIGINT'))
  })
}

function openThroughCli(officer?: string): Promise<Caller> {
  const dataDir = temporaryFolder()
  const general = ['--json', '--data', dataDir, ...(officer === undefined ? [] : ['--officer', officer])]

  async function run(
    name: string,
    input: unknown,
    more: readonly string[],
    options: CallOptions = {},
  ): Promise<unknown> {
    const args = [name, '--input', JSON.stringify(input), ...general, ...more]
    const { stdout, stderr, exitCode } = await runDoorCli(args, {
      signal: options.signal,
      onLine: (line) => {
        if (line.startsWith('{"progress"')) {
          options.onProgress?.((JSON.parse(line) as { progress: Progress }).progress)
        }
      },
    })
    if (stdout === '') throw new Error(`no answer, exit code ${String(exitCode)}: ${stderr}`)
    const value = JSON.parse(stdout) as { error?: ErrorValue }
    if (exitCode === 0) return value
    if (value.error === undefined) throw new Error(stderr)
    throw new CallError(value.error.code, value.error.details)
  }

  return Promise.resolve({
    dataDir,
    company: undefined,
    call: (name, input, options) => run(name, input, [], options),
    callWithFiles: (name, input, paths) =>
      run(
        name,
        input,
        paths.flatMap((file) => ['--file', file]),
      ),
    async callForFile(name, input) {
      const out = temporaryFolder()
      await run(name, input, ['--out', out])
      const [saved = ''] = readdirSync(out)
      return { name: saved, bytes: readFileSync(path.join(out, saved)) }
    },
    readLog: () => readFileSync(path.join(dataDir, 'log.txt'), 'utf8'),
  } satisfies Caller)
}

export function wasCleanedUp(dataDir: string, name: string): boolean {
  return existsSync(path.join(dataDir, `cleaned-${name}`))
}
