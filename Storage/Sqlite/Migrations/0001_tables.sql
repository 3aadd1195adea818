-- The same tables as in PostgreSQL (Storage/Postgres/Migrations). Text is ordered by its UTF-8 bytes, which is code point order.

CREATE TABLE contexts (
  context_id       INTEGER PRIMARY KEY,
  name             TEXT    NOT NULL UNIQUE,
  next_id          INTEGER NOT NULL DEFAULT 1,
  established      INTEGER NOT NULL DEFAULT 0,  -- has had a registration since it was last deleted
  purge_generation INTEGER NOT NULL DEFAULT 0   -- moved by every permanent deletion
) STRICT;

CREATE TABLE schemas (
  context_id INTEGER NOT NULL,
  id         INTEGER NOT NULL,
  region     TEXT    NOT NULL,
  sha256     BLOB    NOT NULL,
  guid       TEXT    NOT NULL,
  type       TEXT    NOT NULL,
  text       TEXT,                              -- null: permanently deleted; the id is never given out again
  refs       TEXT,
  metadata   TEXT,
  rules      TEXT,
  UNIQUE (context_id, id)
) STRICT;

CREATE INDEX schemas_by_guid ON schemas (guid) WHERE text IS NOT NULL;

CREATE TABLE claims (
  context_id INTEGER NOT NULL,
  sha256     BLOB    NOT NULL,
  region     TEXT    NOT NULL,
  id         INTEGER NOT NULL,
  PRIMARY KEY (context_id, sha256, region)
) STRICT, WITHOUT ROWID;

CREATE TABLE subjects (
  subject_id    INTEGER PRIMARY KEY,
  context_id    INTEGER NOT NULL,
  name          TEXT    NOT NULL,
  qualified     TEXT    NOT NULL UNIQUE,
  revision      INTEGER NOT NULL,
  config        TEXT,
  mode          TEXT,
  live_versions INTEGER NOT NULL,
  versions      INTEGER NOT NULL
) STRICT;

CREATE INDEX subjects_by_name ON subjects (name);
CREATE INDEX subjects_with_alias ON subjects (qualified) WHERE json_extract(config, '$.alias') IS NOT NULL;

CREATE TABLE versions (
  subject_id INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  context_id INTEGER NOT NULL,
  id         INTEGER NOT NULL,
  deleted    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (subject_id, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX versions_by_id ON versions (context_id, id);

CREATE TABLE version_references (
  subject_id        INTEGER NOT NULL,
  version           INTEGER NOT NULL,
  target_subject_id INTEGER NOT NULL,
  target_version    INTEGER NOT NULL,
  PRIMARY KEY (subject_id, version, target_subject_id, target_version)
) STRICT, WITHOUT ROWID;

CREATE INDEX version_references_by_target ON version_references (target_subject_id, target_version);

CREATE TABLE scopes (
  name     TEXT    NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  config   TEXT,
  mode     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  entry_id   INTEGER PRIMARY KEY AUTOINCREMENT,
  seq        INTEGER,                           -- given by the sequencer, in the order followers read
  region     TEXT    NOT NULL,
  context    TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  revision   INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  payload    TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  request_id TEXT    NOT NULL,
  reason     TEXT,
  at         INTEGER NOT NULL
) STRICT;

CREATE INDEX changes_by_request ON changes (request_id);
CREATE INDEX changes_unnumbered ON changes (entry_id) WHERE seq IS NULL;
CREATE UNIQUE INDEX changes_by_seq ON changes (seq) WHERE seq IS NOT NULL;
