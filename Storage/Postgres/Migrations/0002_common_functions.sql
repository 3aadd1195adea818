-- What the functions that make changes share.
--
-- A refusal is the function's answer and nothing has been written by then. The few that show only after a write was made
-- (another transaction came in between) are raised with SQLSTATE SR001 and the outcome as message, which undoes the write.
--
-- Locks are taken in one order: global settings, context settings, own subject, referenced versions, versions to delete, contents
-- by id, claims, context. Where that cannot be (imports that replace, versions that are replaced) PostgreSQL may find a deadlock,
-- and the store tries again. Each statement of a function sees what was committed before it began (READ COMMITTED), so a check that
-- follows a lock sees everything that happened before the lock was granted.

CREATE FUNCTION registry.now_ms() RETURNS bigint
LANGUAGE sql VOLATILE
RETURN floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint;

-- Commits share this lock while they rely on the settings of a scope; who changes them holds it alone.
CREATE FUNCTION registry.settings_lock(p_scope text) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN hashtextextended('registry.settings ' || p_scope, 0);

CREATE FUNCTION registry.settings_are_still(p_context text, p_context_key bytea, p_context_revision bigint, p_global_revision bigint)
RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(registry.settings_lock('.__GLOBAL'));
  PERFORM pg_advisory_xact_lock_shared(registry.settings_lock(p_context));
  RETURN p_context_revision = coalesce((SELECT s.revision FROM registry.scopes s WHERE s.key = p_context_key), 0)
     AND p_global_revision = coalesce((SELECT s.revision FROM registry.scopes s WHERE s.key = sha256('.__GLOBAL'::bytea)), 0);
END
$$;

-- The row of a context; one that is made here is not visible yet.
CREATE FUNCTION registry.context_of(p_context text, p_context_key bytea) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_context_id integer;
BEGIN
  LOOP
    SELECT c.context_id INTO v_context_id FROM registry.contexts c WHERE c.key = p_context_key;
    IF FOUND THEN
      RETURN v_context_id;
    END IF;
    INSERT INTO registry.contexts (name, key) VALUES (p_context, p_context_key) ON CONFLICT (key) DO NOTHING;
  END LOOP;
END
$$;

-- Permanently deletes the content of an id that no version uses any more; says whether it did.
CREATE FUNCTION registry.purge_if_unused(p_context_id integer, p_id integer) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_sha256 bytea;
  v_guid   uuid;
  v_heir   integer;
BEGIN
  SELECT c.sha256, c.guid INTO v_sha256, v_guid
  FROM registry.schemas c WHERE c.context_id = p_context_id AND c.id = p_id FOR UPDATE;

  IF EXISTS (SELECT FROM registry.versions v WHERE v.context_id = p_context_id AND v.id = p_id) THEN
    RETURN false;
  END IF;

  UPDATE registry.schemas SET text = NULL, refs = NULL, metadata = NULL, rules = NULL
  WHERE context_id = p_context_id AND id = p_id;

  -- An import may have put the same content under a second id, which then stands for it. The claim is locked first, so that
  -- an import under way is either seen or waits and claims anew.
  PERFORM FROM registry.claims c WHERE c.context_id = p_context_id AND c.sha256 = v_sha256 AND c.id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    RETURN true;
  END IF;

  SELECT c.id INTO v_heir FROM registry.schemas c
  WHERE c.guid = v_guid AND c.text IS NOT NULL AND c.context_id = p_context_id AND c.sha256 = v_sha256
  ORDER BY c.id LIMIT 1 FOR KEY SHARE;
  IF FOUND THEN
    UPDATE registry.claims SET id = v_heir WHERE context_id = p_context_id AND sha256 = v_sha256 AND id = p_id;
  ELSE
    DELETE FROM registry.claims WHERE context_id = p_context_id AND sha256 = v_sha256 AND id = p_id;
  END IF;
  RETURN true;
END
$$;

-- Takes ids in a transaction of its own. It need not wait for the disk: its WAL lies before that of any registration that uses
-- the ids, whose flush carries it along. Null when the context has not so many left.
CREATE FUNCTION registry.take_ids(p_context text, p_context_key bytea, p_count integer) RETURNS bigint
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
