import { expect, test } from 'vitest'
import type { Office } from '../../support/office.ts'
import { bacGiang, yenThe } from '../../support/office.ts'
import {
  aDomain,
  anOfficeFrom,
  attach,
  dump,
  filesIn,
  inspect,
  inspectRead,
  scoreAll,
  send,
  startFiles,
  take,
} from '../../support/exchange.ts'
import { changesIn } from '../../../shared/domain/sending.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'

/** The main job: communes score with evidence, the district appraises, the province sees the same. */

async function appraiseAll(district: Office, sheet: AssessmentId): Promise<void> {
  const { rows } = await district.call('sheets.get', { assessment: sheet })
  for (const { criterion, appraisal } of rows)
    await district.call('appraisal.set', {
      ...{ assessment: sheet, criterion, stage: 'appraisal', verdict: { kind: 'agree' } },
      seen: appraisal.heads,
    })
}

test('from start files to equal totals at district and province', async () => {
  const { province, district, communes, units, sheets, cycle } = await aDomain()
  const [first, second] = communes
  expect((await first.call('session.state', {})).device?.certified).toBe(false)
  expect((await first.call('cycles.list', {})).map(({ id }) => id)).toEqual([cycle])

  await scoreAll(first, sheets[0], [2500, 2000, 1500, 1000])
  await attach(first, units[0], sheets[0], 'quyết định')
  await first.call('decisions.submit', { assessment: sheets[0], incomplete: false })
  await scoreAll(second, sheets[1], [500, 500, 500, 500])
  await second.call('decisions.submit', { assessment: sheets[1], incomplete: false })

  // the first bundle of a device: looked at, its fingerprint compared, certified and applied
  const up = [await send(first, yenThe), await send(second, yenThe)]
  expect(up[0]?.name).toMatch(
    /^CQTT 2024 Thi tran Bo Ha - Huyen Yen The 2024-11-20 [2-9A-Z]{4}-[2-9A-Z]{4}\.cqtt$/,
  )
  const before = dump(district)
  const seen = await inspectRead(district, ...up)
  expect(dump(district)).toBe(before)
  expect(seen.map(({ state }) => state)).toEqual(['confirm', 'confirm'])
  expect(seen[0]?.sender.fingerprint).toBe((await first.call('session.state', {})).device?.fingerprint)
  expect(seen[0]?.totals).toMatchObject({
    known: expect.any(Number),
    differing: 0,
    refused: 0,
    files: 1,
    newFiles: 1,
  })
  expect(seen[0]?.communes).toMatchObject([
    { unit: units[0], new: 6, known: 0, differing: 0, refused: 0, files: 1 },
  ])

  const done = await take(district, ...up)
  expect(done.refused).toEqual([])
  expect(done.applied.map((each) => [each.new, each.files, each.refused, each.waiting, each.notes])).toEqual([
    [6, 1, 0, 0, []],
    [5, 0, 0, 0, []],
  ])
  expect(done.applied.map(({ carried }) => carried)).toEqual([1, 0])
  expect(filesIn(district, 'vault')).toHaveLength(1)
  expect(await district.call('documents.list', { filter: 'missing', offset: 0, limit: 10 })).toMatchObject({
    total: 0,
  })

  // again: nothing new, nothing written
  const settled = dump(district)
  const again = await take(district, ...up)
  expect(again.applied.map((each) => each.new)).toEqual([0, 0])
  // the same count of files as before, none of them new
  expect(again.applied[0]).toMatchObject({ files: 0, carried: 1 })
  expect(again.applied[0]?.known).toBeGreaterThanOrEqual(6)
  expect(dump(district)).toBe(settled)
  expect((await inspect(district, up[0]!))[0]?.state).toBe('applied')

  for (const sheet of sheets) {
    await appraiseAll(district, sheet)
    await district.call('decisions.accept', { assessment: sheet })
  }
  const toProvince = await send(district, bacGiang)
  const arrived = await take(province, toProvince)
  expect(arrived.refused).toEqual([])
  expect(arrived.applied[0]).toMatchObject({ refused: 0, waiting: 0, differing: 0, files: 1, notes: [] })
  expect(arrived.applied[0]?.new).toBeGreaterThan(20)
  expect((await take(province, toProvince)).applied[0]?.new).toBe(0)
  expect(filesIn(province, 'vault')).toHaveLength(1)

  for (const office of [district, province]) {
    const { rows } = await office.call('ranking.get', { cycle, stage: 'appraisal' })
    expect(rows.map(({ unit, total }) => [unit, total])).toEqual([
      [units[0], 7000],
      [units[1], 2000],
    ])
  }
  const [atProvince] = await province.call('sheets.list', { cycle })
  expect(atProvince?.status).toBe('accepted')

  // and back down: the commune learns the decision and is certified
  const down = await send(district, units[0])
  expect((await take(first, down)).applied[0]).toMatchObject({ refused: 0, waiting: 0, notes: [] })
  expect((await first.call('sheets.get', { assessment: sheets[0] })).status).toBe('accepted')
  expect((await first.call('session.state', {})).device?.certified).toBe(true)
  // what concerns the other commune stays away
  expect((await first.call('devices.list', {})).map(({ unit }) => unit)).not.toContain(units[1])
})

test('a second device of a unit gets everything of the office, and its own work comes back', async () => {
  const { district, communes, units, sheets, clock } = await aDomain()
  const [first] = communes
  await scoreAll(first, sheets[0], [2500])
  await take(district, await send(first, yenThe))
  await take(first, await send(district, units[0]))
  const [start] = await startFiles(district, [units[0]])
  const other = await anOfficeFrom(start!, clock, 'Máy 2')
  const shown = await other.call('sheets.get', { assessment: sheets[0] })
  expect(shown.totals.self.total).toBe(2500)
  // the first device sends it what stays in the office
  await take(other, await send(first, units[0]))
  expect((await other.call('officers.list', {})).length).toBe(2)
  clock.advance(60_000)
  await scoreAll(other, sheets[0], [1000, 900])
  await take(district, await send(other, yenThe))
  const { totals } = await district.call('sheets.get', { assessment: sheets[0] })
  expect(totals.self.total).toBe(1900)
})

test('two devices score the same criterion apart: both values are kept and counted as one to choose', async () => {
  const { district, communes, units, sheets, clock } = await aDomain()
  const [first] = communes
  const [start] = await startFiles(district, [units[0]])
  const other = await anOfficeFrom(start!, clock, 'Máy 2')
  await scoreAll(first, sheets[0], [2500, 100])
  await scoreAll(other, sheets[0], [1000, 100])
  const bundles = [await send(first, yenThe), await send(other, yenThe)]
  await take(district, bundles[0]!)
  const [seen] = await inspectRead(district, bundles[1]!)
  expect(seen?.communes).toMatchObject([{ unit: units[0], differing: 1 }])
  const done = await take(district, bundles[1]!)
  expect(done.applied[0]?.differing).toBe(1)
  expect((await district.call('sheets.get', { assessment: sheets[0] })).totals.self.complete).toBe(false)
})

test('a bundle holds one number of changes: when it is chosen, made, looked at, taken in and in both logs', async () => {
  const { district, communes, sheets } = await aDomain()
  const [commune] = communes
  await scoreAll(commune, sheets[0], [2500, 2000])
  const { choices } = await commune.call('bundles.preview', { to: yenThe })
  const made = await commune.call('bundles.export', { to: yenThe, withFiles: true, encrypt: false })
  const bundle = { name: made.name, bytes: await commune.download(made.file!) }
  expect(choices.find(({ what }) => what === 'everything')?.entries).toBe(made.entries)
  const [inspected] = await inspectRead(district, bundle)
  expect(changesIn(inspected!.totals)).toBe(made.entries)
  const { applied } = await take(district, bundle)
  expect(changesIn(applied[0]!)).toBe(made.entries)
  for (const office of [commune, district]) {
    const lines = await office.call('bundles.history', {})
    expect(lines.find(({ shortCode }) => shortCode === made.shortCode)?.entries).toBe(made.entries)
  }
  const [again] = await inspectRead(district, bundle)
  expect(changesIn(again!.totals)).toBe(made.entries)
})
