-- Replaces the settings of a subject. The subject need not have versions.
CREATE FUNCTION registry.change_subject_settings(
  p_region text, p_context text, p_context_key bytea, p_subject text, p_qualified text, p_key bytea,
  p_expected bigint, p_context_settings bigint, p_global_settings bigint, p_config jsonb, p_mode text,
  p_payload jsonb, p_actor text, p_request_id uuid, p_reason text,
  OUT o_outcome text, OUT o_revision bigint, OUT o_at bigint)
LANGUAGE plpgsql AS $$
DECLARE
  v_subject_id bigint;
BEGIN
  IF NOT registry.settings_are_still(p_context, p_context_key, p_context_settings, p_global_settings) THEN
    o_outcome := 'settings_changed';
    RETURN;
  END IF;

  SELECT s.subject_id, s.revision INTO v_subject_id, o_revision
  FROM registry.subjects s WHERE s.key = p_key FOR NO KEY UPDATE;
  o_revision := coalesce(o_revision, 0);
  IF o_revision <> p_expected THEN
    o_outcome := 'stale';
    RETURN;
  END IF;

  o_revision := o_revision + 1;
  IF v_subject_id IS NULL THEN
    INSERT INTO registry.subjects (context_id, name, qualified, key, revision, config, mode, live_versions, versions)
    VALUES (registry.context_of(p_context, p_context_key), p_subject, p_qualified, p_key, o_revision, p_config, p_mode, 0, 0)
    ON CONFLICT (key) DO NOTHING;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'stale' USING ERRCODE = 'SR001';
    END IF;
  ELSE
    UPDATE registry.subjects SET revision = o_revision, config = p_config, mode = p_mode WHERE subject_id = v_subject_id;
  END IF;

  o_outcome := 'committed';
  o_at := registry.now_ms();
  INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, reason, at)
  VALUES (p_region, p_context, p_subject, o_revision, 3, p_payload, p_actor, p_request_id, p_reason, o_at);
END
$$;

-- Replaces the settings of a context or of the global scope, once no commit relies on them any more.
CREATE FUNCTION registry.change_scope_settings(
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
  ON CONFLICT (key) DO UPDATE SET revision = excluded.revision, config = excluded.config, mode = excluded.mode;

  o_outcome := 'committed';
  o_at := registry.now_ms();
  INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, reason, at)
  VALUES (p_region, p_scope, '', o_revision, 4, p_payload, p_actor, p_request_id, p_reason, o_at);
END
$$;

-- Removes an empty context and its settings. The row stays, with the counter of its ids.
CREATE FUNCTION registry.delete_context(
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
