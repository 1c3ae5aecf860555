import { beforeEach, expect, test } from 'vitest'
import { isCallError } from '../../../shared/contract/errors.ts'
import { aDomain, dump, inspectRead, scoreAll, send, take, type Domain } from '../../support/exchange.ts'
import { bacGiang, score, yenThe } from '../../support/office.ts'

/** JOURNAL 15 through the program: looking back to after an import, a decision, the end of a day. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
  const { district, communes, sheets, clock } = domain
  await scoreAll(communes[0], sheets[0], [2500, 2000, 1500, 1000])
  await communes[0].call('decisions.submit', { assessment: sheets[0], incomplete: false })
  await take(district, await send(communes[0], yenThe))
  clock.advance(24 * 3600_000)
  await communes[0].call('decisions.withdraw', { assessment: sheets[0] })
  await score(communes[0], sheets[0], '1.1', { kind: 'manual', points: 500 })
  await communes[0].call('decisions.submit', { assessment: sheets[0], incomplete: false })
  await take(district, await send(communes[0], yenThe))
})

const pointsOf = async () => (await domain.district.call('asOf.points', { limit: 50 })).points

test('the points are the imports, decisions and day ends, newest first and page by page', async () => {
  const { district, communes, sheets, clock } = domain
  await score(communes[1], sheets[1], '1.1', { kind: 'manual', points: 100 })
  clock.advance(24 * 3600_000)
  await score(communes[1], sheets[1], '1.2', { kind: 'manual', points: 100 })
  const points = await pointsOf()
  const imports = points.filter(({ kind }) => kind === 'import')
  expect(imports.length).toBeGreaterThanOrEqual(2)
  expect(imports[0]).toMatchObject({ senderName: 'Thị trấn Bố Hạ' })
  expect(imports[0]!.shortCode).not.toBe('')
  expect(points.map(({ arrival }) => arrival)).toEqual(
    points.map(({ arrival }) => arrival).sort((a, b) => b - a),
  )
  const first = await district.call('asOf.points', { limit: 1 })
  const second = await district.call('asOf.points', { limit: 1, before: first.next! })
  expect([...first.points, ...second.points]).toEqual(points.slice(0, 2))
  const { points: own } = await communes[0].call('asOf.points', { limit: 50 })
  expect(own.map(({ action }) => action)).toContain('decisions.withdraw')
  const { points: other } = await communes[1].call('asOf.points', { limit: 50 })
  expect(other[0]).toMatchObject({ kind: 'dayEnd', action: null })
})

test('a ranking and a sheet stand as they stood, beside now, with the acts in between; nothing is written', async () => {
  const { district, cycle, sheets } = domain
  const [newest, older] = (await pointsOf()).filter(({ kind }) => kind === 'import')
  const before = dump(district)
  const ranking = await district.call('asOf.ranking', { arrival: older!.arrival, cycle })
  expect(ranking.rows.find(({ assessment }) => assessment === sheets[0])).toMatchObject({
    ...{
      then: { total: 7000, status: 'submitted' },
      now: { total: 5000, status: 'submitted' },
      changed: true,
    },
    since: 3,
  })
  expect(ranking.rows.find(({ assessment }) => assessment === sheets[1])).toMatchObject({ changed: false })
  const sheet = await district.call('asOf.sheet', { arrival: older!.arrival, assessment: sheets[0] })
  expect(sheet).toMatchObject({ then: { total: 7000 }, now: { total: 5000 }, since: 3 })
  const changed = sheet.rows.filter((row) => row.changed)
  expect(changed).toMatchObject([
    {
      criterion: '1.1',
      stage: 'self',
      then: { outcome: { points: 2500 } },
      now: { outcome: { points: 500 } },
    },
  ])
  expect(changed[0]!.author).toMatchObject({ officer: 'Lý Văn Minh' })
  expect(sheet.acts.map(({ action }) => action)).toEqual([
    'decisions.submit',
    'scores.set',
    'decisions.withdraw',
  ])
  const present = await district.call('asOf.ranking', { arrival: newest!.arrival, cycle })
  expect(present.rows.every(({ changed: differs }) => !differs)).toBe(true)
  expect(dump(district)).toBe(before)
})

test('before anything was known of the cycle there is nothing to show', async () => {
  const { communes, cycle, sheets } = domain
  const early = await communes[0].call('asOf.ranking', { arrival: 0, cycle })
  expect(early.then).toBeNull()
  expect((await communes[0].call('asOf.sheet', { arrival: 0, assessment: sheets[0] })).then).toBeNull()
})

test('what is aside now was not then, and the other way round; it can be stopped', async () => {
  const { district, communes, cycle, sheets } = domain
  domain.clock.advance(60_000)
  await score(communes[1], sheets[1], '1.1', { kind: 'manual', points: 2000 })
  const bundle = await send(communes[1], yenThe)
  const [found] = await inspectRead(district, bundle)
  await take(district, bundle)
  const [arrived] = await pointsOf()
  await district.call('asides.setAside', { bundle: found!.hash, reason: 'Gửi nhầm' })
  const row = async (arrival: number) =>
    (await district.call('asOf.ranking', { arrival, cycle })).rows.find(
      (each) => each.assessment === sheets[1],
    )
  expect(await row(arrived!.arrival)).toMatchObject({ then: { total: 2000 }, now: { total: null } })
  const [aside] = await pointsOf()
  expect(aside).toMatchObject({ kind: 'aside', action: 'asides.setAside' })
  expect(await row(aside!.arrival)).toMatchObject({
    then: { total: null },
    now: { total: null },
    changed: false,
  })
  const sheet = await district.call('asOf.sheet', { arrival: arrived!.arrival, assessment: sheets[1] })
  expect(sheet.acts).toMatchObject([{ action: 'asides.setAside', author: { reason: 'Gửi nhầm' } }])
  const stopping = new AbortController()
  const running = district.call('asOf.ranking', { arrival: 1, cycle }, { signal: stopping.signal })
  stopping.abort()
  await expect(running).rejects.toSatisfy((error) => isCallError(error) && error.code === 'cancelled')
})

test('a machine that is revoked now was not then', async () => {
  const { district, province, communes, cycle, sheets } = domain
  const [before] = await pointsOf()
  const { device } = await communes[0].call('session.state', {})
  await take(province, await send(district, bacGiang))
  await province.call('trust.revoke', { device: device!.id, why: 'Máy bị mất', until: [] })
  await take(district, await send(province, yenThe))
  const { rows } = await district.call('asOf.ranking', { arrival: before!.arrival, cycle })
  const row = rows.find(({ assessment }) => assessment === sheets[0])
  expect(row).toMatchObject({ then: { total: 5000 }, now: { total: null }, changed: true })
  // as of what came after it, the list had come
  domain.clock.advance(60_000)
  await score(communes[1], sheets[1], '1.1', { kind: 'manual', points: 100 })
  await take(district, await send(communes[1], yenThe))
  const [after] = await pointsOf()
  const later = await district.call('asOf.ranking', { arrival: after!.arrival, cycle })
  expect(later.rows.find(({ assessment }) => assessment === sheets[0])).toMatchObject({
    then: { total: null },
    changed: false,
  })
})
