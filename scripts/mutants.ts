/**
 * `npm run mutants`: plants bugs of the kind that would ruin the exchange, one at a time in a copy of the program, and sees the tests
 * go red each time. A test that cannot fail proves nothing.
 *
 *   npm run mutants -- --only=3     only this one
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mutants, type Mutant } from './mutants/mutants.ts'
import { buildOrExplain, programIsStale } from './program-build.ts'
import { inProject, projectFolder } from './project.ts'
import { readOptions } from './read-options.ts'

const { only } = readOptions({ only: { type: 'string' } })
const chosen = mutants.filter((_, index) => only === undefined || only === String(index + 1))

if ((await programIsStale()) && (await buildOrExplain()) === undefined)
  throw new Error('the program could not be built')
const copy = mkdtempSync(path.join(tmpdir(), 'cqtt-mutants-'))
let red = 0
try {
  copyProgram(copy)
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))]
  if (!runTests(tests, 'inherit')) throw new Error('the tests are red before anything is planted')
  for (const mutant of chosen) {
    const started = performance.now()
    const isRed = plant(mutant, () => !runTests(mutant.tests))
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    console.log(`${isRed ? 'red  ' : 'GREEN'} ${mutant.what} (${seconds} s)`)
    if (isRed) red++
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`${red}/${chosen.length}`)
process.exitCode = red === chosen.length ? 0 : 1

/**
 * What git knows of, and what it does not ignore; the packages are shared. With it goes the built program, whose threads the tests of
 * faults start: those threads stay as they are, what starts them has the bug.
 */
function copyProgram(to: string): void {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: projectFolder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  for (const file of files.split('\n').filter((name) => name !== '')) {
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true })
    cpSync(path.join(projectFolder, file), path.join(to, file))
  }
  cpSync(inProject('dist'), path.join(to, 'dist'), { recursive: true })
  symlinkSync(path.join(projectFolder, 'node_modules'), path.join(to, 'node_modules'), 'junction')
}

/** Whether all of these tests are green. */
function runTests(tests: readonly string[], output: 'inherit' | 'ignore' = 'ignore'): boolean {
  const vitest = path.join('node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--bail=1', ...tests], {
    cwd: copy,
    stdio: output,
  })
  return status === 0
}

function plant<Result>({ what, file, edits }: Mutant, look: () => Result): Result {
  const place = path.join(copy, file)
  const before = readFileSync(place, 'utf8')
  let after = before
  for (const { from, to } of edits) {
    if (after.split(from).length !== 2)
      throw new Error(`${what}: its place in ${file} is gone or not the only one`)
    after = after.replace(from, () => to)
  }
  writeFileSync(place, after)
  try {
    return look()
  } finally {
    writeFileSync(place, before)
  }
}
