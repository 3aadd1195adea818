-- What the requests whose callers chose their id asked for, so that another request under the same id is told from a retry.

CREATE TABLE requests (
  id       TEXT    NOT NULL PRIMARY KEY,
  actor    TEXT    NOT NULL,
  context  TEXT    NOT NULL,
  subject  TEXT    NOT NULL,
  kind     INTEGER NOT NULL,
  content  BLOB    NOT NULL,                    -- the SHA-256 of what was asked for
  entry_id INTEGER NOT NULL,                    -- what came of it, in the change log
  at       INTEGER NOT NULL                     -- that of the change; rows are removed after a day
) STRICT, WITHOUT ROWID;

CREATE INDEX requests_by_age ON requests (at);
