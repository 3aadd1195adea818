// The official client: registers, looks up, serialises and reads back, evolves, is refused, deletes.
import assert from 'node:assert/strict';
import { AvroDeserializer, AvroSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { refusal } from './support.mjs';

const client = new SchemaRegistryClient({ baseURLs: [process.argv[2]], cacheCapacity: 100 });
const topic = 'official-avro';
const subject = `${topic}-value`;
const first = { type: 'record', name: 'Order', namespace: 'shop', fields: [{ name: 'id', type: 'string' }] };
const evolved = { ...first, fields: [...first.fields, { name: 'note', type: 'string', default: '' }] };
const broken = { ...evolved, fields: [...evolved.fields, { name: 'amount', type: 'int' }] };
const info = (schema) => ({ schemaType: 'AVRO', schema: JSON.stringify(schema) });

const id = await client.register(subject, info(first));
assert.equal(await client.register(subject, info(first)), id, 'the same schema keeps its id');
assert.equal(await client.getId(subject, info(first)), id);
assert.deepEqual(JSON.parse((await client.getBySubjectAndId(subject, id)).schema), first);
assert.equal((await client.getLatestSchemaMetadata(subject)).id, id);

const serializer = new AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true });
const deserializer = new AvroDeserializer(client, SerdeType.VALUE, {});
const bytes = await serializer.serialize(topic, { id: 'o-1' });
assert.equal(bytes.readInt32BE(1), id, 'the wire prefix carries the id');
assert.equal((await deserializer.deserialize(topic, bytes)).id, 'o-1');

const evolvedId = await client.register(subject, info(evolved));
assert.notEqual(evolvedId, id);
assert.deepEqual(await client.getAllVersions(subject), [1, 2]);
assert.equal(await client.getVersion(subject, info(evolved)), 2);
client.clearLatestCaches();
const later = await new AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true })
  .serialize(topic, { id: 'o-2', note: 'gift' });
assert.equal((await deserializer.deserialize(topic, later)).note, 'gift');

assert.equal(await client.testSubjectCompatibility(subject, info(evolved)), true);
assert.equal(await client.testSubjectCompatibility(subject, info(broken)), false);
const refused = await refusal(client.register(subject, info(broken)));
assert.equal(refused.status, 409);
assert.equal(refused.errorCode, 40901);

await client.updateCompatibility(subject, 'NONE');
assert.equal(await client.getCompatibility(subject), 'NONE');
assert.ok(await client.register(subject, info(broken)) > evolvedId);

assert.equal(await client.deleteSubjectVersion(subject, 3), 3);
assert.deepEqual(await client.getAllVersions(subject), [1, 2]);
assert.deepEqual(await client.deleteSubject(subject), [1, 2]);
assert.deepEqual(await client.deleteSubject(subject, true), [1, 2, 3]);
client.clearCaches();
assert.equal((await refusal(client.getLatestSchemaMetadata(subject))).errorCode, 40401);
await client.close();
