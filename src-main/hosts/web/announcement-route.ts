import type { ServerResponse } from 'node:http'
import type { Core } from '../../api/core-interface.ts'
import { plainHeaders } from './requests.ts'

const heartbeatEvery = 15_000
/** A window that has not read this much for so long is not there any more. */
const mostUnread = 1024 * 1024

export type AnnouncementStreams = Readonly<{
  /** Answers `GET /announcements`: a line of JSON for each announcement, an empty line now and then as a sign of life. */
  open: (response: ServerResponse) => void
  closeAll: () => void
}>

/**
 * Every open window holds one such stream, so this is also where the door learns that the last window is gone.
 *
 * @param onLastGone called when no window has held a stream for `graceMilliseconds` (a reload takes less)
 */
export function createAnnouncementStreams(
  core: Core,
  onLastGone: () => void,
  graceMilliseconds: number,
): AnnouncementStreams {
  const streams = new Set<ServerResponse>()
  let closing = false
  let grace: NodeJS.Timeout | undefined

  function leave(response: ServerResponse): void {
    streams.delete(response)
    if (streams.size > 0 || closing) return
    clearTimeout(grace)
    grace = setTimeout(() => {
      if (streams.size === 0 && !closing) onLastGone()
    }, graceMilliseconds)
    grace.unref()
  }

  return {
    open(response) {
      streams.add(response)
      response.writeHead(200, plainHeaders('application/x-ndjson; charset=utf-8'))
      // The empty line tells the window at once that it is listening from now on.
      response.write('\n')
      const heartbeat = setInterval(() => response.write('\n'), heartbeatEvery)
      const stop = core.announcements((announcement) => {
        response.write(`${JSON.stringify(announcement)}\n`)
        if (response.writableLength > mostUnread) response.destroy()
      })
      response.on('close', () => {
        clearInterval(heartbeat)
        stop()
        leave(response)
      })
    },
    closeAll() {
      closing = true
      clearTimeout(grace)
      for (const response of streams) response.end()
    },
  }
}
