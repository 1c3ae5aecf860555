import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { IpcEvent, IpcFrame, MainIpc, WindowContents } from '../../src-main/hosts/electron/bridge.ts'
import type { Port } from '../../src-main/hosts/electron/messages.ts'
import type { RendererIpc } from '../../src-main/hosts/electron/preload-api.ts'

/** What the Electron door uses of Electron: messages are copied and arrive later, as between real processes. */
export type ElectronStandIn = {
  readonly ipcMain: MainIpc
  /** A window whose outermost frame shows this address. */
  openWindow(frame: IpcFrame): WindowStandIn
}

export type WindowStandIn = { readonly ipcRenderer: RendererIpc; destroy(): void }

export function createElectronStandIn(): ElectronStandIn {
  const toMain = new EventEmitter()
  let lastWindow = 0
  return {
    ipcMain: {
      on: (channel, listener) => toMain.on(channel, listener),
    },
    openWindow(frame) {
      const toWindow = new EventEmitter()
      const life = new EventEmitter()
      let destroyed = false
      lastWindow += 1
      const sender: WindowContents = {
        id: lastWindow,
        isDestroyed: () => destroyed,
        once: (event, listener) => life.once(event, listener),
        send: (channel, message) => {
          const copy: unknown = structuredClone(message)
          setImmediate(() => toWindow.emit(channel, {}, copy))
        },
      }
      return {
        ipcRenderer: {
          on: (channel, listener) => toWindow.on(channel, listener),
          send: (channel, message) => {
            const copy: unknown = structuredClone(message)
            const event: IpcEvent = { sender, senderFrame: frame }
            setImmediate(() => toMain.emit(channel, event, copy))
          },
        },
        destroy() {
          destroyed = true
          life.emit('destroyed')
        },
      }
    },
  }
}

/** Two ends of a real message channel, as between the main process and the core's. */
export function createPorts<A, B>(): { main: Port<A, B>; core: Port<B, A>; close(): void } {
  const { port1, port2 } = new MessageChannel()
  return {
    main: asPort<A, B>(port1),
    core: asPort<B, A>(port2),
    close: () => {
      port1.close()
    },
  }
}

function asPort<Out, In>(port: MessagePort): Port<Out, In> {
  return {
    post: (message) => {
      port.postMessage(message)
    },
    onMessage: (listener) => port.on('message', (message: In) => listener(message)),
  }
}
