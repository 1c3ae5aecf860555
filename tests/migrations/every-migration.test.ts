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
