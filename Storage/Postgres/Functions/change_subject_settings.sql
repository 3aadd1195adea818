-- version 2
-- Replaces the settings of a subject. The subject need not have versions. The mode UNKNOWN leaves the one that is there, which only a
-- newer build knows.
CREATE OR REPLACE FUNCTION registry.change_subject_settings(
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
    UPDATE registry.subjects
    SET revision = o_revision, config = p_config, mode = CASE WHEN p_mode = 'UNKNOWN' THEN mode ELSE p_mode END
    WHERE subject_id = v_subject_id
    RETURNING mode INTO p_mode;
  END IF;

  IF p_payload ->> 'mode' = 'UNKNOWN' THEN
    p_payload := p_payload || jsonb_build_object('mode', p_mode);
  END IF;

  o_outcome := 'committed';
  o_at := registry.now_ms();
  INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, reason, at)
  VALUES (p_region, p_context, p_subject, o_revision, 3, p_payload, p_actor, p_request_id, p_reason, o_at);
END
$$;
