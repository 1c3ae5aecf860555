import type { Migration } from './migration.ts'

/**
 * What the exchange of bundles keeps.
 *
 * - `overstep`: the first entry of a stream by which its device went beyond what it may write (JOURNAL 24). The stream counts up
 *   to there. Follows from certificates and entries; kept so that opening does not read every entry again.
 * - `outbox`: how much a bundle carried, for the list of what was sent.
 */
export const exchange: Migration = {
  version: 2,
  name: '0002-exchange',
  statements: `
    CREATE TABLE overstep (
      stream INTEGER PRIMARY KEY REFERENCES stream,
      seq INTEGER NOT NULL
    ) STRICT;

    ALTER TABLE outbox ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE outbox ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
  `,
}
