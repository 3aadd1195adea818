-- version 1
-- Makes sure that a content has its id in a context, and holds it there until the transaction ends.
--   taken     a fresh id; the content must not have another one
--   known     the id the content has already; it must still be there
--   imported  the client's id; it must be free or carry (or have carried) the same content
-- o_brought: the content was not there before, so the log has to carry it.
CREATE OR REPLACE FUNCTION registry.put_content(
  p_region text, p_context_id integer, p_source text, p_id integer, p_sha256 bytea, p_guid uuid,
  p_type text, p_text text, p_refs jsonb, p_metadata jsonb, p_rules jsonb,
  OUT o_outcome text, OUT o_id integer, OUT o_brought boolean)
LANGUAGE plpgsql AS $$
DECLARE
  v_sha256 bytea;
  v_purged boolean;
BEGIN
  o_outcome := 'committed';
  o_id := p_id;
  o_brought := false;

  IF p_source = 'known' THEN
    PERFORM FROM registry.schemas c
    WHERE c.context_id = p_context_id AND c.id = p_id AND c.sha256 = p_sha256 AND c.text IS NOT NULL FOR KEY SHARE;
    IF NOT FOUND THEN
      o_outcome := 'content_gone';
    END IF;
    RETURN;
  END IF;

  IF p_source = 'taken' THEN
    LOOP
      INSERT INTO registry.claims (context_id, sha256, region, id) VALUES (p_context_id, p_sha256, p_region, p_id)
      ON CONFLICT DO NOTHING;
      EXIT WHEN FOUND;
      SELECT c.id INTO o_id FROM registry.claims c
      WHERE c.context_id = p_context_id AND c.sha256 = p_sha256 ORDER BY c.id LIMIT 1;
      IF FOUND THEN
        o_outcome := 'content_has_other_id';
        RETURN;
      END IF;
    END LOOP;
    INSERT INTO registry.schemas (context_id, id, region, sha256, guid, type, text, refs, metadata, rules)
    VALUES (p_context_id, p_id, p_region, p_sha256, p_guid, p_type, p_text, p_refs, p_metadata, p_rules)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'content_gone' USING ERRCODE = 'SR001';
    END IF;
    o_id := p_id;
    o_brought := true;
    RETURN;
  END IF;

  LOOP
    INSERT INTO registry.schemas (context_id, id, region, sha256, guid, type, text, refs, metadata, rules)
    VALUES (p_context_id, p_id, p_region, p_sha256, p_guid, p_type, p_text, p_refs, p_metadata, p_rules)
    ON CONFLICT DO NOTHING;
    o_brought := FOUND;
    EXIT WHEN o_brought;

    SELECT c.sha256, c.text IS NULL INTO v_sha256, v_purged
    FROM registry.schemas c WHERE c.context_id = p_context_id AND c.id = p_id FOR KEY SHARE;
    IF v_sha256 <> p_sha256 THEN
      o_outcome := 'id_taken';
      RETURN;
    END IF;
    EXIT WHEN NOT v_purged;

    UPDATE registry.schemas SET text = p_text, refs = p_refs, metadata = p_metadata, rules = p_rules
    WHERE context_id = p_context_id AND id = p_id AND text IS NULL;
    o_brought := FOUND;
    EXIT WHEN o_brought;
  END LOOP;
  -- Updated to itself where there is one, to hold it against a permanent deletion of the id it names.
  INSERT INTO registry.claims AS c (context_id, sha256, region, id) VALUES (p_context_id, p_sha256, p_region, p_id)
  ON CONFLICT (context_id, sha256, region) DO UPDATE SET id = c.id;
END
$$;
