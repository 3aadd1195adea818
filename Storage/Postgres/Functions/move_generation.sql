-- version 1
-- Tells caches that what they keep of a context may be out of date. A trigger of versions calls it at the end of the transaction,
-- so that the context's row is the last one locked; it moves once, however many versions were touched.
CREATE OR REPLACE FUNCTION registry.move_generation() RETURNS trigger
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
