import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HistoryEntry } from '../../shared/contract/history.ts'
import type { SheetView } from '../../shared/contract/sheets.ts'
import type { AssessmentId, CriterionId, DocumentId, EntryId, UnitId } from '../../shared/domain/ids.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aPdf } from '../support/file-samples.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'

const content = aContent({
  criteria: [
    aCriterion({ id: 'a', code: '1.1', title: 'Niêm yết thủ tục', max: 5000, rule: { kind: 'manual' } }),
    aCriterion({ id: 'b', code: '1.2', title: 'Trả đúng hạn', max: 5000, rule: { kind: 'ratio' } }),
  ],
  dossier: ['Tờ trình'],
})
const [a, b] = ['a', 'b'] as [CriterionId, CriterionId]
const noLink = { pages: '', period: '', note: '' }
const manual = (points: number) => ({ kind: 'manual' as const, points: points as never })

async function begun() {
  const office = await anOffice()
  const { communes, sheets, cycle } = await aCycle(office, { content })
  const [commune] = communes as [UnitId]
  const [sheet, otherSheet] = sheets as [AssessmentId, AssessmentId]
  return { office, commune, sheet, otherSheet, cycle }
}

async function history(office: Office, more: object = {}): Promise<HistoryEntry[]> {
  return (await office.call('history.list', { limit: 200, ...more })).entries
}

async function latest(office: Office, action: string): Promise<HistoryEntry> {
  const [entry] = await history(office, { action })
  if (entry === undefined) throw new Error(`nothing was written by ${action}`)
  return entry
}

async function undo(office: Office, action: string): Promise<EntryId> {
  const { author } = await latest(office, action)
  return (await office.call('history.undo', { entry: author.entry })).entry
}

/** What a sheet says, without who wrote it and when. */
async function meaning(office: Office, assessment: AssessmentId): Promise<unknown> {
  const view: SheetView = await office.call('sheets.get', { assessment })
  const cell = ({ answer, outcome }: SheetView['rows'][number]['self']) => ({ answer, outcome })
  const documents = await office.call('documents.list', { assessment, filter: 'all', offset: 0, limit: 100 })
  return {
    status: view.status,
    rows: view.rows.map((row) => [cell(row.self), cell(row.appraisal), row.explanation.text, row.evidence]),
    totals: view.totals,
    participant: view.participant,
    dossier: view.dossier,
    documents: documents.documents.map(({ title, number, body, links }) => ({
      ...{ title, number, body },
      // which entry says so is not what it means
      links: links.map(({ heads: _, ...link }) => link),
    })),
  }
}

describe('the list', () => {
  test('says in words who changed what, from what to what, and why', async () => {
    const { office, sheet } = await begun()
    await score(office, sheet, 'b', { kind: 'ratio', numerator: '47', denominator: '50' } as never)
    office.clock.advance(60_000)
    const { rows } = await office.call('sheets.get', { assessment: sheet })
    await office.call('scores.set', {
      assessment: sheet,
      criterion: b,
      answer: {
        input: { kind: 'ratio', numerator: '1999', denominator: '2000' } as never,
        note: 'sửa theo báo cáo',
      },
      seen: rows[1]?.self.heads ?? [],
      reason: 'Đếm lại',
    })
    const [entry] = await history(office, { assessment: sheet })
    expect(entry).toMatchObject({
      action: 'scores.set',
      assessment: sheet,
      arrived: null,
      undoable: true,
      author: { officer: 'Nguyễn Thị Hoa', reason: 'Đếm lại', deviceName: 'Máy 1' },
    })
    expect(entry?.changes).toEqual([
      {
        entity: 'selfScore',
        id: `${sheet}/b`,
        field: 'answer',
        label: '1.2 Trả đúng hạn – tự chấm',
        before: '47/50 = 94 % (47 điểm)',
        after: '1.999/2.000 = 99,95 % (49,98 điểm); ghi chú: sửa theo báo cáo',
        counted: true,
        reason: null,
      },
    ])
  })

  test('speaks the language of the office', async () => {
    const { office, sheet } = await begun()
    await office.call('settings.set', { language: 'en' })
    await score(office, sheet, 'a', manual(150))
    expect((await latest(office, 'scores.set')).changes[0]).toMatchObject({
      label: '1.1 Niêm yết thủ tục – self-score',
      before: null,
      after: '1,5 points',
    })
  })

  test('is filtered by sheet, criterion, person without diacritics, action and time', async () => {
    const { office, sheet, otherSheet } = await begun()
    const start = office.clock.now()
    office.clock.advance(1000)
    await score(office, sheet, 'a', manual(100))
    await score(office, sheet, 'b', { kind: 'ratio', numerator: '1', denominator: '2' } as never)
    office.clock.advance(1000)
    await score(office, otherSheet, 'a', manual(100))
    const ids = async (filter: object) => (await history(office, filter)).map(({ changes }) => changes[0]?.id)
    expect(await ids({ assessment: sheet })).toHaveLength(2)
    expect(await ids({ assessment: sheet, criterion: a })).toEqual([`${sheet}/a`])
    expect(await ids({ criterion: a })).toEqual([`${otherSheet}/a`, `${sheet}/a`])
    expect(await ids({ officer: 'thi hoa', action: 'scores.set' })).toHaveLength(3)
    expect(await ids({ officer: 'không ai' })).toEqual([])
    expect(await ids({ from: start + 1, until: start + 1000 })).toHaveLength(2)
    const nobody = sheet.replace('vn2024.c', 'vn2025.c') as AssessmentId
    expect(await ids({ assessment: nobody })).toEqual([])
  })

  test('comes in pages that neither repeat nor leave out, whatever arrives meanwhile', async () => {
    const { office, sheet } = await begun()
    for (const points of [100, 150, 200, 250, 300]) {
      await score(office, sheet, 'a', manual(points))
    }
    const whole = (await history(office, { action: 'scores.set' })).map(({ author }) => author.entry)
    const seen: string[] = []
    let before: number | null = null
    for (let page = 0; page < 10; page++) {
      const cursor: object = before === null ? {} : { before }
      const found = await office.call('history.list', { limit: 2, action: 'scores.set', ...cursor })
      seen.push(...found.entries.map(({ author }) => author.entry))
      office.clock.advance(1000)
      await score(office, sheet, 'b', { kind: 'ratio', numerator: '1', denominator: '2' } as never)
      before = found.next
      if (before === null) break
    }
    expect(seen).toEqual(whole)
  })

  test('shows a change that came too late, and why it does not count', async () => {
    const commune = 'vn2024.c.07243' as UnitId
    const office = await anOffice({ unit: commune })
    const { sheets } = await aCycle(office, { content, units: [commune] })
    const [sheet] = sheets as [AssessmentId]
    await office.call('decisions.submit', { assessment: sheet, incomplete: true })
    await office.call('documents.addWithoutFile', {
      unit: commune,
      body: { kind: 'paper', place: 'Tủ 1' },
      fields: { title: 'Biên bản' },
      attach: { assessment: sheet, target: a, link: noLink },
    })
    const { changes, undoable } = await latest(office, 'documents.addWithoutFile')
    expect(changes.map(({ label, counted, reason }) => [label, counted, reason])).toEqual([
      ['Biên bản – nội dung', true, null],
      ['Biên bản – trích yếu', true, null],
      ['1.1 Niêm yết thủ tục – minh chứng: Biên bản', false, 'late'],
    ])
    expect(undoable).toBe(false)
    expect((await latest(office, 'decisions.submit')).changes[0]?.after).toBe('Đã chốt, 0 điểm')
  })

  test('every kind of act of an office has a label and words', async () => {
    const { office, sheet } = await begun()
    await office.call('scores.explain', { assessment: sheet, criterion: a, text: 'Vì mưa lũ', seen: [] })
    await office.call('participants.save', {
      assessment: sheet,
      registered: true,
      aim: 3,
      stopped: { reason: 'Sáp nhập', day: '2024-07-01' },
    })
    const entries = await history(office)
    expect(entries.length).toBeGreaterThan(4)
    for (const { changes } of entries) {
      for (const { label, after } of changes) {
        expect(label).not.toBe('')
        expect(after ?? '').not.toMatch(/[{}]|\[object/)
      }
    }
    const saved = await latest(office, 'participants.save')
    expect(saved.changes.map(({ label, after }) => `${label}: ${after ?? ''}`)).toEqual([
      'Xã tham gia – đăng ký: Có',
      'Xã tham gia – phấn đấu: 3★',
      'Xã tham gia – dừng xét: Dừng xét từ 01/07/2024: Sáp nhập',
    ])
  })
})

describe('undo', () => {
  test('the first value becomes empty, a later one what it was, and an undo can be undone', async () => {
    const { office, sheet } = await begun()
    const empty = await meaning(office, sheet)
    await score(office, sheet, 'a', manual(100))
    const first = await meaning(office, sheet)
    office.clock.advance(1000)
    await score(office, sheet, 'a', manual(200))
    office.clock.advance(1000)
    await undo(office, 'scores.set')
    expect(await meaning(office, sheet)).toEqual(first)
    office.clock.advance(1000)
    await undo(office, 'history.undo')
    const answer = (await office.call('sheets.get', { assessment: sheet })).rows[0]?.self.answer
    expect(answer?.input).toEqual(manual(200))
    const { author } = await latest(office, 'history.undo')
    await office.call('history.undo', { entry: author.entry })
    expect(await meaning(office, sheet)).toEqual(first)
    expect(empty).not.toEqual(first)
  })

  test('several changes of one act go back together', async () => {
    const { office, sheet } = await begun()
    await score(office, sheet, 'a', manual(100))
    const before = await meaning(office, sheet)
    const { rows } = await office.call('sheets.get', { assessment: sheet })
    await office.call('scores.setMany', {
      assessment: sheet,
      answers: [
        { criterion: a, answer: { input: manual(300), note: '' }, seen: rows[0]?.self.heads ?? [] },
        {
          criterion: b,
          answer: { input: { kind: 'ratio', numerator: '1', denominator: '2' } as never, note: '' },
          seen: [],
        },
      ],
    })
    await undo(office, 'scores.setMany')
    expect(await meaning(office, sheet)).toEqual(before)
  })

  test('only the latest change, never a decision, never without the right', async () => {
    const { office, sheet } = await begun()
    await score(office, sheet, 'a', manual(100))
    const first = await latest(office, 'scores.set')
    office.clock.advance(1000)
    await score(office, sheet, 'a', manual(200))
    await expect(office.call('history.undo', { entry: first.author.entry })).rejects.toMatchObject({
      code: 'cannotUndo',
      details: { why: 'notLatest' },
    })
    expect((await history(office, { criterion: a })).map(({ undoable }) => undoable)).toEqual([true, false])
    await office.call('decisions.submit', { assessment: sheet, incomplete: true })
    await expect(undo(office, 'decisions.submit')).rejects.toMatchObject({ details: { why: 'decision' } })
    await expect(undo(office, 'scores.set')).rejects.toMatchObject({ code: 'wrongStage' })
    await expect(undo(office, 'criteria.publish')).rejects.toMatchObject({ code: 'cannotUndo' })
    await expect(office.call('history.undo', { entry: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'notFound',
    })
    await office.signInAs('Trần Văn Chấm', ['scorer'])
    await expect(undo(office, 'cycles.create')).rejects.toMatchObject({ code: 'forbidden' })
    await office.signInAs('Lê Chỉ Xem', ['viewer'])
    await expect(undo(office, 'scores.set')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('documents go back to where they were: away, in the trash, under their old file', async () => {
    const { office, commune, sheet } = await begun()
    const nothing = await meaning(office, sheet)
    const file = await office.upload('a.pdf', aPdf('1'))
    const attach = { assessment: sheet, target: a, link: noLink }
    const added = await office.call('documents.add', {
      unit: commune,
      files: [file],
      together: false,
      fields: {},
      attach,
    })
    const [document] = added.documents as [DocumentId]
    await undo(office, 'documents.add')
    expect(await meaning(office, sheet)).toEqual(nothing)
    await undo(office, 'history.undo')
    const whole = await meaning(office, sheet)
    expect(whole).not.toEqual(nothing)

    office.clock.advance(1000)
    await office.call('documents.replace', { document, files: [await office.upload('b.pdf', aPdf('2'))] })
    await undo(office, 'documents.replace')
    expect(await meaning(office, sheet)).toEqual(whole)
    await office.call('documents.delete', { document })
    await undo(office, 'documents.delete')
    expect(await meaning(office, sheet)).toEqual(whole)
    await office.call('documents.detach', { document, assessment: sheet, target: a })
    const detached = await meaning(office, sheet)
    await office.call('documents.attach', { document, ...attach, link: { ...noLink, pages: '9' } })
    await undo(office, 'documents.attach')
    expect(await meaning(office, sheet)).toEqual(detached)
    await undo(office, 'history.undo')
    expect(await meaning(office, sheet)).not.toEqual(detached)
  })

  /** Acts whose undoing must leave no trace in what the sheet says. */
  const act = fc.oneof(
    fc.record({
      kind: fc.constant('score' as const),
      criterion: fc.constantFrom('a', 'b'),
      value: fc.integer({ min: 0, max: 20 }),
    }),
    fc.record({ kind: fc.constant('explain' as const), text: fc.constantFrom('', 'Lý do', 'Vì bão') }),
    fc.record({
      kind: fc.constant('attach' as const),
      target: fc.constantFrom('a', 'b', 'dossier-1'),
      pages: fc.constantFrom('', '1', '2-3'),
    }),
    fc.record({ kind: fc.constant('detach' as const), target: fc.constantFrom('a', 'b', 'dossier-1') }),
    fc.record({ kind: fc.constant('trash' as const) }),
    fc.record({ kind: fc.constant('number' as const), number: fc.constantFrom('', '1/BC', '2/BC') }),
    fc.record({ kind: fc.constant('participant' as const), aim: fc.constantFrom(null, 1, 3) }),
  )
  type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

  async function perform(
    office: Office,
    sheet: AssessmentId,
    document: DocumentId,
    wanted: Act,
  ): Promise<void> {
    const { rows } = await office.call('sheets.get', { assessment: sheet })
    switch (wanted.kind) {
      case 'score':
        return score(
          office,
          sheet,
          wanted.criterion,
          wanted.criterion === 'a'
            ? manual(wanted.value * 50)
            : ({ kind: 'ratio', numerator: String(wanted.value), denominator: '20' } as never),
        )
      case 'explain': {
        const seen = rows[0]?.explanation.heads ?? []
        await office.call('scores.explain', { assessment: sheet, criterion: a, text: wanted.text, seen })
        return
      }
      case 'attach': {
        const target = wanted.target as CriterionId
        await office.call('documents.attach', {
          document,
          assessment: sheet,
          target,
          link: { ...noLink, pages: wanted.pages },
        })
        return
      }
      case 'detach':
        await office.call('documents.detach', {
          document,
          assessment: sheet,
          target: wanted.target,
        })
        return
      case 'trash': {
        const { deleted } = await office.call('documents.get', { document })
        await office.call(deleted ? 'documents.restore' : 'documents.delete', { document })
        return
      }
      case 'number':
        await office.call('documents.update', { document, fields: { number: wanted.number } })
        return
      case 'participant':
        await office.call('participants.save', { assessment: sheet, aim: wanted.aim })
    }
  }

  test('undoing an act leads back to the state before it, undoing that to the state after; a rebuild agrees', async () => {
    const { office, commune, sheet } = await begun()
    const { document } = await office.call('documents.addWithoutFile', {
      unit: commune,
      body: { kind: 'paper', place: 'Tủ 1' },
      fields: { title: 'Biên bản' },
      attach: null,
    })
    const newest = async (): Promise<EntryId | undefined> =>
      (await history(office, { unit: commune }))[0]?.author.entry
    const undoNewest = async (): Promise<void> => {
      office.clock.advance(1000)
      const [entry] = await history(office, { unit: commune })
      if (entry?.undoable !== true) throw new Error('the newest entry cannot be undone')
      await office.call('history.undo', { entry: entry.author.entry })
    }
    let undone = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(act, fc.boolean()), { minLength: 1, maxLength: 8 }),
        async (acts) => {
          for (const [wanted, again] of acts) {
            office.clock.advance(1000)
            const before = await meaning(office, sheet)
            const last = await newest()
            // some acts cannot be done in some states: then nothing is written
            await perform(office, sheet, document, wanted).catch(() => undefined)
            if ((await newest()) === last) continue
            const after = await meaning(office, sheet)
            await undoNewest()
            expect(await meaning(office, sheet)).toEqual(before)
            undone++
            if (!again) continue
            await undoNewest()
            expect(await meaning(office, sheet)).toEqual(after)
          }
          expect((await office.call('journal.rebuild', {})).differed).toBe(false)
        },
      ),
      { numRuns: 25 },
    )
    expect(undone).toBeGreaterThan(20)
  }, 60_000)

  test('a row of acts is gone through back and forth, as far and as often as somebody likes', async () => {
    const { office, commune, sheet } = await begun()
    const newest = async (): Promise<EntryId | undefined> =>
      (await history(office, { unit: commune }))[0]?.author.entry
    let farthest = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 2, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 }),
        async (acts, turns) => {
          const { document } = await office.call('documents.addWithoutFile', {
            unit: commune,
            body: { kind: 'paper', place: 'Tủ 1' },
            fields: { title: 'Biên bản' },
            attach: null,
          })
          const states = [await meaning(office, sheet)]
          /** What is to be taken back to go from a state to the one before, and from there to it again. */
          const back: EntryId[] = []
          const forth: EntryId[] = []
          for (const wanted of acts) {
            office.clock.advance(1000)
            const last = await newest()
            await perform(office, sheet, document, wanted).catch(() => undefined)
            const written = await newest()
            if (written === undefined || written === last) continue
            back.push(written)
            states.push(await meaning(office, sheet))
          }
          for (const turn of [0, ...turns, states.length]) {
            const to = Math.min(turn, states.length - 1)
            while (back.length !== to) {
              office.clock.advance(1000)
              const [from, onto] = back.length > to ? [back, forth] : [forth, back]
              const { entry } = await office.call('history.undo', { entry: from.pop() ?? '' })
              onto.push(entry)
              expect(await meaning(office, sheet)).toEqual(states[back.length])
              farthest = Math.max(farthest, forth.length)
            }
          }
        },
      ),
      {
        numRuns: 15,
        // back, forth and back again: what came into sight again and was changed goes out of sight again
        examples: [
          [
            [
              { kind: 'attach', target: 'a', pages: '' },
              { kind: 'attach', target: 'a', pages: '1' },
            ],
            [2, 0],
          ],
          // linked, taken away, linked again, thrown away
          [
            [
              { kind: 'attach', target: 'a', pages: '' },
              { kind: 'detach', target: 'a' },
              { kind: 'attach', target: 'a', pages: '' },
              { kind: 'trash' },
            ],
            [0],
          ],
          [
            [
              { kind: 'number', number: '' },
              { kind: 'attach', target: 'a', pages: '' },
              { kind: 'detach', target: 'a' },
              { kind: 'attach', target: 'a', pages: '' },
              { kind: 'trash' },
            ],
            [0, 5, 0],
          ],
        ],
      },
    )
    expect(farthest).toBeGreaterThan(3)
  }, 60_000)

  test('an appraisal goes back step by step, and a value typed again by somebody is not the one undone', async () => {
    const { office, sheet } = await begun()
    await score(office, sheet, 'a', manual(100))
    await score(office, sheet, 'b', { kind: 'ratio', numerator: '1', denominator: '2' } as never)
    await office.call('decisions.submit', { assessment: sheet, incomplete: true })
    const before = await meaning(office, sheet)
    const appraise = async (verdict: 'agree' | number): Promise<EntryId> => {
      office.clock.advance(1000)
      const { rows } = await office.call('sheets.get', { assessment: sheet })
      const { entry } = await office.call('appraisal.set', {
        assessment: sheet,
        criterion: a,
        stage: 'appraisal',
        verdict:
          verdict === 'agree'
            ? { kind: 'agree' }
            : { kind: 'change', answer: { input: manual(verdict), note: '' } },
        seen: rows[0]?.appraisal.heads ?? [],
        ...(verdict === 'agree' ? {} : { reason: 'Thiếu chữ ký' }),
      })
      return entry
    }
    const first = await appraise('agree')
    const agreed = await meaning(office, sheet)
    const second = await appraise(50)
    office.clock.advance(1000)
    await office.call('history.undo', { entry: second })
    expect(await meaning(office, sheet)).toEqual(agreed)
    office.clock.advance(1000)
    await office.call('history.undo', { entry: first })
    expect(await meaning(office, sheet)).toEqual(before)

    // The same value typed again by somebody is a new act: the older one does not stand.
    const third = await appraise(50)
    await appraise(100)
    await appraise(50)
    const fifth = await appraise(150)
    office.clock.advance(1000)
    await office.call('history.undo', { entry: fifth })
    await expect(office.call('history.undo', { entry: third })).rejects.toMatchObject({
      details: { why: 'notLatest' },
    })
  })
})

describe('the journal', () => {
  /** A second connection, as a damaged disk or a stranger's tool would be. */
  async function meddle(office: Office, statement: string): Promise<void> {
    const { default: Sqlite } = await import('better-sqlite3')
    const connection = new Sqlite(path.join(office.dataDir, 'cqtt.db'))
    connection.exec(statement)
    connection.close()
  }

  test('a rebuild finds what differs from the journal, puts it right, and finds nothing then', async () => {
    const { office, sheet, otherSheet } = await begun()
    await score(office, sheet, 'a', manual(100))
    await score(office, otherSheet, 'a', manual(200))
    const before = await meaning(office, sheet)
    expect(await office.call('journal.rebuild', {})).toMatchObject({ differed: false })
    const damages = [
      `UPDATE field_state SET value = '{"input":{"kind":"manual","points":9900},"note":""}' WHERE entity = 'selfScore'`,
      `DELETE FROM field_state WHERE entity = 'selfScore'`,
      `UPDATE sheet_state SET self_total = 1`,
      `DELETE FROM sheet_state`,
      `INSERT INTO uncounted (scope, entry, change, reason) SELECT scope, randomblob(32), 0, 'late' FROM entry_scope LIMIT 1`,
      `DELETE FROM entry_scope WHERE scope IN (SELECT num FROM scope WHERE key LIKE 'sheet %')`,
    ]
    for (const damage of damages) {
      await meddle(office, damage)
      expect(await office.call('journal.rebuild', {}), damage).toMatchObject({ differed: true })
      expect(await office.call('journal.rebuild', {}), damage).toMatchObject({ differed: false })
      expect(await meaning(office, sheet)).toEqual(before)
    }
  })

  test('verification names the place where bytes were changed', async () => {
    const { office, sheet } = await begun()
    await score(office, sheet, 'a', manual(100))
    await score(office, sheet, 'b', { kind: 'ratio', numerator: '1', denominator: '2' } as never)
    const sound = await office.call('journal.verify', {})
    expect(sound.faults).toEqual([])
    expect(sound.entries).toBeGreaterThan(4)
    const stream = `(SELECT num FROM stream WHERE channel = 'sheet' LIMIT 1)`
    await meddle(
      office,
      `UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '"points":100', '"points":900') AS BLOB)
       WHERE stream = ${stream} AND seq = 1`,
    )
    const { faults } = await office.call('journal.verify', {})
    expect(faults).toMatchObject([{ seq: 1, code: 'wrongHash' }])
    await meddle(office, `UPDATE entry SET officer = 'Người khác' WHERE stream = ${stream} AND seq = 2`)
    expect((await office.call('journal.verify', {})).faults.map(({ code }) => code)).toEqual([
      'wrongHash',
      'wrongRow',
    ])
  })
})
