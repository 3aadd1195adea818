-- version 2
-- Ties the id of a request to the change that this transaction has just made for it. When another request has it, from the last p_kept
-- milliseconds, nothing of the change remains. The same request is tied anew: what it made before is gone. One that was refused is free.
CREATE OR REPLACE FUNCTION registry.bind_request(p_content bytea, p_kept bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO registry.requests AS r (id, actor, target, kind, content, entry_id, at)
  SELECT c.request_id, c.actor, sha256(convert_to(c.context || ':' || c.subject, 'UTF8')), c.kind, p_content, c.entry_id, c.at
  FROM registry.changes c WHERE c.entry_id = currval('registry.changes_entry_id_seq')
  ON CONFLICT (id) DO UPDATE
  SET actor = excluded.actor, target = excluded.target, kind = excluded.kind, content = excluded.content,
      entry_id = excluded.entry_id, at = excluded.at
  WHERE (r.actor, r.target, r.kind, r.content) = (excluded.actor, excluded.target, excluded.kind, excluded.content)
     OR r.kind = -1
     OR r.at < excluded.at - p_kept;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'request_id_reused' USING ERRCODE = 'SR001';
  END IF;
  RETURN true;
END
$$;
