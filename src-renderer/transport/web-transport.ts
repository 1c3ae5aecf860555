import type { ProgramContract } from '../../shared/contract/contract.ts'
import type { Contract } from '../../shared/contract/define.ts'
import { CallError, isCallError } from '../../shared/contract/errors.ts'
import { Announcement, FileTicket, Frame, type Progress } from '../../shared/contract/frames.ts'
import { createListeners } from './listeners.ts'
import { linesOf } from './lines.ts'
import { saveBlob } from './save-blob.ts'
import { typed, type CallOptions, type Carrier, type Transport } from './transport.ts'
import { sendByFetch, sendByXhr, unreadable, type SendFile } from './upload.ts'

export type WebTransportOptions = Readonly<{
  /** `http://127.0.0.1:<port>`, the page's own origin. */
  origin: string
  /** The bearer token of this window. */
  token: string
  /** How long to wait before trying again to listen; doubles up to ten times as much. */
  retryMilliseconds?: number
}>

/** Twice the door's sign of life and some more. */
const silentTooLong = 40_000

/** Calls over HTTP, for the window in a browser. */
export function createWebTransport<C extends Contract = ProgramContract>(
  options: WebTransportOptions,
): Transport<C> {
  const { origin, token, retryMilliseconds = 500 } = options
  const authorization = { Authorization: `Bearer ${token}` }
  const listeners = createListeners(listen)
  const sendFile: SendFile = 'XMLHttpRequest' in globalThis ? sendByXhr : sendByFetch
  let ended = false

  async function ask(path: string, request: RequestInit): Promise<Response> {
    const response = await fetch(`${origin}${path}`, request).catch((error: unknown) => {
      throw explain(error)
    })
    checkStatus(response.status)
    return response
  }

  /** Another program answers here, or ours was started again: this window's token is worth nothing any more. */
  function checkStatus(status: number): void {
    if (status !== 401 && status !== 403 && status !== 421) return
    if (!ended) {
      ended = true
      listeners.tell({ kind: 'connection', state: 'ended' })
    }
    throw new CallError('disconnected', {})
  }

  async function call(name: string, input: unknown, given: CallOptions = {}): Promise<unknown> {
    const response = await ask(`/call/${name}`, {
      method: 'POST',
      headers: { ...authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
      signal: given.signal ?? null,
    })
    if (response.status === 413) throw new CallError('tooLong', { limit: 8 * 1024 * 1024 })
    if (!response.ok || response.body === null) throw unforeseen(response.status)
    try {
      return await readAnswer(response.body, given.onProgress)
    } catch (error) {
      throw explain(error)
    }
  }

  async function upload(file: File, given: CallOptions = {}): Promise<FileTicket> {
    const address = `${origin}/files?name=${encodeURIComponent(file.name)}`
    const report = (done: number): void => given.onProgress?.(uploadProgress(file, done))
    const sent = await sendFile(address, authorization, file, report, given.signal).catch(
      async (error: unknown) => {
        throw (await unreadable(file)) ?? explain(error)
      },
    )
    checkStatus(sent.status)
    if (sent.status === 200) return FileTicket.parse(safeJson(sent.text))
    throw errorIn(sent.text) ?? unforeseen(sent.status)
  }

  async function download({ ticket }: FileTicket, given: CallOptions = {}): Promise<Blob> {
    const response = await ask(`/files/${ticket}`, { headers: authorization, signal: given.signal ?? null })
    if (response.status === 404) throw new CallError('unknownTicket', {})
    if (!response.ok) throw unforeseen(response.status)
    try {
      return await response.blob()
    } catch (error) {
      throw explain(error)
    }
  }

  function listen(): () => void {
    const stop = new AbortController()
    void listenOn(stop.signal)
    return () => {
      stop.abort()
    }
  }

  /** Listens until nobody wants to any more; a broken connection is tried again. */
  async function listenOn(stopped: AbortSignal): Promise<void> {
    let wait = retryMilliseconds
    let lost = false
    const over = (): boolean => stopped.aborted || ended
    while (!over()) {
      try {
        await listenOnce(stopped, () => {
          wait = retryMilliseconds
          if (lost) listeners.tell({ kind: 'connection', state: 'connected' })
          lost = false
        })
      } catch (error) {
        if (!isCallError(error)) throw error
      }
      if (over()) return
      if (!lost) listeners.tell({ kind: 'connection', state: 'lost' })
      lost = true
      await new Promise((resolve) => setTimeout(resolve, wait))
      wait = Math.min(wait * 2, retryMilliseconds * 10)
    }
  }

  async function listenOnce(stopped: AbortSignal, onOpen: () => void): Promise<void> {
    const silent = new AbortController()
    let alarm = setTimeout(() => undefined)
    const hear = (): void => {
      clearTimeout(alarm)
      alarm = setTimeout(() => {
        silent.abort()
      }, silentTooLong)
    }
    try {
      const signal = AbortSignal.any([stopped, silent.signal])
      hear()
      const response = await ask('/announcements', { headers: authorization, signal })
      if (!response.ok || response.body === null) throw unforeseen(response.status)
      onOpen()
      for await (const line of linesOf(response.body)) {
        hear()
        if (line !== '')
          listeners.tell({ kind: 'changed', topics: Announcement.parse(JSON.parse(line)).topics })
      }
    } catch (error) {
      throw explain(error)
    } finally {
      clearTimeout(alarm)
    }
  }

  const carrier: Carrier = {
    call,
    subscribe: listeners.subscribe,
    upload,
    download,
    saveDownload: async (file) => {
      saveBlob(await download(file), file.name)
    },
  }
  return typed<C>(carrier)
}

async function readAnswer(
  body: ReadableStream<Uint8Array>,
  onProgress: CallOptions['onProgress'],
): Promise<unknown> {
  for await (const line of linesOf(body)) {
    if (line === '') continue
    const frame = Frame.parse(JSON.parse(line))
    if (frame.kind === 'progress') onProgress?.(frame.progress)
    else if (frame.kind === 'result') return frame.value
    else throw new CallError(frame.error.code, frame.error.details)
  }
  throw new CallError('disconnected', {})
}

function errorIn(text: string): CallError | undefined {
  const frame = Frame.safeParse({ kind: 'error', ...safeJson(text) })
  return frame.success && frame.data.kind === 'error'
    ? new CallError(frame.data.error.code, frame.data.error.details)
    : undefined
}

function safeJson(text: string): object {
  try {
    return JSON.parse(text) as object
  } catch {
    return {}
  }
}

function uploadProgress(file: File, done: number): Progress {
  return { step: 'upload', done, total: file.size, item: file.name.slice(0, 300) }
}

/** `fetch` says "aborted" and "no connection" in its own ways. */
function explain(error: unknown): CallError {
  if (isCallError(error)) return error
  const aborted = error instanceof DOMException && error.name === 'AbortError'
  return new CallError(aborted ? 'cancelled' : 'disconnected', {}, { cause: error })
}

function unforeseen(status: number): CallError {
  return new CallError('internal', { logReference: `HTTP ${status}` })
}
