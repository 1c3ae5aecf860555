import { createHash } from 'node:crypto'
import { createReadStream, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createAnnouncer } from '../../src-main/api/announcer.ts'
import type { Core } from '../../src-main/api/core-interface.ts'
import { createDispatcher } from '../../src-main/api/dispatcher.ts'
import { openFileTickets } from '../../src-main/api/files.ts'
import type { Handlers } from '../../src-main/api/handlers.ts'
import { createSessions, type SignedInOfficer } from '../../src-main/api/sessions.ts'
import { prepareDataFolder } from '../../src-main/platform/data-folder.ts'
import type { Log } from '../../src-main/platform/log.ts'
import { lockFolder } from '../../src-main/storage/folder-lock.ts'
import { CallError } from '../../shared/contract/errors.ts'
import { OfficerId } from '../../shared/domain/ids.ts'
import { doorContract, type DoorContract } from './door-contract.ts'

/** The text of a bug: it may stand in the log and nowhere else. */
export const bugText = 'SELECT secret FROM drawer'
export const uploadLimitBytes = 1_000_000

const lan: SignedInOfficer = {
  id: OfficerId.parse('vn:lan'),
  name: 'Hoàng Thị Lan',
  roles: ['scorer'],
  department: null,
}
const minh: SignedInOfficer = {
  id: OfficerId.parse('vn:minh'),
  name: 'Lý Văn Minh',
  roles: ['viewer'],
  department: null,
}

export type DoorCore = Core & { readonly logged: readonly string[] }

/** A core with the real dispatcher, sessions, tickets and folder lock, and handlers that do one thing each. */
export async function openDoorCore({ dataDir }: { dataDir: string }): Promise<DoorCore> {
  const folder = prepareDataFolder(dataDir)
  const lock = lockFolder(folder.lock)
  const logged: string[] = []
  const write = (text: string): void => {
    logged.push(text)
    writeFileSync(path.join(folder.root, 'log.txt'), logged.join('\n'))
  }
  const log: Log = {
    info: (event, details) => write(`${event} ${JSON.stringify(details)}`),
    warn: (event, details) => write(`${event} ${JSON.stringify(details)}`),
    error: (event, error, details) => write(`${event} ${String(error)} ${JSON.stringify(details)}`),
    isFailing: () => false,
  }
  const now = (): number => Date.now()
  const sessions = createSessions()
  const files = await openFileTickets({ folder: folder.incoming, limitBytes: uploadLimitBytes, now })
  const announcer = createAnnouncer((error) => log.error('listener failed', error))

  const call = createDispatcher<DoorContract>({
    contract: doorContract,
    handlers: handlersIn(folder.root),
    sessions,
    files,
    acceptText,
    announce: announcer.announce,
    log,
    now,
  })
  return {
    contract: doorContract,
    call,
    announcements: announcer.listen,
    sessions,
    files,
    log,
    logged,
    async close() {
      await files.close()
      lock.release()
    },
  }
}

/** Stands for the domain's check of texts, which has tests of its own. */
function acceptText(text: string): string {
  const position = text.indexOf('\0')
  if (position >= 0) throw new CallError('unacceptableText', { position })
  return text.normalize('NFC')
}

function handlersIn(root: string): Handlers<DoorContract> {
  return {
    'session.state': () => ({
      officers: [
        { id: lan.id, name: lan.name, needsPassword: false },
        { id: minh.id, name: minh.name, needsPassword: true },
      ],
    }),
    'session.signIn': ({ officer, password }, { sessions, session }) => {
      const found = [lan, minh].find(({ id }) => id === officer)
      if (found === undefined) throw new CallError('notFound', { what: 'officer' })
      if (found === minh && password !== 'chè Thái') throw new CallError('wrongPassword', { waitSeconds: 1 })
      sessions.signIn(session, found)
      return { name: found.name }
    },
    'numbers.double': ({ value, note }) => ({ doubled: value * 2, note }),
    'sheets.refuse': () => {
      throw new CallError('changedMeanwhile', {
        officer: 'Nông Văn Bình',
        unit: 'Xã Đồng Tâm',
        time: 1_700_000_000_000,
      })
    },
    'sheets.touch': () => ({}),
    'officers.list': () => ({}),
    'bugs.hidden': () => {
      throw new Error(bugText)
    },
    'bugs.answer': () => ({ total: 'three' }) as unknown as { total: number },
    'work.count': async function* ({ name, steps, pause }) {
      try {
        for (let done = 1; done <= steps; done++) {
          yield { step: 'count', done, total: steps, item: name }
          if (pause > 0) await wait(pause)
        }
        return { counted: steps }
      } finally {
        await wait(1)
        writeFileSync(path.join(root, `cleaned-${name}`), 'yes')
      }
    },
    'files.measure': async function* (input, context) {
      const files = []
      for (const ticket of input.files) {
        const file = context.files.take(ticket)
        if (input.skip.includes(file.name)) continue
        yield { step: 'read', done: files.length, total: input.files.length, item: file.name }
        const hash = createHash('sha256')
        for await (const chunk of createReadStream(file.path)) hash.update(chunk as Buffer)
        files.push({ name: file.name, size: file.size, sha256: hash.digest('hex') })
        await file.release()
      }
      return { files }
    },
    'files.make': ({ name, size }, { files }) => {
      const file = files.offer({ name, type: 'application/pdf', size, content: () => letters(size) })
      return { file }
    },
  }
}

/** `size` bytes in pieces, so that no piece is the whole. */
async function* letters(size: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < size;) {
    const length = Math.min(60_000, size - sent)
    const piece = Buffer.alloc(length)
    for (let i = 0; i < length; i++) piece[i] = 97 + ((sent + i) % 26)
    sent += length
    yield await Promise.resolve(piece)
  }
}

/** What `files.make` hands out, made at once. */
export function madeBytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, i) => 97 + (i % 26)))
}
