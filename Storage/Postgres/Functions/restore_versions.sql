-- version 1
-- Shows soft-deleted versions of one subject again. p_versions is ascending and without repetition.
CREATE OR REPLACE FUNCTION registry.restore_versions(
  p_region text, p_context text, p_context_key bytea, p_subject text, p_key bytea,
  p_expected bigint, p_context_settings bigint, p_global_settings bigint,
  p_versions integer[], p_payload jsonb, p_actor text, p_request_id uuid, p_reason text,
  OUT o_outcome text, OUT o_revision bigint, OUT o_at bigint)
LANGUAGE plpgsql AS $$
DECLARE
  v_subject_id bigint;
  v_found      integer;
BEGIN
  IF NOT registry.settings_are_still(p_context, p_context_key, p_context_settings, p_global_settings) THEN
    o_outcome := 'settings_changed';
    RETURN;
  END IF;

  SELECT s.subject_id, s.revision INTO v_subject_id, o_revision
  FROM registry.subjects s WHERE s.key = p_key FOR NO KEY UPDATE;
  o_revision := coalesce(o_revision, 0);
  SELECT count(*) INTO v_found FROM (
    SELECT FROM registry.versions v
    WHERE v.subject_id = v_subject_id AND v.version = ANY (p_versions) AND v.deleted ORDER BY v.version FOR UPDATE) held;
  IF v_subject_id IS NULL OR o_revision <> p_expected OR v_found <> cardinality(p_versions) THEN
    o_outcome := 'stale';
    RETURN;
  END IF;

  UPDATE registry.versions SET deleted = false WHERE subject_id = v_subject_id AND version = ANY (p_versions);
  o_revision := o_revision + 1;
  UPDATE registry.subjects SET revision = o_revision, live_versions = live_versions + v_found WHERE subject_id = v_subject_id;

  o_outcome := 'committed';
  o_at := registry.now_ms();
  INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, reason, at)
  VALUES (p_region, p_context, p_subject, o_revision, 6, p_payload, p_actor, p_request_id, p_reason, o_at);
END
$$;
