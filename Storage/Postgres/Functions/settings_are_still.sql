-- version 1
-- Whether the settings that a commit relies on have the revisions it saw, and keeps them so until the transaction ends.
CREATE OR REPLACE FUNCTION registry.settings_are_still(
  p_context text, p_context_key bytea, p_context_revision bigint, p_global_revision bigint)
RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(registry.settings_lock('.__GLOBAL'));
  PERFORM pg_advisory_xact_lock_shared(registry.settings_lock(p_context));
  RETURN p_context_revision = coalesce((SELECT s.revision FROM registry.scopes s WHERE s.key = p_context_key), 0)
     AND p_global_revision = coalesce((SELECT s.revision FROM registry.scopes s WHERE s.key = sha256('.__GLOBAL'::bytea)), 0);
END
$$;
