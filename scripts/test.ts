/**
 * `npm test`: everything that can be tested, browser tests included.
 *
 *   npm test -- --only=core      only these projects of vitest (comma separated), or e2e
 *   npm test -- -t "some name"   what remains is handed to the test tool
 *
 * The last line is the sum of both test tools: "N passed, N failed".
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { ensureBrowser } from './browser.ts'
import { runInForeground } from './foreground.ts'
import { buildOrExplain, programIsStale } from './program-build.ts'
import { inProject, launcherArguments } from './project.ts'

interface Sum {
  readonly passed: number
  readonly failed: number
}

const resultFolder = inProject('test-results')
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length)
const handedOn = process.argv.slice(2).filter((argument) => !argument.startsWith('--only='))
const chosen = only?.split(',')

const sums: Sum[] = []
const started = performance.now()
await mkdir(resultFolder, { recursive: true })
if (await programIsStale()) sums.push(await build())
if (chosen === undefined || chosen.some((name) => name !== 'e2e')) sums.push(await runVitest())
if (chosen === undefined || chosen.includes('e2e')) sums.push(await runPlaywright())

const passed = sums.reduce((total, sum) => total + sum.passed, 0)
const failed = sums.reduce((total, sum) => total + sum.failed, 0)
console.log(`\nAll tests took ${((performance.now() - started) / 1000).toFixed(0)} s`)
console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** A build that fails counts as one failure; the tests that need no build still run. */
async function build(): Promise<Sum> {
  const report = await buildOrExplain()
  for (const sentence of report?.missing ?? []) console.log(sentence)
  return { passed: 0, failed: report === undefined ? 1 : 0 }
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
    testResults: { status: string; assertionResults: unknown[] }[]
  }>(resultFile)
  // A file that cannot be loaded holds no test that could fail: count the file.
  const unloadable = result?.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return settle(exitCode, result?.numPassedTests, (result?.numFailedTests ?? 0) + (unloadable?.length ?? 0))
}

async function runPlaywright(): Promise<Sum> {
  const resultFile = inProject('test-results/e2e.json')
  await rm(resultFile, { force: true })
  const files = await readdir(inProject('tests/e2e'), { recursive: true }).catch(() => [])
  if (!files.some((name) => name.endsWith('.test.ts'))) {
    console.log('There are no browser tests in tests/e2e.')
    return { passed: 0, failed: 0 }
  }
  try {
    // The real window is its own browser.
    const browser = process.env['CQTT_E2E'] === 'electron' ? '' : await ensureBrowser()
    const exitCode = await runInForeground(
      process.execPath,
      launcherArguments(['playwright', 'test', ...handedOn]),
      { env: { ...process.env, CHROME_PATH: browser, CQTT_E2E_RESULT: resultFile } },
    )
    const result = await readResult<{ stats: { expected: number; unexpected: number; flaky: number } }>(
      resultFile,
    )
    return settle(
      exitCode,
      result?.stats.expected,
      (result?.stats.unexpected ?? 0) + (result?.stats.flaky ?? 0),
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
}

/** A tool that fails without a failed test (broken settings, an error outside of tests) counts as one failure. */
function settle(exitCode: number, passed: number | undefined, failed: number): Sum {
  return { passed: passed ?? 0, failed: exitCode !== 0 && failed === 0 ? 1 : failed }
}

async function readResult<Result>(file: string): Promise<Result | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Result)
}
