import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Input } from '../../../shared/contract/contract.ts'
import { someBytes } from '../../support/test-bundles.ts'
import { yenThe } from '../../support/office.ts'
import { aDomain, dump, filesIn, send, take, type Domain } from '../../support/exchange.ts'
import { mayMount, mountsNeeded, smallVolume } from '../../support/mounts.ts'
import { mountVolume, unmountVolume } from '../../support/volumes.ts'

/** Sticks that are full or pulled out while a bundle is written to them. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
  const { communes, district, units, sheets } = domain
  // both know each other, so that the bundle can be encrypted
  await take(district, await send(communes[0], yenThe, false))
  await take(communes[0], await send(district, units[0], false))
  const photo = Buffer.concat([Buffer.from('%PDF-1.7\n'), someBytes(2_600_000), Buffer.from('\n%%EOF\n')])
  const file = await communes[0].upload('ảnh.pdf', photo)
  await communes[0].call('documents.add', {
    ...{ unit: units[0], files: [file], together: false, fields: { title: 'ảnh' } },
    attach: { assessment: sheets[0], target: '1.1', link: { pages: '', period: '', note: '' } },
  })
})

const ways: readonly (readonly [string, Partial<Input<'bundles.export'>>])[] = [
  ['plain', { encrypt: false }],
  ['encrypted', { encrypt: true }],
  ['in parts', { encrypt: false, partBytes: 1_000_000 }],
  ['encrypted, in parts', { encrypt: true, partBytes: 1_000_000 }],
]

function exportTo(folder: string, way: Partial<Input<'bundles.export'>>) {
  return domain.communes[0].call('bundles.export', { to: yenThe, withFiles: true, folder, ...way })
}

/** What a person would find on the stick under a name. */
function namesOn(stick: string): string[] {
  return readdirSync(stick).filter((name) => !name.startsWith('.'))
}

/** The source has what it had: everything but seals and the notes of what lies unfinished on a stick. */
function kept(): readonly string[] {
  const text = dump(domain.communes[0])
  return ['entry', 'field_state', 'sheet_state', 'vault_file', 'outbox', 'receipt'].map((table) => {
    const rows = new RegExp(`(?:^|\\n)${table}(?:\\n\\[.*)*`).exec(text)?.[0]
    if (rows === undefined || rows.trim() === table) throw new Error(`nothing in ${table}`)
    return rows
  })
}

/** At home nothing half-made is left, and to another stick it goes, whole. */
async function expectAgain(way: Partial<Input<'bundles.export'>>): Promise<void> {
  const { communes, district } = domain
  expect(filesIn(communes[0], 'outbox').filter((name) => name.startsWith('.'))).toEqual([])
  const good = smallVolume(12_000_000)
  await exportTo(good, way)
  expect(readdirSync(good)).toEqual(namesOn(good))
  const files = namesOn(good).map((name) => ({ name, bytes: readFileSync(path.join(good, name)) }))
  expect((await take(district, ...files)).applied).toMatchObject([{ files: 1, refused: 0, waiting: 0 }])
}

describe.skipIf(!mayMount)(`sticks (${mountsNeeded})`, () => {
  test.each(ways)(
    'a full stick, %s: nothing under its name, nothing changed here, and again elsewhere',
    { timeout: 60_000 },
    async (_, way) => {
      const before = kept()
      // too small from the start, and one that is only too small for all of it
      for (const room of [100_000, 1_500_000]) {
        const stick = smallVolume(room)
        await expect(exportTo(stick, way)).rejects.toMatchObject({ code: 'diskFull' })
        expect(readdirSync(stick)).toEqual([])
      }
      expect(kept()).toEqual(before)
      await expectAgain(way)
    },
  )

  test.each(ways)(
    'a stick that is pulled out, %s: said so, nothing changed here, and again elsewhere',
    { timeout: 60_000 },
    async (_, way) => {
      const before = kept()
      const stick = smallVolume(12_000_000)
      const pulled = exportTo(stick, way).then(
        () => 'exported',
        (error: unknown) => error,
      )
      const giveUp = Date.now() + 30_000
      while (readdirSync(stick).length === 0 && Date.now() < giveUp) await setImmediate()
      expect(namesOn(stick)).toEqual([])
      unmountVolume(stick)
      expect(await pulled).toMatchObject({ code: 'mediumVanished' })
      // what lies in the folder now is no stick
      expect(readdirSync(stick)).toEqual([])
      mountVolume(stick, 12_000_000)
      expect(kept()).toEqual(before)
      await expectAgain(way)
    },
  )
})
