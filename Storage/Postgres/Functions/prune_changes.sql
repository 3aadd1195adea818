-- version 1
-- Deletes the oldest numbered rows, up to p_limit, as far as they were made before p_before. What is kept has no gap, and
-- change_log tells where it begins.
CREATE OR REPLACE FUNCTION registry.prune_changes(p_before bigint, p_limit integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_pruned  bigint;
  v_through bigint;
BEGIN
  SELECT l.pruned INTO v_pruned FROM registry.change_log l FOR UPDATE;
  SELECT max(c.seq) INTO v_through FROM (
    SELECT n.seq, bool_and(n.at < p_before) OVER (ORDER BY n.seq) AS old
    FROM registry.changes n WHERE n.seq > v_pruned AND n.seq <= v_pruned + p_limit) c
  WHERE c.old;
  IF v_through IS NULL THEN
    RETURN 0;
  END IF;

  DELETE FROM registry.changes WHERE seq > v_pruned AND seq <= v_through;
  UPDATE registry.change_log SET pruned = v_through;
  RETURN v_through - v_pruned;
END
$$;
