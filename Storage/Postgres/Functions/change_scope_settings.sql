-- version 2
-- Replaces the settings of a context or of the global scope, once no commit relies on them any more. The mode UNKNOWN leaves the one
-- that is there, which only a newer build knows.
CREATE OR REPLACE FUNCTION registry.change_scope_settings(
  p_region text, p_scope text, p_key bytea, p_expected bigint, p_config jsonb, p_mode text,
  p_payload jsonb, p_actor text, p_request_id uuid, p_reason text,
  OUT o_outcome text, OUT o_revision bigint, OUT o_at bigint)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(registry.settings_lock(p_scope));
  o_revision := coalesce((SELECT s.revision FROM registry.scopes s WHERE s.key = p_key), 0);
  IF o_revision <> p_expected THEN
    o_outcome := 'stale';
    RETURN;
  END IF;

  o_revision := o_revision + 1;
  INSERT INTO registry.scopes (key, name, revision, config, mode) VALUES (p_key, p_scope, o_revision, p_config, p_mode)
  ON CONFLICT (key) DO UPDATE SET
    revision = excluded.revision, config = excluded.config,
    mode = CASE WHEN excluded.mode = 'UNKNOWN' THEN scopes.mode ELSE excluded.mode END
  RETURNING mode INTO p_mode;

  o_outcome := 'committed';
  IF p_payload ->> 'mode' = 'UNKNOWN' THEN
    p_payload := p_payload || jsonb_build_object('mode', p_mode);
  END IF;
  o_at := registry.now_ms();
  INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, reason, at)
  VALUES (p_region, p_scope, '', o_revision, 4, p_payload, p_actor, p_request_id, p_reason, o_at);
END
$$;
