import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openPageFiles } from '../../src-main/hosts/page/page-files.ts'
import { openWebDoor, type WebDoor, type WebDoorOptions } from '../../src-main/hosts/web/web-door.ts'
import { openDoorCore, uploadLimitBytes, type DoorCore } from '../support/door-core.ts'
import { askRaw, type RawAnswer, type RawRequest } from '../support/raw-request.ts'
import { wasCleanedUp } from '../support/doors.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

type Opened = {
  readonly door: WebDoor
  readonly core: DoorCore
  readonly dataDir: string
  readonly token: string
  /** Everything right; a test changes one thing. */
  readonly ask: (change: Partial<RawRequest> & { path: string }) => Promise<RawAnswer>
}

async function openDoor(options: Partial<WebDoorOptions> = {}): Promise<Opened> {
  const dataDir = temporaryFolder()
  const core = await openDoorCore({ dataDir })
  const door = await openWebDoor({
    core,
    page: openPageFiles(builtPage()),
    port: 0,
    uploadLimitBytes,
    ...options,
  })
  onTestFinished(async () => {
    await door.close()
    await core.close()
  })
  const port = Number(new URL(door.origin).port)
  const ask = (change: Partial<RawRequest> & { path: string }): Promise<RawAnswer> =>
    askRaw({ port, ...change })
  const { text } = await exchange(ask, launchTokenOf(door))
  const { token } = JSON.parse(text) as { token: string }
  return { door, core, dataDir, token, ask }
}

const json = { 'Content-Type': 'application/json' }
const octets = { 'Content-Type': 'application/octet-stream' }
const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` })

function launchTokenOf(door: WebDoor): string {
  return new URLSearchParams(new URL(door.newAddress()).hash.slice(1)).get('launch') ?? ''
}

function exchange(ask: Opened['ask'], launchToken: string): Promise<RawAnswer> {
  return ask({ path: '/session', method: 'POST', headers: json, body: JSON.stringify({ launchToken }) })
}

/** A small built window, with a secret beside it that no address may reach. */
function builtPage(): string {
  const folder = path.join(temporaryFolder(), 'window')
  mkdirSync(path.join(folder, 'assets'), { recursive: true })
  writeFileSync(path.join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />')
  writeFileSync(path.join(folder, 'assets', 'index-1a.js'), 'void 0')
  writeFileSync(path.join(folder, 'assets', 'pdf.worker-2b.mjs'), 'void 0')
  writeFileSync(path.join(folder, 'assets', 'inter.woff2'), 'font')
  writeFileSync(path.join(folder, '..', 'secret.txt'), 'secret')
  return folder
}

const state = { path: '/call/session.state', method: 'POST', body: '{}' }

describe('the web door refuses', () => {
  it.each([
    ['no token', {}],
    ['a wrong token', bearer('x'.repeat(43))],
    ['a token of another form', { Authorization: 'Basic abc' }],
  ])('%s with 401', async (_, headers) => {
    const { ask } = await openDoor()
    const answer = await ask({ ...state, headers: { ...json, ...headers } })
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  it.each(['/announcements', `/files/${'0'.repeat(32)}`])('%s without a token with 401', async (place) => {
    const { ask } = await openDoor()
    expect((await ask({ path: place })).status).toBe(401)
  })

  it('an upload without a token with 401, and keeps nothing of it', async () => {
    const { ask, dataDir } = await openDoor()
    expect((await ask({ path: '/files?name=a', method: 'POST', headers: octets, body: 'x' })).status).toBe(
      401,
    )
    expect(readdirSync(path.join(dataDir, 'incoming'))).toEqual([])
  })

  it('a launch token that was never given with 401, and a used one with 403', async () => {
    const { ask, door } = await openDoor()
    const launchToken = launchTokenOf(door)
    expect((await exchange(ask, 'y'.repeat(43))).status).toBe(401)
    expect((await exchange(ask, launchToken)).status).toBe(200)
    const again = await exchange(ask, launchToken)
    expect(again.status).toBe(403)
    expect(JSON.parse(again.text)).toEqual({ refusal: 'usedLaunchToken' })
  })

  it.each(['localhost', 'cqtt.example', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'the foreign Host %s with 421, even for the page',
    async (host) => {
      const { ask, token } = await openDoor()
      expect((await ask({ ...state, headers: { ...json, ...bearer(token), Host: host } })).status).toBe(421)
      expect((await ask({ path: '/', headers: { Host: host } })).status).toBe(421)
    },
  )

  it.each(['http://cqtt.example', 'null', 'https://127.0.0.1', 'http://localhost', ''])(
    'the foreign Origin "%s" with 403',
    async (origin) => {
      const { ask, token } = await openDoor()
      const answer = await ask({ ...state, headers: { ...json, ...bearer(token), Origin: origin } })
      expect(answer.status).toBe(403)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    },
  )

  it('a request that a browser says comes from another page with 403', async () => {
    const { ask, token } = await openDoor()
    for (const site of ['cross-site', 'same-site']) {
      const headers = { ...json, ...bearer(token), 'Sec-Fetch-Site': site }
      expect((await ask({ ...state, headers })).status).toBe(403)
    }
  })

  it('a preflight with 405: there is no CORS', async () => {
    const { ask } = await openDoor()
    const headers = { 'Access-Control-Request-Method': 'POST' }
    const answer = await ask({ path: '/call/session.state', method: 'OPTIONS', headers })
    expect(answer.status).toBe(405)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', '', 'application/json; charset=latin1'])(
    'the content type "%s" with 415',
    async (type) => {
      const { ask, token } = await openDoor()
      expect((await ask({ ...state, headers: { ...bearer(token), 'Content-Type': type } })).status).toBe(415)
      const upload = { path: '/files?name=a', method: 'POST', body: 'x' }
      expect((await ask({ ...upload, headers: { ...bearer(token), 'Content-Type': type } })).status).toBe(415)
    },
  )

  it('a packed body with 415', async () => {
    const { ask, token } = await openDoor()
    const headers = { ...json, ...bearer(token), 'Content-Encoding': 'gzip' }
    expect((await ask({ ...state, headers })).status).toBe(415)
  })

  it('an oversized body with 413, whether its length is told or not', async () => {
    const { ask, token } = await openDoor()
    const body = `{"note":"${'a'.repeat(8 * 1024 * 1024)}"}`
    const headers = { ...json, ...bearer(token) }
    expect((await ask({ ...state, headers, body })).status).toBe(413)
    expect((await ask({ ...state, headers, body: inPieces(body) })).status).toBe(413)
  })

  it('an oversized upload with 413, whether its length is told or not, and keeps nothing of it', async () => {
    const { ask, token, dataDir } = await openDoor()
    const upload = { path: '/files?name=a.pdf', method: 'POST', headers: { ...octets, ...bearer(token) } }
    const body = 'b'.repeat(uploadLimitBytes + 1)
    for (const sent of [body, inPieces(body)]) {
      const answer = await ask({ ...upload, body: sent })
      expect(answer.status).toBe(413)
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'fileTooLarge' } })
    }
    expect(readdirSync(path.join(dataDir, 'incoming'))).toEqual([])
    expect((await ask({ ...upload, body: 'b'.repeat(uploadLimitBytes) })).status).toBe(200)
  })

  it.each(['{', '', '\xff', 'undefined'])('the body "%s", which is no JSON, with 400', async (body) => {
    const { ask, token } = await openDoor()
    const bytes = Buffer.from(body, 'latin1')
    expect((await ask({ ...state, headers: { ...json, ...bearer(token) }, body: bytes })).status).toBe(400)
  })

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/./index.html',
    '/%00',
    '/assets/',
    '/assets',
    '/files/../index.html',
    '/call/../session',
    'http://127.0.0.1/index.html',
  ])('the path %s with 404', async (place) => {
    const { ask, token } = await openDoor()
    const answer = await ask({ path: place, headers: bearer(token) })
    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain('secret')
  })

  it.each(['/nothing', '/call/', '/call/a/b', '/call/__proto__', '/files/1', '/session/', '/favicon.ico'])(
    'the unknown path %s with 404',
    async (place) => {
      const { ask, token } = await openDoor()
      for (const method of ['GET', 'POST']) {
        const body = method === 'POST' ? '{}' : ''
        const answer = await ask({ path: place, method, headers: { ...json, ...bearer(token) }, body })
        expect(answer.status).toBe(404)
      }
    },
  )

  it('an unknown ticket with 404', async () => {
    const { ask, token } = await openDoor()
    expect((await ask({ path: `/files/${'0'.repeat(32)}`, headers: bearer(token) })).status).toBe(404)
  })

  it.each([
    ['GET', '/call/session.state', 'POST'],
    ['GET', '/session', 'POST'],
    ['DELETE', '/files', 'POST'],
    ['POST', '/announcements', 'GET'],
    ['PUT', `/files/${'0'.repeat(32)}`, 'GET'],
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/assets/index-1a.js', 'GET, HEAD'],
  ])('%s %s with 405', async (method, place, allowed) => {
    const { ask, token } = await openDoor()
    const answer = await ask({ path: place, method, headers: bearer(token) })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe(allowed)
  })

  it('a port that is taken', async () => {
    const { core, door } = await openDoor()
    const port = Number(new URL(door.origin).port)
    await expect(openWebDoor({ core, port, uploadLimitBytes })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('the web door', () => {
  it('can be reached from this machine only', async () => {
    const { door } = await openDoor()
    expect(door.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const port = Number(new URL(door.origin).port)
    // 127.0.0.2 is this machine as well, but another address: a door on 0.0.0.0 would open.
    await expect(
      new Promise((resolve, reject) => {
        connect(port, '127.0.0.2', () => resolve('open')).on('error', reject)
      }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('accepts its own Origin', async () => {
    const { ask, door, token } = await openDoor()
    const headers = { ...json, ...bearer(token), Origin: door.origin, 'Sec-Fetch-Site': 'same-origin' }
    expect((await ask({ ...state, headers })).status).toBe(200)
  })

  it('keeps the connection in order after a body that it turned away', async () => {
    const { door, token } = await openDoor()
    const refused = await fetch(`${door.origin}/call/session.state`, {
      method: 'POST',
      headers: { ...json, ...bearer(token) },
      body: `"${'a'.repeat(9 * 1024 * 1024)}"`,
    })
    expect(refused.status).toBe(413)
    const next = await fetch(`${door.origin}/call/session.state`, {
      method: 'POST',
      headers: { ...json, ...bearer(token) },
      body: '{}',
    })
    expect(next.status).toBe(200)
  })

  it('reads on after a refusal, because a browser sends its whole body before it looks at the answer', async () => {
    const { door, token } = await openDoor()
    const { host, port } = new URL(door.origin)
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    const head = `POST /call/session.state HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n`
    socket.write(`${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`)
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`
    for (let sent = 0; sent < 32 * 1024 * 1024; sent += 65_536) {
      if (!socket.write(chunk)) await once(socket, 'drain')
    }
    await vi.waitFor(() => expect(answer).toMatch(/^HTTP\/1\.1 413 /))
  })

  it('hands out the page under a strict policy, with a nonce that is new each time', async () => {
    const { ask } = await openDoor()
    const nonces = await Promise.all(
      ['/', '/index.html'].map(async (place) => {
        const { status, headers, text } = await ask({ path: place })
        expect(status).toBe(200)
        expect(headers['content-type']).toBe('text/html; charset=utf-8')
        const nonce = /content="([\w-]{24})"/.exec(text)?.[1] ?? ''
        expect(headers['content-security-policy']).toBe(
          `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' blob: data:; ` +
            "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'none'; " +
            "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
            "require-trusted-types-for 'script'; trusted-types default",
        )
        return nonce
      }),
    )
    expect(new Set(nonces).size).toBe(2)
  })

  it('lets only the PDF worker compile WebAssembly', async () => {
    const { ask } = await openDoor()
    const policies = await Promise.all(
      ['/', '/assets/index-1a.js', '/assets/inter.woff2', '/nothing', '/assets/pdf.worker-2b.mjs'].map(
        async (place) => (await ask({ path: place })).headers['content-security-policy'],
      ),
    )
    expect(policies.map((policy) => String(policy).includes('wasm-unsafe-eval'))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ])
    for (const policy of policies) expect(policy).not.toMatch(/'unsafe-(?:eval|inline)'/)
  })

  it('sends the general headers and no cookie with every answer', async () => {
    const { ask, token } = await openDoor()
    for (const asked of [
      { path: '/' },
      { path: '/assets/index-1a.js' },
      { path: '/nothing' },
      { ...state, headers: { ...json, ...bearer(token) } },
    ]) {
      const { headers } = await ask(asked)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  it.each([
    ['/assets/index-1a.js', 'text/javascript; charset=utf-8'],
    ['/assets/pdf.worker-2b.mjs', 'text/javascript; charset=utf-8'],
    ['/assets/inter.woff2', 'font/woff2'],
  ])('names the type of %s', async (place, type) => {
    const { ask } = await openDoor()
    expect((await ask({ path: place })).headers['content-type']).toBe(type)
    const head = await ask({ path: place, method: 'HEAD' })
    expect([head.status, head.text]).toEqual([200, ''])
  })

  it('hands a file out as one to be saved, under its own name', async () => {
    const { ask, token } = await openDoor()
    const call = (name: string, input: object): Promise<RawAnswer> =>
      ask({
        path: `/call/${name}`,
        method: 'POST',
        headers: { ...json, ...bearer(token) },
        body: JSON.stringify(input),
      })
    await call('session.signIn', { officer: 'vn:lan' })
    const made = await call('files.make', { name: 'Xếp hạng "2024".pdf', size: 5 })
    const { value } = JSON.parse(made.text) as { value: { file: { ticket: string } } }
    const { headers, text } = await ask({ path: `/files/${value.file.ticket}`, headers: bearer(token) })
    expect(text).toBe('abcde')
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '5',
      'content-disposition': `attachment; filename="Xep hang _2024_.pdf"; filename*=UTF-8''X%E1%BA%BFp%20h%E1%BA%A1ng%20_2024_.pdf`,
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-security-policy']).toContain('sandbox')
  })

  it('cancels the call of a caller who goes away', async () => {
    const { door, dataDir, token } = await openDoor()
    const headers = { ...json, ...bearer(token) }
    await fetch(`${door.origin}/call/session.signIn`, {
      method: 'POST',
      headers,
      body: '{"officer":"vn:lan"}',
    })
    const stop = new AbortController()
    const body = JSON.stringify({ name: 'left', steps: 100_000, pause: 2 })
    const answer = await fetch(`${door.origin}/call/work.count`, {
      method: 'POST',
      headers,
      body,
      signal: stop.signal,
    })
    await answer.body?.getReader().read()
    expect(wasCleanedUp(dataDir, 'left')).toBe(false)
    stop.abort()
    await vi.waitFor(() => expect(wasCleanedUp(dataDir, 'left')).toBe(true), { timeout: 5000 })
  })

  it('drops an upload whose sender goes away', async () => {
    const { door, dataDir, token } = await openDoor()
    const stop = new AbortController()
    const sending = fetch(`${door.origin}/files?name=a.pdf`, {
      method: 'POST',
      headers: { ...octets, ...bearer(token) },
      body: Readable.toWeb(Readable.from(endless())),
      duplex: 'half',
      signal: stop.signal,
    } as RequestInit)
    const incoming = path.join(dataDir, 'incoming')
    await vi.waitFor(() => expect(readdirSync(incoming)).toHaveLength(1))
    stop.abort()
    await expect(sending).rejects.toThrow()
    await vi.waitFor(() => expect(readdirSync(incoming)).toEqual([]))
  })

  it('cancels what runs and waits for its clean-up when it closes', async () => {
    const { door, dataDir, token } = await openDoor()
    const headers = { ...json, ...bearer(token) }
    await fetch(`${door.origin}/call/session.signIn`, {
      method: 'POST',
      headers,
      body: '{"officer":"vn:lan"}',
    })
    const body = JSON.stringify({ name: 'closing', steps: 100_000, pause: 2 })
    const answer = await fetch(`${door.origin}/call/work.count`, { method: 'POST', headers, body })
    const text = answer.text()
    await door.close()
    expect(wasCleanedUp(dataDir, 'closing')).toBe(true)
    expect((await text).trim().split('\n').at(-1)).toBe(
      '{"kind":"error","error":{"code":"cancelled","details":{}}}',
    )
  })

  it.each([
    ['a body without a token', (_: string) => `POST /session HTTP/1.1`, 'application/json'],
    [
      'an upload',
      (token: string) => `POST /files?name=a HTTP/1.1\r\nAuthorization: Bearer ${token}`,
      'application/octet-stream',
    ],
    [
      'the input of a call',
      (token: string) => `POST /call/work.count HTTP/1.1\r\nAuthorization: Bearer ${token}`,
      'application/json',
    ],
  ])('closes although somebody never ends %s', async (_, head, type) => {
    const { door, dataDir, token } = await openDoor()
    const { host, port } = new URL(door.origin)
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(`${head(token)}\r\nHost: ${host}\r\nContent-Type: ${type}\r\nContent-Length: 100\r\n\r\n{`)
    const gone = once(socket, 'close')
    await new Promise((resolve) => setTimeout(resolve, 100))
    await door.close()
    await gone
    expect(readdirSync(path.join(dataDir, 'incoming'))).toEqual([])
  })

  it('closes although somebody never reads a file', async () => {
    const { door, core, token } = await openDoor()
    const { ticket } = core.files.offer({
      ...{ name: 'a', type: 'application/pdf', size: null, content: endless },
    })
    const { host, port } = new URL(door.origin)
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.pause()
    socket.write(`GET /files/${ticket} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const gone = once(socket, 'close')
    await door.close()
    socket.resume()
    await gone
  })

  it('says so when the last window has gone, but not when it was only reloaded', async () => {
    const gone = vi.fn()
    const { door, token } = await openDoor({ onLastWindowGone: gone, graceMilliseconds: 60 })
    const open = async (): Promise<AbortController> => {
      const stop = new AbortController()
      const answer = await fetch(`${door.origin}/announcements`, {
        headers: bearer(token),
        signal: stop.signal,
      })
      await answer.body?.getReader().read()
      return stop
    }
    const first = await open()
    first.abort()
    const second = await open()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(gone).not.toHaveBeenCalled()
    second.abort()
    await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce())
  })

  it('closes a request whose body does not come, with or without a token, and says why', async () => {
    const limits = { connections: 256, body: 150, uploadIdle: 60_000 }
    const { door, token, ask } = await openDoor({ limits })
    const halves = [
      halfRequest(door, '/session', json),
      halfRequest(door, '/call/session.state', { ...json, ...bearer(token) }),
      // Without a token nobody sends a file, however slowly.
      halfRequest(door, '/files?name=a', octets),
    ]
    const answers = await Promise.all(halves.map(({ ended }) => ended))
    expect(answers.map((text) => text.split('\r\n')[0])).toEqual([
      'HTTP/1.1 408 Request Timeout',
      'HTTP/1.1 408 Request Timeout',
      'HTTP/1.1 401 Unauthorized',
    ])
    expect((await ask({ ...state, headers: { ...json, ...bearer(token) } })).status).toBe(200)
  })

  it('waits for a file as long as something of it comes, and no longer', async () => {
    const limits = { connections: 256, body: 50, uploadIdle: 1000 }
    const { door, token, dataDir } = await openDoor({ limits })
    const headers = { ...octets, ...bearer(token) }
    const slow = halfRequest(door, '/files?name=slow.txt', headers, 6)
    for (let sent = 0; sent < 6; sent += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      slow.send('x')
    }
    expect(await slow.untilAnswered).toContain('"size":6')
    slow.close()
    const stuck = halfRequest(door, '/files?name=stuck.txt', headers, 6)
    stuck.send('xx')
    expect(await stuck.ended).toContain('HTTP/1.1 408')
    await vi.waitFor(() => expect(readdirSync(path.join(dataDir, 'incoming'))).toHaveLength(1))
  })

  it('holds no more connections than its limit, and goes on when they have ended', async () => {
    const limits = { connections: 5, body: 400, uploadIdle: 400 }
    const { door, token, ask } = await openDoor({ limits })
    const halves = Array.from({ length: 12 }, () => halfRequest(door, '/session', json))
    const answered = await Promise.all(halves.map(({ ended }) => ended))
    expect(answered.filter((text) => text.includes('408')).length).toBeLessThanOrEqual(5)
    expect((await ask({ ...state, headers: { ...json, ...bearer(token) } })).status).toBe(200)
  })

  it('opens no page without a built window', async () => {
    const dataDir = temporaryFolder()
    expect(existsSync(path.join(dataDir, 'index.html'))).toBe(false)
    expect(openPageFiles(dataDir).find('/')).toBeUndefined()
  })
})

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 65_536)
    yield await Promise.resolve(Buffer.from(text.slice(at, at + 65_536)))
}

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) {
    yield Buffer.alloc(100)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

type HalfRequest = Readonly<{
  send: (text: string) => void
  /** Everything that was answered until the connection closed. */
  ended: Promise<string>
  untilAnswered: Promise<string>
  close: () => void
}>

/** A request that promises a body and sends none of it. */
function halfRequest(
  door: WebDoor,
  place: string,
  headers: Readonly<Record<string, string>>,
  length = 100,
): HalfRequest {
  const { port, host } = new URL(door.origin)
  const socket = connect(Number(port), '127.0.0.1')
  const lines = Object.entries({ Host: host, ...headers, 'Content-Length': String(length) })
  socket.write(
    `POST ${place} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  )
  let text = ''
  const answered = Promise.withResolvers<string>()
  const ended = Promise.withResolvers<string>()
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part
    if (text.endsWith('}')) answered.resolve(text)
  })
  // A connection over the limit may be reset.
  socket.on('error', () => undefined)
  socket.on('close', () => ended.resolve(text))
  onTestFinished(() => void socket.destroy())
  return {
    send: (part) => void socket.write(part),
    ended: ended.promise,
    untilAnswered: answered.promise,
    close: () => void socket.destroy(),
  }
}
