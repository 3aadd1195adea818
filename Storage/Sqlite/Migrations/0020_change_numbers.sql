-- The numbers of the change log. There is one writer, so a change is given its number by the transaction that makes it.

CREATE TABLE change_log (
  log_id  TEXT    NOT NULL,                     -- tells this log from every other
  highest INTEGER NOT NULL,                     -- the last number given
  pruned  INTEGER NOT NULL                      -- rows up to this number are no longer kept
) STRICT;

UPDATE changes SET seq = made.place
FROM (SELECT entry_id, row_number() OVER (ORDER BY entry_id) AS place FROM changes) AS made
WHERE made.entry_id = changes.entry_id;

INSERT INTO change_log (log_id, highest, pruned)
SELECT lower(hex(randomblob(16))), coalesce(max(seq), 0), 0 FROM changes;
