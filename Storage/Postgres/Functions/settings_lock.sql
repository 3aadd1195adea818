-- version 1
-- Commits share this lock while they rely on the settings of a scope; who changes them holds it alone.
CREATE OR REPLACE FUNCTION registry.settings_lock(p_scope text) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN hashtextextended('registry.settings ' || p_scope, 0);
