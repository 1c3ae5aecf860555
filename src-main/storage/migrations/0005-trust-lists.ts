import type { Migration } from './migration.ts'

/**
 * Trust lists as they came (JOURNAL 33): all of them are kept, also several with one number and such as are not understood yet;
 * which of them count follows from all that are stored.
 */
export const trustLists: Migration = {
  version: 5,
  name: '0005-trust-lists',
  statements: `
    CREATE TABLE trust_list (
      hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
      domain TEXT NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      bytes BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
