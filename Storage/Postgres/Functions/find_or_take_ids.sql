-- version 1
-- The ids that contents have in a context, null for those that have none; for these new ones are taken at once.
--   o_known  in the order of p_hashes
--   o_first  the first of the ids taken, for the nulls in their order; null when none is missing or the context has not so many left
CREATE OR REPLACE FUNCTION registry.find_or_take_ids(
  p_context text, p_context_key bytea, p_hashes bytea[], OUT o_known integer[], OUT o_first bigint)
LANGUAGE plpgsql AS $$
DECLARE
  v_context_id integer;
  v_missing    integer;
BEGIN
  SELECT x.context_id INTO v_context_id FROM registry.contexts x WHERE x.key = p_context_key;
  o_known := ARRAY(
    SELECT (SELECT c.id FROM registry.claims c
            WHERE c.context_id = v_context_id AND c.sha256 = h.sha256 ORDER BY c.id LIMIT 1)
    FROM unnest(p_hashes) WITH ORDINALITY AS h (sha256, place)
    ORDER BY h.place);
  v_missing := cardinality(array_positions(o_known, NULL));
  IF v_missing > 0 THEN
    o_first := registry.take_ids(p_context, p_context_key, v_missing);
  END IF;
END
$$;
