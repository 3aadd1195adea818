-- What the requests whose callers chose their id asked for, so that another request under the same id is told from a retry. Builds before
-- this one do not write it: for their changes the log has to do, which knows the subject and the kind.

CREATE TABLE registry.requests (
  id       uuid     PRIMARY KEY,
  actor    text     NOT NULL,
  target   bytea    NOT NULL,
  kind     smallint NOT NULL,
  content  bytea    NOT NULL,
  entry_id bigint   NOT NULL,
  at       bigint   NOT NULL
);

CREATE INDEX requests_by_age ON registry.requests (at);

COMMENT ON COLUMN registry.requests.target IS 'The SHA-256 of "context:subject".';
COMMENT ON COLUMN registry.requests.content IS 'The SHA-256 of what was asked for.';
COMMENT ON COLUMN registry.requests.entry_id IS 'What came of it, in the change log.';
COMMENT ON COLUMN registry.requests.at IS 'Milliseconds since 1970, that of the change. Rows are removed after a day.';
