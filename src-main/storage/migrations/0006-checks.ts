import type { Migration } from './migration.ts'

/**
 * What a checker should look at again ("điều cần xem lại"), found in the projection a commune at a time. Local to this folder and
 * never journalled: it can be found again from the projection at any time.
 *
 * - `check_stale`: what has to be looked through again: `unit <commune>`, `key <hex>`, `seen <item>`. Triggers note it in the very
 *   transaction that changes the projection, so that nothing is overlooked after a kill.
 * - `check_item`, `check_about`: what was found, and which communes and cycles it is about ('' for none).
 * - `check_key`: which linked documents share a file or a number, across communes.
 * - `check_clock`: entries with a time that cannot be right.
 */
export const checks: Migration = {
  version: 6,
  name: '0006-checks',
  statements: `
    CREATE INDEX sheet_of_unit ON sheet_state (unit);

    CREATE TABLE check_stale (what TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    -- parts: short hashes of what the finding consists of; seen 0 open, 1 seen, 2 seen before something new came up.
    CREATE TABLE check_item (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      rank INTEGER NOT NULL,
      source TEXT NOT NULL,
      time INTEGER NOT NULL,
      seen INTEGER NOT NULL CHECK (seen IN (0, 1, 2)),
      parts TEXT NOT NULL,
      facts TEXT NOT NULL CHECK (json_valid(facts))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX check_item_of_source ON check_item (source);
    CREATE INDEX check_item_in_order ON check_item (rank, time DESC, id, kind, seen);

    CREATE TABLE check_about (
      item TEXT NOT NULL REFERENCES check_item ON DELETE CASCADE,
      cycle TEXT NOT NULL,
      unit TEXT NOT NULL,
      PRIMARY KEY (item, cycle, unit)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX check_about_unit ON check_about (unit, item);

    -- key: first half of a SHA-256; office: the unit above that entered the document, '' when the commune did.
    CREATE TABLE check_key (
      key BLOB NOT NULL CHECK (length(key) = 16),
      unit TEXT NOT NULL,
      document TEXT NOT NULL,
      kind TEXT NOT NULL,
      office TEXT NOT NULL,
      files TEXT NOT NULL,
      time INTEGER NOT NULL,
      places TEXT NOT NULL CHECK (json_valid(places)),
      PRIMARY KEY (key, unit, document)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX check_key_of_unit ON check_key (unit);

    CREATE TABLE check_clock (
      stream INTEGER NOT NULL REFERENCES stream,
      seq INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('ahead', 'back')),
      time INTEGER NOT NULL,
      off INTEGER NOT NULL,
      PRIMARY KEY (stream, seq, kind)
    ) STRICT, WITHOUT ROWID;

    -- OR IGNORE would give way to the conflict clause of the statement that fires the trigger; an upsert does not.
    CREATE TRIGGER check_sheet_new AFTER INSERT ON sheet_state BEGIN
      INSERT INTO check_stale VALUES ('unit ' || NEW.unit) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER check_sheet_changed AFTER UPDATE ON sheet_state BEGIN
      INSERT INTO check_stale VALUES ('unit ' || NEW.unit) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER check_sheet_gone AFTER DELETE ON sheet_state BEGIN
      INSERT INTO check_stale VALUES ('unit ' || OLD.unit) ON CONFLICT DO NOTHING;
    END;

    CREATE TRIGGER check_field_new AFTER INSERT ON field_state WHEN NEW.entity IN ('document', 'seen') BEGIN
      INSERT INTO check_stale VALUES (CASE NEW.entity
        WHEN 'document' THEN 'unit ' || substr(NEW.key, 1, instr(NEW.key, ':') - 1)
        ELSE 'seen ' || substr(NEW.key, instr(NEW.key, ':') + 1) END) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER check_field_changed AFTER UPDATE ON field_state WHEN NEW.entity IN ('document', 'seen') BEGIN
      INSERT INTO check_stale VALUES (CASE NEW.entity
        WHEN 'document' THEN 'unit ' || substr(NEW.key, 1, instr(NEW.key, ':') - 1)
        ELSE 'seen ' || substr(NEW.key, instr(NEW.key, ':') + 1) END) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER check_field_gone AFTER DELETE ON field_state WHEN OLD.entity IN ('document', 'seen') BEGIN
      INSERT INTO check_stale VALUES (CASE OLD.entity
        WHEN 'document' THEN 'unit ' || substr(OLD.key, 1, instr(OLD.key, ':') - 1)
        ELSE 'seen ' || substr(OLD.key, instr(OLD.key, ':') + 1) END) ON CONFLICT DO NOTHING;
    END;

    INSERT OR IGNORE INTO check_stale SELECT 'unit ' || unit FROM sheet_state;
  `,
}
