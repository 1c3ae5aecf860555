import type { IncomingMessage } from 'node:http'

/** How long a sender may take; without an end every half-open request would hold a connection for ever. */
export type DoorLimits = Readonly<{
  connections: number
  /** A whole body that is no file, milliseconds. */
  body: number
  /** A file may take as long as it needs, as long as something of it comes, milliseconds. */
  uploadIdle: number
}>

/** A window has some six connections; a machine without any free descriptors cannot even write its log. */
export const usualLimits: DoorLimits = { connections: 256, body: 30_000, uploadIdle: 120_000 }

export type BodyLimit = Readonly<{
  /** From now on the body may take any time, as long as it does not stand still. */
  allowLong: () => void
}>

/** @param onOver called once when the body has not come in time */
export function limitBody(request: IncomingMessage, limits: DoorLimits, onOver: () => void): BodyLimit {
  let timer = setTimeout(over, limits.body)
  const stop = (): void => clearTimeout(timer)
  request.on('end', stop)
  request.on('close', stop)

  function over(): void {
    if (!request.complete) onOver()
  }
  /** Bytes are counted at the socket: a listener for the data would take them from who reads the body. */
  function lookAgain(before: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const now = request.socket.bytesRead
      if (now === before) over()
      else if (!request.complete) lookAgain(now)
    }, limits.uploadIdle)
  }

  return { allowLong: () => lookAgain(request.socket.bytesRead) }
}
