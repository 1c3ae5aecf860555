import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createAnnouncer } from '../../../src-main/api/announcer.ts'
import { createDispatcher } from '../../../src-main/api/dispatcher.ts'
import type { FileTickets } from '../../../src-main/api/files.ts'
import { callingOfficer, type Handlers } from '../../../src-main/api/handlers.ts'
import { createSessions, type SignedInOfficer } from '../../../src-main/api/sessions.ts'
import { settle } from '../../../src-main/api/settle.ts'
import type { Log } from '../../../src-main/platform/log.ts'
import { command, operation, query } from '../../../shared/contract/define.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Announcement, Frame, Progress } from '../../../shared/contract/frames.ts'
import { OfficerId } from '../../../shared/domain/ids.ts'

const none = z.strictObject({})
const contract = {
  'text.echo': query({ permit: 'anyone', input: z.looseObject({}), output: z.looseObject({}) }),
  'officer.name': query({ permit: 'signedIn', input: none, output: z.string() }),
  'officers.write': command({ permit: 'manageOfficers', input: none, output: none, touches: ['officers'] }),
  'nothing.say': command({ permit: 'anyone', input: none, output: z.undefined().or(z.null()), touches: [] }),
  'work.run': operation({ permit: 'anyone', input: none, output: z.string(), touches: ['exchange'] }),
  'wait.query': query({ permit: 'anyone', input: none, output: none }),
} as const

type Work = (signal: AbortSignal) => AsyncGenerator<Progress, string, void>

const anna: SignedInOfficer = {
  id: OfficerId.parse('a:anna'),
  name: 'Anna',
  roles: ['admin'],
  department: null,
}
const step = (done: number): Progress => ({ step: 's', done, total: 9 })

function setUp(
  work: Work = async function* () {
    yield* []
    return 'done'
  },
) {
  const sessions = createSessions()
  const announced: Announcement[] = []
  const logged: string[] = []
  const log: Log = {
    info: (event, details) => logged.push(`${event} ${JSON.stringify(details)}`),
    warn: (event) => logged.push(event),
    error: (event, error) => logged.push(`${event} ${String(error)}`),
    isFailing: () => false,
  }
  const handlers: Handlers<typeof contract> = {
    'text.echo': (input) => input,
    'officer.name': (_, context) => callingOfficer(context).name,
    'officers.write': () => ({}),
    'nothing.say': () => undefined,
    'work.run': (_, { signal }) => work(signal),
    'wait.query': (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error)
        })
      }),
  }
  const dispatch = createDispatcher({
    contract,
    handlers,
    sessions,
    files: {} as FileTickets,
    acceptText: (text) => {
      if (text.includes('\0')) throw new CallError('unacceptableText', { position: text.indexOf('\0') })
      return text.normalize('NFC')
    },
    announce: (announcement) => announced.push(announcement),
    log,
    now: () => 77,
  })
  const session = sessions.open()
  const call = (
    name: string,
    input: unknown = {},
    signal = new AbortController().signal,
  ): AsyncIterable<Frame> => dispatch({ name, input, session, signal })
  return { sessions, session, announced, logged, call }
}

async function framesOf(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const all: Frame[] = []
  for await (const frame of frames) all.push(frame)
  return all
}

describe('output', () => {
  it('shows no marks that turn the direction of writing', async () => {
    const { call } = setUp()
    expect(await settle(call('text.echo', { officer: ['Hoa\u202e\u2066'] }))).toEqual({ officer: ['Hoa'] })
  })
})

describe('input', () => {
  it('is normalised and checked in every depth, keys included', async () => {
    const { call } = setUp()
    const decomposed = 'Đồng'.normalize('NFD')
    expect(await settle(call('text.echo', { a: [{ [decomposed]: decomposed }] }))).toEqual({
      a: [{ Đồng: 'Đồng' }],
    })
    await expect(settle(call('text.echo', { a: [{ 'k\0': 1 }] }))).rejects.toMatchObject({
      code: 'unacceptableText',
    })
  })

  it('cannot reach a prototype', async () => {
    const { call } = setUp()
    const answer = await settle(call('text.echo', JSON.parse('{"__proto__":{"admin":true}}')))
    expect((answer as { admin?: boolean }).admin).toBeUndefined()
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  it('is refused when nested without end or not plain', async () => {
    const { call } = setUp()
    const endless = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown
    await expect(settle(call('text.echo', { endless }))).rejects.toMatchObject({
      details: { fields: [{ path: '', code: 'too_deep' }] },
    })
    await expect(settle(call('text.echo', { date: new Date() }))).rejects.toMatchObject({
      details: { fields: [{ path: '', code: 'not_plain' }] },
    })
  })

  it('may be left out when nothing is asked for', async () => {
    const { call } = setUp()
    expect(await framesOf(call('nothing.say', undefined))).toEqual([{ kind: 'result', value: null }])
  })
})

describe('permission', () => {
  it('follows the officer from sign-in to sign-out, and a right taken away is gone at once', async () => {
    const { sessions, session, call } = setUp()
    await expect(settle(call('officers.write'))).rejects.toMatchObject({ code: 'notSignedIn' })
    sessions.signIn(session, anna)
    expect(await settle(call('officers.write'))).toEqual({})
    expect(await settle(call('officer.name'))).toBe('Anna')
    sessions.refreshOfficer({ ...anna, roles: ['viewer'] })
    await expect(settle(call('officers.write'))).rejects.toMatchObject({ code: 'forbidden' })
    sessions.signOutOfficer(anna.id)
    await expect(settle(call('officer.name'))).rejects.toMatchObject({ code: 'notSignedIn' })
  })

  it('is never given to a session that was closed', async () => {
    const { sessions, session, call } = setUp()
    sessions.close(session)
    sessions.signIn(session, anna)
    await expect(settle(call('officer.name'))).rejects.toMatchObject({ code: 'notSignedIn' })
  })
})

describe('an operation', () => {
  it('is stopped at its next yield, and its clean-up has run before the answer ends', async () => {
    const order: string[] = []
    const stop = new AbortController()
    const { call } = setUp(async function* () {
      try {
        for (let done = 1; ; done++) {
          order.push(`work ${done}`)
          yield step(done)
        }
      } finally {
        await Promise.resolve()
        order.push('clean')
      }
    })
    for await (const frame of call('work.run', {}, stop.signal)) {
      order.push(frame.kind === 'error' ? frame.error.code : frame.kind)
      if (order.filter((what) => what === 'progress').length === 2) stop.abort()
    }
    expect(order).toEqual(['work 1', 'progress', 'work 2', 'progress', 'clean', 'cancelled'])
  })

  it('that was done when it was stopped is not denied', async () => {
    const stop = new AbortController()
    const { call } = setUp(async function* () {
      yield* []
      stop.abort()
      return 'committed'
    })
    expect(await settle(call('work.run', {}, stop.signal))).toBe('committed')
  })

  it('that answers a stop with what was done so far is heard', async () => {
    const stop = new AbortController()
    const { call } = setUp(async function* () {
      try {
        for (;;) yield step(1)
      } catch {
        yield step(2)
        return 'one of two'
      }
    })
    expect(await settle(call('work.run', {}, stop.signal), () => stop.abort())).toBe('one of two')
  })

  it('never starts when it was stopped before', async () => {
    let started = false
    const { call, announced } = setUp(async function* () {
      started = true
      yield* []
      return ''
    })
    await expect(settle(call('work.run', {}, AbortSignal.abort()))).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect([started, announced]).toEqual([false, []])
  })

  it('can be stopped although it never waits for anything', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 20)
    const { call } = setUp(async function* () {
      for (let done = 0; done < 1e9; done++) yield step(done)
      return ''
    })
    await expect(settle(call('work.run', {}, stop.signal))).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('is cleaned up when nobody reads its answer any more', async () => {
    let cleaned = false
    const { call } = setUp(async function* () {
      try {
        for (;;) yield step(1)
      } finally {
        cleaned = true
      }
    })
    for await (const frame of call('work.run')) if (frame.kind === 'progress') break
    expect(cleaned).toBe(true)
  })

  it('whose clean-up fails says that something went wrong', async () => {
    const stop = new AbortController()
    const { call, logged } = setUp(async function* () {
      try {
        for (;;) yield step(1)
      } finally {
        await Promise.reject(new Error('disk'))
      }
    })
    const answer = settle(call('work.run', {}, stop.signal), () => stop.abort())
    await expect(answer).rejects.toMatchObject({ code: 'internal' })
    expect(logged).toContain('call failed Error: disk')
  })

  it('announces what it touches however it ends', async () => {
    const { call, announced } = setUp(async function* () {
      yield step(1)
      throw new CallError('diskFull', { neededBytes: 1, freeBytes: 0 })
    })
    await expect(settle(call('work.run'))).rejects.toMatchObject({ code: 'diskFull' })
    expect(announced).toEqual([{ topics: ['exchange'], time: 77 }])
  })
})

it('a query that heeds its signal ends as cancelled', async () => {
  const stop = new AbortController()
  const { call, logged } = setUp()
  const answer = settle(call('wait.query', {}, stop.signal))
  setTimeout(() => stop.abort(), 5)
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
  expect(logged.filter((line) => line.startsWith('call failed'))).toEqual([])
})

it('a listener that fails does not keep the news from the others', () => {
  const failures: unknown[] = []
  const { announce, listen } = createAnnouncer((error) => failures.push(error))
  const heard: string[] = []
  listen(() => {
    throw new Error('closed')
  })
  const stop = listen(() => heard.push('second'))
  announce({ topics: [], time: 1 })
  stop()
  announce({ topics: [], time: 2 })
  expect([heard, failures.length]).toEqual([['second'], 2])
})
