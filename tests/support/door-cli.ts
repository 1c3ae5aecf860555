/** The command line over the test core, as a real process. */
import process from 'node:process'
import { runCli } from '../../src-main/hosts/cli/run-cli.ts'
import { doorContract } from './door-contract.ts'
import { openDoorCore } from './door-core.ts'

const stop = new AbortController()
process.on('SIGINT', () => stop.abort())

process.exitCode = await runCli(process.argv.slice(2), {
  contract: doorContract,
  openCore: ({ dataDir }) => {
    if (dataDir === undefined) throw new Error('--data is needed here')
    return openDoorCore({ dataDir })
  },
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: stop.signal,
})
