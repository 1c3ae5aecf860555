import Sqlite from 'better-sqlite3'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Input, Output } from '../../shared/contract/contract.ts'
import type { AssessmentId } from '../../shared/domain/ids.ts'
import { attach, certify, send, smallSet, take, type Bytes } from '../support/exchange.ts'
import { aCycle, anOffice, bacGiang, score, yenThe, type Office } from '../support/office.ts'

/** Two laptops of one district that hand each other bundles directly, and the differences that people decide there. */

type Difference = Output<'differences.get'>

async function twoLaptops(communes = 1) {
  const first = await anOffice({ ownRoot: true })
  const cycle = await aCycle(first, {
    ...{ content: smallSet, communes },
    levels: { appraise: 'district', verify: null, recognise: 'district' },
  })
  const second = await anOffice({ clock: first.clock })
  await certify(first, second)
  await take(second, await send(first, yenThe))
  return { first, second, ...cycle, sheet: cycle.sheets[0]!, commune: cycle.communes[0]! }
}

async function exchange(a: Office, b: Office, unit = yenThe): Promise<void> {
  await take(b, await send(a, unit))
  await take(a, await send(b, unit))
}

async function give(office: Office, sheet: AssessmentId, criterion: string, points: number): Promise<void> {
  office.clock.advance(1000)
  await score(office, sheet, criterion, { kind: 'manual', points })
}

async function open(office: Office): Promise<readonly Difference[]> {
  const { items } = await office.call('differences.list', {})
  const found: Difference[] = []
  for (const { scope, entity, id, field } of items)
    found.push(await office.call('differences.get', { scope, entity, id, field }))
  return found
}

async function only(office: Office): Promise<Difference> {
  const [difference, ...more] = await open(office)
  expect(more).toEqual([])
  return difference!
}

const manual = (points: number) => ({ input: { kind: 'manual' as const, points: points as never }, note: '' })

function choose(
  office: Office,
  { scope, entity, id, field, values }: Difference,
  chosen: Input<'differences.choose'>['choose'],
  more: Partial<Input<'differences.choose'>> = {},
) {
  const seen = values.map(({ author }) => author.entry)
  return office.call('differences.choose', { scope, entity, id, field, choose: chosen, seen, ...more })
}

/** What the projection says, without the numbers that only mean something in one folder. */
function stateOf(office: Office): readonly unknown[] {
  const database = new Sqlite(path.join(office.dataDir, 'cqtt.db'), { readonly: true })
  try {
    const rows = (query: string): unknown[] => database.prepare(query).raw().all()
    return [
      rows(`SELECT scope.key, entity, field_state.key, field, status, value, heads FROM field_state
            JOIN scope ON scope.num = field_state.scope ORDER BY 1, 2, 3, 4`),
      rows(`SELECT scope.key, hex(entry), change, reason FROM uncounted
            JOIN scope ON scope.num = uncounted.scope ORDER BY 1, 2, 3`),
      rows(`SELECT scope.key, cycle, unit, sheet_state.status, self_total, appraised_total, stars, details
            FROM sheet_state JOIN scope ON scope.num = sheet_state.scope ORDER BY 1`),
    ]
  } finally {
    database.close()
  }
}

describe('two laptops of one district', () => {
  test('the own unit is among those to send to; office and sheets go along, and both end equal whatever the order', async () => {
    const { first, second, sheets, communes } = await twoLaptops(2)
    const recipients = await first.call('bundles.recipients', {})
    expect(recipients.map(({ id }) => id)).toContain(yenThe)
    const bundles: { readonly to: Office; readonly bundle: Bytes }[] = []
    const keep = async (from: Office, to: Office): Promise<void> => {
      bundles.push({ to, bundle: await send(from, yenThe) })
    }
    await give(first, sheets[0]!, '1.1', 500)
    await attach(first, communes[0]!, sheets[0]!, 'Biên bản')
    await keep(first, second)
    await give(second, sheets[0]!, '1.1', 700)
    await give(second, sheets[1]!, '1.2', 900)
    await second.call('officers.save', {
      ...{ officer: null, name: 'Trần Văn Bình', roles: ['scorer'], department: null, active: true },
    })
    await keep(second, first)
    await give(first, sheets[0]!, '1.2', 400)
    await keep(first, second)
    await give(second, sheets[0]!, '1.2', 300)
    await keep(second, first)
    // newest first, everything twice, then both ways once more
    for (const { to, bundle } of [...bundles, ...bundles].reverse()) await take(to, bundle)
    await exchange(first, second)
    await exchange(second, first)
    expect(stateOf(first)).toEqual(stateOf(second))
    expect((await open(first)).map(({ label }) => label)).toEqual([
      '1.1 Tiêu chí – tự chấm',
      '1.2 Tiêu chí – tự chấm',
    ])
    expect((await second.call('officers.list', {})).map(({ name }) => name)).toContain('Trần Văn Bình')
    expect((await first.call('officers.list', {})).map(({ name }) => name)).toContain('Trần Văn Bình')

    const [one, other] = (await open(second)) as [Difference, Difference]
    await choose(second, one, one.values[0]!.author.entry)
    await choose(first, other, {
      kind: 'answer',
      answer: { input: { kind: 'manual', points: 350 }, note: '' },
    })
    await exchange(first, second)
    expect(await open(first)).toEqual([])
    expect(stateOf(first)).toEqual(stateOf(second))
  })

  test('what is needed to decide stands beside each value: who, on which machine, its points, its own papers', async () => {
    const { first, second, sheet, commune } = await twoLaptops()
    await attach(first, commune, sheet, 'Giấy của máy 1')
    await give(first, sheet, '1.1', 500)
    await attach(second, commune, sheet, 'Giấy của máy 2')
    await give(second, sheet, '1.1', 700)
    await exchange(first, second)
    const difference = await only(first)
    expect(difference).toMatchObject({
      kind: 'answer',
      stage: 'self',
      level: 'commune',
      forCommune: true,
      barred: null,
    })
    expect(
      difference.values.map(({ reading, points, author, level, evidence }) => [
        ...[reading, points, author.unitName, level, evidence.map(({ title }) => title)],
      ]),
    ).toEqual([
      ['5 điểm', 500, 'Huyện Yên Thế', 'district', ['Giấy của máy 1']],
      ['7 điểm', 700, 'Huyện Yên Thế', 'district', ['Giấy của máy 2']],
    ])
    expect(new Set(difference.values.map(({ author }) => author.device)).size).toBe(2)
    const onBehalf = { unit: commune, paper: 'Báo cáo số 45/BC-UBND' }
    await choose(first, difference, difference.values[1]!.author.entry, { reason: 'Đúng báo cáo', onBehalf })
    const { rows } = await first.call('sheets.get', { assessment: sheet })
    expect(rows[0]?.self).toMatchObject({
      differing: false,
      outcome: { points: 700 },
      author: { reason: 'Đúng báo cáo', onBehalf: { paper: 'Báo cáo số 45/BC-UBND' } },
    })
  })

  test('a third value is held to the rule; only an approver decides', async () => {
    const { first, second, sheet } = await twoLaptops()
    await give(first, sheet, '1.1', 500)
    await give(second, sheet, '1.1', 700)
    await exchange(first, second)
    const difference = await only(first)
    const points = (given: number) =>
      ({ kind: 'answer', answer: { input: { kind: 'manual', points: given }, note: '' } }) as const
    await expect(choose(first, difference, points(9999))).rejects.toThrow('invalidAnswer')
    await expect(choose(first, difference, { kind: 'text', text: 'x' })).rejects.toThrow('invalidInput')
    await first.signInAs('Người chấm', ['scorer'])
    expect((await only(first)).barred).toBe('role')
    await expect(choose(first, difference, points(600))).rejects.toThrow('forbidden')
    await first.signInAs('Lãnh đạo', ['approver'])
    await choose(first, difference, points(600))
    expect(await open(first)).toEqual([])
  })

  test('texts, dates and conditions are written as themselves', async () => {
    const { first, second, sheet, commune } = await twoLaptops()
    await attach(first, commune, sheet, 'Kế hoạch')
    await exchange(first, second)
    const { documents } = await first.call('documents.list', { filter: 'all', offset: 0, limit: 1 })
    const document = documents[0]!.id
    for (const [office, date, number] of [
      [first, '2024-03-01', '1/KH'],
      [second, '2024-04-01', '2/KH'],
    ] as const) {
      office.clock.advance(1000)
      await office.call('documents.update', { document, fields: { date, number } })
    }
    await exchange(first, second)
    const [day, number] = (await open(first)) as [Difference, Difference]
    expect([day.kind, number.kind]).toEqual(['day', 'text'])
    await choose(first, day, { kind: 'day', day: '2024-05-01' })
    await choose(first, number, { kind: 'text', text: '3/KH' })
    expect(await first.call('documents.get', { document })).toMatchObject({
      ...{ date: '2024-05-01', number: '3/KH', differing: false },
    })
  })
})

describe('decisions', () => {
  test('two submissions: no total until one is chosen, and what the two sheets differ in', async () => {
    const { first, second, sheet, cycle, communes } = await twoLaptops()
    for (const criterion of ['1.1', '1.2', '1.3', '1.4']) await give(first, sheet, criterion, 1000)
    await exchange(first, second)
    await give(first, sheet, '1.1', 1100)
    await first.call('decisions.submit', { assessment: sheet, incomplete: false })
    await give(second, sheet, '1.2', 900)
    await second.call('decisions.submit', { assessment: sheet, incomplete: false })
    await exchange(first, second)

    const before = await first.call('ranking.get', { cycle })
    expect(before.rows).toMatchObject([{ undecided: true, differences: 1 }])
    const difference = await only(first)
    expect(difference).toMatchObject({ kind: 'decision', field: 'submission', barred: null })
    expect(difference.values.map(({ decided }) => decided)).toEqual([
      { total: 4100, complete: true, missingFiles: 0 },
      { total: 3900, complete: true, missingFiles: 0 },
    ])
    expect(difference.compared).toEqual([
      { criterion: '1.1', label: '1.1 Tiêu chí', readings: ['11 điểm', '10 điểm'] },
      { criterion: '1.2', label: '1.2 Tiêu chí', readings: ['10 điểm', '9 điểm'] },
    ])
    await expect(choose(first, difference, { kind: 'text', text: 'x' })).rejects.toThrow('invalidInput')
    await choose(first, difference, difference.values[1]!.author.entry, {
      ...{ reason: 'Bản gửi sau là bản đúng', onBehalf: { unit: communes[0]!, paper: '' } },
    })
    await exchange(first, second)
    for (const office of [first, second]) {
      const { rows } = await office.call('ranking.get', { cycle })
      expect(rows).toMatchObject([{ undecided: false, differences: 0, total: 3900 }])
      expect(await open(office)).toEqual([])
    }
    expect(stateOf(first)).toEqual(stateOf(second))
  })

  test('nothing is agreed with, closed, accepted, verified or recognised while two values wait for a choice', async () => {
    const first = await anOffice({ unit: bacGiang, ownRoot: true })
    const { sheets } = await aCycle(first, { content: smallSet, communes: 1 })
    const [sheet] = sheets as [AssessmentId]
    const second = await anOffice({ unit: bacGiang, clock: first.clock })
    await certify(first, second)
    const meet = () => exchange(first, second, bacGiang)
    await meet()
    const appraise = async (office: Office, stage: 'appraisal' | 'verification', points: number) => {
      const { rows } = await office.call('sheets.get', { assessment: sheet })
      const verdict = { kind: 'change' as const, answer: manual(points) }
      const items = rows.map((row) => ({
        ...{ assessment: sheet, criterion: row.criterion, seen: [...row[stage].heads], verdict },
      }))
      await office.call('appraisal.setMany', { stage, reason: 'Theo hồ sơ', items })
    }
    /** Both write something different; then the decision waits until one of the two is chosen. */
    const waits = async (
      write: (office: Office, value: number) => Promise<unknown>,
      decide: () => Promise<unknown>,
      decideMany?: () => Promise<unknown>,
    ) => {
      await write(first, 1)
      await write(second, 2)
      await meet()
      await expect(decide()).rejects.toMatchObject({ code: 'openDifferences' })
      if (decideMany !== undefined)
        await expect(decideMany()).rejects.toMatchObject({ code: 'recogniseRefused' })
      for (const difference of await open(first))
        await choose(first, difference, difference.values[0]!.author.entry)
      await decide()
      await meet()
    }
    await waits(
      (office, value) => give(office, sheet, '1.1', value * 100),
      () =>
        first.call('appraisal.set', {
          ...{ assessment: sheet, criterion: '1.1', stage: 'appraisal', seen: [] },
          verdict: { kind: 'agree' },
        }),
    )
    await waits(
      (office, value) => give(office, sheet, '1.2', value * 100),
      () => first.call('decisions.submit', { assessment: sheet, incomplete: true }),
    )
    await waits(
      (office, value) => appraise(office, 'appraisal', value * 100),
      () => first.call('decisions.accept', { assessment: sheet }),
    )
    await waits(
      (office, value) => appraise(office, 'verification', value * 100 + 50),
      () => first.call('decisions.verify', { assessment: sheet }),
    )
    const results = [{ assessment: sheet, recognised: false, stars: 0, reason: 'Kết luận của Hội đồng' }]
    const paper = { number: '710/QĐ-UBND', day: '2024-12-17' }
    await waits(
      (office, value) => office.call('participants.save', { assessment: sheet, aim: value }),
      () => first.call('decisions.recognise', { ...results[0]!, ...paper }),
      () => first.call('decisions.recogniseMany', { ...paper, results }),
    )
  })
})
