import { request, type IncomingHttpHeaders } from 'node:http'

export type RawAnswer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export type RawRequest = {
  readonly port: number
  readonly path: string
  readonly method?: string
  /** Sent exactly so; a `Host` is added only when none is here. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: Uint8Array | string | AsyncIterable<Uint8Array>
}

/** One HTTP request byte for byte as asked: no client tidies its path or its headers. */
export function askRaw({
  port,
  path,
  method = 'GET',
  headers = {},
  body = '',
}: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, agent: false, headers: headers as never },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part))
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
        })
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    void write(sent, body).catch(reject)
  })
}

async function write(sent: ReturnType<typeof request>, body: NonNullable<RawRequest['body']>): Promise<void> {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    sent.end(body)
    return
  }
  for await (const chunk of body) sent.write(chunk)
  sent.end()
}
