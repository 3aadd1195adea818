-- version 1
-- The row of a context; one that is made here is not visible yet.
CREATE OR REPLACE FUNCTION registry.context_of(p_context text, p_context_key bytea) RETURNS integer
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
