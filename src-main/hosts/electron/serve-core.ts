import type { Core } from '../../api/core-interface.ts'
import type { SessionId } from '../../api/sessions.ts'
import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import { Ticket } from '../../../shared/contract/frames.ts'
import type { FromWindow } from './from-window.ts'
import type { FromCore, Port, ToCore } from './messages.ts'
import type { HandedOver } from './window-api.ts'

type WindowState = { session: SessionId; running: Map<string, AbortController> }
type Download = { chunks: AsyncIterator<Uint8Array> }
type HandOver = Extract<FromWindow, { kind: 'handOver' }>

/**
 * Answers a main process through a port: the body of the core's own process. A closed window's calls are cancelled.
 *
 * @param onQuit called once, when the main process says so and the core was closed
 */
export function serveCore(core: Core, port: Port<FromCore, ToCore>, onQuit: () => void): void {
  const windows = new Map<number, WindowState>()
  const downloads = new Map<number, Download>()
  const running = new Set<Promise<void>>()

  core.announcements((announcement) => {
    port.post({ kind: 'announcement', message: { kind: 'announcement', announcement } })
  })

  port.onMessage((message) => {
    switch (message.kind) {
      case 'open':
        windows.set(message.window, { session: core.sessions.open(), running: new Map() })
        break
      case 'close':
        closeWindow(message.window)
        break
      case 'window':
        answerWindow(message.window, message.message)
        break
      case 'fetch':
        startDownload(message.download, message.ticket)
        break
      case 'pull':
        void sendChunk(message.download)
        break
      case 'stop':
        void stopDownload(message.download)
        break
      case 'quit':
        void quit()
    }
  })

  function closeWindow(window: number): void {
    const state = windows.get(window)
    if (state === undefined) return
    windows.delete(window)
    for (const controller of state.running.values()) controller.abort()
    core.sessions.close(state.session)
  }

  function answerWindow(window: number, message: FromWindow): void {
    const state = windows.get(window)
    if (state === undefined) return
    if (message.kind === 'cancel') state.running.get(message.id)?.abort()
    else
      keepTrack(
        message.kind === 'call' ? answerCall(window, state, message) : answerHandOver(window, message),
      )
  }

  function keepTrack(work: Promise<void>): void {
    running.add(work)
    void work.finally(() => running.delete(work))
  }

  async function answerCall(
    window: number,
    state: WindowState,
    { id, name, input }: Extract<FromWindow, { kind: 'call' }>,
  ): Promise<void> {
    const controller = new AbortController()
    state.running.set(id, controller)
    for await (const frame of core.call({ name, input, session: state.session, signal: controller.signal })) {
      const message =
        frame.kind === 'progress' ? { ...frame, id } : ({ kind: 'answer', id, answer: frame } as const)
      port.post({ kind: 'window', window, message })
    }
    state.running.delete(id)
  }

  async function answerHandOver(window: number, { id, files }: HandOver): Promise<void> {
    const handed = await Promise.all(files.map((file) => receive(file)))
    port.post({ kind: 'window', window, message: { kind: 'handedOver', id, files: handed } })
  }

  async function receive({ name, source }: HandOver['files'][number]): Promise<HandedOver> {
    try {
      const file =
        typeof source === 'string'
          ? core.files.receivePath(source)
          : core.files.receive(name, onlyChunk(source))
      return { kind: 'result', file: await file }
    } catch (error) {
      if (isCallError(error)) return { kind: 'error', error: error.toValue() }
      core.log.error('handing a file over failed', error)
      return { kind: 'error', error: new CallError('fileLocked', { name }).toValue() }
    }
  }

  function startDownload(download: number, given: string): void {
    try {
      const { name, type, size, stream } = core.files.open(Ticket.parse(given))
      downloads.set(download, { chunks: stream()[Symbol.asyncIterator]() })
      port.post({ kind: 'file', download, file: { name, type, size: size ?? 0, sizeKnown: size !== null } })
    } catch {
      port.post({ kind: 'end', download, outcome: 'unknown' })
    }
  }

  async function sendChunk(download: number): Promise<void> {
    const found = downloads.get(download)
    if (found === undefined) return
    try {
      const next = await found.chunks.next()
      if (next.done !== true) {
        // Copied: a view would take the whole pool along that it is cut from.
        port.post({ kind: 'chunk', download, bytes: new Uint8Array(next.value) })
        return
      }
      port.post({ kind: 'end', download, outcome: 'complete' })
    } catch (error) {
      core.log.error('download broke off', error)
      port.post({ kind: 'end', download, outcome: 'broken' })
    }
    downloads.delete(download)
  }

  async function stopDownload(download: number): Promise<void> {
    const found = downloads.get(download)
    downloads.delete(download)
    await found?.chunks.return?.()
  }

  async function quit(): Promise<void> {
    for (const window of [...windows.keys()]) closeWindow(window)
    // Their clean-up still needs the core.
    await Promise.allSettled(running)
    await core.close()
    port.post({ kind: 'done' })
    onQuit()
  }
}

async function* onlyChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}
