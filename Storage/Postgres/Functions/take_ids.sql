-- version 1
-- Takes ids in a transaction of its own. It need not wait for the disk: its WAL lies before that of any registration that uses
-- the ids, whose flush carries it along. Null when the context has not so many left.
CREATE OR REPLACE FUNCTION registry.take_ids(p_context text, p_context_key bytea, p_count integer) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  v_first bigint;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  LOOP
    UPDATE registry.contexts SET next_id = next_id + p_count
    WHERE key = p_context_key AND next_id + p_count <= 2147483648
    RETURNING next_id - p_count INTO v_first;
    IF FOUND OR EXISTS (
      SELECT FROM registry.contexts c WHERE c.key = p_context_key AND c.next_id + p_count > 2147483648) THEN
      RETURN v_first;
    END IF;
    INSERT INTO registry.contexts (name, key) VALUES (p_context, p_context_key) ON CONFLICT (key) DO NOTHING;
  END LOOP;
END
$$;
