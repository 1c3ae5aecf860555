import type { Migration } from './migration.ts'

/**
 * Which bundle delivered which entries: the ranges of its streams that proved and are stored. Setting a bundle aside names what no
 * other bundle delivered (JOURNAL 13). Bundles that were applied before are taken from their manifests.
 */
export const deliveries: Migration = {
  version: 4,
  name: '0004-deliveries',
  statements: `
    CREATE TABLE delivery (
      bundle BLOB NOT NULL CHECK (length(bundle) = 32),
      stream INTEGER NOT NULL REFERENCES stream,
      head BLOB NOT NULL CHECK (length(head) = 32),
      from_seq INTEGER NOT NULL,
      to_seq INTEGER NOT NULL,
      PRIMARY KEY (bundle, stream, head)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX delivery_of_stream ON delivery (stream);

    INSERT INTO delivery (bundle, stream, head, from_seq, to_seq)
      SELECT bundle_applied.hash, stream.num, entry.id, range.value ->> '$.from', range.value ->> '$.to'
      FROM bundle_applied
        JOIN json_each(
          CASE WHEN json_valid(CAST(manifest AS TEXT)) THEN CAST(manifest AS TEXT) ELSE '{}' END, '$.streams') AS range
        JOIN stream ON stream.key = range.value ->> '$.stream'
        JOIN entry ON entry.id = unhex(range.value ->> '$.head') AND entry.stream = stream.num;
  `,
}
