-- The numbers of the change log: dense, ascending, given by one sequencer to rows it can see.
--
-- A change that rests on another (a later revision of its subject, a content that the other brought) was made after the other had
-- committed, so whoever sees it sees the other too, and its entry_id is the higher one. Numbering what is visible in the order of
-- entry_id therefore never puts a change before one it rests on, and has nothing to wait for: a transaction left open somewhere in
-- the instance delays only its own row. Rows that arrive from elsewhere may come in another order; the heads hold those of a subject
-- back until all its earlier revisions are numbered.

CREATE TABLE registry.change_log (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  log_id   uuid    NOT NULL DEFAULT gen_random_uuid(),
  highest  bigint  NOT NULL DEFAULT 0,
  pruned   bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

INSERT INTO registry.change_log DEFAULT VALUES;

COMMENT ON COLUMN registry.change_log.log_id IS 'Tells this log from every other, so that a place in one is not taken for a place in another.';
COMMENT ON COLUMN registry.change_log.highest IS 'The last number given. Its row lock makes two sequencers take turns, should there ever be two.';
COMMENT ON COLUMN registry.change_log.pruned IS 'Rows up to this number are no longer kept.';

CREATE TABLE registry.change_heads (
  key      bytea  PRIMARY KEY,
  revision bigint NOT NULL
) WITH (fillfactor = 80);

COMMENT ON TABLE registry.change_heads IS 'The last numbered revision of each subject; the key is the SHA-256 of "context:subject".';

-- Every row is written twice, once without and once with its number; the old ones should not pile up in changes_unnumbered.
ALTER TABLE registry.changes SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- Numbers up to p_limit rows behind p_after, and those of p_also that have appeared since. One notification tells of all of them.
--   o_scanned  the rows looked at, ascending
--   o_held     those of them that wait for an earlier revision
--   o_oldest   when the oldest numbered change was made, milliseconds since 1970
CREATE FUNCTION registry.number_changes(
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

-- Deletes the oldest numbered rows, up to p_limit, as far as they were made before p_before. What is kept has no gap, and
-- change_log tells where it begins.
CREATE FUNCTION registry.prune_changes(p_before bigint, p_limit integer) RETURNS integer
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
