import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileTickets } from '../../api/files.ts'
import { renameWhenFree } from '../../platform/busy-rename.ts'
import { makeFolder } from '../../platform/make-folder.ts'
import { FileTicket } from '../../../shared/contract/frames.ts'
import { UsageError } from './usage-error.ts'

/** Every file that a result hands out, wherever in it. */
export function ticketsIn(value: unknown): FileTicket[] {
  if (typeof value !== 'object' || value === null) return []
  const ticket = FileTicket.safeParse(value)
  return ticket.success ? [ticket.data] : Object.values(value).flatMap(ticketsIn)
}

export type SavedFile = Readonly<{ path: string; size: number }>

/**
 * Saves the files of a result. `out` is the file's name, or a folder when it is one, ends like one, or has to hold several.
 * A file appears under its name only when it is whole.
 */
export async function saveFiles(
  tickets: readonly FileTicket[],
  out: string,
  files: FileTickets,
): Promise<readonly SavedFile[]> {
  const intoFolder = tickets.length > 1 || /[/\\]$/.test(out) || (await isFolder(out))
  const saved: SavedFile[] = []
  for (const ticket of tickets) {
    const target = path.resolve(intoFolder ? path.join(out, ticket.name) : out)
    const part = `${target}.part`
    try {
      makeFolder(path.dirname(target), 0o777)
      await pipeline(
        Readable.from(files.open(ticket.ticket).stream(), { objectMode: false }),
        createWriteStream(part),
      )
      await renameWhenFree(part, target)
    } catch {
      await rm(part, { force: true })
      throw new UsageError('cannotSave', { path: target })
    }
    saved.push({ path: target, size: (await stat(target)).size })
  }
  return saved
}

async function isFolder(place: string): Promise<boolean> {
  return (await stat(place).catch(() => undefined))?.isDirectory() === true
}
