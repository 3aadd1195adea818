-- Subscriptions to changes. They are not part of the change log: they say who is told, not what is registered.

CREATE TABLE webhooks (
  id          TEXT    PRIMARY KEY,
  created_at  INTEGER NOT NULL,
  revision    INTEGER NOT NULL,
  url         TEXT    NOT NULL,
  secret      TEXT    NOT NULL,
  description TEXT    NOT NULL,
  context     TEXT,
  name_prefix TEXT    NOT NULL,
  kinds       TEXT    NOT NULL,
  enabled     INTEGER NOT NULL,
  position    INTEGER NOT NULL,                 -- changes up to this number are dealt with
  attempts    INTEGER NOT NULL,
  retry_at    INTEGER NOT NULL,
  error       TEXT,
  suspended   TEXT
) STRICT;

CREATE TABLE webhook_dead_letters (
  webhook   TEXT    NOT NULL,
  number    INTEGER NOT NULL,
  type      TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  event     TEXT    NOT NULL,
  attempts  INTEGER NOT NULL,
  error     TEXT    NOT NULL,
  failed_at INTEGER NOT NULL,
  queued    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (webhook, number)
) STRICT;

CREATE INDEX webhook_dead_letters_queued ON webhook_dead_letters (webhook, number) WHERE queued = 1;
