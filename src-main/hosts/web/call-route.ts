import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Core } from '../../api/core-interface.ts'
import type { SessionId } from '../../api/sessions.ts'
import { plainHeaders, readJson } from './requests.ts'

const jsonLimitBytes = 8 * 1024 * 1024

/**
 * `POST /call/<name>`: the body is the input, the answer a line of JSON for each frame. When the caller goes away before the
 * end, the call is cancelled; this returns when its clean-up is done.
 */
export async function answerCall(
  core: Core,
  caller: Readonly<{ session: SessionId; name: string; closing: AbortSignal }>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const input = await readJson(request, jsonLimitBytes)
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  const signal = AbortSignal.any([gone.signal, caller.closing])

  response.writeHead(200, plainHeaders('application/x-ndjson; charset=utf-8'))
  for await (const frame of core.call({ name: caller.name, input, session: caller.session, signal })) {
    // A window that reads slowly must not hold up the work: it misses some progress, never the end.
    if (frame.kind === 'progress' && response.writableNeedDrain) continue
    if (!response.destroyed) response.write(`${JSON.stringify(frame)}\n`)
  }
  response.end()
}
