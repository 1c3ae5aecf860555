import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { bacGiang, yenThe, type Office } from '../../support/office.ts'
import { aDomain, dump, read, scoreAll, send, take, type Domain } from '../../support/exchange.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Short codes of bundles and decisions, and the answers that go back by themselves. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
})

test('a bundle is found by its code at both ends, however it is typed', async () => {
  const { communes, district } = domain
  const made = await communes[0].call('bundles.export', { to: yenThe, withFiles: false, encrypt: false })
  await take(district, { name: made.name, bytes: await communes[0].download(made.file!) })
  const typed = ` ${made.shortCode.toLowerCase().replace('-', ' ')} `
  expect(await communes[0].call('bundles.findByCode', { code: typed })).toMatchObject({
    code: made.shortCode,
    bundles: [{ direction: 'out', name: made.name, partnerName: 'Huyện Yên Thế' }],
  })
  expect((await district.call('bundles.findByCode', { code: made.shortCode })).bundles).toMatchObject([
    { direction: 'in', name: made.name },
  ])
  expect(await district.call('bundles.findByCode', { code: '2222-2222' })).toMatchObject({ bundles: [] })
  for (const code of ['', 'K7QX', 'K7QX-3M2O'])
    expect(await district.call('bundles.findByCode', { code })).toEqual({
      code: null,
      bundles: [],
      decisions: [],
      rankings: [],
    })
})

test('the code on a signed paper leads to the decision; its total comes out the same at the province', async () => {
  const { communes, district, province, sheets } = domain
  const code = async (office: Office) =>
    (await office.call('bundles.codeOfSheet', { assessment: sheets[0] })).code
  await scoreAll(communes[0], sheets[0], [2500, 2500, 2500, 1000])
  expect(await code(communes[0])).toBeNull()
  await communes[0].call('decisions.submit', { assessment: sheets[0], incomplete: true })
  const submitted = (await code(communes[0]))!
  await take(district, await send(communes[0], yenThe))
  expect(await code(district)).toBe(submitted)
  const find = async (office: Office, text: string) =>
    (await office.call('bundles.findByCode', { code: text })).decisions
  expect(await find(province, submitted)).toEqual([])
  await take(province, await send(district, bacGiang))
  expect(await find(province, submitted)).toMatchObject([
    {
      assessment: sheets[0],
      kind: 'submission',
      unitName: 'Thị trấn Bố Hạ',
      byUnitName: 'Thị trấn Bố Hạ',
      total: 8500,
      agrees: true,
      stands: true,
    },
  ])
  // withdrawn and submitted again: the old paper is still what it was, but no longer what stands
  await communes[0].call('decisions.withdraw', { assessment: sheets[0] })
  await scoreAll(communes[0], sheets[0], [2000])
  await communes[0].call('decisions.submit', { assessment: sheets[0], incomplete: true })
  expect(await find(communes[0], submitted)).toMatchObject([{ total: 8500, agrees: true, stands: false }])
  expect(await code(communes[0])).not.toBe(submitted)
})

test('answers for every sender lie in the folder that the bundles came from', async () => {
  const { communes, district, units, sheets } = domain
  const folder = path.join(temporaryFolder(), 'usb')
  for (const i of [0, 1] as const) {
    await scoreAll(communes[i], sheets[i], [100])
    await communes[i].call('bundles.export', { to: yenThe, withFiles: true, encrypt: false, folder })
  }
  const found = (await district.call('bundles.inspect', { files: [], folder })).map(read)
  const confirmed = found.map(({ sender }) => sender.fingerprint)
  const done = await district.call('bundles.apply', { files: [], folder, confirmed, answer: true })
  expect(done.answers.map(({ to }) => to).sort()).toEqual([...units].sort())
  expect(readdirSync(folder)).toHaveLength(4)
  // the commune opens the folder: its own answer is taken, what is for others is said to be so
  const seen = await communes[0].call('bundles.inspect', { files: [], folder })
  expect(seen.map(({ state }) => state).sort()).toEqual(['ready', 'refused', 'refused', 'refused'])
  await communes[0].call('bundles.apply', { files: [], folder, confirmed: [] })
  expect((await communes[0].call('bundles.outbox', {}))[0]?.confirmed).toEqual(expect.any(Number))
})

test('what was taken in is told also when no receipt can be made', async () => {
  const { communes, district, units, sheets } = domain
  await scoreAll(communes[0], sheets[0], [2500])
  const { name, bytes } = await send(communes[0], yenThe)
  const files = [await district.upload(name, bytes)]
  const outbox = path.join(district.dataDir, 'outbox')
  renameSync(outbox, `${outbox} away`)
  writeFileSync(outbox, 'somebody put a file here')
  const confirmed = (await district.call('bundles.inspect', { files }))
    .map(read)
    .map(({ sender }) => sender.fingerprint)
  const done = await district.call('bundles.apply', { files, confirmed, answer: true })
  expect(done.applied).toMatchObject([{ sender: units[0], new: expect.any(Number) as number }])
  expect(done.applied[0]!.new).toBeGreaterThan(0)
  expect(done).toMatchObject({ refused: [], answers: [], unanswered: [{ to: units[0] }] })
  expect(done.unanswered[0]).toMatchObject({ code: 'mediumVanished', toName: 'Thị trấn Bố Hạ' })
  expect((await district.call('sheets.get', { assessment: sheets[0] })).totals.self.total).toBe(2500)
  // once the folder is there again the receipt is made as ever
  rmSync(outbox)
  renameSync(`${outbox} away`, outbox)
  const receipt = await send(district, units[0])
  expect((await take(communes[0], receipt)).refused).toEqual([])
  expect((await communes[0].call('bundles.outbox', {}))[0]?.confirmed).toEqual(expect.any(Number))
})

test('what a bundle would change is shown field by field, before anything is written', async () => {
  const { communes, district, units, sheets } = domain
  await scoreAll(communes[0], sheets[0], [2500, 2000])
  await take(district, await send(communes[0], yenThe))
  await scoreAll(communes[0], sheets[0], [1000])
  await scoreAll(communes[0], sheets[0], [1500])
  const bundle = await send(communes[0], yenThe)
  const before = dump(district)
  const file = await district.upload(bundle.name, bundle.bytes)
  const page = (unit: (typeof units)[0] | null) =>
    district.call('bundles.changes', { files: [file], unit, offset: 0, limit: 10 })
  const found = await page(units[0])
  expect(found).toMatchObject({
    total: 1,
    changes: [{ differs: false, unitName: 'Thị trấn Bố Hạ', officer: 'Lý Văn Minh' }],
  })
  expect([found.changes[0]?.before, found.changes[0]?.after]).toEqual(['25 điểm', '15 điểm'])
  expect(found.changes[0]?.label).toContain('1.1')
  expect(await page(null)).toEqual({ total: 0, changes: [] })
  expect(dump(district)).toBe(before)
})

test('the paper of a decided sheet carries the code as text and as a picture', async () => {
  const { communes, sheets } = domain
  await scoreAll(communes[0], sheets[0], [2500])
  const paper = async () => {
    const file = await communes[0].call('reports.sheet', { assessment: sheets[0] })
    const workbook = new ExcelJS.Workbook()
    const bytes = await communes[0].download(file)
    // the types of exceljs know another Buffer than Node's
    await workbook.xlsx.load(bytes as never)
    const sheet = workbook.worksheets[0]!
    const text = JSON.stringify(sheet.getSheetValues())
    return { text, pictures: sheet.getImages().length }
  }
  expect((await paper()).pictures).toBe(0)
  await communes[0].call('decisions.submit', { assessment: sheets[0], incomplete: true })
  const { code } = await communes[0].call('bundles.codeOfSheet', { assessment: sheets[0] })
  const printed = await paper()
  expect(printed.text).toContain(`Mã của bảng đã chốt:\\n${code}`)
  expect(printed.pictures).toBe(1)
})

test('a printed ranking is found where every result is the same, and not where one differs', async () => {
  const { communes, district, province, sheets, cycle } = domain
  for (const i of [0, 1] as const) {
    await scoreAll(communes[i], sheets[i], [2500, 2000])
    await communes[i].call('decisions.submit', { assessment: sheets[i], incomplete: true })
    await take(district, await send(communes[i], yenThe))
  }
  const paper = async (office: Office, input: { stage?: 'self' } = {}) => {
    const file = await office.call('reports.ranking', { cycle, ...input })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await office.download(file)) as never)
    const sheet = workbook.worksheets[0]!
    const [, code] = /Mã của bảng xếp hạng này:\\n([A-Z2-9]{4}-[A-Z2-9]{4})/.exec(
      JSON.stringify(sheet.getSheetValues()),
    )!
    return { code: code!, pictures: sheet.getImages().length }
  }
  const find = async (office: Office, code: string) =>
    (await office.call('bundles.findByCode', { code })).rankings
  const printed = await paper(district)
  expect(printed.pictures).toBe(1)
  expect(await find(district, printed.code)).toMatchObject([{ cycle, stage: null, within: null }])
  // another stage is another paper
  expect((await paper(district, { stage: 'self' })).code).not.toBe(printed.code)

  // the province has heard of one commune's later change only, then of all
  expect(await find(province, printed.code)).toEqual([])
  await take(province, await send(district, bacGiang))
  expect(await find(province, printed.code)).toHaveLength(1)
  expect((await paper(province)).code).toBe(printed.code)

  // one commune scores again: neither office comes to the old paper any more
  await communes[0].call('decisions.withdraw', { assessment: sheets[0] })
  await scoreAll(communes[0], sheets[0], [1000])
  await communes[0].call('decisions.submit', { assessment: sheets[0], incomplete: true })
  await take(district, await send(communes[0], yenThe))
  expect(await find(district, printed.code)).toEqual([])
  expect(await find(province, printed.code)).toHaveLength(1)
  await take(province, await send(district, bacGiang))
  expect(await find(province, printed.code)).toEqual([])
})
