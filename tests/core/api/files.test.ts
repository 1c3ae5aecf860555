import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openFileTickets, type FileTickets } from '../../../src-main/api/files.ts'
import { Ticket } from '../../../shared/contract/frames.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

async function open(folder = path.join(temporaryFolder(), 'incoming')): Promise<{
  files: FileTickets
  folder: string
  clock: { now: number }
}> {
  const clock = { now: 1_000_000 }
  const files = await openFileTickets({
    folder,
    limitBytes: 1000,
    now: () => clock.now,
    lifetimeMilliseconds: 5000,
  })
  onTestFinished(() => files.close())
  return { files, folder, clock }
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text))
}

const unknown = Ticket.parse('0'.repeat(32))

describe('an upload', () => {
  it('waits under a name of ours until it is taken once', async () => {
    const { files, folder } = await open()
    const sent = await files.receive('..\\Ảnh 1.jpg', pieces('ab', 'c'))
    expect(sent).toMatchObject({ name: 'Ảnh 1.jpg', size: 3, type: 'application/octet-stream' })
    const [kept = ''] = readdirSync(folder)
    expect(kept).toMatch(/^[0-9a-f]{32}$/)
    expect(kept, 'the ticket is not the path').not.toBe(sent.ticket)
    expect(files.look(sent.ticket)).toMatchObject({ copied: true, path: path.join(folder, kept) })
    const taken = files.take(sent.ticket)
    expect(readFileSync(taken.path, 'utf8')).toBe('abc')
    expect(() => files.take(sent.ticket)).toThrow(/unknownTicket/)
    expect(() => files.look(sent.ticket)).toThrow(/unknownTicket/)
    await taken.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('of exactly the limit is kept, of one byte more refused without a trace', async () => {
    const { files, folder } = await open()
    await expect(files.receive('a', pieces('x'.repeat(500), 'x'.repeat(501)))).rejects.toMatchObject({
      code: 'fileTooLarge',
      details: { name: 'a', limitBytes: 1000 },
    })
    expect(readdirSync(folder)).toEqual([])
    expect((await files.receive('a', pieces('x'.repeat(1000)))).size).toBe(1000)
  })

  it('that breaks off is cancelled without a trace', async () => {
    const { files, folder } = await open()
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* pieces('ab')
      throw new Error('ECONNRESET')
    }
    await expect(files.receive('a', breaking())).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('that our own disk fails is not taken for a sender who went away', async () => {
    const { files, folder } = await open()
    rmSync(folder, { recursive: true })
    await expect(files.receive('a', pieces('ab'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('that nobody takes is dropped in time, at a close, and what a killed process left at the next start', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { files, folder, clock } = await open()
    const old = await files.receive('old', pieces('a'))
    clock.now += 4000
    const young = await files.receive('young', pieces('b'))
    clock.now += 2000
    await vi.advanceTimersByTimeAsync(60_000)
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1))
    expect(() => files.look(old.ticket)).toThrow(/unknownTicket/)
    expect(files.look(young.ticket).name).toBe('young')
    await files.close()
    expect(readdirSync(folder)).toEqual([])

    writeFileSync(path.join(folder, 'left'), 'by a killed process')
    mkdirSync(path.join(folder, 'left folder'))
    await open(folder)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a file handed over by its path', () => {
  it('is neither copied nor removed', async () => {
    const { files, folder } = await open()
    const original = path.join(temporaryFolder(), 'Quyết định.pdf')
    writeFileSync(original, 'abc')
    const { ticket, name, size } = await files.receivePath(original)
    expect([name, size, readdirSync(folder)]).toEqual(['Quyết định.pdf', 3, []])
    const taken = files.take(ticket)
    expect(taken).toMatchObject({ path: original, copied: false })
    await taken.release()
    expect(readFileSync(original, 'utf8')).toBe('abc')
  })

  it('is refused when it is gone, too large, or no file', async () => {
    const { files } = await open()
    const folder = temporaryFolder()
    writeFileSync(path.join(folder, 'large'), 'x'.repeat(1001))
    await expect(files.receivePath(path.join(folder, 'gone'))).rejects.toMatchObject({ code: 'fileVanished' })
    await expect(files.receivePath(path.join(folder, 'large', 'x'))).rejects.toMatchObject({
      code: 'fileVanished',
    })
    await expect(files.receivePath(path.join(folder, 'large'))).rejects.toMatchObject({
      code: 'fileTooLarge',
    })
    await expect(files.receivePath(folder)).rejects.toMatchObject({ code: 'fileTypeRefused' })
    await expect(files.receivePath('/dev/zero')).rejects.toMatchObject({ code: 'fileTypeRefused' })
  })
})

describe('a download', () => {
  it('is made while it is read, once', async () => {
    const { files } = await open()
    const { ticket, size } = files.offer({
      name: 'a/b.txt',
      type: 'text/plain',
      size: null,
      content: () => pieces('x', 'y'),
    })
    expect(size).toBe(0)
    const file = files.open(ticket)
    expect(file).toMatchObject({ name: 'b.txt', type: 'text/plain', size: null })
    expect((await buffer(file.stream())).toString()).toBe('xy')
    expect(() => files.open(ticket)).toThrow(/unknownTicket/)
    expect(() => files.open(unknown)).toThrow(/unknownTicket/)
  })

  it('from a temporary file removes it after reading, even when the reader stops half-way', async () => {
    const { files, folder } = await open()
    for (const whole of [true, false]) {
      const made = files.newTemporaryPath()
      expect(path.dirname(made)).toBe(folder)
      writeFileSync(made, Buffer.alloc(300_000))
      const { ticket } = files.offer({
        name: 'a',
        type: 'a/b',
        size: 300_000,
        content: { path: made, removeAfter: true },
      })
      const content = files.open(ticket).stream()
      if (whole) expect(await buffer(content)).toHaveLength(300_000)
      else for await (const chunk of content) if (chunk.length > 0) break
      expect(readdirSync(folder)).toEqual([])
    }
  })

  it('leaves alone what it was not told to remove', async () => {
    const { files } = await open()
    const kept = path.join(temporaryFolder(), 'kept')
    writeFileSync(kept, 'k')
    const offer = { name: 'a', type: 'a/b', size: null, content: { path: kept, removeAfter: false } }
    expect(files.offer(offer).size).toBe(1)
    await buffer(files.open(files.offer(offer).ticket).stream())
    files.offer(offer)
    await files.close()
    expect(readFileSync(kept, 'utf8')).toBe('k')
  })
})
