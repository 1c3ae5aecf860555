import { randomBytes } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { CallError, isCallError } from '../../shared/contract/errors.ts'
import { Ticket, type FileTicket } from '../../shared/contract/frames.ts'
import { explainReadError, explainWriteError } from '../platform/file-errors.ts'
import { plainFileName } from '../platform/file-names.ts'

/** A file that came in and waits for the call that uses it. */
export type IncomingFile = Readonly<{
  name: string
  size: number
  /** Where it lies. Read it only: it may be the user's own original. */
  path: string
  /** Whether `path` is our copy on the data folder's volume, which the taker may move away. */
  copied: boolean
}>

export type TakenFile = IncomingFile & Readonly<{ release: () => Promise<void> }>

/** A file that waits to be fetched once. */
export type OfferedFile = Readonly<{
  name: string
  type: string
  /** Bytes; null while unknown, or as the file at `path` has it. */
  size: number | null
  content: Readonly<{ path: string; removeAfter: boolean }> | (() => AsyncIterable<Uint8Array>)
}>

/** A download as a door sees it; `stream` may be called once. */
export type OutgoingFile = Readonly<{
  name: string
  type: string
  size: number | null
  stream: () => AsyncIterable<Uint8Array>
}>

export type FileTickets = Readonly<{
  /**
   * Keeps an upload in the folder `incoming` of the data folder until a call takes it.
   * @throws CallError `fileTooLarge`, `diskFull`, `folderReadOnly`, `cancelled` when the sender goes away
   */
  receive: (name: string, content: AsyncIterable<Uint8Array>, signal?: AbortSignal) => Promise<FileTicket>
  /**
   * Takes note of a file on this machine without copying it.
   * @throws CallError `fileVanished`, `fileLocked`, `fileUnreadable`, `fileTooLarge`, `fileTypeRefused` for a folder or a device
   */
  receivePath: (path: string) => Promise<FileTicket>
  /** The file behind a ticket, which stays valid. @throws CallError `unknownTicket` */
  look: (ticket: Ticket) => IncomingFile
  /** The file behind a ticket, which becomes invalid; `release` removes our copy. @throws CallError `unknownTicket` */
  take: (ticket: Ticket) => TakenFile
  /** A free path in `incoming` for a file that is being made; offer it with `removeAfter`, or it goes at the next start. */
  newTemporaryPath: () => string
  /** Hands a file out: the ticket goes to the caller, who fetches the file once. */
  offer: (file: OfferedFile) => FileTicket
  /** The download behind a ticket, which becomes invalid. @throws CallError `unknownTicket` */
  open: (ticket: Ticket) => OutgoingFile
  close: () => Promise<void>
}>

export type FileTicketOptions = Readonly<{
  /** The folder for files on their way; whatever lies there at the start is removed. */
  folder: string
  limitBytes: number
  now: () => number
  /** Files that nobody asked for are dropped after this. One hour. */
  lifetimeMilliseconds?: number
}>

const anyType = 'application/octet-stream'
const hour = 3_600_000
const sweepEvery = 60_000

/** Files on their way in and out, each behind an unguessable ticket. */
export async function openFileTickets(options: FileTicketOptions): Promise<FileTickets> {
  const { folder, limitBytes, now, lifetimeMilliseconds = hour } = options
  const incoming = new Map<Ticket, { file: IncomingFile; until: number }>()
  const outgoing = new Map<Ticket, { file: OfferedFile; until: number }>()

  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const left of await readdir(folder))
      await rm(path.join(folder, left), { recursive: true, force: true })
  } catch (error) {
    throw explainWriteError(error, folder)
  }
  const sweeper = setInterval(() => void sweep(now()), sweepEvery)
  sweeper.unref()

  async function sweep(time: number): Promise<void> {
    const dropped: Promise<void>[] = []
    for (const [ticket, { file, until }] of incoming) {
      if (until <= time && incoming.delete(ticket)) dropped.push(removeCopy(file))
    }
    for (const [ticket, { file, until }] of outgoing) {
      if (until <= time && outgoing.delete(ticket)) dropped.push(removeOffered(file))
    }
    await Promise.all(dropped)
  }

  function keep(file: IncomingFile): FileTicket {
    const ticket = newTicket()
    incoming.set(ticket, { file, until: now() + lifetimeMilliseconds })
    // The type is found out from the content by whoever takes the file; nobody's word counts for it here.
    return { ticket, name: file.name, size: file.size, type: anyType }
  }

  function newTemporaryPath(): string {
    return path.join(folder, randomBytes(16).toString('hex'))
  }

  async function receive(
    givenName: string,
    content: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<FileTicket> {
    const name = plainFileName(givenName)
    const target = newTemporaryPath()
    let size = 0
    let handle: FileHandle | undefined
    try {
      handle = await open(target, 'wx', 0o600)
      for await (const chunk of untilGone(content)) {
        size += chunk.length
        if (size > limitBytes) throw new CallError('fileTooLarge', { name, limitBytes })
        if (signal?.aborted === true) throw new CallError('cancelled', {})
        await handle.writeFile(chunk)
      }
      await handle.close()
    } catch (error) {
      await handle?.close()
      await rm(target, { force: true })
      throw explainWriteError(error, folder, size)
    }
    return keep({ name, size, path: target, copied: true })
  }

  async function receivePath(original: string): Promise<FileTicket> {
    const name = plainFileName(original)
    try {
      const found = await stat(original)
      if (!found.isFile()) throw new CallError('fileTypeRefused', { name, type: 'inode' })
      if (found.size > limitBytes) throw new CallError('fileTooLarge', { name, limitBytes })
      // Opened only to learn now, not in the middle of a call, whether it can be.
      await (await open(original, 'r')).close()
      return keep({ name, size: found.size, path: path.resolve(original), copied: false })
    } catch (error) {
      throw explainReadError(error, name)
    }
  }

  function look(ticket: Ticket): IncomingFile {
    const found = incoming.get(ticket)
    if (found === undefined) throw new CallError('unknownTicket', {})
    found.until = now() + lifetimeMilliseconds
    return found.file
  }

  function take(ticket: Ticket): TakenFile {
    const file = look(ticket)
    incoming.delete(ticket)
    return { ...file, release: () => removeCopy(file) }
  }

  function offer(file: OfferedFile): FileTicket {
    const ticket = newTicket()
    const offered = { ...file, name: plainFileName(file.name), size: file.size ?? sizeOf(file) }
    outgoing.set(ticket, { file: offered, until: now() + lifetimeMilliseconds })
    return { ticket, name: offered.name, size: offered.size ?? 0, type: file.type }
  }

  function openOutgoing(ticket: Ticket): OutgoingFile {
    const found = outgoing.get(ticket)
    if (found === undefined) throw new CallError('unknownTicket', {})
    outgoing.delete(ticket)
    const { name, type, size } = found.file
    return { name, type, size, stream: () => contentOf(found.file) }
  }

  async function close(): Promise<void> {
    clearInterval(sweeper)
    await sweep(Number.POSITIVE_INFINITY)
  }

  return { receive, receivePath, look, take, newTemporaryPath, offer, open: openOutgoing, close }
}

function newTicket(): Ticket {
  return Ticket.parse(randomBytes(16).toString('hex'))
}

/** A sender who goes away has cancelled; errors of our own disk must not look like that. */
async function* untilGone(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = content[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        // what comes out of an archive has its own reasons
        if (isCallError(error)) throw error
        throw new CallError('cancelled', {}, { cause: error })
      })
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await chunks.return?.()
  }
}

function sizeOf({ content }: OfferedFile): number | null {
  return typeof content === 'function'
    ? null
    : (statSync(content.path, { throwIfNoEntry: false })?.size ?? null)
}

async function* contentOf({ content }: OfferedFile): AsyncGenerator<Uint8Array> {
  try {
    yield* typeof content === 'function'
      ? content()
      : (createReadStream(content.path) as AsyncIterable<Buffer>)
  } finally {
    if (typeof content !== 'function' && content.removeAfter) await rm(content.path, { force: true })
  }
}

async function removeOffered({ content }: OfferedFile): Promise<void> {
  if (typeof content !== 'function' && content.removeAfter) await rm(content.path, { force: true })
}

async function removeCopy(file: IncomingFile): Promise<void> {
  if (file.copied) await rm(file.path, { force: true })
}
