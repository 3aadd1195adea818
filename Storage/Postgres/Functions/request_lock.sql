-- version 1
-- Changes share this lock from before they look whether their request was refused until they are committed; who refuses it holds it alone.
CREATE OR REPLACE FUNCTION registry.request_lock(p_request_id uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN hashtextextended('registry.request ' || p_request_id::text, 0);
