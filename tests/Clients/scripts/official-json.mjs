// The official client on JSON Schema: registers with a reference, validates and reads back, is refused.
import assert from 'node:assert/strict';
import { JsonDeserializer, JsonSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { refusal } from './support.mjs';

const client = new SchemaRegistryClient({ baseURLs: [process.argv[2]], cacheCapacity: 100 });
const topic = 'official-json';
const subject = `${topic}-value`;
const address = { $schema: 'http://json-schema.org/draft-07/schema#', $id: 'address.json', type: 'object', properties: { zip: { type: 'string' } }, additionalProperties: false };
const person = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { name: { type: 'string' }, home: { $ref: 'address.json' } },
  required: ['name'],
  additionalProperties: false,
};

const addressId = await client.register('official-json-address', { schemaType: 'JSON', schema: JSON.stringify(address) });
const info = {
  schemaType: 'JSON',
  schema: JSON.stringify(person),
  references: [{ name: 'address.json', subject: 'official-json-address', version: 1 }],
};
const id = await client.register(subject, info);
assert.notEqual(id, addressId);
assert.equal(await client.register(subject, info), id);
const stored = await client.getBySubjectAndId(subject, id);
assert.deepEqual(JSON.parse(stored.schema), person);
assert.deepEqual(stored.references, info.references);

const serializer = new JsonSerializer(client, SerdeType.VALUE, { useLatestVersion: true, validate: true });
const deserializer = new JsonDeserializer(client, SerdeType.VALUE, { validate: true });
const value = { name: 'Ada', home: { zip: '1815' } };
const bytes = await serializer.serialize(topic, value);
assert.equal(bytes.readInt32BE(1), id, 'the wire prefix carries the id');
assert.deepEqual(await deserializer.deserialize(topic, bytes), value);
await refusal(serializer.serialize(topic, { name: 'Ada', home: { zip: 1815 } }));

const wider = { ...person, properties: { ...person.properties, note: { type: 'string' } } };
assert.equal(await client.testSubjectCompatibility(subject, { ...info, schema: JSON.stringify(wider) }), true);
const narrower = { ...person, required: ['name', 'home'] };
assert.equal((await refusal(client.register(subject, { ...info, schema: JSON.stringify(narrower) }))).errorCode, 40901);
assert.equal((await refusal(client.deleteSubjectVersion('official-json-address', 1))).errorCode, 42206);
await client.close();
