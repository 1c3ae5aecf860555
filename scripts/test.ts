/**
 * `npm test`: everything that can be tested, browser tests included.
 *
 *   npm test -- --only=core      only these projects of vitest (comma separated), or e2e
 *   npm test -- -t "some name"   what remains is handed to the test tool
 *
 * Programs that some tests need are installed first where that is possible. At the end stands what was skipped and why; the last
 * line is the sum of both test tools: "N passed, N failed".
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { ensureAge, howToGetAge } from './age-program.ts'
import { ensureBrowser } from './browser.ts'
import { runInForeground } from './foreground.ts'
import { buildOrExplain, programIsStale } from './program-build.ts'
import { inProject, launcherArguments } from './project.ts'
import { findProgram, installPackage } from './system-program.ts'

interface Sum {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const resultFolder = inProject('test-results')
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length)
const handedOn = process.argv.slice(2).filter((argument) => !argument.startsWith('--only='))
const chosen = only?.split(',')

const sums: Sum[] = []
const started = performance.now()
await mkdir(resultFolder, { recursive: true })
const missing = await ensurePrograms()
if (await programIsStale()) sums.push(await build())
if (chosen === undefined || chosen.some((name) => name !== 'e2e')) sums.push(await runVitest())
if (chosen === undefined || chosen.includes('e2e')) sums.push(await runPlaywright())

const passed = sums.reduce((total, sum) => total + sum.passed, 0)
const failed = sums.reduce((total, sum) => total + sum.failed, 0)
const skipped = sums.reduce((total, sum) => total + sum.skipped, 0)
console.log(`\nAll tests took ${((performance.now() - started) / 1000).toFixed(0)} s`)
if (skipped > 0) console.log(`${String(skipped)} skipped: ${reasons().join(' ')}`)
console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Finds strace and age, without which tests are skipped. @returns a sentence for each that is missing */
async function ensurePrograms(): Promise<readonly string[]> {
  const sentences: string[] = []
  if ((await ensureAge()) === undefined) sentences.push(howToGetAge)
  if (process.platform === 'linux' && findProgram('strace') === undefined) await installPackage('strace')
  if (findProgram('strace') === undefined)
    sentences.push(
      'The tests that break system calls need strace (Linux; Debian, Ubuntu: apt-get install strace).',
    )
  return sentences
}

/** Why tests were skipped, as far as this machine is the reason. */
function reasons(): readonly string[] {
  const mayMount = process.platform === 'linux' && process.getuid?.() === 0
  return [
    ...missing,
    ...(mayMount ? [] : ['The tests of full and read-only disks need Linux and root.']),
    ...(missing.length === 0 && mayMount ? ['Each says its reason above.'] : []),
  ]
}

/** A build that fails counts as one failure; the tests that need no build still run. */
async function build(): Promise<Sum> {
  const report = await buildOrExplain()
  for (const sentence of report?.missing ?? []) console.log(sentence)
  return { passed: 0, failed: report === undefined ? 1 : 0, skipped: 0 }
}

async function runVitest(): Promise<Sum> {
  const resultFile = inProject('test-results/vitest.json')
  const projects = (chosen ?? []).filter((name) => name !== 'e2e').flatMap((name) => ['--project', name])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`]
  await rm(resultFile, { force: true })
  const exitCode = await runInForeground(
    process.execPath,
    launcherArguments(['vitest', 'run', ...projects, ...reporters, ...handedOn]),
  )
  const result = await readResult<{
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    testResults: { status: string; assertionResults: unknown[] }[]
  }>(resultFile)
  // A file that cannot be loaded holds no test that could fail: count the file.
  const unloadable = result?.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = (result?.numFailedTests ?? 0) + (unloadable?.length ?? 0)
  return settle(exitCode, result?.numPassedTests, failed, result?.numPendingTests)
}

async function runPlaywright(): Promise<Sum> {
  const resultFile = inProject('test-results/e2e.json')
  await rm(resultFile, { force: true })
  const files = await readdir(inProject('tests/e2e'), { recursive: true }).catch(() => [])
  if (!files.some((name) => name.endsWith('.test.ts'))) {
    console.log('There are no browser tests in tests/e2e.')
    return { passed: 0, failed: 0, skipped: 0 }
  }
  try {
    // The real window is its own browser.
    const browser = process.env['CQTT_E2E'] === 'electron' ? '' : await ensureBrowser()
    const exitCode = await runInForeground(
      process.execPath,
      launcherArguments(['playwright', 'test', ...handedOn]),
      { env: { ...process.env, CHROME_PATH: browser, CQTT_E2E_RESULT: resultFile } },
    )
    const result = await readResult<{
      stats: { expected: number; unexpected: number; flaky: number; skipped: number }
    }>(resultFile)
    const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = result?.stats ?? {}
    if (flaky > 0) console.log(`${flaky} needed a second try (named above as flaky): each is to be mended.`)
    return settle(exitCode, expected + flaky, unexpected, skipped)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/** A tool that fails without a failed test (broken settings, an error outside of tests) counts as one failure. */
function settle(exitCode: number, passed = 0, failed = 0, skipped = 0): Sum {
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed, skipped }
}

async function readResult<Result>(file: string): Promise<Result | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Result)
}
