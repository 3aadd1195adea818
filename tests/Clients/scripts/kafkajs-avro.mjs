// kafkajs' client: registers, looks up, encodes and decodes, evolves, is refused. It cannot delete; plain HTTP does.
import assert from 'node:assert/strict';
import confluent from '@kafkajs/confluent-schema-registry';
import { refusal } from './support.mjs';

const { COMPATIBILITY, SchemaRegistry, SchemaType } = confluent;
const host = process.argv[2].replace(/\/$/, '');
const registry = new SchemaRegistry({ host });
const subject = 'kafkajs-avro-value';
const first = { type: 'record', name: 'Order', namespace: 'shop', fields: [{ name: 'id', type: 'string' }] };
const evolved = { ...first, fields: [...first.fields, { name: 'note', type: 'string', default: '' }] };
const broken = { ...evolved, fields: [...evolved.fields, { name: 'amount', type: 'int' }] };
const confluentSchema = (schema) => ({ type: SchemaType.AVRO, schema: JSON.stringify(schema) });

const { id } = await registry.register(confluentSchema(first), { subject, compatibility: COMPATIBILITY.BACKWARD });
assert.equal((await registry.register(confluentSchema(first), { subject, compatibility: COMPATIBILITY.BACKWARD })).id, id);
assert.equal(await registry.getRegistryIdBySchema(subject, confluentSchema(first)), id);
assert.equal(await registry.getRegistryId(subject, 1), id);

const bytes = await registry.encode(id, { id: 'o-1' });
assert.equal(bytes.readInt32BE(1), id, 'the wire prefix carries the id');
assert.deepEqual({ ...(await new SchemaRegistry({ host }).decode(bytes)) }, { id: 'o-1' });

const { id: evolvedId } = await registry.register(confluentSchema(evolved), { subject });
assert.notEqual(evolvedId, id);
assert.equal(await registry.getLatestSchemaId(subject), evolvedId);
assert.equal((await registry.decode(await registry.encode(evolvedId, { id: 'o-2', note: 'gift' }))).note, 'gift');

const refused = await refusal(registry.register(confluentSchema(broken), { subject }));
assert.match(refused.message, /incompatible/i);

assert.deepEqual(await (await fetch(`${host}/subjects/${subject}`, { method: 'DELETE' })).json(), [1, 2]);
assert.deepEqual(await (await fetch(`${host}/subjects/${subject}?permanent=true`, { method: 'DELETE' })).json(), [1, 2]);
await refusal(new SchemaRegistry({ host }).getLatestSchemaId(subject));
