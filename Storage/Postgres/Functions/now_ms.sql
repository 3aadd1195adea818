-- version 1
-- Milliseconds since 1970. They go on within a transaction.
CREATE OR REPLACE FUNCTION registry.now_ms() RETURNS bigint
LANGUAGE sql VOLATILE
RETURN floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint;
