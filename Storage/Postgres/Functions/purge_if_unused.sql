-- version 2
-- Permanently deletes the content of an id that no version uses any more; says whether it did.
CREATE OR REPLACE FUNCTION registry.purge_if_unused(p_context_id integer, p_id integer) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_sha256 bytea;
  v_guid   uuid;
  v_heir   integer;
BEGIN
  SELECT c.sha256, c.guid INTO v_sha256, v_guid
  FROM registry.schemas c WHERE c.context_id = p_context_id AND c.id = p_id FOR UPDATE;

  IF EXISTS (SELECT FROM registry.versions v WHERE v.context_id = p_context_id AND v.id = p_id) THEN
    RETURN false;
  END IF;

  UPDATE registry.schemas SET text = NULL, refs = NULL, metadata = NULL, rules = NULL
  WHERE context_id = p_context_id AND id = p_id;

  -- An import may have put the same content under a second id, which then stands for it. The claim is locked first, so that
  -- an import under way is either seen or waits and claims anew.
  PERFORM FROM registry.claims c WHERE c.context_id = p_context_id AND c.sha256 = v_sha256 AND c.id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    RETURN true;
  END IF;

  -- In an order that no index has: as long as nothing is known of a new table, all ids of the context would be read in theirs.
  SELECT c.id INTO v_heir FROM registry.schemas c
  WHERE c.guid = v_guid AND c.text IS NOT NULL AND c.context_id = p_context_id AND c.sha256 = v_sha256
  ORDER BY c.id + 0 LIMIT 1 FOR KEY SHARE;
  IF FOUND THEN
    UPDATE registry.claims SET id = v_heir WHERE context_id = p_context_id AND sha256 = v_sha256 AND id = p_id;
  ELSE
    DELETE FROM registry.claims WHERE context_id = p_context_id AND sha256 = v_sha256 AND id = p_id;
  END IF;
  RETURN true;
END
$$;
