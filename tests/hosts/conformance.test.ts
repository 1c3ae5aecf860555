import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { CallError } from '../../shared/contract/errors.ts'
import type { FileTicket, Progress } from '../../shared/contract/frames.ts'
import type { TransportEvent } from '../../src-renderer/transport/transport.ts'
import { bugText, madeBytes, uploadLimitBytes } from '../support/door-core.ts'
import { openDoor, wasCleanedUp, type DoorName } from '../support/doors.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const scorer = 'vn:lan'

async function refusalOf(answer: Promise<unknown>): Promise<CallError> {
  const error: unknown = await answer.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  )
  if (error instanceof CallError) return error
  throw error
}

describe.each<DoorName>(['web', 'electron', 'cli'])('through the %s door', (doorName) => {
  it('gives a typed result', async () => {
    const door = await openDoor(doorName, scorer)
    expect(await door.call('numbers.double', { value: 21, note: 'xã Đồng Tâm' })).toEqual({
      doubled: 42,
      note: 'xã Đồng Tâm',
    })
  })

  it('brings every text to one normal form', async () => {
    const door = await openDoor(doorName, scorer)
    const note = 'Đồng Tâm'.normalize('NFD')
    expect(await door.call('numbers.double', { value: 1, note })).toEqual({ doubled: 2, note: 'Đồng Tâm' })
  })

  it('carries a domain error with its details', async () => {
    const door = await openDoor(doorName, scorer)
    const error = await refusalOf(door.call('sheets.refuse', {}))
    expect(error.toValue()).toEqual({
      code: 'changedMeanwhile',
      details: { officer: 'Nông Văn Bình', unit: 'Xã Đồng Tâm', time: 1_700_000_000_000 },
    })
  })

  it('names every wrong field and no value', async () => {
    const door = await openDoor(doorName, scorer)
    const error = await refusalOf(
      door.call('numbers.double', { value: 1001, parts: [{ name: 'ok' }, { name: 'x' }], colour: 'red' }),
    )
    expect(error.toValue()).toEqual({
      code: 'invalidInput',
      details: {
        fields: [
          { path: 'value', code: 'too_big' },
          { path: 'note', code: 'invalid_type' },
          { path: 'parts.1.name', code: 'too_small' },
          { path: 'colour', code: 'unrecognized_keys' },
        ],
      },
    })
  })

  it('refuses text that cannot be kept', async () => {
    const door = await openDoor(doorName, scorer)
    const error = await refusalOf(door.call('numbers.double', { value: 1, note: 'ab\0c' }))
    expect(error.toValue()).toEqual({ code: 'unacceptableText', details: { position: 2 } })
  })

  it.each(['bugs.hidden', 'bugs.answer'])(
    'hides the bug of %s behind a reference into the log',
    async (name) => {
      const door = await openDoor(doorName, scorer)
      const error = await refusalOf(door.call(name, {}))
      expect(error.code).toBe('internal')
      const { logReference } = error.details as { logReference: string }
      expect(JSON.stringify(error.toValue())).not.toContain('secret')
      const lines = door.readLog().split('\n')
      const line = lines.find((written) => written.includes(logReference))
      expect(line).toContain(name)
      expect(line).toContain(name === 'bugs.hidden' ? bugText : 'breaks the contract: total')
    },
  )

  it('shows progress in order, then the result', async () => {
    const door = await openDoor(doorName, scorer)
    const seen: Progress[] = []
    const result = await door.call(
      'work.count',
      { name: 'five', steps: 5, pause: 0 },
      { onProgress: (progress) => seen.push(progress) },
    )
    expect(result).toEqual({ counted: 5 })
    expect(seen).toEqual([1, 2, 3, 4, 5].map((done) => ({ step: 'count', done, total: 5, item: 'five' })))
    expect(wasCleanedUp(door.dataDir, 'five')).toBe(true)
  })

  it('cancels, and cleans up before it is over', async () => {
    const door = await openDoor(doorName, scorer)
    const stop = new AbortController()
    let last = 0
    const error = await refusalOf(
      door.call(
        'work.count',
        { name: 'long', steps: 5000, pause: 4 },
        {
          signal: stop.signal,
          onProgress: ({ done }) => {
            last = done
            if (done === 3) stop.abort()
          },
        },
      ),
    )
    expect(error.code).toBe('cancelled')
    expect(last).toBeLessThan(5000)
    // A browser hears of the end before the program's clean-up, because it hung up itself.
    await vi.waitFor(() => expect(wasCleanedUp(door.dataDir, 'long')).toBe(true), { timeout: 5000 })
  })

  it('refuses a call that the contract does not know', async () => {
    const door = await openDoor(doorName, scorer)
    const error = await refusalOf(door.call('sheets.burn', {}))
    expect(error.toValue()).toEqual({ code: 'unknownCall', details: { call: 'sheets.burn' } })
  })

  it.each(['constructor', 'toString'])('knows no call named %s', async (name) => {
    const door = await openDoor(doorName, scorer)
    expect((await refusalOf(door.call(name, {}))).code).toBe('unknownCall')
  })

  it('refuses a call that the officer may not make', async () => {
    const door = await openDoor(doorName, scorer)
    const error = await refusalOf(door.call('officers.list', {}))
    expect(error.toValue()).toEqual({ code: 'forbidden', details: { permission: 'manageOfficers' } })
  })

  it('refuses a call that needs an officer while nobody is signed in', async () => {
    const door = await openDoor(doorName)
    const error = await refusalOf(door.call('numbers.double', { value: 1, note: '' }))
    expect(error.code).toBe('notSignedIn')
  })

  it('takes files in', async () => {
    const door = await openDoor(doorName, scorer)
    const folder = temporaryFolder()
    const contents = [Buffer.alloc(300_000, 'minh chứng '), Buffer.from('')]
    const paths = ['Quyết định 710.pdf', 'trống.pdf'].map((name) => path.join(folder, name))
    paths.forEach((file, i) => {
      writeFileSync(file, contents[i] ?? '')
    })
    expect(await door.callWithFiles('files.measure', { label: 'tháng 6', skip: [] }, paths)).toEqual({
      files: contents.map((bytes, i) => ({
        name: path.basename(paths[i] ?? ''),
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    })
  })

  it('hands a file out', async () => {
    const door = await openDoor(doorName, scorer)
    const { name, bytes } = await door.callForFile('files.make', { name: 'Xếp hạng.xlsx', size: 200_001 })
    expect(name).toBe('Xếp hạng.xlsx')
    expect(bytes.equals(madeBytes(200_001))).toBe(true)
  })
})

describe.each<DoorName>(['web', 'electron'])('windows of the %s door', (doorName) => {
  it('hear of changes made elsewhere', async () => {
    const door = await openDoor(doorName, scorer)
    const heard: TransportEvent[] = []
    door.company?.listen((event) => heard.push(event))
    await vi.waitFor(async () => {
      await door.company?.other.call('sheets.touch', {})
      expect(heard).toContainEqual({ kind: 'changed', topics: ['sheets', 'history'] })
    })
    heard.length = 0
    await door.company?.other.call('numbers.double', { value: 1, note: '' })
    await refusalOf(door.company?.other.call('sheets.refuse', {}) ?? Promise.resolve())
    await door.company?.other.call('work.count', { name: 'last', steps: 1, pause: 0 })
    await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'changed', topics: ['exchange'] }))
    expect(heard, 'neither a query nor a refused command changes anything').toHaveLength(1)
  })

  it('do not share who is signed in', async () => {
    const door = await openDoor(doorName)
    await door.company?.other.call('session.signIn', { officer: scorer })
    expect((await refusalOf(door.call('numbers.double', { value: 1, note: '' }))).code).toBe('notSignedIn')
  })

  it('fetch a file once', async () => {
    const door = await openDoor(doorName, scorer)
    const { file } = (await door.call('files.make', { name: 'a.pdf', size: 10 })) as { file: FileTicket }
    const fetched = await door.company?.fetch(file)
    expect(await fetched?.text()).toBe('abcdefghij')
    const error = await refusalOf(door.company?.fetch(file) ?? Promise.resolve())
    expect(error.code).toBe('unknownTicket')
  })

  it('hand in what was pasted and has no path', async () => {
    const door = await openDoor(doorName, scorer)
    const pasted = await door.company?.upload(new File(['ảnh chụp'], 'image.png'))
    const measured = await door.call('files.measure', { files: [pasted?.ticket], skip: [] })
    expect(measured).toMatchObject({ files: [{ name: 'image.png', size: Buffer.byteLength('ảnh chụp') }] })
  })

  it('are told when a file is too large', async () => {
    const door = await openDoor(doorName, scorer)
    const large = new File([new Uint8Array(uploadLimitBytes + 1)], 'quá lớn.pdf')
    const error = await refusalOf(door.company?.upload(large) ?? Promise.resolve())
    expect(error.toValue()).toEqual({
      code: 'fileTooLarge',
      details: { name: 'quá lớn.pdf', limitBytes: uploadLimitBytes },
    })
  })
})
