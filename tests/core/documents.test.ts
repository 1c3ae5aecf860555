import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Input } from '../../shared/contract/contract.ts'
import type { DocumentView } from '../../shared/contract/documents.ts'
import type { AssessmentId, CriterionId, DocumentId, Sha256, UnitId } from '../../shared/domain/ids.ts'
import { filesOfDocument } from '../../shared/domain/journal/sheet-values.ts'
import { aPdf, aJpeg } from '../support/file-samples.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'

const noLink = { pages: '', period: '', note: '' }
const first = '1.1' as CriterionId

async function begun() {
  const office = await anOffice()
  const { communes, sheets, cycle } = await aCycle(office)
  const [commune, otherCommune] = communes as [UnitId, UnitId]
  const [sheet, otherSheet] = sheets as [AssessmentId, AssessmentId]
  const { rows } = await office.call('sheets.get', { assessment: sheet })
  const criterion = rows[0]?.criterion ?? first
  return { office, commune, otherCommune, sheet, otherSheet, cycle, criterion }
}

async function add(
  office: Office,
  unit: UnitId,
  files: Readonly<Record<string, Uint8Array>>,
  given: Partial<Input<'documents.add'>> = {},
): Promise<readonly DocumentId[]> {
  const tickets = []
  for (const [name, bytes] of Object.entries(files)) tickets.push(await office.upload(name, bytes))
  const added = await office.call('documents.add', {
    unit,
    files: tickets,
    together: false,
    fields: {},
    attach: null,
    ...given,
  })
  return added.documents
}

async function list(
  office: Office,
  filter: Input<'documents.list'>['filter'],
  more = {},
): Promise<DocumentView[]> {
  const page = await office.call('documents.list', { filter, offset: 0, limit: 100, ...more })
  expect(page.total).toBeGreaterThanOrEqual(page.documents.length)
  return page.documents
}

const titles = (documents: readonly DocumentView[]): string[] => documents.map(({ title }) => title).sort()

function vaultFileOf(office: Office, sha256: string): string {
  return path.join(office.dataDir, 'vault', sha256.slice(0, 2), sha256.slice(2))
}

function onlyFile(document: DocumentView): { sha256: Sha256; size: number; type: string; name: string } {
  if (document.body.kind !== 'files') throw new Error('not files')
  const [file] = document.body.files
  if (file === undefined) throw new Error('no file')
  return file
}

describe('adding', () => {
  test('each file becomes a document named for it, linked to its criterion; the badge of the sheet counts it', async () => {
    const { office, commune, sheet, criterion } = await begun()
    const link = { pages: '2-3', period: '2024-03', note: 'Biên bản' }
    const ids = await add(
      office,
      commune,
      { 'Kế hoạch số 12.pdf': aPdf('a'), 'Ảnh niêm yết.jpg': aJpeg('b') },
      { attach: { assessment: sheet, target: criterion, link } },
    )
    expect(ids).toHaveLength(2)
    const documents = await list(office, 'all')
    expect(titles(documents)).toEqual(['Kế hoạch số 12', 'Ảnh niêm yết'].sort())
    expect(documents[0]?.links).toMatchObject([{ assessment: sheet, target: criterion, link }])
    const { rows } = await office.call('sheets.get', { assessment: sheet })
    expect(rows.find((row) => row.criterion === criterion)?.evidence).toEqual({
      count: 2,
      missingFiles: 0,
      damagedFiles: 0,
      outsidePeriod: 0,
    })
  })

  test('photos of one paper are one document; the same photo twice is kept once', async () => {
    const { office, commune } = await begun()
    const [id] = await add(
      office,
      commune,
      { 'IMG_1.jpg': aJpeg('1'), 'IMG_2.jpg': aJpeg('2'), 'IMG_2 (1).jpg': aJpeg('2') },
      { together: true, fields: { title: 'Biên bản họp' } },
    )
    const document = await office.call('documents.get', { document: id! })
    expect(document.title).toBe('Biên bản họp')
    expect(document.body.kind === 'files' && document.body.files.map(({ name }) => name)).toEqual([
      'IMG_1.jpg',
      'IMG_2 (1).jpg',
    ])
  })

  test('as many files as a document can hold are kept and count; one more is refused before anything is kept', async () => {
    const { office, commune } = await begun()
    const names = Array.from({ length: filesOfDocument + 1 }, (_, i) => `IMG_${i}.jpg`)
    const most = Object.fromEntries(names.slice(1).map((name) => [name, aJpeg(name)]))
    const [id] = await add(office, commune, most, { together: true, fields: { title: 'Biên bản họp' } })
    const { body } = await office.call('documents.get', { document: id! })
    expect(body.kind === 'files' && body.files.length).toBe(filesOfDocument)
    const more = { ...most, [names[0]!]: aJpeg('more') }
    await expect(add(office, commune, more, { together: true })).rejects.toMatchObject({
      code: 'invalidInput',
    })
    const { documents } = await office.call('documents.list', {
      unit: commune,
      filter: 'all',
      offset: 0,
      limit: 9,
    })
    expect(documents).toHaveLength(1)
  })

  test('what cannot be kept is named beside what was kept', async () => {
    const { office, commune } = await begun()
    const files = [
      await office.upload('tốt.pdf', aPdf()),
      await office.upload('rỗng.pdf', Buffer.alloc(0)),
      await office.upload('chương trình.pdf', Buffer.from('MZ\x90\0'.padEnd(400, '\0'), 'latin1')),
    ]
    const added = await office.call('documents.add', {
      unit: commune,
      files,
      together: false,
      fields: {},
      attach: null,
    })
    expect(added.documents).toHaveLength(1)
    expect(added.refused.map(({ name, code }) => [name, code])).toEqual([
      ['rỗng.pdf', 'fileEmpty'],
      ['chương trình.pdf', 'fileTypeRefused'],
    ])
  })

  test('the ending follows the content; a long name is cut between words', async () => {
    const { office, commune } = await begun()
    const long = 'Biên bản hội nghị lấy ý kiến nhân dân '.repeat(9).trim()
    const given = { 'run.bat': aPdf('1'), 'quét 12.5': aPdf('2'), 'con.jpg': aJpeg('3'), [long]: aPdf('4') }
    await add(office, commune, given)
    const documents = await list(office, 'all')
    const names = documents.map((document) => onlyFile(document).name).sort()
    expect(names.slice(1)).toEqual(['con_.jpg', 'quét 12.5.pdf', 'run.bat.pdf'])
    expect(names[0]).toMatch(/^Biên .* (?:Biên|bản|hội|nghị|lấy|ý|kiến|nhân|dân)\.pdf$/)
    expect(titles(documents).slice(1)).toEqual(['con_', 'quét 12.5', 'run.bat'])
    for (const document of documents) {
      const { sha256, name } = onlyFile(document)
      expect((await office.call('documents.open', { document: document.id, sha256 })).name).toBe(name)
    }
  })

  test('one unknown ticket refuses the whole and loses none of the others', async () => {
    const { office, commune } = await begun()
    const good = await office.upload('tốt.pdf', aPdf())
    const unknown = '0'.repeat(32) as typeof good
    const wanted = { unit: commune, together: false, fields: {}, attach: null }
    await expect(office.call('documents.add', { ...wanted, files: [good, unknown] })).rejects.toMatchObject({
      code: 'unknownTicket',
    })
    expect((await office.call('documents.add', { ...wanted, files: [good] })).documents).toHaveLength(1)
  })

  test('only for communes of the own subtree, and only for their own sheets', async () => {
    const { office, commune, otherSheet, criterion } = await begun()
    const foreign = 'vn2024.c.00001' as UnitId
    const paper = { body: { kind: 'paper' as const, place: 'Tủ 3' }, fields: {} }
    await expect(
      office.call('documents.addWithoutFile', { unit: foreign, ...paper, attach: null }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      office.call('documents.addWithoutFile', {
        unit: commune,
        ...paper,
        attach: { assessment: otherSheet, target: criterion, link: noLink },
      }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await list(office, 'all')).toEqual([])
  })

  test('naming a hash without giving the file is refused', async () => {
    const { office, commune } = await begun()
    const file = { sha256: 'a'.repeat(64) as Sha256, size: 3, type: 'application/pdf', name: 'x.pdf' }
    await expect(
      office.call('documents.addWithoutFile', {
        unit: commune,
        body: { kind: 'files', files: [file] },
        fields: {},
        attach: null,
      }),
    ).rejects.toMatchObject({ code: 'invalidInput' })
  })

  test('a paper of the dossier counts there', async () => {
    const { office, commune, sheet } = await begun()
    await office.call('documents.addWithoutFile', {
      unit: commune,
      body: { kind: 'link', address: 'https://example.vn/a', seen: '2024-05-01' },
      fields: { title: 'Tờ trình' },
      attach: { assessment: sheet, target: 'dossier-1', link: noLink },
    })
    const { dossier } = await office.call('sheets.get', { assessment: sheet })
    expect(dossier[0]?.documents).toBe(1)
    const [document] = await list(office, 'all')
    expect(document?.links[0]?.label).toContain('1')
  })
})

describe('changing', () => {
  test('number, date and issuer come later; a date outside the data period warns', async () => {
    const { office, commune, sheet, criterion } = await begun()
    const [id] = (await add(
      office,
      commune,
      { 'a.pdf': aPdf() },
      { attach: { assessment: sheet, target: criterion, link: noLink } },
    )) as [DocumentId]
    await office.call('documents.update', {
      document: id,
      fields: { number: '12/KH-UBND', date: '2023-12-31', issuer: 'UBND xã' },
    })
    const document = await office.call('documents.get', { document: id })
    expect(document).toMatchObject({
      number: '12/KH-UBND',
      date: '2023-12-31',
      title: 'a',
      outsidePeriod: true,
    })
    expect(titles(await list(office, 'outsidePeriod'))).toEqual(['a'])
    const { rows } = await office.call('sheets.get', { assessment: sheet })
    expect(rows.find((row) => row.criterion === criterion)?.evidence.outsidePeriod).toBe(1)
    const again = await office.call('documents.update', { document: id, fields: { number: '12/KH-UBND' } })
    expect(again.entry).toBe(document.author.entry)
  })

  test('a new version keeps the links and the old file, which can still be opened', async () => {
    const { office, commune, sheet, criterion } = await begun()
    const [id] = (await add(
      office,
      commune,
      { 'cũ.pdf': aPdf('old') },
      { attach: { assessment: sheet, target: criterion, link: noLink } },
    )) as [DocumentId]
    const old = onlyFile(await office.call('documents.get', { document: id }))
    await office.call('documents.replace', {
      document: id,
      files: [await office.upload('mới.pdf', aPdf('new'))],
    })
    const document = await office.call('documents.get', { document: id })
    expect(onlyFile(document).name).toBe('mới.pdf')
    expect(document.replaced).toMatchObject([{ files: [{ name: 'cũ.pdf' }] }])
    expect(document.links).toHaveLength(1)
    const ticket = await office.call('documents.open', { document: id, sha256: old.sha256 })
    expect((await office.download(ticket)).equals(aPdf('old'))).toBe(true)
  })

  test('a bad file replaces nothing', async () => {
    const { office, commune } = await begun()
    const [id] = (await add(office, commune, { 'a.pdf': aPdf() })) as [DocumentId]
    const empty = await office.upload('b.pdf', Buffer.alloc(0))
    await expect(office.call('documents.replace', { document: id, files: [empty] })).rejects.toMatchObject({
      code: 'fileEmpty',
    })
    expect((await office.call('documents.get', { document: id })).replaced).toEqual([])
  })

  test('several documents are linked in one act, which is taken back as one; what is linked stays as it is', async () => {
    const { office, commune, sheet, criterion } = await begun()
    const ids = (await add(office, commune, {
      'a.pdf': aPdf(),
      'b.pdf': aPdf('b'),
      'c.pdf': aPdf('c'),
    })) as DocumentId[]
    const [first, ...others] = ids as [DocumentId, DocumentId, DocumentId]
    const where = { assessment: sheet, target: criterion }
    await office.call('documents.attach', { ...where, document: first, link: { ...noLink, pages: '3-5' } })
    const linked = async () => {
      const { rows } = await office.call('sheets.get', { assessment: sheet })
      return rows.find((row) => row.criterion === criterion)?.evidence.count
    }
    const { entries } = await office.call('documents.attachMany', { ...where, documents: ids })
    expect(entries).toHaveLength(1)
    expect(await linked()).toBe(3)
    expect((await office.call('documents.get', { document: first })).links[0]?.link.pages).toBe('3-5')
    expect(await office.call('documents.attachMany', { ...where, documents: ids })).toEqual({ entries: [] })
    await office.call('history.undo', { entry: entries[0]! })
    expect(await linked()).toBe(1)
    expect((await office.call('documents.get', { document: others[0] })).links).toEqual([])
    const strange = `${first.slice(0, -1)}${first.endsWith('0') ? '1' : '0'}` as DocumentId
    await expect(
      office.call('documents.attachMany', { ...where, documents: [...others, strange] }),
    ).rejects.toMatchObject({ code: 'notFound' })
    expect(await linked()).toBe(1)
  })

  test('one document proves several criteria, is taken from one and put back with other pages', async () => {
    const { office, commune, sheet, criterion } = await begun()
    const { rows } = await office.call('sheets.get', { assessment: sheet })
    const second = rows[1]?.criterion ?? first
    const [id] = (await add(
      office,
      commune,
      { 'a.pdf': aPdf() },
      { attach: { assessment: sheet, target: criterion, link: noLink } },
    )) as [DocumentId]
    const target = { document: id, assessment: sheet, target: second }
    await office.call('documents.attach', { ...target, link: { ...noLink, pages: '5' } })
    expect((await office.call('documents.get', { document: id })).links).toHaveLength(2)
    await office.call('documents.detach', target)
    expect((await office.call('documents.get', { document: id })).links.map((link) => link.target)).toEqual([
      criterion,
    ])
    await office.call('documents.attach', { ...target, link: { ...noLink, pages: '7' } })
    const { links } = await office.call('documents.get', { document: id })
    expect(links.find((link) => link.target === second)?.link.pages).toBe('7')
    // what stands is not written over by somebody who did not see it
    await expect(
      office.call('documents.attach', { ...target, link: noLink, seen: [] }),
    ).rejects.toMatchObject({ code: 'changedMeanwhile' })
    const seen = links.find((link) => link.target === second)!.heads
    await office.call('documents.attach', { ...target, link: { ...noLink, pages: '8' }, seen })
    await expect(
      office.call('documents.attach', { ...target, link: { ...noLink, pages: '9' }, seen }),
    ).rejects.toMatchObject({ code: 'changedMeanwhile' })
    const { heads } = await office.call('documents.get', { document: id })
    await office.call('documents.update', { document: id, fields: { number: '1/BC' }, seen: heads })
    await office.call('documents.update', { document: id, fields: { title: 'Báo cáo' }, seen: heads })
    await expect(
      office.call('documents.update', { document: id, fields: { number: '2/BC' }, seen: heads }),
    ).rejects.toMatchObject({ code: 'changedMeanwhile' })
    await expect(
      office.call('documents.detach', { ...target, target: rows[2]?.criterion ?? first }),
    ).rejects.toMatchObject({ code: 'notFound' })
  })

  test('evidence for a sent sheet is taken, marked as late, and can be taken away again', async () => {
    const commune = 'vn2024.c.07243' as UnitId
    const office = await anOffice({ unit: commune })
    const { sheets } = await aCycle(office, { units: [commune] })
    const [sheet] = sheets as [AssessmentId]
    const criterion = (await office.call('sheets.get', { assessment: sheet })).rows[0]?.criterion ?? first
    await office.call('decisions.submit', { assessment: sheet, incomplete: true })
    const [id] = (await add(
      office,
      commune,
      { 'a.pdf': aPdf() },
      { attach: { assessment: sheet, target: criterion, link: noLink } },
    )) as [DocumentId]
    const before = await office.call('sheets.get', { assessment: sheet })
    expect(before.late).toBe(1)
    expect(before.rows.find((row) => row.criterion === criterion)?.evidence.count).toBe(0)
    const document = await office.call('documents.get', { document: id })
    expect(document.links[0]?.label).toContain('bổ sung sau khi nộp')
    expect(await list(office, 'all', { assessment: sheet, target: criterion })).toHaveLength(1)
    expect(await list(office, 'unused')).toEqual([])
    await office.call('documents.detach', { document: id, assessment: sheet, target: criterion })
    expect((await office.call('documents.get', { document: id })).links).toEqual([])
    await office.call('documents.attach', {
      document: id,
      assessment: sheet,
      target: criterion,
      link: noLink,
    })
    await office.call('decisions.withdraw', { assessment: sheet })
    const after = await office.call('sheets.get', { assessment: sheet })
    expect(after.rows.find((row) => row.criterion === criterion)?.evidence.count).toBe(1)
  })
})

describe('the trash', () => {
  test('a deleted document takes its links along and brings them back', async () => {
    const { office, commune, sheet, criterion } = await begun()
    const [id] = (await add(
      office,
      commune,
      { 'a.pdf': aPdf() },
      { attach: { assessment: sheet, target: criterion, link: { ...noLink, pages: '4' } } },
    )) as [DocumentId]
    const count = async (): Promise<number | undefined> => {
      const { rows } = await office.call('sheets.get', { assessment: sheet })
      return rows.find((row) => row.criterion === criterion)?.evidence.count
    }
    await office.call('documents.delete', { document: id, reason: 'Nhầm xã' })
    expect(await list(office, 'all')).toEqual([])
    expect(titles(await list(office, 'deleted'))).toEqual(['a'])
    expect(await count()).toBe(0)
    await office.call('documents.restore', { document: id })
    expect(titles(await list(office, 'all'))).toEqual(['a'])
    expect(await count()).toBe(1)
    expect((await office.call('documents.get', { document: id })).links[0]?.link.pages).toBe('4')
  })

  test('what lies in the trash is taken out before it is changed', async () => {
    const { office, commune, sheet, criterion } = await begun()
    const [document] = (await add(office, commune, { 'a.pdf': aPdf() })) as [DocumentId]
    await office.call('documents.delete', { document })
    const refused = { code: 'notFound', details: { what: 'document' } }
    await expect(
      office.call('documents.update', { document, fields: { number: '5/QĐ' } }),
    ).rejects.toMatchObject(refused)
    await expect(
      office.call('documents.attach', { document, assessment: sheet, target: criterion, link: noLink }),
    ).rejects.toMatchObject(refused)
    const files = [await office.upload('b.pdf', aPdf('b'))]
    await expect(office.call('documents.replace', { document, files })).rejects.toMatchObject(refused)
    await office.call('documents.restore', { document })
    await office.call('documents.update', { document, fields: { number: '5/QĐ' } })
    expect(titles(await list(office, 'all'))).toEqual(['a'])
  })
})

describe('the library', () => {
  test('is searched with and without diacritics, newest first, in pages', async () => {
    const { office, commune } = await begun()
    for (const name of ['Quyết định 1.pdf', 'Kế hoạch 2.pdf', 'Kế hoạch 3.pdf']) {
      await add(office, commune, { [name]: aPdf(name) })
      office.clock.advance(1000)
    }
    const found = await office.call('documents.list', {
      filter: 'all',
      text: 'ke hoach',
      offset: 0,
      limit: 1,
    })
    expect(found.total).toBe(2)
    expect(titles(found.documents)).toEqual(['Kế hoạch 3'])
  })

  test('duplicates share a file or the number of one issuer; blanks are never the same', async () => {
    const { office, commune, otherCommune } = await begun()
    await add(office, commune, { 'x.pdf': aPdf('same') })
    await add(office, commune, { 'y.pdf': aPdf('same') })
    await add(office, commune, { 'given.pdf': aPdf('given') })
    await add(office, otherCommune, { 'given too.pdf': aPdf('given') })
    const paper = (unit: UnitId, title: string, fields: object) =>
      office.call('documents.addWithoutFile', {
        unit,
        body: { kind: 'paper', place: 'Tủ 1' },
        fields: { title, ...fields },
        attach: null,
      })
    await paper(commune, 'blank 1', {})
    await paper(commune, 'blank 2', {})
    await paper(commune, 'own number', { number: '01/BC-UBND' })
    await paper(otherCommune, 'own number elsewhere', { number: '01/BC-UBND' })
    await paper(commune, 'province 1', { number: '710/QĐ-UBND', issuer: 'UBND tỉnh' })
    await paper(commune, 'province 2', { number: '710/qđ-ubnd', issuer: 'UBND  Tỉnh' })
    await paper(otherCommune, 'given number', { number: '711/QĐ-UBND', issuer: 'UBND tỉnh' })
    await paper(commune, 'given number too', { number: '711/QĐ-UBND', issuer: 'UBND tỉnh' })
    // what one office gave to two communes is as it should be
    expect(titles(await list(office, 'duplicate'))).toEqual(['province 1', 'province 2', 'x', 'y'])
  })

  test('missing and damaged files are found by the check, listed, and whole again after a good copy', async () => {
    const { office, commune, sheet, criterion } = await begun()
    const attach = { assessment: sheet, target: criterion, link: noLink }
    const [gone, rotten, whole] = (await add(
      office,
      commune,
      { 'mất.pdf': aPdf('1'), 'hỏng.pdf': aPdf('2'), 'tốt.pdf': aPdf('3') },
      { attach },
    )) as [DocumentId, DocumentId, DocumentId]
    const fileOf = async (document: DocumentId) => onlyFile(await office.call('documents.get', { document }))
    rmSync(vaultFileOf(office, (await fileOf(gone)).sha256))
    const rottenPath = vaultFileOf(office, (await fileOf(rotten)).sha256)
    const bytes = readFileSync(rottenPath)
    bytes[bytes.length - 1] = 0
    writeFileSync(rottenPath, bytes)

    const progress: number[] = []
    const checked = await office.call(
      'documents.checkFiles',
      {},
      { onProgress: ({ done }) => progress.push(done) },
    )
    expect(checked).toEqual({
      checked: 3,
      missing: [(await fileOf(gone)).sha256],
      damaged: [(await fileOf(rotten)).sha256],
      bytes: (await fileOf(whole)).size,
    })
    expect(progress).toEqual([1, 2, 3])
    expect(titles(await list(office, 'missing'))).toEqual(['mất'])
    expect(titles(await list(office, 'damaged'))).toEqual(['hỏng'])
    const { rows } = await office.call('sheets.get', { assessment: sheet })
    expect(rows.find((row) => row.criterion === criterion)?.evidence).toMatchObject({
      count: 3,
      missingFiles: 1,
      damagedFiles: 1,
    })
    await expect(
      office.call('documents.open', { document: gone, sha256: (await fileOf(gone)).sha256 }),
    ).rejects.toMatchObject({ code: 'fileMissing' })
    await add(office, commune, { 'lại.pdf': aPdf('1'), 'lại 2.pdf': aPdf('2') })
    expect(await list(office, 'missing')).toEqual([])
    expect(await list(office, 'damaged')).toEqual([])
  })
})

test('after scoring and evidence the sheet list counts criteria with evidence', async () => {
  const { office, commune, sheet, criterion, cycle } = await begun()
  await add(
    office,
    commune,
    { 'a.pdf': aPdf() },
    { attach: { assessment: sheet, target: criterion, link: noLink } },
  )
  const { rows } = await office.call('sheets.get', { assessment: sheet })
  expect(rows.length).toBeGreaterThan(1)
  const counted = async () => {
    const found = (await office.call('sheets.list', { cycle })).find(({ assessment }) => assessment === sheet)
    return [found?.withEvidence, found?.needEvidence]
  }
  // a paper for points that nobody claims proves nothing yet
  expect(await counted()).toEqual([0, 0])
  await score(office, sheet, criterion, { kind: 'choice', option: 'a' })
  expect(await counted()).toEqual([1, 1])
  await score(office, sheet, '1.2', { kind: 'yesNo', yes: true })
  expect(await counted()).toEqual([1, 2])
  await score(office, sheet, '1.2', { kind: 'yesNo', yes: false })
  expect(await counted()).toEqual([1, 1])
  await expect(score(office, sheet, criterion, { kind: 'notApplicable' })).rejects.toBeDefined()
})
