import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { Core } from '../../api/core-interface.ts'
import type { SessionId } from '../../api/sessions.ts'
import { errnoOf } from '../../platform/file-errors.ts'
import { Ticket } from '../../../shared/contract/frames.ts'
import type { PageFiles } from '../page/page-files.ts'
import { createAnnouncementStreams } from './announcement-route.ts'
import { limitBody, usualLimits, type BodyLimit, type DoorLimits } from './body-limits.ts'
import { answerCall } from './call-route.ts'
import { answerDownload, answerUpload } from './file-routes.ts'
import { checkFetchSite, checkHost, checkOrigin, readJson, Refusal, sendJson } from './requests.ts'
import { createTokens } from './tokens.ts'

export type WebDoorOptions = Readonly<{
  core: Core
  /** The built window; without it the door answers calls only. */
  page?: PageFiles
  /** 0 lets the system choose a free one. */
  port: number
  uploadLimitBytes: number
  /** Called when the last window was closed: a new address is needed to come back. */
  onLastWindowGone?: () => void
  /** How long a window may be away (reloading) before it counts as closed. */
  graceMilliseconds?: number
  limits?: DoorLimits
}>

export type WebDoor = Readonly<{
  /** `http://127.0.0.1:<port>` */
  origin: string
  /** An address that opens one window, once. */
  newAddress: () => string
  /** Cancels running calls, waits for their clean-up and closes every connection. */
  close: () => Promise<void>
}>

const address = '127.0.0.1'
const SessionRequest = z.strictObject({ launchToken: z.string().max(100) })

/**
 * The core over HTTP for windows on this machine. A request is checked in this order, and the first failure answers:
 * Host (421) → Origin (403) → path (404) → method (405) → token (401) → content type (415) → size (413) → time (408).
 *
 * @throws the system's error when the port is taken
 */
export async function openWebDoor(options: WebDoorOptions): Promise<WebDoor> {
  const { core, page, uploadLimitBytes, limits = usualLimits } = options
  const tokens = createTokens(core.sessions)
  const announcements = createAnnouncementStreams(
    core,
    () => options.onLastWindowGone?.(),
    options.graceMilliseconds ?? 3000,
  )
  const closing = new AbortController()
  const running = new Map<IncomingMessage, Promise<void>>()
  let host = ''

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    bodyLimit: BodyLimit,
  ): Promise<void> {
    checkHost(request, host)
    checkOrigin(request, `http://${host}`)
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (page !== undefined && (await answerFromPage(page, path, request, response))) return
    checkFetchSite(request)

    if (path === '/session') {
      requireMethod(request, 'POST')
      await answerSession(request, response)
    } else if (path === '/announcements') {
      requireMethod(request, 'GET')
      requireSession(request)
      announcements.open(response)
    } else if (path === '/files') {
      requireMethod(request, 'POST')
      requireSession(request)
      bodyLimit.allowLong()
      await answerUpload(core, uploadLimitBytes, request, response)
    } else if (path.startsWith('/files/')) {
      const ticket = Ticket.safeParse(path.slice('/files/'.length))
      if (!ticket.success) throw new Refusal(404, 'unknownPath')
      requireMethod(request, 'GET')
      requireSession(request)
      await answerDownload(core, ticket.data, response, closing.signal)
    } else {
      const name = /^\/call\/([A-Za-z][A-Za-z0-9.]{0,99})$/.exec(path)?.[1]
      if (name === undefined) throw new Refusal(404, 'unknownPath')
      requireMethod(request, 'POST')
      const session = requireSession(request)
      await answerCall(core, { session, name, closing: closing.signal }, request, response)
    }
  }

  /** `POST /session`: the one-time token of the address for the token of this window. */
  async function answerSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = SessionRequest.safeParse(await readJson(request, 1024))
    if (!body.success) throw new Refusal(400, 'notASessionRequest')
    const exchange = tokens.exchange(body.data.launchToken)
    if (exchange.kind === 'used') throw new Refusal(403, 'usedLaunchToken')
    if (exchange.kind === 'unknown') throw wrongToken()
    sendJson(response, 200, { token: exchange.token })
  }

  function requireSession(request: IncomingMessage): SessionId {
    const session = tokens.sessionOf(request.headers.authorization)
    if (session === undefined) throw wrongToken()
    return session
  }

  function refuse(error: unknown, response: ServerResponse): void {
    if (!(error instanceof Refusal)) core.log.error('request failed', error)
    if (response.headersSent) {
      response.destroy()
    } else if (error instanceof Refusal) {
      sendJson(response, error.status, { refusal: error.reason }, error.headers)
    } else {
      sendJson(response, 500, { refusal: 'internal' })
    }
  }

  const server = createServer((request, response) => {
    if (closing.signal.aborted) {
      request.destroy()
      return
    }
    const bodyLimit = limitBody(request, limits, () => endSlow(request, response))
    const work = answer(request, response, bodyLimit).catch((error: unknown) => {
      if (!isGone(error)) refuse(error, response)
    })
    // The rest of a body that was turned away is read and dropped, so that the sender gets to read why.
    response.on('finish', () => request.resume())
    running.set(request, work)
    void work.finally(() => running.delete(request))
  })
  // A large file from a slow disk may take longer than any fixed time; `limitBody` ends all that stands still.
  server.requestTimeout = 0
  server.maxConnections = limits.connections

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port: options.port, exclusive: true }, resolve)
  })
  host = `${address}:${(server.address() as AddressInfo).port}`

  return {
    origin: `http://${host}`,
    newAddress: () => `http://${host}/#launch=${tokens.newLaunchToken()}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      closing.abort()
      announcements.closeAll()
      // a sender who never ends must not keep the program from ending, and needs no token to begin
      for (const request of running.keys()) if (!request.complete) request.destroy()
      await Promise.allSettled(running.values())
      server.closeAllConnections()
      await closed
      tokens.closeSessions()
    },
  }
}

/** Tells a sender who does not go on why the connection ends, if nothing was answered yet, and ends it. */
function endSlow(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    request.destroy()
    return
  }
  response.on('finish', () => request.destroy())
  sendJson(response, 408, { refusal: 'bodyTooSlow' }, { Connection: 'close' })
}

async function answerFromPage(
  page: PageFiles,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const found = page.find(path)
  if (found === undefined) return false
  requireMethod(request, 'GET', 'HEAD')
  const { headers, body } = await found()
  response.writeHead(200, { ...headers, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
  return true
}

function requireMethod(request: IncomingMessage, ...methods: readonly string[]): void {
  if (!methods.includes(request.method ?? ''))
    throw new Refusal(405, 'wrongMethod', { Allow: methods.join(', ') })
}

function wrongToken(): Refusal {
  return new Refusal(401, 'wrongToken', { 'WWW-Authenticate': 'Bearer' })
}

/** The window went away in the middle, or the door closes: nobody is left to be told, and it is no fault of ours. */
function isGone(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(errnoOf(error) ?? '')
}
