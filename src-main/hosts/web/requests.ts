import type { IncomingMessage, ServerResponse } from 'node:http'
import { generalHeaders, policyFor } from '../page/policy.ts'

/** A request that is turned away before it reaches the core. */
export class Refusal extends Error {
  readonly status: number
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, reason: string, headers: Readonly<Record<string, string>> = {}) {
    super(reason)
    this.status = status
    this.reason = reason
    this.headers = headers
  }
}

/**
 * The request must have been meant for this very address, or a page from elsewhere could reach us under a name of its own
 * that was made to point here (DNS rebinding).
 */
export function checkHost(request: IncomingMessage, host: string): void {
  const given = request.rawHeaders.filter((_, i, all) => i % 2 === 1 && all[i - 1]?.toLowerCase() === 'host')
  if (given.length !== 1 || given[0] !== host) throw new Refusal(421, 'foreignHost')
}

/** A browser names the page that asks; only our own page may. Programs without pages name none and still need the token. */
export function checkOrigin(request: IncomingMessage, origin: string): void {
  const given = request.headers.origin
  if (given !== undefined && given !== origin) throw new Refusal(403, 'foreignOrigin')
}

/** For everything but the page's own files: a browser's word that the request comes from our page. */
export function checkFetchSite(request: IncomingMessage): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal(403, 'foreignSite')
}

export function checkContentType(request: IncomingMessage, type: string): void {
  const given = (request.headers['content-type'] ?? '').toLowerCase().replaceAll(' ', '')
  const plain = request.headers['content-encoding'] === undefined
  if (!plain || (given !== type && given !== `${type};charset=utf-8`))
    throw new Refusal(415, 'wrongContentType')
}

/** The length of the body as its sender tells it; 0 when untold. */
export function declaredLength(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0)
}

/** The body's bytes; reading it does not close the connection when it stops half-way, so that the refusal can be read. */
export function bodyOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) }
}

/** @throws Refusal 415, 413, 400 */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  checkContentType(request, 'application/json')
  if (declaredLength(request) > limitBytes) throw new Refusal(413, 'bodyTooLarge')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bodyOf(request)) {
    size += chunk.length
    if (size > limitBytes) throw new Refusal(413, 'bodyTooLarge')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    throw new Refusal(400, 'notJson')
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    ...plainHeaders('application/json; charset=utf-8'),
    ...headers,
    'Content-Length': body.length,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

/** Headers of an answer that is data and no page. */
export function plainHeaders(contentType: string): Record<string, string> {
  return { ...generalHeaders, 'Content-Type': contentType, 'Content-Security-Policy': policyFor('') }
}
