import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAppProtocol } from '../../src-main/hosts/electron/app-protocol.ts'
import { attachBridge, type Bridge, type IpcFrame } from '../../src-main/hosts/electron/bridge.ts'
import {
  isOwnPage,
  isTrustedFrame,
  mayRequest,
  pageAddress,
} from '../../src-main/hosts/electron/hardening.ts'
import type { FromWindow } from '../../src-main/hosts/electron/from-window.ts'
import { channel, type FromCore, type ToCore } from '../../src-main/hosts/electron/messages.ts'
import { createWindowApi } from '../../src-main/hosts/electron/preload-api.ts'
import { serveCore } from '../../src-main/hosts/electron/serve-core.ts'
import type { WindowApi, WindowEvent } from '../../src-main/hosts/electron/window-api.ts'
import { openPageFiles } from '../../src-main/hosts/page/page-files.ts'
import { createElectronTransport } from '../../src-renderer/transport/electron-transport.ts'
import type { FileTicket } from '../../shared/contract/frames.ts'
import type { DoorContract } from '../support/door-contract.ts'
import { madeBytes, openDoorCore, type DoorCore } from '../support/door-core.ts'
import { wasCleanedUp } from '../support/doors.ts'
import { createElectronStandIn, createPorts, type WindowStandIn } from '../support/electron-stand-in.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

type Opened = {
  readonly core: DoorCore
  readonly dataDir: string
  readonly bridge: Bridge
  readonly refused: string[]
  readonly quit: () => Promise<void>
  readonly openWindow: (frame?: IpcFrame) => { window: WindowStandIn; api: WindowApi }
}

async function openDoor(): Promise<Opened> {
  const dataDir = temporaryFolder()
  const core = await openDoorCore({ dataDir })
  const ports = createPorts<ToCore, FromCore>()
  const electron = createElectronStandIn()
  const refused: string[] = []
  const bridge = attachBridge(electron.ipcMain, ports.main, {
    isTrustedSender: isTrustedFrame,
    onRefused: (reason) => refused.push(reason),
  })
  serveCore(core, ports.core, () => undefined)
  let quitting: Promise<void> | undefined
  const quit = (): Promise<void> => (quitting ??= bridge.quit())
  onTestFinished(async () => {
    await quit()
    ports.close()
  })
  return {
    core,
    dataDir,
    bridge,
    refused,
    quit,
    openWindow: (frame = { url: pageAddress, parent: null }) => {
      const window = electron.openWindow(frame)
      return { window, api: createWindowApi(window.ipcRenderer, () => '') }
    },
  }
}

describe('the bridge', () => {
  it.each<[string, IpcFrame]>([
    ['another address', { url: 'https://cqtt.example/', parent: null }],
    ['a page of another host', { url: 'app://elsewhere/', parent: null }],
    ['another file of ours', { url: 'app://window/assets/a.svg', parent: null }],
    ['an inner frame', { url: pageAddress, parent: {} }],
    ['an address that only begins like ours', { url: 'app://window.cqtt.example/', parent: null }],
  ])('does not listen to %s', async (_, frame) => {
    const { openWindow, refused } = await openDoor()
    const answered = vi.fn()
    void openWindow(frame).api.call('1', 'session.state', {}).then(answered)
    await vi.waitFor(() => expect(refused).toEqual(['sender']))
    // A trusted window asks after it and is answered: the other one would have been by now.
    await openWindow().api.call('2', 'session.state', {})
    expect(answered).not.toHaveBeenCalled()
  })

  it.each<[string, unknown]>([
    ['of no known kind', { kind: 'eval', id: '1' }],
    ['with something extra', { kind: 'cancel', id: '1', window: 2 }],
    ['without an id', { kind: 'call', name: 'session.state', input: {} }],
    ['that is no object', 'call'],
    ['that is nothing', undefined],
  ])('drops a message %s', async (_, message) => {
    const { openWindow, refused } = await openDoor()
    openWindow().window.ipcRenderer.send(channel, message as FromWindow)
    await vi.waitFor(() => expect(refused).toEqual(['form']))
  })

  it('cancels what a window was doing when it is closed, and signs it out', async () => {
    const { openWindow, dataDir, core } = await openDoor()
    const closed = vi.spyOn(core.sessions, 'close')
    const { window, api } = openWindow()
    await api.call('1', 'session.signIn', { officer: 'vn:lan' })
    const started = new Promise((resolve) => {
      api.subscribe((event) => {
        if (event.kind === 'progress') resolve(event)
      })
    })
    void api.call('2', 'work.count', { name: 'closed', steps: 100_000, pause: 2 })
    await started
    window.destroy()
    await vi.waitFor(() => expect(wasCleanedUp(dataDir, 'closed')).toBe(true))
    expect(closed).toHaveBeenCalledOnce()
  })

  it('cancels and closes the core when the program quits', async () => {
    const { openWindow, dataDir, quit } = await openDoor()
    const { api } = openWindow()
    await api.call('1', 'session.signIn', { officer: 'vn:lan' })
    const started = new Promise((resolve) => api.subscribe(resolve))
    void api.call('2', 'work.count', { name: 'quitting', steps: 100_000, pause: 2 })
    await started
    await quit()
    expect(wasCleanedUp(dataDir, 'quitting')).toBe(true)
    // The folder is free again.
    const again = await openDoorCore({ dataDir })
    await again.close()
  })

  it('tells windows when the core has ended, so that no call waits for ever', async () => {
    const { openWindow, bridge } = await openDoor()
    const { api } = openWindow()
    const transport = createElectronTransport<DoorContract>(api)
    await transport.call('session.signIn', { officer: 'vn:lan' })
    const events: unknown[] = []
    transport.subscribe((event) => events.push(event))
    const waiting = transport.call('work.count', { name: 'w', steps: 300, pause: 2 })
    const caught = expect(waiting).rejects.toMatchObject({ code: 'disconnected' })
    bridge.coreEnded()
    await caught
    expect(events).toContainEqual({ kind: 'connection', state: 'ended' })
    await expect(transport.call('session.state', {})).rejects.toMatchObject({ code: 'disconnected' })
  })

  it('sends progress of a call only to the window that made it', async () => {
    const { openWindow } = await openDoor()
    const [first, second] = [openWindow().api, openWindow().api]
    const heard: WindowEvent[] = []
    second.subscribe((event) => heard.push(event))
    await second.call('0', 'session.state', {})
    await first.call('1', 'session.signIn', { officer: 'vn:lan' })
    await first.call('2', 'work.count', { name: 'x', steps: 3, pause: 0 })
    await second.call('3', 'session.state', {})
    expect(heard.map(({ kind }) => kind)).toEqual(['announcement', 'announcement'])
  })
})

describe('app://', () => {
  async function openProtocol(): Promise<{
    opened: Opened
    get: (address: string, method?: string) => Promise<Response>
  }> {
    const opened = await openDoor()
    const folder = path.join(temporaryFolder(), 'window')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />')
    writeFileSync(path.join(folder, '..', 'secret.txt'), 'secret')
    const protocol = createAppProtocol(openPageFiles(folder), opened.bridge)
    return { opened, get: (address, method = 'GET') => protocol(new Request(address, { method })) }
  }

  it('hands out the page under the strict policy', async () => {
    const { get } = await openProtocol()
    const answer = await get('app://window/#/sheet')
    expect(answer.status).toBe(200)
    const nonce = /content="([\w-]+)"/.exec(await answer.text())?.[1] ?? '?'
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    ['GET', 'app://window/../secret.txt', 404],
    ['GET', 'app://window/%2e%2e/secret.txt', 404],
    ['GET', 'app://window/..%2fsecret.txt', 404],
    ['GET', 'app://elsewhere/index.html', 404],
    ['GET', `app://window/files/${'0'.repeat(32)}`, 404],
    ['GET', 'app://window/files/../../secret.txt', 404],
    ['POST', 'app://window/', 405],
    ['PUT', 'app://window/index.html', 405],
    ['DELETE', 'app://window/index.html', 405],
  ])('refuses %s %s with %i', async (method, address, status) => {
    const { get } = await openProtocol()
    const answer = await get(address, method)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toBe('')
  })

  it('streams a download at the pace of its reader', async () => {
    const { opened, get } = await openProtocol()
    const { api } = opened.openWindow()
    await api.call('1', 'session.signIn', { officer: 'vn:lan' })
    const made = await api.call('2', 'files.make', { name: 'Bảng điểm.pdf', size: 600_000 })
    const { file } = (made as { value: { file: FileTicket } }).value
    const answer = await get(`app://window/files/${file.ticket}`)
    expect(answer.headers.get('content-length')).toBe('600000')
    expect(answer.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''B%E1%BA%A3ng%20%C4%91i%E1%BB%83m.pdf",
    )
    expect(Buffer.from(await answer.arrayBuffer()).equals(madeBytes(600_000))).toBe(true)
  })

  it('lets the core stop when the reader does', async () => {
    const { opened, get } = await openProtocol()
    const finished = vi.fn()
    const file = opened.core.files.offer({
      name: 'a',
      type: 'text/plain',
      size: null,
      content: async function* () {
        try {
          for (;;) yield await Promise.resolve(Buffer.alloc(1000))
        } finally {
          finished()
        }
      },
    })
    const reader = (await get(`app://window/files/${file.ticket}`)).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await vi.waitFor(() => expect(finished).toHaveBeenCalledOnce())
  })

  it('breaks a download off that the core cannot finish', async () => {
    const { opened, get } = await openProtocol()
    const gone = path.join(temporaryFolder(), 'gone.pdf')
    expect(existsSync(gone)).toBe(false)
    const file = opened.core.files.offer({
      name: 'a',
      type: 'text/plain',
      size: 9,
      content: { path: gone, removeAfter: false },
    })
    await expect((await get(`app://window/files/${file.ticket}`)).arrayBuffer()).rejects.toThrow('broke off')
  })
})

describe('addresses', () => {
  it.each([
    ['app://window/', true],
    ['app://window/#/sheet/a?b', true],
    ['app://window/index.html', false],
    ['app://user@window/', false],
    ['app://window.example/', false],
    ['http://window/', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%s is the own page: %s', (address, own) => {
    expect(isOwnPage(address)).toBe(own)
  })

  it.each([
    ['app://window/assets/a.js', true],
    ['blob:app://window/1', true],
    ['data:image/png;base64,', true],
    ['http://127.0.0.1/', false],
    ['https://cqtt.example/', false],
    ['ws://cqtt.example/', false],
    ['file:///etc/passwd', false],
    ['ftp://cqtt.example/', false],
  ])('%s may be loaded: %s', (address, allowed) => {
    expect(mayRequest(address, true)).toBe(allowed)
  })

  it('lets the tools of developers in only where the program is developed', () => {
    const tools = 'devtools://devtools/bundled/devtools_app.html'
    expect(mayRequest(tools, false)).toBe(true)
    expect(mayRequest(tools, true)).toBe(false)
  })
})

describe('where electron is known', () => {
  it('only three files of the door import it, and none is needed to test the rest', () => {
    const folder = path.join(import.meta.dirname, '../../src-main/hosts/electron')
    const importing = [
      'main.ts',
      'harden.ts',
      'preload.ts',
      'core-process.ts',
      'bridge.ts',
      'serve-core.ts',
      'preload-api.ts',
    ].filter((name) =>
      /^import (?!type).* from 'electron'/m.test(readFileSync(path.join(folder, name), 'utf8')),
    )
    expect(importing).toEqual(['main.ts', 'harden.ts', 'preload.ts'])
  })
})
