import { hash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { migrations } from '../../src-main/storage/migrations/list.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const sources = fileURLToPath(new URL('../../src-main/storage/migrations/', import.meta.url))

test('migrations are numbered 1, 2, 3 … and named for their change', () => {
  expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1))
  for (const { version, name } of migrations) {
    expect(name).toMatch(/^\d{4}-[a-z]+(-[a-z]+)*$/)
    expect(Number(name.slice(0, 4))).toBe(version)
  }
})

test('each file of the folder is in the list', () => {
  const files = readdirSync(sources).filter((name) => /^\d/.test(name))
  expect(files.sort()).toEqual(migrations.map((migration) => `${migration.name}.ts`))
})

test.each(migrations.map((migration) => migration.name))('%s has a test of its name', (name) => {
  expect(existsSync(`${here}${name}.test.ts`)).toBe(true)
})

/** SHA-256 of the statements. Folders of officers hold what these made: a line here is added, never changed. */
const landed: Readonly<Record<string, string>> = {
  '0001-first-schema': '7e20e6ad667485badfb3d2945f7d8615cd8adaf1fbcac23583f7d411e92165d1',
  '0002-exchange': '914f47e13008ea1714bda7eefeeb640ad7daf54124d9659c8a141d12b9bf8ed1',
  '0003-receipts': 'b7668b7345f82e182fb5d21fc5dba51410f41924d6e293a6ffee5f9d81d867fb',
  '0004-deliveries': '39a2e8105ead0d8b14cf30d354c300e4fd980fc7f4bd2bcb56fc764963114ecf',
  '0005-trust-lists': '69d1adf47a4273a7dad2c7940742f5175c9e6632ce5e9c40cd5c7aeae4be723b',
  '0006-checks': 'e9431ae2fb07ccb7799e70d0c9b5d2a0d6143c5fb2b530c1e3eb7791968609af',
  '0007-trust-list-arrival': '7c26de434c818c0ab59c94f2d984694c7a78a2cf5a6d9771185db142f482428e',
}

test.each(migrations)('$name is what it was when it landed', ({ name, statements }) => {
  expect(hash('sha256', statements, 'hex')).toBe(landed[name])
})
