import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { settle } from '../../src-main/api/settle.ts'
import { createCore } from '../../src-main/core.ts'
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** `npm run demo` as it is started, and the folders that it leaves. */

type Summary = {
  communes: number
  criteria: number
  entries: number
  evidenceFiles: number
  bundleBytes: number
  secondImportNew: number
  totalsEqual: boolean
  recognised: number
  ranking: { commune: string; total: number; stars: number }[]
  dataDirs: { province: string; district: string; communes: string[] }
  bundles: string[]
  workbook: string
}

test('the main job ends in a ranking that both levels agree on', { timeout: 120_000 }, async () => {
  const folder = path.join(temporaryFolder(), 'kept')
  const keys = path.join(folder, 'keys')
  const output = await runDemo(['--json', '--keep', folder])
  expect(output).toContain(`npm start -- --data "${path.join(folder, 'tinh')}" --keys "${keys}"`)
  const summary = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Summary

  expect(summary).toMatchObject({
    communes: 17,
    criteria: 36,
    secondImportNew: 0,
    totalsEqual: true,
    recognised: 13,
  })
  expect(summary.evidenceFiles).toBeGreaterThanOrEqual(60)
  expect(summary.entries).toBeGreaterThan(1000)
  expect(summary.bundles.length).toBeGreaterThanOrEqual(5)
  const sizes = summary.bundles.map((file) => readFileSync(file).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(summary.bundleBytes)
  const stars = summary.ranking.map((row) => row.stars)
  const howMany = (wanted: number): number => stars.filter((each) => each === wanted).length
  expect([4, 3, 2, 1, 0].map(howMany)).toEqual([2, 4, 3, 4, 4])
  expect(summary.ranking[0]).toEqual({ commune: 'Thị trấn Phồn Xương', total: 96.72, stars: 4 })
  expect(output).toContain('13/17 đạt chuẩn')
  expect(readFileSync(summary.workbook).subarray(0, 2).toString()).toBe('PK')

  // each folder opens again as the same certified device and shows the same
  const totals = new Map(summary.ranking.map(({ commune, total }) => [commune, total]))
  for (const dataDir of [
    summary.dataDirs.province,
    summary.dataDirs.district,
    ...summary.dataDirs.communes,
  ]) {
    const call = await open(dataDir, keys)
    const state = await call('session.state', {})
    expect(state.device?.certified).toBe(true)
    expect(state.officers.every(({ needsPassword }) => !needsPassword)).toBe(true)
    await call('session.signIn', { officer: state.officers[0]!.id })
    const [cycle] = await call('cycles.list', {})
    const { rows } = await call('ranking.get', { cycle: cycle!.id })
    expect(rows.length).toBeGreaterThan(0)
    for (const { unitName, total } of rows)
      expect([unitName, (total ?? NaN) / 100]).toEqual([unitName, totals.get(unitName)])
    expect(rows.every(({ status }) => status === 'recognised' || status === 'notRecognised')).toBe(true)
    expect((await call('journal.verify', {})).faults).toEqual([])
  }
})

function runDemo(options: readonly string[]): Promise<string> {
  const script = path.resolve(import.meta.dirname, '../../scripts/demo.ts')
  const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`the demo ended with ${code}\n${output}`))
    })
  })
}

async function open(
  dataDir: string,
  keysDir: string,
): Promise<<Name extends CallName>(name: Name, input: Input<Name>) => Promise<Output<Name>>> {
  const core = await createCore({ dataDir, keysDir })
  onTestFinished(() => core.close())
  const session = core.sessions.open()
  const { signal } = new AbortController()
  return async (name, input) => (await settle(core.call({ name, input, session, signal }))) as never
}
