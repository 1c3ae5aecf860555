import type { Migration } from './migration.ts'

/**
 * The first schema. Ids are 32-byte BLOBs inside, lower-case hex at the edge; times are milliseconds since 1970.
 *
 * - `stream`, `entry`, `arrival`, `seal`, `certificate`, `bundle_applied` are the journal: append-only.
 * - `scope`, `entry_scope` say which entries speak about which sheet (or catalogue, office): what is projected together.
 * - `field_state`, `uncounted`, `sheet_state` are the projection: can be made again at any time.
 * - the rest is local to this folder and never journalled.
 */
export const firstSchema: Migration = {
  version: 1,
  name: '0001-first-schema',
  statements: `
    CREATE TABLE stream (
      num INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      device TEXT NOT NULL,
      audience TEXT NOT NULL,
      channel TEXT NOT NULL
    ) STRICT;
    CREATE INDEX stream_of_audience ON stream (audience, channel);

    -- Entries of one arrival lie together: from first_entry up to the first_entry of the next arrival.
    CREATE TABLE arrival (
      num INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('own', 'bundle')),
      time INTEGER NOT NULL,
      first_entry INTEGER NOT NULL,
      device TEXT,
      bundle BLOB CHECK (length(bundle) = 32)
    ) STRICT;

    -- (stream, seq) is not unique: both branches of a fork are kept. bytes last: listing does not read them.
    CREATE TABLE entry (
      num INTEGER PRIMARY KEY,
      stream INTEGER NOT NULL REFERENCES stream,
      seq INTEGER NOT NULL,
      time INTEGER NOT NULL,
      arrival INTEGER NOT NULL REFERENCES arrival,
      officer TEXT NOT NULL,
      action TEXT NOT NULL,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
      prev BLOB CHECK (length(prev) = 32),
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX entry_in_stream ON entry (stream, seq);
    -- Carries what the history filters by, so that filtering does not read the entries themselves.
    CREATE INDEX entry_in_history ON entry (time, stream, officer, action);

    CREATE TABLE scope (
      num INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE entry_scope (
      scope INTEGER NOT NULL REFERENCES scope,
      entry INTEGER NOT NULL REFERENCES entry,
      PRIMARY KEY (scope, entry)
    ) STRICT, WITHOUT ROWID;

    -- Entries whose base is not stored yet; their streams count only up to there.
    CREATE TABLE waiting_base (
      base BLOB NOT NULL CHECK (length(base) = 32),
      stream INTEGER NOT NULL REFERENCES stream,
      seq INTEGER NOT NULL,
      PRIMARY KEY (base, stream, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE seal (
      stream INTEGER NOT NULL REFERENCES stream,
      seq INTEGER NOT NULL,
      entry BLOB NOT NULL CHECK (length(entry) = 32),
      bytes BLOB NOT NULL,
      PRIMARY KEY (stream, entry)
    ) STRICT;

    -- Keyed by hash: one serial issued twice (a restored backup) must not displace the first.
    CREATE TABLE certificate (
      hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
      device TEXT NOT NULL,
      serial INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX certificate_of_device ON certificate (device, serial);

    CREATE TABLE bundle_applied (
      hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
      time INTEGER NOT NULL,
      file_name TEXT NOT NULL,
      summary TEXT NOT NULL CHECK (json_valid(summary)),
      signature BLOB NOT NULL,
      manifest BLOB NOT NULL
    ) STRICT;

    -- value: canonical JSON of what is shown; heads: hex ids, sorted, one blank between; status 0 one value, 1 differing.
    CREATE TABLE field_state (
      scope INTEGER NOT NULL REFERENCES scope,
      entity TEXT NOT NULL,
      key TEXT NOT NULL,
      field TEXT NOT NULL,
      status INTEGER NOT NULL CHECK (status IN (0, 1)),
      value TEXT,
      heads TEXT NOT NULL,
      PRIMARY KEY (scope, entity, key, field)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX field_differing ON field_state (scope) WHERE status = 1;

    CREATE TABLE uncounted (
      scope INTEGER NOT NULL REFERENCES scope,
      entry BLOB NOT NULL CHECK (length(entry) = 32),
      change INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (scope, entry, change)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sheet_state (
      scope INTEGER PRIMARY KEY REFERENCES scope,
      cycle TEXT NOT NULL,
      unit TEXT NOT NULL,
      status TEXT NOT NULL,
      self_total INTEGER,
      appraised_total INTEGER,
      verified_total INTEGER,
      stars INTEGER,
      recognised INTEGER,
      details TEXT NOT NULL CHECK (json_valid(details))
    ) STRICT;
    CREATE INDEX sheet_of_cycle ON sheet_state (cycle);

    CREATE TABLE credential (
      officer TEXT PRIMARY KEY,
      salt BLOB NOT NULL,
      hash BLOB NOT NULL,
      n INTEGER NOT NULL,
      r INTEGER NOT NULL,
      p INTEGER NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0,
      blocked_until INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE vault_file (
      sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
      size INTEGER NOT NULL,
      type TEXT NOT NULL,
      first_seen INTEGER NOT NULL,
      checked INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('present', 'missing', 'damaged'))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE trust_root (
      id TEXT PRIMARY KEY,
      confirmed INTEGER,
      bytes BLOB NOT NULL
    ) STRICT;

    -- What was exported and waits for its receipt. streams: JSON {stream key: {seq, id}}.
    CREATE TABLE outbox (
      num INTEGER PRIMARY KEY,
      bundle BLOB NOT NULL UNIQUE CHECK (length(bundle) = 32),
      time INTEGER NOT NULL,
      file_name TEXT NOT NULL,
      addressee TEXT NOT NULL,
      size INTEGER NOT NULL,
      streams TEXT NOT NULL CHECK (json_valid(streams)),
      confirmed INTEGER
    ) STRICT;

    -- At most one device is current; former ones remain known.
    CREATE TABLE own_device (
      device TEXT PRIMARY KEY,
      unit TEXT NOT NULL,
      created INTEGER NOT NULL,
      current INTEGER NOT NULL CHECK (current IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX own_device_current ON own_device (current) WHERE current = 1;
  `,
}
