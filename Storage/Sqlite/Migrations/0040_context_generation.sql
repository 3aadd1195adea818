-- Lets caches outside of the database tell that what they keep of a context may be out of date: moved by every change and
-- removal of a version, not by new ones.
ALTER TABLE contexts ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER versions_changed AFTER UPDATE ON versions
BEGIN
  UPDATE contexts SET generation = generation + 1 WHERE context_id = OLD.context_id;
END;

CREATE TRIGGER versions_removed AFTER DELETE ON versions
BEGIN
  UPDATE contexts SET generation = generation + 1 WHERE context_id = OLD.context_id;
END;
