import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Core } from '../../api/core-interface.ts'
import { CallError, type ErrorCode } from '../../../shared/contract/errors.ts'
import type { Ticket } from '../../../shared/contract/frames.ts'
import { attachmentHeader } from '../page/attachment.ts'
import { bodyOf, checkContentType, checkDeclaredLength, plainHeaders, Refusal, sendJson } from './requests.ts'

const statusOf: Partial<Record<ErrorCode, number>> = { fileTooLarge: 413, diskFull: 507, folderReadOnly: 507 }

/** `POST /files?name=…`: the body is the file; the answer is its ticket, or an error as in a frame. */
export async function answerUpload(
  core: Core,
  limitBytes: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  checkContentType(request, 'application/octet-stream')
  checkDeclaredLength(request, limitBytes)
  const name = new URLSearchParams((request.url ?? '').split('?')[1] ?? '').get('name') ?? ''
  try {
    sendJson(response, 200, await core.files.receive(name, bodyOf(request)))
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const value = error.toValue()
    sendJson(response, statusOf[value.code] ?? 400, { error: value })
  }
}

/** `GET /files/<ticket>`: the file, once. */
export async function answerDownload(core: Core, ticket: Ticket, response: ServerResponse): Promise<void> {
  const file = openOrRefuse(core, ticket)
  const headers = plainHeaders(file.type)
  headers['Content-Disposition'] = attachmentHeader(file.name)
  if (file.size !== null) headers['Content-Length'] = String(file.size)
  response.writeHead(200, headers)
  // A failure after the first byte can only be told by breaking the connection off, which pipeline does.
  await pipeline(Readable.from(file.stream(), { objectMode: false }), response)
}

function openOrRefuse(core: Core, ticket: Ticket): ReturnType<Core['files']['open']> {
  try {
    return core.files.open(ticket)
  } catch (error) {
    throw error instanceof CallError ? new Refusal(404, error.code) : error
  }
}
