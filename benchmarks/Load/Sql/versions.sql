-- As many versions as asked for, ten under each subject, each with a content, an id and a row of the log of its own.
INSERT INTO registry.contexts (name, key, next_id, established)
VALUES ('.', sha256('.'::bytea), @versions + 1, true)
ON CONFLICT (key) DO UPDATE SET next_id = excluded.next_id, established = true;

INSERT INTO registry.subjects (context_id, name, qualified, key, revision, live_versions, versions)
SELECT x.context_id, 's' || n, 's' || n, sha256(convert_to('s' || n, 'UTF8')), 10, 10, 10
FROM registry.contexts x, generate_series(1, @versions / 10) n WHERE x.name = '.';

CREATE TEMPORARY TABLE made AS
SELECT n AS id, (n - 1) / 10 + 1 AS subject, (n - 1) % 10 + 1 AS version,
       '{"type":"record","name":"R' || n || '","fields":[' || rtrim(repeat('{"name":"f","type":"string","doc":"some words about a field"},', 10), ',') || ']}' AS text,
       sha256(convert_to('content ' || n, 'UTF8')) AS sha256
FROM generate_series(1, @versions) n;

INSERT INTO registry.schemas (context_id, id, region, sha256, guid, type, text)
SELECT x.context_id, m.id, 'local', m.sha256, gen_random_uuid(), 'AVRO', m.text
FROM made m, registry.contexts x WHERE x.name = '.';

INSERT INTO registry.claims (context_id, sha256, region, id)
SELECT x.context_id, m.sha256, 'local', m.id FROM made m, registry.contexts x WHERE x.name = '.';

INSERT INTO registry.versions (subject_id, version, context_id, id, deleted, created_at)
SELECT s.subject_id, m.version, s.context_id, m.id, false, 1700000000000 + m.id
FROM made m JOIN registry.subjects s ON s.name = 's' || m.subject;

INSERT INTO registry.changes (seq, region, context, subject, revision, kind, payload, actor, request_id, at)
SELECT m.id, 'local', '.', 's' || m.subject, m.version, 1,
       jsonb_build_object('version', m.version, 'id', m.id, 'guid', gen_random_uuid(), 'sha256', encode(m.sha256, 'hex')),
       'anonymous', gen_random_uuid(), 1700000000000 + m.id
FROM made m;

INSERT INTO registry.change_heads (key, revision)
SELECT sha256(convert_to('.:s' || n, 'UTF8')), 10 FROM generate_series(1, @versions / 10) n;

UPDATE registry.change_log SET highest = @versions;
