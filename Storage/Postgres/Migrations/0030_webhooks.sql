-- Subscriptions to changes. They are not part of the change log: they say who is told, not what is registered.

CREATE TABLE registry.webhooks (
  id          uuid    PRIMARY KEY,
  created_at  bigint  NOT NULL,
  revision    bigint  NOT NULL,
  url         text    NOT NULL,
  secret      text    NOT NULL,
  description text    NOT NULL,
  context     text,
  name_prefix text    NOT NULL,
  kinds       text    NOT NULL,
  enabled     boolean NOT NULL,
  position    bigint  NOT NULL,
  attempts    integer NOT NULL,
  retry_at    bigint  NOT NULL,
  error       text,
  suspended   text
) WITH (fillfactor = 50);

COMMENT ON COLUMN registry.webhooks.position IS 'Changes up to this number are dealt with. Moved by compare-and-set, so that two processes never both move it.';

CREATE TABLE registry.webhook_dead_letters (
  webhook   uuid    NOT NULL REFERENCES registry.webhooks ON DELETE CASCADE,
  number    bigint  NOT NULL,
  type      text    NOT NULL,
  subject   text    NOT NULL,
  event     text    NOT NULL,
  attempts  integer NOT NULL,
  error     text    NOT NULL,
  failed_at bigint  NOT NULL,
  queued    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (webhook, number)
);

CREATE INDEX webhook_dead_letters_queued ON registry.webhook_dead_letters (webhook, number) WHERE queued;
