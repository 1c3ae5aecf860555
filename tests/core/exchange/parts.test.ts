import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createCore } from '../../../src-main/core.ts'
import { closeDatabase, openDatabase } from '../../../src-main/storage/database.ts'
import { noteUnfinishedFile } from '../../../src-main/storage/unfinished-files.ts'
import { someBytes } from '../../support/test-bundles.ts'
import { anOffice, yenThe } from '../../support/office.ts'
import {
  aDomain,
  apply,
  filesIn,
  inspect,
  read,
  send,
  take,
  type Bytes,
  type Domain,
} from '../../support/exchange.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Bundles in parts, encrypted or not, and the files that a killed export would leave. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
  const { communes, units, sheets } = domain
  const photo = Buffer.concat([Buffer.from('%PDF-1.7\n'), someBytes(2_600_000), Buffer.from('\n%%EOF\n')])
  const file = await communes[0].upload('ảnh.pdf', photo)
  await communes[0].call('documents.add', {
    ...{ unit: units[0], files: [file], together: false, fields: { title: 'ảnh' } },
    attach: { assessment: sheets[0], target: '1.1', link: { pages: '', period: '', note: '' } },
  })
})

async function inParts(encrypt: boolean): Promise<{ name: string; parts: Bytes[] }> {
  const { communes, district, units } = domain
  if (encrypt) {
    await take(district, await send(communes[0], yenThe, false))
    await take(communes[0], await send(district, units[0], false))
  }
  const made = await communes[0].call('bundles.export', {
    ...{ to: yenThe, withFiles: true, partBytes: 1_000_000 },
    ...(encrypt ? {} : { encrypt: false }),
  })
  expect(made).toMatchObject({ file: null, encrypted: encrypt })
  expect(made.parts).toHaveLength(3)
  const parts = []
  for (const { name, size, file } of made.parts) {
    expect(size).toBeLessThanOrEqual(1_000_000)
    parts.push({ name, bytes: await communes[0].download(file!) })
  }
  return { name: made.name, parts }
}

test.each([true, false])(
  'parts in any order, over sittings and a restart; encrypted: %s',
  async (encrypt) => {
    const { parts } = await inParts(encrypt)
    const { clock } = domain
    let { district } = domain
    const [first, second, third] = parts as [Bytes, Bytes, Bytes]
    const [seen] = await inspect(district, third, third)
    expect(seen).toMatchObject({ state: 'waits', waitsFor: { kind: 'parts', missing: [1, 2], of: 3 } })
    expect(await apply(district, [third])).toMatchObject({
      applied: [],
      refused: [],
      parked: [{ kept: true }],
    })

    await district.core.close()
    district = await anOffice({ dataDir: district.folder, begun: false, clock })
    const { officers } = await district.call('session.state', {})
    await district.call('session.signIn', { officer: officers[0]!.id })
    expect((await inspect(district, first))[0]).toMatchObject({ waitsFor: { missing: [2] } })
    expect(await district.call('bundles.parked', {})).toMatchObject([{ parts: { missing: [2], of: 3 } }])
    const [whole] = await inspect(district, second)
    expect(whole).toMatchObject({ state: encrypt ? 'ready' : 'confirm', encrypted: encrypt })
    const done = await apply(district, [second], [read(whole!).sender.fingerprint])
    expect(done).toMatchObject({ applied: [{ files: 1 }], refused: [], parked: [] })
    expect(await district.call('bundles.parked', {})).toEqual([])
    expect(filesIn(district, 'quarantine')).toEqual([])
  },
)

test('a part that was changed is refused and displaces nothing', async () => {
  const { district } = domain
  const { parts } = await inParts(false)
  const [first, second, third] = parts as [Bytes, Bytes, Bytes]
  const bytes = Buffer.from(second.bytes)
  bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1
  const found = await inspect(district, first, { name: 'x', bytes }, third)
  expect(found.map(({ state, refusal }) => refusal?.code ?? state).sort()).toEqual(['partDamaged', 'waits'])
  expect((await take(district, second)).applied).toMatchObject([{ files: 1 }])
})

test('into a folder: only finished files; what fits goes whole', async () => {
  const { communes } = domain
  const folder = path.join(temporaryFolder(), 'usb')
  const cut = await communes[0].call('bundles.export', {
    ...{ to: yenThe, withFiles: true, encrypt: false, partBytes: 1_000_000, folder },
  })
  expect(readdirSync(folder).sort()).toEqual(cut.parts.map(({ name }) => name).sort())
  const whole = await communes[0].call('bundles.export', {
    ...{ to: yenThe, withFiles: true, encrypt: false, partBytes: 14_000_000, folder },
  })
  expect(whole).toMatchObject({ parts: [], path: path.join(folder, whole.name) })
  expect(readdirSync(folder)).toHaveLength(4)
  expect(filesIn(communes[0], 'outbox')).toEqual([])
})

test('hidden files that a kill left in somebody’s folder go at the next start', async () => {
  const { communes, clock } = domain
  const folder = path.join(temporaryFolder(), 'usb')
  mkdirSync(folder)
  await communes[0].call('bundles.export', { to: yenThe, withFiles: true, encrypt: false, folder })
  await communes[0].core.close()
  const database = openDatabase(path.join(communes[0].dataDir, 'cqtt.db'))
  const hidden = path.join(folder, '.0123456789abcdef.cqtt')
  noteUnfinishedFile(database, hidden)
  noteUnfinishedFile(database, path.join(temporaryFolder(), 'gone', '.f.cqtt'))
  closeDatabase(database)
  writeFileSync(hidden, 'x')
  writeFileSync(path.join(folder, '..0123456789abcdef.cqtt.99.tmp'), 'x')
  writeFileSync(path.join(folder, 'của người dùng.txt'), 'x')
  const core = await createCore({ dataDir: communes[0].dataDir, keysDir: communes[0].keysDir, clock })
  await core.close()
  const left = readdirSync(folder)
  expect(left.filter((name) => name.startsWith('.'))).toEqual([])
  expect(left).toHaveLength(2)
})
