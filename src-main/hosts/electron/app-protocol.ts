import { attachmentHeader } from '../page/attachment.ts'
import type { PageFiles } from '../page/page-files.ts'
import { generalHeaders, policyFor } from '../page/policy.ts'
import type { Bridge } from './bridge.ts'

/**
 * Answers `app://window/…`: the window's own files, and `app://window/files/<ticket>` for a download that the core offers.
 * Read only.
 */
export function createAppProtocol(
  page: PageFiles,
  bridge: Pick<Bridge, 'fetchFile'>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'window') return refuse(404)
    if (request.method !== 'GET') return refuse(405)
    const ticket = /^\/files\/([0-9a-f]{32})$/.exec(url.pathname)?.[1]
    if (ticket !== undefined) return answerFile(bridge, ticket)
    const read = page.find(url.pathname)
    if (read === undefined) return refuse(404)
    const { headers, body } = await read()
    return new Response(new Uint8Array(body), { headers })
  }
}

async function answerFile(bridge: Pick<Bridge, 'fetchFile'>, ticket: string): Promise<Response> {
  const file = await bridge.fetchFile(ticket)
  if (file === undefined) return refuse(404)
  const headers = new Headers({
    ...generalHeaders,
    'Content-Type': file.type,
    'Content-Security-Policy': policyFor(''),
    'Content-Disposition': attachmentHeader(file.name),
  })
  if (file.size !== null) headers.set('Content-Length', String(file.size))
  return new Response(file.stream, { headers })
}

function refuse(status: number): Response {
  return new Response(null, {
    status,
    headers: { ...generalHeaders, 'Content-Security-Policy': policyFor('') },
  })
}
