-- The tables of a registry. Names of any length are unique by their SHA-256 ("key", over the UTF-8 text), since an index row
-- holds at most 2.7 kB; lists are ordered by an index on the first 500 characters and then by the whole name. There are no
-- foreign keys: the functions that change these tables check and lock what they rely on, once.

DO $$
BEGIN
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'The registry needs a database with encoding UTF8; this one has %.', current_setting('server_encoding');
  END IF;
END
$$;

CREATE TABLE registry.contexts (
  context_id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name             text COLLATE "C" NOT NULL,
  key              bytea   NOT NULL UNIQUE,
  next_id          bigint  NOT NULL DEFAULT 1,
  established      boolean NOT NULL DEFAULT false,
  purge_generation bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE INDEX contexts_by_name ON registry.contexts (left(name, 500));

COMMENT ON COLUMN registry.contexts.established IS 'Has had a registration since it was last deleted; only then it is listed.';
COMMENT ON COLUMN registry.contexts.purge_generation IS 'Moved by every permanent deletion, so that caches can tell.';

CREATE TABLE registry.schemas (
  context_id integer NOT NULL,
  id         integer NOT NULL,
  region     text    NOT NULL,
  sha256     bytea   NOT NULL,
  guid       uuid    NOT NULL,
  type       text    NOT NULL,
  text       text,
  refs       jsonb,
  metadata   jsonb,
  rules      jsonb,
  PRIMARY KEY (context_id, id)
);

CREATE INDEX schemas_by_guid ON registry.schemas (guid) WHERE text IS NOT NULL;

COMMENT ON COLUMN registry.schemas.text IS 'Null: permanently deleted; the row stays so that the id is never given out again.';

CREATE TABLE registry.claims (
  context_id integer NOT NULL,
  sha256     bytea   NOT NULL,
  region     text    NOT NULL,
  id         integer NOT NULL,
  PRIMARY KEY (context_id, sha256, region)
);

COMMENT ON TABLE registry.claims IS 'The id that a content has in a context; schemas alone allows one content under two ids.';

CREATE TABLE registry.subjects (
  subject_id    bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  context_id    integer NOT NULL,
  name          text COLLATE "C" NOT NULL,
  qualified     text COLLATE "C" NOT NULL,
  key           bytea   NOT NULL UNIQUE,
  revision      bigint  NOT NULL,
  config        jsonb,
  mode          text,
  live_versions integer NOT NULL,
  versions      integer NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX subjects_by_qualified ON registry.subjects (left(qualified, 500));
CREATE INDEX subjects_by_name ON registry.subjects USING hash (name);
CREATE INDEX subjects_with_alias ON registry.subjects (left(qualified, 500)) WHERE config ->> 'alias' IS NOT NULL;

CREATE TABLE registry.versions (
  subject_id bigint  NOT NULL,
  version    integer NOT NULL,
  context_id integer NOT NULL,
  id         integer NOT NULL,
  deleted    boolean NOT NULL,
  created_at bigint  NOT NULL,
  PRIMARY KEY (subject_id, version)
);

CREATE INDEX versions_by_id ON registry.versions (context_id, id);

COMMENT ON COLUMN registry.versions.created_at IS 'Milliseconds since 1970.';

CREATE TABLE registry.version_references (
  subject_id        bigint  NOT NULL,
  version           integer NOT NULL,
  target_subject_id bigint  NOT NULL,
  target_version    integer NOT NULL,
  PRIMARY KEY (subject_id, version, target_subject_id, target_version)
);

CREATE INDEX version_references_by_target ON registry.version_references (target_subject_id, target_version);

CREATE TABLE registry.scopes (
  key      bytea  PRIMARY KEY,
  name     text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  config   jsonb,
  mode     text
);

CREATE TABLE registry.changes (
  entry_id   bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  seq        bigint,
  region     text     NOT NULL,
  context    text     NOT NULL,
  subject    text     NOT NULL,
  revision   bigint   NOT NULL,
  kind       smallint NOT NULL,
  payload    jsonb    NOT NULL,
  actor      text     NOT NULL,
  request_id uuid     NOT NULL,
  reason     text,
  at         bigint   NOT NULL
);

CREATE INDEX changes_by_request ON registry.changes (request_id);
CREATE INDEX changes_unnumbered ON registry.changes (entry_id) WHERE seq IS NULL;
CREATE UNIQUE INDEX changes_by_seq ON registry.changes (seq) WHERE seq IS NOT NULL;

COMMENT ON COLUMN registry.changes.entry_id IS
  'Drawn while the change holds all its locks, so changes that depend on each other are in order.';
COMMENT ON COLUMN registry.changes.seq IS 'Given by the sequencer to rows it can see; the order followers read in.';
COMMENT ON COLUMN registry.changes.at IS 'Milliseconds since 1970, by the clock of the database.';
