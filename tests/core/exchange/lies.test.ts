import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { beforeEach, expect, test } from 'vitest'
import type { DocumentId, EntryId, Sha256 } from '../../../shared/domain/ids.ts'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import type { EvidenceToSend, RangeToSend } from '../../../src-main/bundles/writer.ts'
import type { Certificate } from '../../../src-main/journal/certificates.ts'
import { encodeEntry } from '../../../src-main/journal/entry.ts'
import { makeSeal } from '../../../src-main/journal/seals.ts'
import { streamKey } from '../../../src-main/journal/streams.ts'
import { aDomain, apply, inspectRead, keysOf, send, take, type Domain } from '../../support/exchange.ts'
import { aPdf } from '../../support/file-samples.ts'
import { bacGiang, yenThe } from '../../support/office.ts'
import { aBundle, anAbout, evidenceOf, memorySource, written } from '../../support/test-bundles.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { testTime, type TestDevice } from '../../support/test-devices.ts'

/** What a commune may sign and send with a program of its own, and what becomes of it at its district. */

let domain: Domain
let liar: TestDevice
let certificates: readonly Certificate[]
let stream: ReturnType<typeof streamKey>

beforeEach(async () => {
  domain = await aDomain()
  const { communes, district, units } = domain
  await take(district, await send(communes[0], yenThe, false))
  await take(communes[0], await send(district, units[0], false))
  liar = await keysOf(communes[0])
  stream = streamKey(liar.device, units[0], 'sheet')
  ;({ certificates } = await readBundleHead(
    memorySource((await send(communes[0], yenThe, false)).bytes),
    'bundle',
  ))
})

type Change = { entity: string; id: string; field: string; value: unknown }

function entryOf(seq: number, prev: string | null, change: Change, onBehalf: unknown = null) {
  return encodeEntry({
    ...{ v: 1, stream, seq, prev, time: testTime, act: String(seq).padStart(32, '0'), action: 'x.y' },
    ...{ officer: { id: `${domain.units[0]}:a1`, name: 'Lý Văn Minh' }, reason: null, onBehalf },
    changes: [{ bases: [], ...change }],
  } as never)
}

type Entry = ReturnType<typeof entryOf>

function rangeOf(entries: readonly Entry[]): RangeToSend {
  const head = entries.at(-1)!.id
  const seal = makeSeal(liar, { stream, seq: entries.length, entry: head, time: testTime })
  return {
    stream,
    from: 1,
    to: entries.length,
    prev: null,
    head,
    seal,
    entries: () => entries.map(({ bytes }) => bytes),
  }
}

async function deliver(...branches: readonly (readonly Entry[])[]) {
  return deliverWith([], ...branches)
}

async function deliverWith(evidence: readonly EvidenceToSend[], ...branches: readonly (readonly Entry[])[]) {
  const about = anAbout(liar, { addressee: { unit: yenThe } })
  const ranges = branches.map(rangeOf)
  const bytes = await written(aBundle({ about, ranges, certificates, evidence }), liar)
  return apply(domain.district, [{ name: 'bundle', bytes }])
}

const score = (points: number): Change => ({
  ...{ entity: 'selfScore', id: `${domain.sheets[0]}/1.1`, field: 'answer' },
  value: { input: { kind: 'manual', points }, note: '' },
})

test('a total that the figures do not give is told; the figures count', async () => {
  const { communes, district, sheets, units } = domain
  const { value } = await readBundleHead(
    memorySource((await send(district, units[0], false)).bytes),
    'bundle',
  )
  const { streams } = value as unknown as { streams: { stream: string; to: number; head: EntryId }[] }
  const catalogue = Object.fromEntries(
    streams
      .filter(({ stream: key }) => key.endsWith('/catalogue'))
      .map(({ stream: key, to, head }) => [key, { seq: to, id: head }]),
  )
  const { version } = await communes[0].call('sheets.get', { assessment: sheets[0] })
  const first = entryOf(1, null, score(500))
  const basis = {
    ...{ cut: { [stream]: { seq: 1, id: first.id } }, except: [], catalogue, version },
    ...{ total: 10_000, complete: true, missingFiles: [] },
  }
  const submission = entryOf(2, first.id, {
    ...{ entity: 'assessment', id: sheets[0], field: 'submission' },
    value: { kind: 'submit', basis },
  })
  expect((await deliver([first, submission])).refused).toEqual([])
  const sheet = await district.call('sheets.get', { assessment: sheets[0] })
  expect(sheet).toMatchObject({ status: 'submitted', misstated: { stage: 'self', total: 10_000 } })
  expect(sheet.totals.self.total).toBe(500)
})

test('a commune that writes in the name of its province is not counted', async () => {
  const { district, sheets } = domain
  const spoken = entryOf(1, null, score(2500), { unit: bacGiang, paper: 'Quyết định 1' })
  expect((await deliver([spoken])).applied[0]?.new).toBe(1)
  const sheet = await district.call('sheets.get', { assessment: sheets[0] })
  expect(sheet.totals.self.total).toBe(0)
})

test('more branches of one stream than any copied folder makes are not taken', async () => {
  const branches = Array.from({ length: 65 }, (_, each) => [entryOf(1, null, score(each))])
  branches.sort(([a], [b]) => (a!.id < b!.id ? -1 : 1))
  expect((await deliver(...branches)).refused).toMatchObject([{ code: 'bundleDamaged' }])
  expect((await deliver(...branches.slice(0, 64))).applied[0]?.new).toBe(64)
})

test('a file that calls itself a program is offered with the ending of what it holds', async () => {
  const { district, units } = domain
  const bytes = aPdf('quyết toán')
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256
  const name = 'Bao cao quyet toan.pdf.bat'
  const file = { sha256, size: bytes.length, type: 'application/x-msdos-program', name }
  const id = `${units[0]}:${'a'.repeat(16)}` as DocumentId
  const entry = entryOf(1, null, {
    ...{ entity: 'document', id, field: 'body' },
    value: { kind: 'files', files: [file] },
  })
  const place = path.join(temporaryFolder(), 'evidence')
  writeFileSync(place, bytes)
  expect((await deliverWith([evidenceOf(place, bytes)], [entry])).refused).toEqual([])
  const offered = await district.call('documents.open', { document: id, sha256 })
  expect(offered).toMatchObject({ name: `${name}.pdf`, type: 'application/pdf' })
})

test('a program among the evidence is counted neither by looking into the bundle nor by taking it in', async () => {
  const { district, units } = domain
  const contents = [aPdf('thật'), Buffer.from('MZ\x90\0'.padEnd(400, '\0'), 'latin1')]
  const files = contents.map((bytes, index) => ({
    sha256: createHash('sha256').update(bytes).digest('hex') as Sha256,
    ...{ size: bytes.length, type: 'application/pdf', name: `${index}.pdf` },
  }))
  const entry = entryOf(1, null, {
    ...{ entity: 'document', id: `${units[0]}:${'b'.repeat(16)}`, field: 'body' },
    value: { kind: 'files', files },
  })
  const folder = temporaryFolder()
  const evidence = contents.map((bytes, index) => {
    const place = path.join(folder, String(index))
    writeFileSync(place, bytes)
    return evidenceOf(place, bytes)
  })
  evidence.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  const about = anAbout(liar, { addressee: { unit: yenThe } })
  const bundle = {
    name: 'b',
    bytes: await written(aBundle({ about, ranges: [rangeOf([entry])], certificates, evidence }), liar),
  }
  const [seen] = await inspectRead(district, bundle)
  expect([seen?.totals.files, seen?.totals.newFiles, seen?.communes[0]?.files]).toEqual([1, 1, 1])
  expect((await apply(district, [bundle])).applied[0]?.files).toBe(1)
})

test('marks that turn the direction of writing stand in no workbook, no refusal and no answer', async () => {
  const { district, sheets } = domain
  const entry = encodeEntry({
    ...{ v: 1, stream, seq: 1, prev: null, time: testTime, act: '1'.padStart(32, '0'), action: 'scores.set' },
    ...{ officer: { id: `${domain.units[0]}:a1`, name: 'Lý\u202e Minh' }, reason: null, onBehalf: null },
    changes: [
      {
        ...{ entity: 'selfScore', id: `${sheets[0]}/1.1`, field: 'answer', bases: [] },
        value: { input: { kind: 'manual', points: 500 }, note: 'theo\u202e báo\u2066 cáo' },
      },
    ],
  } as never)
  expect((await deliver([entry])).applied[0]?.new).toBe(1)
  const file = await district.download(await district.call('reports.sheet', { assessment: sheets[0] }))
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file.buffer as ArrayBuffer)
  const texts = JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()))
  expect(texts).toContain('theo báo cáo')
  expect(texts).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  const again = {
    ...{
      assessment: sheets[0],
      criterion: '1.1',
      seen: [],
      onBehalf: { unit: domain.units[0], paper: 'Báo cáo 1' },
    },
    answer: { input: { kind: 'manual' as const, points: 400 as never }, note: '' },
  }
  await expect(district.call('scores.set', again)).rejects.toMatchObject({
    code: 'changedMeanwhile',
    details: { officer: 'Lý Minh' },
  })
})
