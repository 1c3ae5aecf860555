import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { aDomain, dump, filesIn, read, send, take, type Bytes, type Domain } from '../../support/exchange.ts'
import { yenThe, type Office } from '../../support/office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { someBytes } from '../../support/test-bundles.ts'

/** Encrypted bundles on a stick: nothing of an earlier look is believed, and nothing plain ever lies on the disk. */

let domain: Domain
let stick: string

beforeEach(async () => {
  domain = await aDomain()
  stick = path.join(temporaryFolder(), 'gói.cqtt')
  const { communes, district, units } = domain
  // both know each other, so that bundles can be encrypted
  await take(district, await send(communes[0], yenThe, false))
  await take(communes[0], await send(district, units[0], false))
})

async function anEncryptedBundle(mark: string, bytes: number): Promise<Bytes> {
  const { communes, units, sheets } = domain
  const paper = Buffer.concat([
    Buffer.from(`%PDF-1.7\n% ${mark}\n`),
    someBytes(bytes),
    Buffer.from('\n%%EOF\n'),
  ])
  const file = await communes[0].upload(`${mark}.pdf`, paper)
  await communes[0].call('documents.add', {
    ...{ unit: units[0], files: [file], together: false, fields: { title: mark } },
    attach: { assessment: sheets[0], target: '1.1', link: { pages: '', period: '', note: '' } },
  })
  return await send(communes[0], yenThe, true, { encrypt: true })
}

/** The file where it lies, as the Electron window hands it over: nothing is copied. */
async function byPath(office: Office): Promise<string> {
  return (await office.core.files.receivePath(stick)).ticket
}

test('a file that is replaced between looking and applying is read anew', async () => {
  const { district } = domain
  const seen = await anEncryptedBundle('một', 100_000)
  const other = await anEncryptedBundle('hai', 120_000)
  writeFileSync(stick, seen.bytes)
  const [first] = await district.call('bundles.inspect', { files: [await byPath(district)] })
  expect(first).toMatchObject({ state: 'ready', encrypted: true, totals: { files: 1 } })
  writeFileSync(stick, other.bytes)
  const done = await district.call('bundles.apply', { files: [await byPath(district)], confirmed: [] })
  expect(done.applied).toMatchObject([{ files: 2, refused: 0 }])
  expect(done.applied[0]!.shortCode).not.toBe(read(first!).shortCode)
})

test('a file that was whole when it was looked at and is damaged now is refused, and nothing of it stays', async () => {
  const { district } = domain
  const { bytes } = await anEncryptedBundle('một', 300_000)
  writeFileSync(stick, bytes)
  const [first] = await district.call('bundles.inspect', { files: [await byPath(district)] })
  expect(first).toMatchObject({ state: 'ready' })
  const before = dump(district)
  for (const place of [bytes.length - 1, bytes.length >> 1, bytes.length - 70_000]) {
    const changed = Buffer.from(bytes)
    changed[place] = (changed[place] ?? 0) ^ 1
    writeFileSync(stick, changed)
    const done = await district.call('bundles.apply', { files: [await byPath(district)], confirmed: [] })
    expect(done).toMatchObject({ applied: [], refused: [{ code: 'bundleDamaged' }] })
    expect(dump(district)).toBe(before)
    expect(filesIn(district, 'quarantine')).toEqual([])
  }
  writeFileSync(stick, bytes)
  const done = await district.call('bundles.apply', { files: [await byPath(district)], confirmed: [] })
  expect(done.applied).toMatchObject([{ files: 1, refused: 0 }])
})

test('while it is looked at nothing plain lies on the disk, and afterwards nothing at all', async () => {
  const { district } = domain
  const { bytes } = await anEncryptedBundle('một', 60_000_000)
  writeFileSync(stick, bytes)
  const seen = new Set<string>()
  const watch = setInterval(() => {
    for (const name of readdirSync(path.join(district.dataDir, 'quarantine'))) seen.add(name)
  }, 1)
  const [found] = await district.call('bundles.inspect', { files: [await byPath(district)] })
  clearInterval(watch)
  expect(found).toMatchObject({ state: 'ready', totals: { files: 1, newFiles: 1 } })
  expect([...seen]).toEqual([])
  await district.call('bundles.apply', { files: [await byPath(district)], confirmed: [] })
  expect(filesIn(district, 'quarantine')).toEqual([])
  await district.core.close()
  expect(filesIn(district, 'quarantine')).toEqual([])
})
