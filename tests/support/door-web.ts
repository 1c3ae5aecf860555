/** The web program over the test core, as a real process. The page's folder is the first argument. */
import process from 'node:process'
import { runWeb } from '../../src-main/hosts/web/run-web.ts'
import { openDoorCore } from './door-core.ts'

const [pageFolder = '', ...args] = process.argv.slice(2)
process.exitCode = await runWeb(args, {
  openCore: ({ dataDir }) => {
    if (dataDir === undefined) throw new Error('--data is needed here')
    return openDoorCore({ dataDir })
  },
  pageFolder,
  stdout: process.stdout,
  stderr: process.stderr,
  openBrowser: (address) => {
    process.stdout.write(`browser: ${address}\n`)
  },
  stopped: new Promise((resolve) => process.once('SIGTERM', () => resolve())),
})
