-- version 1
-- Numbers up to p_limit rows behind p_after, and those of p_also that have appeared since. One notification tells of all of them.
--   o_scanned  the rows looked at, ascending
--   o_held     those of them that wait for an earlier revision
--   o_oldest   when the oldest numbered change was made, milliseconds since 1970
CREATE OR REPLACE FUNCTION registry.number_changes(
  p_after bigint, p_also bigint[], p_limit integer,
  OUT o_scanned bigint[], OUT o_held bigint[], OUT o_count integer, OUT o_highest bigint, OUT o_oldest bigint)
LANGUAGE plpgsql AS $$
BEGIN
  SELECT l.highest INTO o_highest FROM registry.change_log l FOR UPDATE;

  SELECT coalesce(array_agg(c.entry_id ORDER BY c.entry_id), '{}') INTO o_scanned FROM (
    (SELECT n.entry_id FROM registry.changes n
     WHERE n.seq IS NULL AND n.entry_id > p_after ORDER BY n.entry_id LIMIT p_limit)
    UNION
    SELECT n.entry_id FROM registry.changes n WHERE n.entry_id = ANY (p_also) AND n.seq IS NULL) c;
  o_held := '{}';
  o_count := 0;
  IF cardinality(o_scanned) = 0 THEN
    RETURN;
  END IF;

  WITH seen AS (
    SELECT n.entry_id, n.revision, n.at,
           CASE WHEN n.kind NOT IN (4, 5) THEN sha256(convert_to(n.context || ':' || n.subject, 'UTF8')) END AS key
    FROM registry.changes n WHERE n.entry_id = ANY (o_scanned)),
  -- Within a subject the order is that of revisions; between subjects a row waits for all that its subject has before it.
  placed AS (
    SELECT s.entry_id, s.revision, s.at, s.key,
           s.revision - row_number() OVER earlier AS head,
           CASE WHEN s.key IS NULL THEN s.entry_id ELSE max(s.entry_id) OVER earlier END AS turn
    FROM seen s WINDOW earlier AS (PARTITION BY s.key ORDER BY s.revision, s.entry_id ROWS UNBOUNDED PRECEDING)),
  ready AS (
    SELECT p.entry_id, p.revision, p.at, p.key, row_number() OVER (ORDER BY p.turn, p.revision, p.entry_id) AS place
    FROM placed p LEFT JOIN registry.change_heads h ON h.key = p.key
    WHERE p.key IS NULL OR p.head = coalesce(h.revision, 0)),
  numbered AS (
    UPDATE registry.changes c SET seq = o_highest + r.place FROM ready r WHERE c.entry_id = r.entry_id),
  moved AS (
    INSERT INTO registry.change_heads (key, revision)
    SELECT r.key, max(r.revision) FROM ready r WHERE r.key IS NOT NULL GROUP BY r.key
    ON CONFLICT (key) DO UPDATE SET revision = excluded.revision)
  SELECT count(*), min(r.at),
         ARRAY(SELECT p.entry_id FROM placed p WHERE NOT EXISTS (SELECT FROM ready x WHERE x.entry_id = p.entry_id) ORDER BY 1)
  INTO o_count, o_oldest, o_held FROM ready r;

  IF o_count > 0 THEN
    o_highest := o_highest + o_count;
    UPDATE registry.change_log SET highest = o_highest;
    PERFORM pg_notify('registry_changes', o_highest::text);
  END IF;
END
$$;
