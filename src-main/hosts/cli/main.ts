import process from 'node:process'
import { contract } from '../../../shared/contract/contract.ts'
import { openProgramCore } from '../../core.ts'
import { runCli } from './run-cli.ts'

/** `cqtt <call> …` from a terminal or a script. The first Ctrl+C cancels and cleans up, the second ends at once. */
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  })
}

// `cqtt … | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runCli(process.argv.slice(2), {
  contract,
  openCore: openProgramCore,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: stop.signal,
})
