-- version 1
-- Adds a version to a subject, or in an import replaces one.
CREATE OR REPLACE FUNCTION registry.register_version(
  p_region text, p_context text, p_context_key bytea, p_subject text, p_qualified text, p_key bytea,
  p_expected bigint, p_context_settings bigint, p_global_settings bigint,
  p_version integer, p_source text, p_id integer, p_sha256 bytea, p_guid uuid,
  p_type text, p_text text, p_refs jsonb, p_metadata jsonb, p_rules jsonb,
  p_target_keys bytea[], p_target_versions integer[], p_removed integer[],
  p_payload jsonb, p_actor text, p_request_id uuid, p_reason text,
  OUT o_outcome text, OUT o_revision bigint, OUT o_at bigint, OUT o_id integer, OUT o_offender integer, OUT o_removed integer[])
LANGUAGE plpgsql AS $$
DECLARE
  v_context_id  integer;
  v_subject_id  bigint;
  v_is_new      boolean;
  v_brought     boolean;
  v_replaced_id integer;
  v_was_deleted boolean;
  v_added       integer := 1;
  v_revealed    integer := 1;
  v_purged      integer[] := '{}';
  v_raise       bigint := 0;
BEGIN
  o_removed := '{}';
  IF NOT registry.settings_are_still(p_context, p_context_key, p_context_settings, p_global_settings) THEN
    o_outcome := 'settings_changed';
    RETURN;
  END IF;

  SELECT s.subject_id, s.revision INTO v_subject_id, o_revision
  FROM registry.subjects s WHERE s.key = p_key FOR NO KEY UPDATE;
  v_is_new := NOT FOUND;
  o_revision := coalesce(o_revision, 0);
  IF o_revision <> p_expected THEN
    o_outcome := 'stale';
    RETURN;
  END IF;

  IF cardinality(p_target_keys) > 0 THEN
    WITH held AS (
      SELECT s.key, v.version
      FROM unnest(p_target_keys, p_target_versions) AS t (key, version)
      JOIN registry.subjects s ON s.key = t.key
      JOIN registry.versions v ON v.subject_id = s.subject_id AND v.version = t.version
      ORDER BY v.subject_id, v.version
      FOR KEY SHARE OF v)
    SELECT min(t.place) INTO o_offender
    FROM unnest(p_target_keys, p_target_versions) WITH ORDINALITY AS t (key, version, place)
    WHERE NOT EXISTS (SELECT FROM held h WHERE h.key = t.key AND h.version = t.version);
    IF o_offender IS NOT NULL THEN
      o_outcome := 'reference_missing';
      RETURN;
    END IF;
  END IF;

  v_context_id := registry.context_of(p_context, p_context_key);
  SELECT p.o_outcome, p.o_id, p.o_brought INTO o_outcome, o_id, v_brought
  FROM registry.put_content(
    p_region, v_context_id, p_source, p_id, p_sha256, p_guid, p_type, p_text, p_refs, p_metadata, p_rules) p;
  IF o_outcome <> 'committed' THEN
    RETURN;
  END IF;

  o_revision := o_revision + 1;
  IF v_is_new THEN
    INSERT INTO registry.subjects (context_id, name, qualified, key, revision, live_versions, versions)
    VALUES (v_context_id, p_subject, p_qualified, p_key, o_revision, 1, 1)
    ON CONFLICT (key) DO NOTHING
    RETURNING subject_id INTO v_subject_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'stale' USING ERRCODE = 'SR001';
    END IF;
  ELSIF p_source = 'imported' THEN
    SELECT v.id, v.deleted INTO v_replaced_id, v_was_deleted
    FROM registry.versions v WHERE v.subject_id = v_subject_id AND v.version = p_version FOR UPDATE;
  END IF;

  o_at := registry.now_ms();
  IF v_replaced_id IS NULL THEN
    INSERT INTO registry.versions (subject_id, version, context_id, id, deleted, created_at)
    VALUES (v_subject_id, p_version, v_context_id, p_id, false, o_at)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'stale' USING ERRCODE = 'SR001';
    END IF;
  ELSE
    UPDATE registry.versions SET id = p_id, deleted = false, created_at = o_at
    WHERE subject_id = v_subject_id AND version = p_version;
    DELETE FROM registry.version_references WHERE subject_id = v_subject_id AND version = p_version;
    v_added := 0;
    v_revealed := v_was_deleted::integer;
  END IF;

  IF cardinality(p_target_keys) > 0 THEN
    INSERT INTO registry.version_references (subject_id, version, target_subject_id, target_version)
    SELECT DISTINCT v_subject_id, p_version, s.subject_id, t.version
    FROM unnest(p_target_keys, p_target_versions) AS t (key, version)
    JOIN registry.subjects s ON s.key = t.key;
  END IF;

  IF cardinality(p_removed) > 0 THEN
    PERFORM FROM registry.versions v
    WHERE v.subject_id = v_subject_id AND v.version = ANY (p_removed) ORDER BY v.version FOR UPDATE;
    WITH gone AS (
      DELETE FROM registry.versions v
      WHERE v.subject_id = v_subject_id AND v.version = ANY (p_removed) AND v.version <> p_version AND v.deleted AND v.id = p_id
        AND NOT EXISTS (SELECT FROM registry.version_references r
                        WHERE r.target_subject_id = v.subject_id AND r.target_version = v.version)
      RETURNING v.version)
    SELECT coalesce(array_agg(g.version ORDER BY g.version), '{}') INTO o_removed FROM gone g;
    DELETE FROM registry.version_references WHERE subject_id = v_subject_id AND version = ANY (o_removed);
    v_added := v_added - cardinality(o_removed);
  END IF;

  IF v_replaced_id <> p_id THEN
    IF registry.purge_if_unused(v_context_id, v_replaced_id) THEN
      v_purged := ARRAY[v_replaced_id];
    END IF;
  END IF;

  IF NOT v_is_new THEN
    UPDATE registry.subjects
    SET revision = o_revision, live_versions = live_versions + v_revealed, versions = versions + v_added
    WHERE subject_id = v_subject_id;
  END IF;

  -- An id from the last 2^20 does not raise the counter: one import of the highest id would leave a context without ids.
  IF p_source = 'imported' AND p_id <= 2147483647 - 1048576 THEN
    v_raise := p_id + 1;
  END IF;
  UPDATE registry.contexts
  SET established = true,
      next_id = greatest(next_id, v_raise),
      purge_generation = purge_generation + cardinality(v_purged)
  WHERE context_id = v_context_id AND (NOT established OR next_id < v_raise OR cardinality(v_purged) > 0);

  IF cardinality(o_removed) + cardinality(v_purged) > 0 THEN
    p_payload := p_payload || jsonb_build_object('removed', o_removed, 'purged', v_purged);
  END IF;
  IF v_brought THEN
    p_payload := p_payload || jsonb_build_object('content', jsonb_build_object(
      'type', p_type, 'text', p_text, 'references', coalesce(p_refs, '[]'), 'metadata', p_metadata, 'ruleSet', p_rules));
  END IF;
  INSERT INTO registry.changes (region, context, subject, revision, kind, payload, actor, request_id, reason, at)
  VALUES (p_region, p_context, p_subject, o_revision, 0, p_payload, p_actor, p_request_id, p_reason, o_at);
END
$$;
