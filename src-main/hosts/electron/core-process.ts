import type { ParentPort } from 'electron'
import process from 'node:process'
import { openProgramCore } from '../../core.ts'
import type { OpenCoreOptions } from '../../api/core-interface.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { CoreStart, FromCore, ToCore } from './messages.ts'
import { serveCore } from './serve-core.ts'

/** The process in which the core runs, started by `main.ts` with its options as the first argument. */
const parent: ParentPort = process.parentPort
const options = JSON.parse(process.argv[2] ?? '{}') as OpenCoreOptions

function tell(message: FromCore | CoreStart): void {
  parent.postMessage(message)
}

try {
  const core = await openProgramCore(options)
  const port = {
    post: tell,
    onMessage: (listener: (message: ToCore) => void) => {
      parent.on('message', (event) => {
        listener(event.data as ToCore)
      })
    },
  }
  serveCore(core, port, () => process.exit(0))
  tell({ kind: 'ready' })
} catch (error) {
  if (!isCallError(error)) throw error
  tell({ kind: 'failed', error: error.toValue() })
}
