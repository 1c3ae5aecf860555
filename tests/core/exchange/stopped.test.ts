import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { contract, type Output } from '../../../shared/contract/contract.ts'
import type * as BundleApply from '../../../src-main/services/exchange/bundle-apply.ts'
import { runCli } from '../../../src-main/hosts/cli/run-cli.ts'
import { aDomain, inspectRead, scoreAll, send } from '../../support/exchange.ts'
import { yenThe } from '../../support/office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** The wish to stop comes at a known moment: the real work runs, and is only watched. */
const watch = vi.hoisted(() => ({
  begun: 0,
  ended: 0,
  onBegin: (_count: number): void => {},
  onEnd: (_count: number): void => {},
}))
vi.mock('../../../src-main/services/exchange/bundle-apply.ts', async (original) => {
  const real = await original<typeof BundleApply>()
  const applyBundle: typeof real.applyBundle = async (...given) => {
    watch.onBegin(++watch.begun)
    const summary = await real.applyBundle(...given)
    watch.onEnd(++watch.ended)
    return summary
  }
  return { ...real, applyBundle }
})

async function aDelivery() {
  const domain = await aDomain()
  const folder = temporaryFolder()
  const { district, sheets } = domain
  const confirmed: string[] = []
  for (const [place, commune] of domain.communes.entries()) {
    await scoreAll(commune, sheets[place]!, [2500, 2000, 1500, 1000])
    const bundle = await send(commune, yenThe)
    writeFileSync(path.join(folder, `gói ${String(place + 1)}.cqtt`), bundle.bytes)
    for (const { sender } of await inspectRead(district, bundle)) confirmed.push(sender.fingerprint)
    domain.clock.advance(60_000)
  }
  const standing = () =>
    Promise.all(
      sheets.map(async (assessment) => {
        const { rows } = await district.call('sheets.get', { assessment })
        return rows[0]?.self.answer !== null
      }),
    )
  const run = async (signal: AbortSignal) => {
    Object.assign(watch, { begun: 0, ended: 0 })
    let [stdout, stderr] = ['', '']
    const args = [
      'bundles.apply',
      '--file',
      folder,
      '--confirmed',
      JSON.stringify(confirmed),
      '--answer',
      'true',
    ]
    const exitCode = await runCli([...args, '--json'], {
      contract,
      openCore: () => Promise.resolve({ ...district.core, close: () => Promise.resolve() }),
      stdin: Readable.from([]),
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      environment: {},
      signal,
    })
    return { exitCode, stderr, said: JSON.parse(stdout) as Output<'bundles.apply'> & { error?: unknown } }
  }
  return { run, standing }
}

test.each([
  ['after the first', 'onEnd', 1],
  ['while the second is taken in', 'onBegin', 2],
] as const)('stopped %s of two bundles: what was taken in is told', async (_when, moment, count) => {
  const { run, standing } = await aDelivery()
  const stop = new AbortController()
  Object.assign(watch, { onBegin: () => {}, onEnd: () => {} })
  watch[moment] = (reached) => {
    if (reached === count) stop.abort()
  }
  const { exitCode, stderr, said } = await run(stop.signal)
  expect(await standing()).toEqual([true, false])
  expect(exitCode).toBe(130)
  expect(said.applied).toHaveLength(1)
  expect(said.refused).toMatchObject([{ file: 'gói 2.cqtt', code: 'cancelled' }])
  expect(said.unanswered).toMatchObject([{ code: 'cancelled' }])
  expect(stderr).toContain('gói 2.cqtt: đã dừng theo yêu cầu trước khi nhận tệp này')
  expect(stderr).not.toContain('Chưa có gì thay đổi')
})

test('stopped before anything was taken in: nothing changed, and that is said', async () => {
  const { run, standing } = await aDelivery()
  const stop = new AbortController()
  Object.assign(watch, { onBegin: () => stop.abort(), onEnd: () => {} })
  const { exitCode, stderr, said } = await run(stop.signal)
  expect(await standing()).toEqual([false, false])
  expect([exitCode, said.error]).toMatchObject([130, { code: 'cancelled' }])
  expect(stderr).toContain('Chưa có gì thay đổi')
})
