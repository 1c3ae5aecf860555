import { hash } from 'node:crypto'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { CriterionId, UnitId } from '../../../shared/domain/ids.ts'
import { aPdf } from '../../support/file-samples.ts'
import { bacGiang, yenThe, type Office } from '../../support/office.ts'
import { aDomain, attach, scoreAll, send, startFiles, take } from '../../support/exchange.ts'

/** What goes to a commune says nothing of its neighbour: no text, file, hash of a file, entry or stream of it (JOURNAL 3, 28). */

/** Ids of all entries that this office has of a unit, and the keys of their streams. */
function hashesOf(office: Office, unit: UnitId): readonly string[] {
  const database = new Sqlite(path.join(office.dataDir, 'cqtt.db'), { readonly: true })
  try {
    return database
      .prepare(
        `SELECT lower(hex(entry.id)) FROM entry JOIN stream ON stream.num = entry.stream WHERE stream.audience = ?
         UNION SELECT key FROM stream WHERE audience = ?`,
      )
      .pluck()
      .all(unit, unit) as string[]
  } finally {
    database.close()
  }
}

test('a bundle for a commune holds nothing that belongs to its neighbour', async () => {
  const { province, district, communes, units, sheets } = await aDomain()
  const [own, neighbour] = communes
  await scoreAll(own, sheets[0], [2500])
  await scoreAll(neighbour, sheets[1], [2000, 1700])
  await attach(neighbour, units[1], sheets[1], 'Sổ tiếp dân')
  const explained = { criterion: '1.1' as CriterionId, text: 'Nhà văn hóa xây xong', seen: [] }
  await neighbour.call('scores.explain', { assessment: sheets[1], ...explained })
  await take(district, await send(own, yenThe))
  // its file stays behind, so that the district has to ask for it
  await take(district, await send(neighbour, yenThe, false))

  const file = hash('sha256', aPdf('Sổ tiếp dân'), 'hex')
  const texts = ['Sổ tiếp dân', 'Nhà văn hóa xây xong', file, sheets[1]]
  const secrets = [...texts, ...hashesOf(district, units[1])]
  expect(secrets.length).toBeGreaterThan(texts.length + 4)
  const toldIn = ({ bytes }: { bytes: Buffer }) =>
    secrets.filter((secret) => bytes.includes(secret) || isRawIn(bytes, secret))
  // what is looked for would be found: the neighbour itself and the province get it
  expect(toldIn(await send(district, units[1]))).toEqual(expect.arrayContaining(texts))
  expect(toldIn(await send(district, bacGiang))).toEqual(expect.arrayContaining(texts))

  const nothingOfIt = async () => {
    for (const what of ['everything', 'unconfirmed', 'wanted'] as const)
      expect(toldIn(await send(district, units[0], true, { what }))).toEqual([])
    const [start] = await startFiles(district, [units[0]])
    expect(toldIn(start!)).toEqual([])
  }
  await nothingOfIt()
  // nor once the file is there, and the province has confirmed everything
  await take(district, await send(neighbour, yenThe))
  await take(province, await send(district, bacGiang))
  await take(district, await send(province, yenThe))
  await nothingOfIt()
  expect(toldIn(await send(province, units[0]))).toEqual([])
})

/** Hashes stand in a bundle also as bytes. */
function isRawIn(bytes: Buffer, secret: string): boolean {
  return /^[0-9a-f]{64}$/.test(secret) && bytes.includes(Buffer.from(secret, 'hex'))
}
