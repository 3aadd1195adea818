-- version 1
-- Forgets the oldest request ids, up to p_limit, as far as their changes were made before p_before. Tells how many.
CREATE OR REPLACE FUNCTION registry.prune_requests(p_before bigint, p_limit integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
BEGIN
  DELETE FROM registry.requests r
  WHERE r.id = ANY (ARRAY(SELECT o.id FROM registry.requests o WHERE o.at < p_before ORDER BY o.at LIMIT p_limit));
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END
$$;
