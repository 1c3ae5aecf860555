import Database from 'better-sqlite3'
import { expect, test } from 'vitest'

test('the database driver loads under the Node that the launcher found', () => {
  const database = new Database(':memory:')
  expect(database.prepare('SELECT sqlite_version() AS version').pluck().get()).toMatch(/^3\./)
  database.close()
})
