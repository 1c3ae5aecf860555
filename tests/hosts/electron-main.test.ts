import { EventEmitter } from 'node:events'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepWindowAlive, type LivingWindow } from '../../src-main/hosts/electron/window-life.ts'
import { engineFlags } from '../../src-main/platform/engine-flags.ts'

type Started = Readonly<{
  forked: { file: string; args: string[]; options: { execArgv?: string[] } }[]
  windows: { webPreferences: Record<string, unknown> }[]
  exits: number[]
  said: string[]
}>

/** Runs `main.ts` on a stand-in for Electron whose core answers at once that it is ready. */
async function startProgram({
  isPackaged = true,
  switches = [] as string[],
  args = [] as string[],
} = {}): Promise<Started> {
  const started: Started = { forked: [], windows: [], exits: [], said: [] }
  const app = Object.assign(new EventEmitter(), {
    isPackaged,
    commandLine: { hasSwitch: (name: string) => switches.includes(name) },
    enableSandbox: () => undefined,
    exit: (code: number) => started.exits.push(code),
    getPath: () => '/profile',
    quit: () => undefined,
    requestSingleInstanceLock: () => true,
    setPath: () => undefined,
    whenReady: () => Promise.resolve(),
  })
  class BrowserWindow extends EventEmitter {
    static getAllWindows = (): BrowserWindow[] => []
    readonly webContents = Object.assign(new EventEmitter(), {
      reload: () => undefined,
      forcefullyCrashRenderer: () => undefined,
    })
    readonly isDestroyed = (): boolean => false
    readonly loadURL = (): Promise<void> => Promise.resolve()
    readonly show = (): void => undefined
    constructor(options: { webPreferences: Record<string, unknown> }) {
      super()
      started.windows.push(options)
    }
  }
  const only = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,
    webRequest: { onBeforeRequest: () => undefined },
    protocol: { handle: () => undefined },
  })
  vi.doMock('electron', () => ({
    app,
    BrowserWindow,
    dialog: { showErrorBox: () => undefined },
    ipcMain: new EventEmitter(),
    Menu: { setApplicationMenu: () => undefined },
    protocol: { registerSchemesAsPrivileged: () => undefined },
    session: { defaultSession: only },
    utilityProcess: {
      fork: (file: string, args: string[], options: { execArgv?: string[] }) => {
        started.forked.push({ file, args, options })
        const core = Object.assign(new EventEmitter(), { postMessage: () => undefined })
        setImmediate(() => core.emit('message', { kind: 'ready' }))
        return core
      },
    },
  }))
  vi.doMock('../../src-main/hosts/page/page-files.ts', () => ({ openPageFiles: () => ({}) }))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    started.said.push(String(text))
    return true
  })
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['cqtt', ...(isPackaged ? [] : ['main.js']), ...args])
  await import('../../src-main/hosts/electron/main.ts')
  await vi.waitFor(() => expect(started.windows.length + started.exits.length).toBeGreaterThan(0))
  return started
}

afterEach(() => {
  vi.doUnmock('electron')
  vi.doUnmock('../../src-main/hosts/page/page-files.ts')
  vi.resetModules()
  vi.restoreAllMocks()
})

describe('the desktop program', () => {
  it('starts the core with the engine flags that every other door starts it with', async () => {
    const { forked } = await startProgram()
    expect(forked).toHaveLength(1)
    expect(forked[0]?.options.execArgv).toEqual(engineFlags)
    expect(engineFlags).toContain('--max-semi-space-size=4')
  })

  it('says where the data lies when the folder was named from where it was started', async () => {
    const { forked, said } = await startProgram({ args: ['--data', 'no-such-folder', '--keys', 'keys'] })
    const folder = path.resolve('no-such-folder')
    expect(JSON.parse(forked[0]?.args[0] ?? '')).toMatchObject({
      ...{ dataDir: folder, keysDir: path.resolve('keys') },
    })
    expect(said.join('')).toContain(folder)
  })

  it.each([
    { isPackaged: true, devTools: false },
    { isPackaged: false, devTools: true },
  ])('packaged $isPackaged: tools of developers $devTools', async ({ isPackaged, devTools }) => {
    const { windows } = await startProgram({ isPackaged })
    expect(windows[0]?.webPreferences).toMatchObject({ devTools, sandbox: true })
  })

  it.each(['remote-debugging-port', 'remote-debugging-pipe'])(
    'does not open when packaged and steered by %s',
    async (name) => {
      const { exits, forked, windows } = await startProgram({ switches: [name] })
      expect(exits).toEqual([2])
      expect(forked).toEqual([])
      expect(windows).toEqual([])
    },
  )

  it('opens with such a switch where it is developed', async () => {
    const { exits, windows } = await startProgram({ isPackaged: false, switches: ['remote-debugging-port'] })
    expect(exits).toEqual([])
    expect(windows).toHaveLength(1)
  })
})

type WindowStandIn = LivingWindow & {
  readonly reloaded: () => number
  readonly crash: (reason?: string) => void
  readonly say: (event: 'unresponsive' | 'responsive') => void
}

/** A window whose process tells its end when it is crashed by force, as Electron does. */
function aWindow(): WindowStandIn {
  const life = new EventEmitter()
  const contents = new EventEmitter()
  let reloads = 0
  const crash = (reason = 'crashed'): void => void contents.emit('render-process-gone', {}, { reason })
  return {
    webContents: {
      on: (event, listener) => contents.on(event, listener),
      reload: () => (reloads += 1),
      forcefullyCrashRenderer: () => crash('killed'),
    },
    on: (event, listener) => life.on(event, listener),
    isDestroyed: () => false,
    reloaded: () => reloads,
    crash,
    say: (event) => void life.emit(event),
  }
}

describe('a window in trouble', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('comes back by itself after a crash, and not when it was closed in order', () => {
    const window = aWindow()
    keepWindowAlive(window, vi.fn())
    window.crash('clean-exit')
    expect(window.reloaded()).toBe(0)
    window.crash('oom')
    expect(window.reloaded()).toBe(1)
  })

  it('comes back when it hangs, and is left alone when it was only slow', () => {
    vi.useFakeTimers()
    const window = aWindow()
    keepWindowAlive(window, vi.fn())
    window.say('unresponsive')
    vi.advanceTimersByTime(4000)
    window.say('responsive')
    vi.advanceTimersByTime(60_000)
    expect(window.reloaded()).toBe(0)
    window.say('unresponsive')
    window.say('unresponsive')
    vi.advanceTimersByTime(5000)
    expect(window.reloaded()).toBe(1)
  })

  it('that crashes again and again is given up with a sentence; a crash a day is not', () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
    const window = aWindow()
    const givenUp = vi.fn()
    keepWindowAlive(window, givenUp)
    for (let day = 0; day < 10; day += 1) {
      window.crash()
      vi.advanceTimersByTime(86_400_000)
    }
    expect([window.reloaded(), givenUp.mock.calls.length]).toEqual([10, 0])
    for (let crash = 0; crash < 4; crash += 1) window.crash()
    expect([window.reloaded(), givenUp.mock.calls.length]).toEqual([13, 1])
  })
})
