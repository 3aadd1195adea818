-- Lets caches outside of the database tell that what they keep of a context may be out of date.
ALTER TABLE registry.contexts ADD COLUMN generation bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN registry.contexts.generation IS
  'Moved by every change and removal of a version: deletions, restorations, imports over a version. Not by new versions.';

-- At the end of the transaction, so that the context''s row is the last one locked; once, however many versions it touched.
CREATE FUNCTION registry.move_generation() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_moved text := pg_current_xact_id()::text || '/' || OLD.context_id;
BEGIN
  IF current_setting('registry.moved', true) IS DISTINCT FROM v_moved THEN
    PERFORM set_config('registry.moved', v_moved, true);
    UPDATE registry.contexts SET generation = generation + 1 WHERE context_id = OLD.context_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER versions_move_generation
AFTER UPDATE OR DELETE ON registry.versions
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION registry.move_generation();
