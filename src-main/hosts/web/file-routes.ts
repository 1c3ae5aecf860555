import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { plainFileName } from '../../platform/file-names.ts'
import type { Core } from '../../api/core-interface.ts'
import { CallError, isCallError, type ErrorCode } from '../../../shared/contract/errors.ts'
import type { Ticket } from '../../../shared/contract/frames.ts'
import { attachmentHeader } from '../page/attachment.ts'
import { bodyOf, checkContentType, declaredLength, plainHeaders, Refusal, sendJson } from './requests.ts'

const statusOf: Partial<Record<ErrorCode, number>> = { fileTooLarge: 413, diskFull: 507, folderReadOnly: 507 }

/** `POST /files?name=…`: the body is the file; the answer is its ticket, or an error as in a frame. */
export async function answerUpload(
  core: Core,
  limitBytes: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  checkContentType(request, 'application/octet-stream')
  const name = new URLSearchParams((request.url ?? '').split('?')[1] ?? '').get('name') ?? ''
  try {
    // Said before a byte is read, where the sender tells the length.
    if (declaredLength(request) > limitBytes) {
      throw new CallError('fileTooLarge', { name: plainFileName(name), limitBytes })
    }
    sendJson(response, 200, await core.files.receive(name, bodyOf(request)))
  } catch (error) {
    if (!isCallError(error)) throw error
    sendJson(response, statusOf[error.code] ?? 400, { error: error.toValue() })
  }
}

/** `GET /files/<ticket>`: the file, once. */
export async function answerDownload(
  core: Core,
  ticket: Ticket,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  const file = openOrRefuse(core, ticket)
  const headers = plainHeaders(file.type)
  headers['Content-Disposition'] = attachmentHeader(file.name)
  if (file.size !== null) headers['Content-Length'] = String(file.size)
  response.writeHead(200, headers)
  // A failure after the first byte can only be told by breaking the connection off, which pipeline does.
  await pipeline(Readable.from(file.stream(), { objectMode: false }), response, { signal: closing })
}

function openOrRefuse(core: Core, ticket: Ticket): ReturnType<Core['files']['open']> {
  try {
    return core.files.open(ticket)
  } catch (error) {
    throw isCallError(error) ? new Refusal(404, error.code) : error
  }
}
