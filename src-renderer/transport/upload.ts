import { CallError } from '../../shared/contract/errors.ts'

/** How an upload ended; the text is the body of the answer. */
export type Sent = Readonly<{ status: number; text: string }>

/** Sends a file's bytes. Rejects with an AbortError when stopped, with anything else when there is no connection. */
export type SendFile = (
  address: string,
  headers: Readonly<Record<string, string>>,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal | undefined,
) => Promise<Sent>

const contentType = { 'Content-Type': 'application/octet-stream' }

/** The old way, because it is the only one in browsers that tells how far it has come. */
export const sendByXhr: SendFile = (address, headers, file, onSent, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    for (const [name, value] of Object.entries({ ...headers, ...contentType }))
      request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => {
      onSent(event.loaded)
    }
    request.onload = () => {
      resolve({ status: request.status, text: request.responseText })
    }
    request.onerror = () => {
      reject(new TypeError('no connection'))
    }
    request.onabort = () => {
      reject(new DOMException('stopped', 'AbortError'))
    }
    if (signal?.aborted === true) {
      reject(new DOMException('stopped', 'AbortError'))
      return
    }
    signal?.addEventListener('abort', () => {
      request.abort()
    })
    request.send(file)
  })

export const sendByFetch: SendFile = async (address, headers, file, onSent, signal) => {
  onSent(0)
  const response = await fetch(address, {
    method: 'POST',
    headers: { ...headers, ...contentType },
    body: file,
    signal: signal ?? null,
  })
  onSent(file.size)
  return { status: response.status, text: await response.text() }
}

/**
 * Browsers tell a file that went away or is held by another program and a program that does not answer as one and the same failed
 * sending; whether the file can still be read tells them apart. Undefined when it can.
 */
export async function unreadable(file: File): Promise<CallError | undefined> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return undefined
  } catch (error) {
    const { name } = file
    const gone = error instanceof DOMException && error.name === 'NotFoundError'
    return gone
      ? new CallError('fileVanished', { name })
      : new CallError('fileUnreadable', { name, why: 'notRead' })
  }
}
