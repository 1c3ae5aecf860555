import { cpSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Output } from '../../shared/contract/contract.ts'
import type { CheckKind } from '../../shared/domain/checks.ts'
import type { AssessmentId, UnitId } from '../../shared/domain/ids.ts'
import { aPdf } from '../support/file-samples.ts'
import { aCycle, anOffice, score, yenThe, type Office } from '../support/office.ts'
import { aDomain, certify, scoreAll, send, smallSet, take } from '../support/exchange.ts'
import { ManualClock } from '../support/manual-clock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** What a checker sees, found in real offices through the contract. */

type Check = Output<'checks.list'>['items'][number]
type Attach = { readonly unit: UnitId; readonly sheet: AssessmentId; readonly target?: string }

const day = 86_400_000
const district = { levels: { appraise: 'district', verify: null, recognise: 'district' } } as const

async function aDistrict(communes = 3) {
  const office = await anOffice({ ownRoot: true })
  const cycle = await aCycle(office, { content: smallSet, communes, ...district })
  return { office, ...cycle }
}

/** Enters a file for a commune and links it. */
async function attach(
  office: Office,
  { unit, sheet, target = '1.1' }: Attach,
  mark: string,
  fields: { number?: string; issuer?: string; date?: string; title?: string } = {},
  pages = '',
): Promise<string> {
  const file = await office.upload(`${mark}.pdf`, aPdf(mark))
  const { documents } = await office.call('documents.add', {
    ...{ unit, files: [file], together: false, fields },
    attach: { assessment: sheet, target, link: { pages, period: '', note: '' } },
  })
  return documents[0] ?? ''
}

async function list(office: Office, kind?: CheckKind, state: 'open' | 'seen' | 'all' = 'open') {
  const found = await office.call('checks.list', {
    ...{ cycle: null, state, offset: 0, limit: 100 },
    ...(kind === undefined ? {} : { kind }),
  })
  expect(found.pending).toBe(0)
  return found.items
}

const only = (items: readonly Check[]): Check => {
  expect(items).toHaveLength(1)
  return items[0]!
}

describe('the same paper', () => {
  test('what the district gives to three communes is as it should be; two numbers for one commune are not', async () => {
    const { office, communes, sheets } = await aDistrict()
    for (const [place, unit] of communes.entries())
      await attach(office, { unit, sheet: sheets[place]! }, 'Kế hoạch chung')
    expect(await list(office)).toEqual([])
    const library = await office.call('documents.list', { filter: 'duplicate', offset: 0, limit: 10 })
    expect(library.total).toBe(0)

    await attach(office, { unit: communes[0]!, sheet: sheets[0]!, target: '1.2' }, 'Kế hoạch chung')
    const same = only(await list(office, 'sameFile'))
    expect(same).toMatchObject({ shared: ['documents'], unitCount: 1, count: 2, state: 'open' })
    expect(same.parts.map(({ target }) => target).sort()).toEqual(['1.1', '1.2'])
    const doubled = await office.call('documents.list', { filter: 'duplicate', offset: 0, limit: 10 })
    expect(doubled.documents.map(({ unit }) => unit)).toEqual([communes[0], communes[0]])
  })

  test('one number of one issuer on two different papers, whatever the tones and spaces', async () => {
    const { office, communes, sheets } = await aDistrict()
    const [first, second] = communes
    await attach(office, { unit: first!, sheet: sheets[0]! }, 'A', {
      number: '12/KH-UBND',
      issuer: 'UBND Xã Hoà',
    })
    const document = await attach(office, { unit: first!, sheet: sheets[0]!, target: '1.2' }, 'B', {
      number: '12/kh-ubnd',
      issuer: 'UBND  xã Hòa',
    })
    await attach(office, { unit: second!, sheet: sheets[1]! }, 'C', { number: '12/KH-UBND' })
    const same = only(await list(office, 'sameNumber'))
    expect(same.parts.map(({ unit }) => unit)).toEqual([first, first])
    await office.call('documents.update', { document, fields: { number: '13/KH-UBND' } })
    expect(await list(office, 'sameNumber')).toEqual([])
  })

  test('one paper for several criteria says by its pages which is for which', async () => {
    const { office, communes, sheets } = await aDistrict(1)
    const document = await attach(office, { unit: communes[0]!, sheet: sheets[0]! }, 'A', {}, '1')
    const link = { pages: '1', period: '', note: '' }
    await office.call('documents.attach', { document, assessment: sheets[0]!, target: '1.2', link })
    expect(only(await list(office, 'reused'))).toMatchObject({ count: 2 })
    await office.call('documents.detach', { document, assessment: sheets[0]!, target: '1.2' })
    expect(await list(office)).toEqual([])
  })
})

describe('one sheet', () => {
  test('a date outside the data period, and back inside', async () => {
    const { office, communes, sheets, cycle } = await aDistrict(1)
    const place = { unit: communes[0]!, sheet: sheets[0]! }
    const document = await attach(office, place, 'A', { date: '2023-12-31', title: 'Báo cáo' })
    const found = only(await list(office, 'outsidePeriod'))
    expect(found.parts).toMatchObject([
      { day: '2023-12-31', documentTitle: 'Báo cáo', assessment: sheets[0], cycleName: 'Kỳ 2024' },
    ])
    const ofCycle = await office.call('checks.list', { cycle, state: 'open', offset: 0, limit: 10 })
    expect(ofCycle.total).toBe(1)
    const other = await office.call('checks.list', {
      ...{ cycle: `${yenThe}:other`, state: 'open', offset: 0, limit: 10 },
    })
    expect(other).toMatchObject({ total: 0, counts: [] })
    await office.call('documents.update', { document, fields: { date: '2024-01-01' } })
    expect(await list(office)).toEqual([])
  })

  test('more points than the commune gave itself, and what came after the acceptance', async () => {
    const { office, communes, sheets } = await aDistrict(1)
    const [sheet] = sheets as [AssessmentId]
    for (const criterion of ['1.1', '1.2', '1.3', '1.4'])
      await score(office, sheet, criterion, { kind: 'manual', points: 1000 })
    const document = await attach(office, { unit: communes[0]!, sheet }, 'A')
    await office.call('decisions.submit', { assessment: sheet, incomplete: false })
    for (const criterion of ['1.1', '1.2', '1.3', '1.4'])
      await office.call('appraisal.set', {
        ...{ assessment: sheet, criterion, stage: 'appraisal', seen: [], reason: 'Đã kiểm tra' },
        verdict: {
          kind: 'change',
          answer: { input: { kind: 'manual', points: criterion === '1.2' ? 2000 : 1000 }, note: '' },
        },
      })
    expect(only(await list(office))).toMatchObject({
      kind: 'aboveSelf',
      parts: [{ target: '1.2', from: 1000, to: 2000 }],
    })
    await office.call('decisions.accept', { assessment: sheet })
    expect(await list(office, 'afterAcceptance')).toEqual([])
    await office.call('documents.update', { document, fields: { number: '7/BC' } })
    expect(only(await list(office, 'afterAcceptance')).parts).toMatchObject([
      { document, what: 'document.number', whatLabel: 'số hiệu', target: '1.1' },
    ])
  })
})

describe('what came too late', () => {
  test('evidence that is added after the sheet was sent is listed until a decision covers it', async () => {
    const { office, communes, sheets } = await aDistrict(1)
    const [sheet] = sheets as [AssessmentId]
    for (const criterion of ['1.1', '1.2', '1.3', '1.4'])
      await score(office, sheet, criterion, { kind: 'manual', points: 1000 })
    await office.call('decisions.submit', { assessment: sheet, incomplete: false })
    const file = await office.upload('muộn.pdf', aPdf('muộn'))
    await office.call('documents.add', {
      ...{ unit: communes[0]!, files: [file], together: false, fields: { title: 'Giấy muộn' } },
      attach: { assessment: sheet, target: '1.3', link: { pages: '', period: '', note: '' } },
      onBehalf: { unit: communes[0]!, paper: 'Công văn 7' },
    })
    expect(only(await list(office)).kind).toBe('late')
    expect(only(await list(office, 'late')).parts).toMatchObject([
      { target: '1.3', documentTitle: 'Giấy muộn', what: 'evidence', whatLabel: 'minh chứng' },
    ])
  })
})

describe('devices', () => {
  test('a copied folder: two versions under one name are told apart and named', async () => {
    const { communes, sheets, district, clock } = await aDomain()
    await scoreAll(communes[0], sheets[0], [2500])
    await take(district, await send(communes[0], yenThe))
    await communes[0].core.close()
    const place = temporaryFolder()
    for (const folder of ['data', 'keys'])
      cpSync(path.join(communes[0].folder, folder), path.join(place, folder), { recursive: true })
    for (const [points, dataDir] of [
      [2000, communes[0].folder],
      [1000, place],
    ] as const) {
      const office = await anOffice({ dataDir, keysDir: path.join(dataDir, 'keys'), begun: false, clock })
      const { officers } = await office.call('session.state', {})
      await office.call('session.signIn', { officer: officers[0]!.id })
      await scoreAll(office, sheets[0], [points])
      await take(district, await send(office, yenThe))
    }
    const found = only(await list(district, 'uncounted'))
    expect(found.parts).toMatchObject([{ what: 'forked', count: 2, unitName: 'Thị trấn Bố Hạ' }])
  })

  test('a device with its clock ahead, then set back, and one gone silent', async () => {
    const clock = new ManualClock()
    const office = await anOffice({ ownRoot: true, clock })
    const { communes, sheets } = await aCycle(office, { content: smallSet, communes: 2, ...district })
    const laptops: { laptop: Office; own: ManualClock }[] = []
    for (const ahead of [40 * day, 0]) {
      const own = new ManualClock()
      own.advance(ahead)
      const laptop = await anOffice({ clock: own })
      await certify(office, laptop)
      await take(laptop, await send(office, yenThe))
      laptops.push({ laptop, own })
    }
    const [first, second] = laptops as [(typeof laptops)[0], (typeof laptops)[0]]
    await score(first.laptop, sheets[0]!, '1.1', { kind: 'manual', points: 500 })
    first.own.advance(-40 * day)
    await score(first.laptop, sheets[0]!, '1.2', { kind: 'manual', points: 500 })
    await take(office, await send(first.laptop, yenThe))
    const found = only(await list(office, 'clock'))
    expect(found.parts.map(({ what }) => what).sort()).toContain('ahead')
    expect(found.parts.map(({ what }) => what).sort()).toContain('back')
    expect(found.unitCount).toBe(1)

    clock.advance(50 * day)
    second.own.advance(50 * day)
    await score(second.laptop, sheets[1]!, '1.1', { kind: 'manual', points: 500 })
    await take(office, await send(second.laptop, yenThe))
    expect(only(await list(office, 'silent')).parts).toMatchObject([{ unit: yenThe }])
    expect(communes).toHaveLength(2)
  })
})

describe('marks', () => {
  test('seen with a reason, shared by the devices of the unit, open again when something new comes up', async () => {
    const { office, communes, sheets } = await aDistrict(1)
    const place = { unit: communes[0]!, sheet: sheets[0]! }
    await attach(office, place, 'A', { date: '2023-05-01' })
    const { id } = only(await list(office))
    await office.call('checks.markSeen', { ids: [id], reason: 'Đã hỏi xã, giấy tờ đúng' })
    expect(await list(office)).toEqual([])
    const seen = only(await list(office, undefined, 'seen'))
    expect(seen).toMatchObject({
      state: 'seen',
      seenBy: { officer: 'Nguyễn Thị Hoa', reason: 'Đã hỏi xã, giấy tờ đúng' },
    })

    const laptop = await anOffice({ clock: office.clock })
    await certify(office, laptop)
    await take(laptop, await send(office, yenThe))
    expect(await list(laptop)).toEqual([])
    expect(only(await list(laptop, undefined, 'seen')).seenBy?.deviceName).toBe('Máy 1')

    const later = await attach(office, { ...place, target: '1.2' }, 'B', { date: '2023-06-01' })
    expect(only(await list(office))).toMatchObject({ id, state: 'again', count: 2 })
    await office.call('documents.detach', { document: later, assessment: sheets[0]!, target: '1.2' })
    expect(await list(office)).toEqual([])

    await office.call('checks.unmark', { id })
    expect(only(await list(office))).toMatchObject({ id, state: 'open', seenBy: null })
    const { entries } = await office.call('history.list', { action: 'checks.markSeen', limit: 5 })
    expect(entries[0]?.changes[0]).toMatchObject({
      label: 'Điều cần xem lại',
      after: 'Đã xem',
      counted: true,
    })
  })

  test('only who may appraise marks; what is not there cannot be marked', async () => {
    const { office, communes, sheets } = await aDistrict(1)
    await attach(office, { unit: communes[0]!, sheet: sheets[0]! }, 'A', { date: '2023-05-01' })
    const { id } = only(await list(office))
    await expect(office.call('checks.markSeen', { ids: ['0'.repeat(32)], reason: 'x' })).rejects.toThrow(
      'notFound',
    )
    await expect(office.call('checks.unmark', { id })).rejects.toThrow('notFound')
    await expect(office.call('checks.markSeen', { ids: [id], reason: ' ' })).rejects.toThrow('invalidInput')
    await office.signInAs('Người xem', ['viewer'])
    await expect(office.call('checks.markSeen', { ids: [id], reason: 'x' })).rejects.toThrow('forbidden')
    expect(await list(office)).toHaveLength(1)
  })
})
