import type { Migration } from './migration.ts'

/**
 * What the exchange both ways keeps.
 *
 * - `receipt`: up to where another device has stored what it may see (JOURNAL 27); the newest of a device stands. `via` is the
 *   device whose bundle told it. `received`: JSON {stream key: {seq, id}}.
 * - `wanted_file`: evidence files that a device asks for, as of its newest receipt.
 * - `file_holder`: which unit delivered a file or was given it; only these get it again (JOURNAL 28).
 * - `parked_bundle`: files that came and wait for others; they lie in the folder `quarantine/parked`.
 * - `unfinished_file`: hidden files on their way in somebody's folder, to be removed at the next start.
 * - `outbox`: what was chosen, so that the same can be made again, and what the addressee said about it.
 */
export const receipts: Migration = {
  version: 3,
  name: '0003-receipts',
  statements: `
    CREATE TABLE receipt (
      device TEXT PRIMARY KEY,
      number INTEGER NOT NULL,
      time INTEGER NOT NULL,
      via TEXT NOT NULL,
      received TEXT NOT NULL CHECK (json_valid(received))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE wanted_file (
      device TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      PRIMARY KEY (device, sha256)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE file_holder (
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      unit TEXT NOT NULL,
      PRIMARY KEY (sha256, unit)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE parked_bundle (
      hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
      time INTEGER NOT NULL,
      created INTEGER NOT NULL,
      file_name TEXT NOT NULL,
      unit TEXT NOT NULL,
      size INTEGER NOT NULL,
      reason TEXT NOT NULL CHECK (json_valid(reason))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE unfinished_file (
      path TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE outbox ADD COLUMN selection TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(selection));
    ALTER TABLE outbox ADD COLUMN answer TEXT CHECK (json_valid(answer));
  `,
}
