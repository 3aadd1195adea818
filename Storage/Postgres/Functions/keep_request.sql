-- version 1
-- Lets a change go on only when nobody was told that this request is refused since the change began, which saw p_refusals of that; holds
-- off whoever is about to be told so until the transaction ends.
CREATE OR REPLACE FUNCTION registry.keep_request(p_request_id uuid, p_refusals bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(registry.request_lock(p_request_id));
  IF p_refusals <> coalesce((SELECT -r.entry_id FROM registry.requests r WHERE r.id = p_request_id AND r.kind = -1), 0) THEN
    RAISE EXCEPTION 'request_refused' USING ERRCODE = 'SR001';
  END IF;
  RETURN true;
END
$$;
