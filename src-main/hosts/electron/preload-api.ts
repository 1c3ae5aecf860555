import type { FromWindow } from './from-window.ts'
import { channel, type ToWindow } from './messages.ts'
import type { HandedOver, WindowAnswer, WindowApi, WindowEvent } from './window-api.ts'

/** The part of Electron's `ipcRenderer` that is used. */
export type RendererIpc = Readonly<{
  send: (channel: string, message: FromWindow) => void
  on: (channel: string, listener: (event: unknown, message: ToWindow) => void) => unknown
}>

/**
 * Makes the four functions that the window sees. Paths are read here from the chosen files themselves, so that the page
 * cannot name a file that its user did not choose.
 *
 * @param pathOf the path of a chosen file, '' when it has none
 */
export function createWindowApi(ipc: RendererIpc, pathOf: (file: File) => string): WindowApi {
  const calls = new Map<string, (answer: WindowAnswer) => void>()
  const handOvers = new Map<string, (files: readonly HandedOver[]) => void>()
  const listeners = new Set<(event: WindowEvent) => void>()
  let lastHandOver = 0

  ipc.on(channel, (_event, message) => {
    if (message.kind === 'answer') {
      settle(calls, message.id, message.answer)
    } else if (message.kind === 'handedOver') {
      settle(handOvers, message.id, message.files)
    } else {
      for (const listener of [...listeners]) listener(message)
    }
  })

  return {
    call: (id, name, input) =>
      new Promise((resolve) => {
        calls.set(id, resolve)
        ipc.send(channel, { kind: 'call', id, name, input })
      }),
    cancel: (id) => {
      ipc.send(channel, { kind: 'cancel', id })
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    handOverFiles: async (files) => {
      lastHandOver += 1
      const id = `handOver-${lastHandOver}`
      const sources = await Promise.all(
        files.map(async (file) => ({ name: file.name, source: pathOf(file) || (await bytesOf(file)) })),
      )
      return new Promise((resolve) => {
        handOvers.set(id, resolve)
        ipc.send(channel, { kind: 'handOver', id, files: sources })
      })
    },
  }
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer())
}

function settle<T>(waiting: Map<string, (value: T) => void>, id: string, value: T): void {
  waiting.get(id)?.(value)
  waiting.delete(id)
}
