import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openLog } from '../../../src-main/platform/log.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

function linesOf(file: string): Record<string, unknown>[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('lines are JSON with time, level, event and details; an error keeps its code, stack and cause', () => {
  const folder = path.join(temporaryFolder(), 'logs')
  const clock = new ManualClock('2024-11-20T08:00:00+07:00')
  const log = openLog(folder, clock)
  log.info('opened', { entries: 3 })
  clock.advance(1500)
  log.error('call failed', Object.assign(new Error('bug', { cause: new Error('disk') }), { code: 'EIO' }), {
    logReference: 'ab12',
  })
  log.warn('odd')
  const [first, second, third] = linesOf(path.join(folder, 'cqtt.log'))
  expect(first).toEqual({ level: 'info', time: '2024-11-20T01:00:00.000Z', entries: 3, msg: 'opened' })
  expect(second).toMatchObject({
    level: 'error',
    time: '2024-11-20T01:00:01.500Z',
    logReference: 'ab12',
    msg: 'call failed',
    error: { type: 'Error', code: 'EIO', message: 'bug', cause: { message: 'disk' } },
  })
  expect((second?.['error'] as { stack: string }).stack).toContain('log.test')
  expect(third).toMatchObject({ level: 'warn', msg: 'odd' })
})

test('the log does not grow without end', () => {
  const folder = temporaryFolder()
  const log = openLog(folder, new ManualClock(), { maximumBytes: 1000, formerFiles: 2 })
  for (let i = 0; i < 100; i++) log.info('line', { number: i })
  expect(readdirSync(folder).sort()).toEqual(['cqtt.1.log', 'cqtt.2.log', 'cqtt.log'])
  for (const name of readdirSync(folder))
    expect(readFileSync(path.join(folder, name)).length).toBeLessThanOrEqual(1000)
  const numbers = ['cqtt.2.log', 'cqtt.1.log', 'cqtt.log'].flatMap((name) =>
    linesOf(path.join(folder, name)).map((line) => line['number'] as number),
  )
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => 100 - numbers.length + i))
})

test('a log that cannot be written never stops the work', () => {
  const folder = path.join(temporaryFolder(), 'logs')
  writeFileSync(folder, 'a file in its place')
  const log = openLog(folder, new ManualClock())
  expect(() => log.error('failed', new Error('x'))).not.toThrow()
  rmSync(folder)
  log.info('again')
  expect(linesOf(path.join(folder, 'cqtt.log'))).toHaveLength(1)
})

test('a log that cannot be written says so, and stops saying so when it can', () => {
  const folder = temporaryFolder()
  const log = openLog(folder, { now: () => 0 })
  expect(log.isFailing()).toBe(false)
  mkdirSync(path.join(folder, 'cqtt.log'))
  log.warn('lost')
  expect(log.isFailing()).toBe(true)
  rmdirSync(path.join(folder, 'cqtt.log'))
  log.warn('kept')
  expect(log.isFailing()).toBe(false)
})

test('a former file that is held costs no line; when it is free the log goes on as ever', () => {
  const folder = temporaryFolder()
  const log = openLog(folder, new ManualClock(), { maximumBytes: 500, formerFiles: 2 })
  const present = path.join(folder, 'cqtt.log')
  const former = path.join(folder, 'cqtt.1.log')
  const held = path.join(folder, 'cqtt.2.log')
  // what cannot be removed stands where the oldest file would go
  mkdirSync(held)
  let written = 0
  const write = (lines: number): void => {
    for (let i = 0; i < lines; i++) log.info('line', { number: written++ })
  }
  const numbers = (...places: readonly string[]): unknown[] =>
    places.flatMap((place) => linesOf(place).map((line) => line['number']))
  write(20)
  const kept = readFileSync(former, 'utf8')
  expect(log.isFailing()).toBe(false)
  expect(numbers(former, present)).toEqual(Array.from({ length: 20 }, (_, i) => i))
  expect(readFileSync(present).length).toBeGreaterThan(500)
  write(100)
  expect(log.isFailing()).toBe(true)
  expect(readFileSync(present).length).toBeLessThanOrEqual(2000)
  expect(readFileSync(former, 'utf8')).toBe(kept)
  rmdirSync(held)
  write(1)
  expect(log.isFailing()).toBe(false)
  expect(readFileSync(held, 'utf8')).toBe(kept)
  expect(numbers(present)).toEqual([written - 1])
})
