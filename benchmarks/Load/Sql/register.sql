-- The statement that a registration of new content under a new subject sends, on its own.
\set n random(1, 1000000000000)
SELECT * FROM registry.register_version(
  p_region => 'local',
  p_context => '.', p_context_key => sha256('.'::bytea),
  p_subject => 's' || :n, p_qualified => 's' || :n, p_key => sha256(convert_to('s' || :n, 'UTF8')),
  p_expected => 0, p_context_settings => 0, p_global_settings => 0,
  p_version => 1,
  p_source => 'taken',
  p_id => nextval('bench')::integer,
  p_sha256 => sha256(convert_to('t' || :n, 'UTF8')),
  p_guid => gen_random_uuid(),
  p_type => 'AVRO', p_text => repeat('x', 730) || :n, p_refs => NULL, p_metadata => NULL, p_rules => NULL,
  p_target_keys => '{}',
  p_target_versions => '{}',
  p_removed => '{}',
  p_payload => jsonb_build_object(
    'version', 1, 'id', 1, 'guid', gen_random_uuid(), 'sha256', encode(sha256(convert_to('t' || :n, 'UTF8')), 'hex')),
  p_actor => 'anonymous', p_request_id => gen_random_uuid(), p_reason => NULL);
