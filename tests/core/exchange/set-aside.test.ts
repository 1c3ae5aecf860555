import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Output } from '../../../shared/contract/contract.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { decodeEntry } from '../../../src-main/journal/entry.ts'
import {
  aDomain,
  anOfficeFrom,
  certify,
  inspectRead,
  scoreAll,
  send,
  startFiles,
  take,
  type Bytes,
  type Domain,
} from '../../support/exchange.ts'
import { bacGiang, score, yenThe, type Office } from '../../support/office.ts'

/** JOURNAL 13 through real bundles: a district sets aside what a commune sent, and puts it back. */

let domain: Domain
let sent: Bytes
let bundle: Sha256

beforeEach(async () => {
  domain = await aDomain()
  const { district, communes, sheets } = domain
  await scoreAll(communes[0], sheets[0], [2500, 2000, 1500, 1000])
  await communes[0].call('decisions.submit', { assessment: sheets[0], incomplete: false })
  sent = await send(communes[0], yenThe)
  const [found] = await inspectRead(district, sent)
  bundle = found!.hash
  await take(district, sent)
})

const sheetOf = (office: Office, place = 0) =>
  office.call('sheets.get', { assessment: domain.sheets[place]! })

async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) => (isCallError(error) ? error.code : 'another error'),
  )
}

/** How many entries the last decision of the office names as set aside. */
function exceptedBy({ dataDir }: Office): number {
  const database = new Sqlite(path.join(dataDir, 'cqtt.db'), { readonly: true })
  try {
    const bytes = database
      .prepare(`SELECT bytes FROM entry WHERE action = 'decisions.submit' ORDER BY num DESC LIMIT 1`)
      .pluck()
      .get() as Buffer
    const { changes } = decodeEntry(bytes)
    const { basis } = changes[0]!.value as unknown as {
      readonly basis: { readonly except: readonly string[] }
    }
    return basis.except.length
  } finally {
    database.close()
  }
}

const reason = 'Gửi nhầm bản nháp'

test('the preview says what would change, and nothing is written by looking', async () => {
  const { district, sheets, units } = domain
  const before = await sheetOf(district)
  const preview: Output<'asides.previewBundle'> = await district.call('asides.previewBundle', { bundle })
  expect(preview).toMatchObject({ elsewhere: 0, catalogue: 0, moreSheets: 0 })
  expect(preview.communes).toMatchObject([{ unit: units[0], entries: preview.entries }])
  expect(preview.sheets).toMatchObject([
    {
      assessment: sheets[0],
      before: { status: 'submitted', total: 7000, answered: 4 },
      after: { status: 'selfScoring', total: 0, answered: 0 },
    },
  ])
  expect(await sheetOf(district)).toEqual(before)
})

test('aside and back again: the sheet and the ranking are what they were; both acts stand in the list', async () => {
  const { district, cycle, sheets } = domain
  const before = [await sheetOf(district), await district.call('ranking.get', { cycle })]
  const { act, entries } = await district.call('asides.setAside', { bundle, reason })
  expect(entries).toBe(5)
  expect(await sheetOf(district)).toMatchObject({ status: 'selfScoring' })
  expect(await district.call('asides.of', { assessment: sheets[0] })).toEqual({
    ...{ entries: 5, sheets: [sheets[0]], catalogue: 0 },
  })
  expect((await district.call('asides.of', { assessment: sheets[1] })).entries).toBe(0)
  expect((await district.call('asides.of', { cycle })).sheets).toEqual([sheets[0]])
  const back = await district.call('asides.previewPutBack', { act })
  expect(back.sheets).toMatchObject([{ before: { total: 0 }, after: { total: 7000, status: 'submitted' } }])
  expect(await refusalOf(district.call('asides.setAside', { bundle, reason }))).toBe('alreadySetAside')
  await district.call('asides.putBack', { act, reason: 'Bản đúng' })
  expect([await sheetOf(district), await district.call('ranking.get', { cycle })]).toEqual(before)
  expect(await refusalOf(district.call('asides.putBack', { act, reason }))).toBe('notFound')
  const again = await district.call('asides.setAside', { bundle, reason })
  expect(again.act).not.toBe(act)
  const list = await district.call('asides.list', {})
  expect(list.map(({ act: id, putBack }) => [id, putBack !== null])).toEqual(
    expect.arrayContaining([
      [act, true],
      [again.act, false],
    ]),
  )
  expect(list[0]).toMatchObject({ bundle, entries: 5, author: { reason } })
})

describe('while it is aside', () => {
  test('delivering the same again puts nothing back, and the summary says so', async () => {
    const { district, communes, sheets } = domain
    await district.call('asides.setAside', { bundle, reason })
    const first = await take(district, sent)
    expect(first.applied[0]).toMatchObject({ new: 0, aside: 5 })
    await score(communes[0], sheets[0], '1.1', { kind: 'manual', points: 2500 }).catch(() => undefined)
    domain.clock.advance(60_000)
    const second = await take(district, await send(communes[0], yenThe))
    expect(second.applied[0]).toMatchObject({ aside: 5 })
    expect(await sheetOf(district)).toMatchObject({ status: 'selfScoring' })
  })

  test('what another bundle delivered too is not set aside', async () => {
    const { district, communes } = domain
    domain.clock.advance(60_000)
    await take(district, await send(communes[0], yenThe))
    expect(await district.call('asides.previewBundle', { bundle })).toMatchObject({
      entries: 0,
      elsewhere: 5,
    })
    expect(await refusalOf(district.call('asides.setAside', { bundle, reason }))).toBe('nothingToSetAside')
  })

  test('what the return bundle from above only carried back can still be set aside', async () => {
    const { province, district } = domain
    await take(province, await send(district, bacGiang))
    const back = await send(province, yenThe)
    const [returned] = await inspectRead(district, back)
    expect(returned!.totals.known).toBeGreaterThanOrEqual(5)
    await take(district, back)
    expect(await district.call('asides.previewBundle', { bundle })).toMatchObject({
      entries: 5,
      elsewhere: 0,
    })
    // nothing of the commune goes with the bundle that carried it back
    const ofReturn = await district.call('asides.previewBundle', { bundle: returned!.hash })
    expect(ofReturn.communes).toEqual([])
    expect(ofReturn.elsewhere).toBeGreaterThanOrEqual(5)
    await district.call('asides.setAside', { bundle, reason })
    expect(await sheetOf(district)).toMatchObject({ status: 'selfScoring' })
  })

  test('what came from above first and from its own device later is bound by both', async () => {
    const { province, district } = domain
    const later = await anOfficeFrom((await startFiles(province, [yenThe]))[0]!, domain.clock, 'Máy 2')
    await certify(province, later)
    await take(province, await send(district, bacGiang))
    const above = await send(province, yenThe)
    const [first] = await inspectRead(later, above)
    await take(later, above)
    await take(later, sent)
    for (const hash of [first!.hash, bundle]) {
      const { communes, elsewhere } = await later.call('asides.previewBundle', { bundle: hash })
      expect({ communes, elsewhere: elsewhere >= 5 }).toEqual({ communes: [], elsewhere: true })
    }
  })

  test('it goes up all the same and counts there; a decision made here leaves it out by name', async () => {
    const { province, district, communes, units, sheets } = domain
    await scoreAll(communes[1], sheets[1], [2500, 2500, 2500, 2500])
    await communes[1].call('decisions.submit', { assessment: sheets[1], incomplete: false })
    const second = await send(communes[1], yenThe)
    const [seen] = await inspectRead(district, second)
    await take(district, second)
    // the district enters for the commune what it has on paper instead
    await district.call('asides.setAside', { bundle: seen!.hash, reason })
    for (const criterion of ['1.1', '1.2', '1.3', '1.4'])
      await district.call('scores.set', {
        ...{ assessment: sheets[1], criterion, seen: [], onBehalf: { unit: units[1], paper: 'Phiếu giấy' } },
        answer: { input: { kind: 'manual', points: 1000 }, note: '' },
      })
    const sheet = await sheetOf(district, 1)
    expect(sheet).toMatchObject({ status: 'selfScoring', differences: 0, totals: { self: { total: 4000 } } })
    await district.call('decisions.submit', {
      ...{ assessment: sheets[1], incomplete: false, onBehalf: { unit: units[1], paper: 'Phiếu giấy' } },
    })
    expect(exceptedBy(district)).toBe(5)
    const decided = await sheetOf(district, 1)
    expect(decided).toMatchObject({ status: 'submitted', totals: { self: { total: 4000 } } })
    await take(province, await send(district, bacGiang))
    const above = await sheetOf(province, 1)
    // there both submissions stand: the province has set nothing aside
    expect(above.differences).toBeGreaterThan(0)
    expect((await province.call('asides.list', {})).length).toBe(0)
    expect((await province.call('asides.of', {})).entries).toBe(0)
  })
})

test('what stands aside in the middle of the catalogue is left out by name of a decision made there', async () => {
  const { district, communes, units, sheets } = domain
  const [, commune] = communes
  const bundleWith = async (name: string): Promise<string> => {
    const [cycle] = await district.call('cycles.list', {})
    const { id, year, units: participants, levels, period, dates, target, closed } = cycle!
    await district.call('cycles.update', {
      ...{ cycle: id, name, year, units: participants, levels, period, dates, target, closed },
    })
    const letter = await send(district, units[1], false, { what: 'unconfirmed' })
    const [found] = await inspectRead(commune, letter)
    await take(commune, letter)
    // confirmed, so that the next bundle does not deliver it again
    await take(district, await send(commune, yenThe, false))
    return found!.hash
  }
  const mistaken = await bundleWith('Chấm điểm nhầm')
  await bundleWith('Chấm điểm 2024')
  await commune.call('asides.setAside', { bundle: mistaken, reason: 'Nhập nhầm' })
  await scoreAll(commune, sheets[1], [2500])
  await commune.call('decisions.submit', { assessment: sheets[1], incomplete: true })
  expect(exceptedBy(commune)).toBe(1)
  await take(district, await send(commune, yenThe))
  expect(await sheetOf(district, 1)).toMatchObject({ status: 'submitted', misstated: null })
})

test('a bundle that was never applied, and somebody who may not exchange', async () => {
  const { district } = domain
  expect(await refusalOf(district.call('asides.previewBundle', { bundle: 'f'.repeat(64) }))).toBe('notFound')
  await district.signInAs('Xem', ['viewer'])
  expect(await refusalOf(district.call('asides.setAside', { bundle, reason }))).toBe('forbidden')
})
