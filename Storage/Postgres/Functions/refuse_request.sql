-- version 1
-- Waits for the changes of this request that are about to be committed, and lets none be committed after that which has begun by now.
-- Its row counts the refusals, below zero, where others have the entry that they made.
CREATE OR REPLACE FUNCTION registry.refuse_request(p_request_id uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(registry.request_lock(p_request_id));
  INSERT INTO registry.requests AS r (id, actor, target, kind, content, entry_id, at)
  VALUES (p_request_id, '', '', -1, '', -1, registry.now_ms())
  ON CONFLICT (id) DO UPDATE SET entry_id = r.entry_id - 1, at = excluded.at WHERE r.kind = -1;
  RETURN true;
END
$$;
