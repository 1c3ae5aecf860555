import process from 'node:process'
import { openProgramCore } from '../../core.ts'
import { windowFolder } from '../../platform/program-files.ts'
import { hasDisplay, openBrowser } from './open-browser.ts'
import { runWeb } from './run-web.ts'

/** The program in plain Node, with its window in a browser. The first Ctrl+C closes in order, the second ends at once. */
const stopped = new Promise<void>((resolve) => {
  let asked = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1)
      asked = true
      resolve()
    })
  }
})

process.exitCode = await runWeb(process.argv.slice(2), {
  openCore: openProgramCore,
  pageFolder: windowFolder(),
  stdout: process.stdout,
  stderr: process.stderr,
  openBrowser: hasDisplay({ platform: process.platform, environment: process.env })
    ? (address) => {
        openBrowser(process.platform, address)
      }
    : undefined,
  stopped,
})
