-- version 1
-- Removes an empty context and its settings. The row stays, with the counter of its ids.
CREATE OR REPLACE FUNCTION registry.delete_context(
  p_region text, p_context text, p_key bytea, p_actor text, p_request_id uuid, p_reason text,
  OUT o_outcome text, OUT o_revision bigint, OUT o_at bigint)
LANGUAGE plpgsql AS $$
DECLARE
  v_context_id integer;
  v_hidden     boolean;
  v_cleared    boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(registry.settings_lock(p_context));
  o_revision := coalesce((SELECT s.revision FROM registry.scopes s WHERE s.key = p_key), 0);
  SELECT c.context_id INTO v_context_id FROM registry.contexts c WHERE c.key = p_key;
  IF EXISTS (SELECT FROM registry.versions v WHERE v.context_id = v_context_id) THEN
    o_outcome := 'not_empty';
    RETURN;
  END IF;

  UPDATE registry.contexts SET established = false WHERE context_id = v_context_id AND established;
  v_hidden := FOUND;
  UPDATE registry.scopes SET revision = revision + 1, config = NULL, mode = NULL
  WHERE key = p_key AND (config IS NOT NULL OR mode IS NOT NULL);
  v_cleared := FOUND;
  IF v_cleared THEN
    o_revision := o_revision + 1;
  END IF;

  o_outcome := 'committed';
  o_at := registry.now_ms();
  IF v_hidden OR v_cleared THEN
    INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, reason, at)
    VALUES (p_region, p_context, '', o_revision, 5, '{}', p_actor, p_request_id, p_reason, o_at);
  END IF;
END
$$;
