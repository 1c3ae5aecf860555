/**
 * `npm run check`: everything that must be true before work is handed in, but for the long tests.
 * Prints one line a step with its time, and what a failing step said.
 */
import { runQuietly } from './foreground.ts'
import { launcherArguments } from './project.ts'

interface Step {
  readonly title: string
  readonly command: readonly string[]
}

const steps: readonly Step[] = [
  { title: 'types', command: ['tsc', '-b'] },
  { title: 'lint', command: ['scripts/lint.ts'] },
  { title: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  {
    title: 'layers',
    command: ['depcruise', '--output-type', 'err-long', 'src-main', 'src-renderer', 'shared'],
  },
  { title: 'dead code', command: ['knip', '--no-progress'] },
  { title: 'lockfile', command: ['scripts/check-lockfile.ts'] },
  { title: 'unit tests', command: ['vitest', 'run', '--project', 'unit'] },
]

const started = performance.now()
let failures = 0
for (const step of steps) {
  const { exitCode, output, milliseconds } = await runQuietly(
    process.execPath,
    launcherArguments(step.command),
  )
  const verdict = exitCode === 0 ? 'ok    ' : 'FAILED'
  console.log(`${verdict} ${step.title.padEnd(12)} ${(milliseconds / 1000).toFixed(1).padStart(5)} s`)
  if (exitCode !== 0) {
    failures += 1
    console.log(`${output.trim()}\n`)
  }
}
console.log(`check took ${((performance.now() - started) / 1000).toFixed(1)} s`)
if (failures > 0) process.exitCode = 1
