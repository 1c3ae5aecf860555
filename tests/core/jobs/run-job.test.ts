import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import { runJob, type JobOptions } from '../../../src-main/jobs/run-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { oddJob } from '../../support/workers/odd-job.ts'

type Input = Parameters<typeof runJob<{ act: 'double'; number: number }, number>>[1]
type Act = Exclude<Parameters<NonNullable<(typeof oddJob)['types']>>[0]['act'], never>

function run(
  act: Act,
  options: Partial<JobOptions> = {},
  more: Partial<Input> & { target?: string } = {},
): Promise<number> {
  return runJob(
    oddJob,
    { act, number: 21, ...more },
    { timeoutMilliseconds: 10_000, memoryMegabytes: 64, ...options },
  )
}

async function failureOf(running: Promise<unknown>): Promise<unknown> {
  const error: unknown = await running.then(
    (value) => value,
    (reason: unknown) => reason,
  )
  return error instanceof CallError ? error.toValue() : error
}

const strangersFile = 'bộ.xlsx'

test('a job takes a value, tells its progress in order and gives a value', async () => {
  const progress: Progress[] = []
  await expect(run('double', { onProgress: (each) => progress.push(each) })).resolves.toBe(42)
  expect(progress.map(({ done }) => done)).toEqual([0, 1])
})

test('an error that a caller should expect arrives as it was thrown', async () => {
  expect(await failureOf(run('refuse'))).toEqual({ code: 'notExcel', details: { name: 'a.txt' } })
})

test('a bug arrives as the error that it is, for the log', async () => {
  expect(await failureOf(run('crash', { strangersFile }))).toMatchObject({
    name: 'TypeError',
    message: 'a bug',
  })
})

test('a thread that leaves without a word is an error, not silence', async () => {
  expect(await failureOf(run('leave'))).toMatchObject({ message: expect.stringContaining('exit code 3') })
})

test('a job that never ends is ended: the stranger’s file is to blame, or we are', async () => {
  const timeoutMilliseconds = 300
  expect(await failureOf(run('forever', { timeoutMilliseconds, strangersFile }))).toEqual({
    code: 'fileDangerous',
    details: { name: strangersFile, why: 'tookTooLong' },
  })
  const ours = await failureOf(run('forever', { timeoutMilliseconds }))
  expect(ours).toMatchObject({ message: expect.stringContaining('took too long') })
})

test('a job that takes too much memory is ended, and the program lives on', async () => {
  expect(await failureOf(run('grow', { strangersFile, memoryMegabytes: 32 }))).toEqual({
    code: 'fileDangerous',
    details: { name: strangersFile, why: 'tooLargeInside' },
  })
})

test('a stranger’s file that can be read, or is refused, is so from its own process too', async () => {
  await expect(run('double', { strangersFile })).resolves.toBe(42)
  expect(await failureOf(run('refuse', { strangersFile }))).toMatchObject({ code: 'notExcel' })
})

test('a stranger’s file that keeps the engine busy inside one step is ended in time all the same', async () => {
  const started = performance.now()
  const limits = { timeoutMilliseconds: 1500, memoryMegabytes: 2048, strangersFile }
  expect(await failureOf(run('oneStep', limits))).toMatchObject({ code: 'fileDangerous' })
  expect(performance.now() - started).toBeLessThan(6000)
})

test('cancelling ends a job that listens to nobody, and removes what it had begun to write', async () => {
  const target = path.join(temporaryFolder(), 'half.xlsx')
  const controller = new AbortController()
  const begun = () => {
    expect(existsSync(target)).toBe(true)
    controller.abort()
  }
  const running = run('forever', { signal: controller.signal, target, onProgress: begun }, { target })
  expect(await failureOf(running)).toEqual({ code: 'cancelled', details: {} })
  expect(existsSync(target)).toBe(false)
})

test('a job cancelled before it began never runs', async () => {
  const target = path.join(temporaryFolder(), 'half.xlsx')
  const signal = AbortSignal.abort()
  expect(await failureOf(run('double', { signal }, { target }))).toEqual({ code: 'cancelled', details: {} })
  expect(existsSync(target)).toBe(false)
})

test('what a successful job wrote stays', async () => {
  const target = path.join(temporaryFolder(), 'whole.xlsx')
  await run('double', { target }, { target })
  expect(existsSync(target)).toBe(true)
})
