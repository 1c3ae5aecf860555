import type { ProgramContract } from '../../shared/contract/contract.ts'
import type { Contract } from '../../shared/contract/define.ts'
import { CallError, isCallError } from '../../shared/contract/errors.ts'
import type { FileTicket } from '../../shared/contract/frames.ts'
import type { WindowApi } from '../../src-main/hosts/electron/window-api.ts'
import { createListeners } from './listeners.ts'
import { saveFrom } from './save-blob.ts'
import { typed, type CallOptions, type Carrier, type Transport } from './transport.ts'

/** Where the desktop program hands out files; reading is all that this address allows. */
const filesAddress = 'app://window/files/'

export type ElectronTransportParts = Readonly<{
  fetch: (address: string, request: RequestInit) => Promise<Response>
}>

/** Calls through the preload script, for the window of the desktop program. */
export function createElectronTransport<C extends Contract = ProgramContract>(
  api: WindowApi,
  parts: ElectronTransportParts = { fetch: (address, request) => fetch(address, request) },
): Transport<C> {
  const running = new Map<string, CallOptions['onProgress']>()
  let ended = false
  let onEnded: (() => void)[] = []

  const listeners = createListeners(() => () => undefined)
  api.subscribe((event) => {
    if (event.kind === 'progress') running.get(event.id)?.(event.progress)
    else if (event.kind === 'announcement')
      listeners.tell({ kind: 'changed', topics: event.announcement.topics })
    else {
      ended = true
      for (const end of onEnded) end()
      listeners.tell({ kind: 'connection', state: 'ended' })
    }
  })

  /** Calls that wait when the core's process ends would wait for ever. */
  async function unlessEnded<T>(answer: Promise<T>): Promise<T> {
    if (ended) throw new CallError('disconnected', {})
    let end: () => void = () => undefined
    const over = new Promise<never>((_, reject) => {
      end = () => {
        reject(new CallError('disconnected', {}))
      }
      onEnded.push(end)
    })
    try {
      return await Promise.race([answer, over])
    } finally {
      onEnded = onEnded.filter((other) => other !== end)
    }
  }

  async function call(
    name: string,
    input: unknown,
    { signal, onProgress }: CallOptions = {},
  ): Promise<unknown> {
    if (signal?.aborted === true) throw new CallError('cancelled', {})
    const id = crypto.randomUUID()
    const cancel = (): void => {
      api.cancel(id)
    }
    running.set(id, onProgress)
    signal?.addEventListener('abort', cancel)
    try {
      const answer = await unlessEnded(api.call(id, name, input))
      if (answer.kind === 'result') return answer.value
      throw new CallError(answer.error.code, answer.error.details)
    } finally {
      running.delete(id)
      signal?.removeEventListener('abort', cancel)
    }
  }

  async function upload(file: File): Promise<FileTicket> {
    const [handed] = await unlessEnded(api.handOverFiles([file]))
    if (handed?.kind === 'result') return handed.file
    throw handed === undefined
      ? new CallError('fileLocked', { name: file.name })
      : new CallError(handed.error.code, handed.error.details)
  }

  async function download({ ticket }: FileTicket, { signal }: CallOptions = {}): Promise<Blob> {
    try {
      const response = await parts.fetch(`${filesAddress}${ticket}`, { signal: signal ?? null })
      if (!response.ok) throw new CallError('unknownTicket', {})
      return await response.blob()
    } catch (error) {
      if (isCallError(error)) throw error
      throw new CallError(signal?.aborted === true ? 'cancelled' : 'disconnected', {}, { cause: error })
    }
  }

  const carrier: Carrier = {
    call,
    subscribe: listeners.subscribe,
    upload,
    download,
    // The desktop asks where to save by itself and writes straight from the core, without the window's memory.
    saveDownload: async ({ ticket, name }) => {
      await Promise.resolve()
      saveFrom(`${filesAddress}${ticket}`, name)
    },
  }
  return typed<C>(carrier)
}
