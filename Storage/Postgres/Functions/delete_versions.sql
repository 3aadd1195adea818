-- version 1
-- Deletes versions of one subject, softly or for good. p_versions is ascending and without repetition.
CREATE OR REPLACE FUNCTION registry.delete_versions(
  p_region text, p_context text, p_context_key bytea, p_subject text, p_key bytea,
  p_expected bigint, p_context_settings bigint, p_global_settings bigint,
  p_versions integer[], p_permanent boolean, p_whole boolean,
  p_payload jsonb, p_actor text, p_request_id uuid, p_reason text,
  OUT o_outcome text, OUT o_revision bigint, OUT o_at bigint, OUT o_offender integer)
LANGUAGE plpgsql AS $$
DECLARE
  v_subject_id bigint;
  v_context_id integer;
  v_found      integer;
  v_hidden     integer;
  v_gone       integer := 0;
  v_ids        integer[];
  v_id         integer;
  v_purged     integer[] := '{}';
BEGIN
  IF NOT registry.settings_are_still(p_context, p_context_key, p_context_settings, p_global_settings) THEN
    o_outcome := 'settings_changed';
    RETURN;
  END IF;

  SELECT s.subject_id, s.context_id, s.revision INTO v_subject_id, v_context_id, o_revision
  FROM registry.subjects s WHERE s.key = p_key FOR NO KEY UPDATE;
  o_revision := coalesce(o_revision, 0);
  SELECT count(*) INTO v_found FROM (
    SELECT FROM registry.versions v
    WHERE v.subject_id = v_subject_id AND v.version = ANY (p_versions) ORDER BY v.version FOR UPDATE) held;
  IF v_subject_id IS NULL OR o_revision <> p_expected OR v_found <> cardinality(p_versions) THEN
    o_outcome := 'stale';
    RETURN;
  END IF;

  SELECT min(r.target_version) INTO o_offender
  FROM registry.version_references r
  JOIN registry.versions v ON v.subject_id = r.subject_id AND v.version = r.version
  WHERE r.target_subject_id = v_subject_id AND r.target_version = ANY (p_versions)
    AND (p_permanent OR NOT v.deleted)
    AND (r.subject_id <> v_subject_id OR (NOT p_whole AND r.version <> ALL (p_versions)));
  IF o_offender IS NOT NULL THEN
    o_outcome := 'referenced';
    RETURN;
  END IF;

  IF p_permanent THEN
    WITH gone AS (
      DELETE FROM registry.versions v
      WHERE v.subject_id = v_subject_id AND v.version = ANY (p_versions)
      RETURNING v.id, v.deleted)
    SELECT array_agg(DISTINCT g.id ORDER BY g.id), count(*), count(*) FILTER (WHERE NOT g.deleted)
    INTO v_ids, v_gone, v_hidden FROM gone g;
    DELETE FROM registry.version_references WHERE subject_id = v_subject_id AND version = ANY (p_versions);
    FOREACH v_id IN ARRAY coalesce(v_ids, '{}') LOOP
      IF registry.purge_if_unused(v_context_id, v_id) THEN
        v_purged := v_purged || v_id;
      END IF;
    END LOOP;
    UPDATE registry.contexts SET purge_generation = purge_generation + 1 WHERE context_id = v_context_id;
  ELSE
    UPDATE registry.versions SET deleted = true
    WHERE subject_id = v_subject_id AND version = ANY (p_versions) AND NOT deleted;
    GET DIAGNOSTICS v_hidden = ROW_COUNT;
  END IF;

  o_revision := o_revision + 1;
  UPDATE registry.subjects
  SET revision = o_revision,
      live_versions = live_versions - v_hidden,
      versions = versions - v_gone,
      config = CASE WHEN p_permanent AND versions = v_gone THEN NULL ELSE config END,
      mode = CASE WHEN p_permanent AND versions = v_gone THEN NULL ELSE mode END
  WHERE subject_id = v_subject_id;

  IF cardinality(v_purged) > 0 THEN
    p_payload := p_payload || jsonb_build_object('purged', v_purged);
  END IF;
  o_outcome := 'committed';
  o_at := registry.now_ms();
  INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, reason, at)
  VALUES (
    p_region, p_context, p_subject, o_revision, CASE WHEN p_permanent THEN 2 ELSE 1 END,
    p_payload, p_actor, p_request_id, p_reason, o_at);
END
$$;
