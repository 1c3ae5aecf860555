import type { Migration } from './migration.ts'

/**
 * When a trust list came here, in the order of arrival (JOURNAL 15): the number of the entry that came next. Of lists that were here
 * before nobody knows it any more: as if they had always been.
 */
export const trustListArrival: Migration = {
  version: 7,
  name: '0007-trust-list-arrival',
  statements: `
    ALTER TABLE trust_list ADD COLUMN first_entry INTEGER NOT NULL DEFAULT 0;
  `,
}
