import { FromWindow } from './from-window.ts'
import { channel, type FromCore, type Port, type ToCore, type ToWindow } from './messages.ts'

/** The part of a window's `webContents` that is used. */
export type WindowContents = Readonly<{
  id: number
  send: (channel: string, message: ToWindow) => void
  isDestroyed: () => boolean
  once: (event: 'destroyed', listener: () => void) => unknown
}>

/** The part of an ipc event that is used. */
export type IpcEvent = Readonly<{ sender: WindowContents; senderFrame: IpcFrame | null }>
export type IpcFrame = Readonly<{ url: string; parent: unknown }>

/** The part of Electron's `ipcMain` that is used. */
export type MainIpc = Readonly<{
  on: (channel: string, listener: (event: IpcEvent, message: unknown) => void) => unknown
}>

/** A download on its way through the main process. */
export type BridgedFile = Readonly<{
  name: string
  type: string
  size: number | null
  stream: ReadableStream<Uint8Array>
}>

export type Bridge = Readonly<{
  /** Fetches a download from the core; undefined for an unknown ticket. */
  fetchFile: (ticket: string) => Promise<BridgedFile | undefined>
  /** Tells the core to close; resolves when it has. */
  quit: () => Promise<void>
  /** Tells every window that the core is gone, and ends what waits for it. */
  coreEnded: () => void
}>

type Waiting = {
  opened: (file: BridgedFile | undefined) => void
  controller?: ReadableStreamDefaultController<Uint8Array>
  chunkSent?: () => void
}

/**
 * Carries messages between windows and the core's process and does nothing else: a large commit there must not freeze the
 * windows here. Messages of a sender that is not trusted, or of an unknown form, are dropped.
 */
export function attachBridge(
  ipc: MainIpc,
  port: Port<ToCore, FromCore>,
  {
    isTrustedSender,
    onRefused,
  }: Readonly<{
    isTrustedSender: (frame: IpcFrame | null) => boolean
    onRefused: (reason: 'sender' | 'form') => void
  }>,
): Bridge {
  const windows = new Map<number, WindowContents>()
  const downloads = new Map<number, Waiting>()
  let lastDownload = 0
  let finished: () => void = () => undefined

  ipc.on(channel, ({ sender, senderFrame }, given) => {
    if (!isTrustedSender(senderFrame)) {
      onRefused('sender')
      return
    }
    const message = FromWindow.safeParse(given)
    if (!message.success) {
      onRefused('form')
      return
    }
    if (!windows.has(sender.id)) openWindow(sender)
    port.post({ kind: 'window', window: sender.id, message: message.data })
  })

  function openWindow(contents: WindowContents): void {
    windows.set(contents.id, contents)
    port.post({ kind: 'open', window: contents.id })
    contents.once('destroyed', () => {
      windows.delete(contents.id)
      port.post({ kind: 'close', window: contents.id })
    })
  }

  function send(contents: WindowContents | undefined, message: ToWindow): void {
    if (contents?.isDestroyed() === false) contents.send(channel, message)
  }

  port.onMessage((message) => {
    switch (message.kind) {
      case 'window':
        send(windows.get(message.window), message.message)
        break
      case 'announcement':
        for (const contents of windows.values()) send(contents, message.message)
        break
      case 'file':
        openStream(message)
        break
      case 'chunk': {
        const waiting = downloads.get(message.download)
        waiting?.controller?.enqueue(message.bytes)
        waiting?.chunkSent?.()
        break
      }
      case 'end':
        endDownload(message.download, message.outcome)
        break
      case 'done':
        finished()
    }
  })

  function openStream({ download, file }: Extract<FromCore, { kind: 'file' }>): void {
    const waiting = downloads.get(download)
    if (waiting === undefined) return
    // One chunk is asked for when the reader wants one: memory stays the same for any size.
    const stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          waiting.controller = controller
        },
        pull: () =>
          new Promise((resolve) => {
            waiting.chunkSent = resolve
            port.post({ kind: 'pull', download })
          }),
        cancel: () => {
          downloads.delete(download)
          port.post({ kind: 'stop', download })
        },
      },
      { highWaterMark: 1 },
    )
    waiting.opened({ name: file.name, type: file.type, size: file.sizeKnown ? file.size : null, stream })
  }

  function endDownload(download: number, outcome: 'complete' | 'unknown' | 'broken'): void {
    const waiting = downloads.get(download)
    downloads.delete(download)
    if (outcome === 'complete') waiting?.controller?.close()
    else waiting?.controller?.error(new Error('the download broke off'))
    waiting?.chunkSent?.()
    waiting?.opened(undefined)
  }

  return {
    fetchFile: (ticket) =>
      new Promise((opened) => {
        lastDownload += 1
        downloads.set(lastDownload, { opened })
        port.post({ kind: 'fetch', download: lastDownload, ticket })
      }),
    quit: () =>
      new Promise((resolve) => {
        finished = resolve
        port.post({ kind: 'quit' })
      }),
    coreEnded: () => {
      for (const contents of windows.values()) send(contents, { kind: 'ended' })
      for (const download of [...downloads.keys()]) endDownload(download, 'broken')
      finished()
    },
  }
}
