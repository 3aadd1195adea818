// kafkajs' client on JSON Schema, with a reference.
import assert from 'node:assert/strict';
import confluent from '@kafkajs/confluent-schema-registry';
import { refusal } from './support.mjs';

const { SchemaRegistry, SchemaType } = confluent;
const host = process.argv[2].replace(/\/$/, '');
const registry = new SchemaRegistry({ host });
const person = { type: 'object', properties: { name: { type: 'string' }, home: { $ref: 'https://example.com/address.json' } }, additionalProperties: false };
const address = { $id: 'https://example.com/address.json', type: 'object', properties: { zip: { type: 'string' } } };

await registry.register({ type: SchemaType.JSON, schema: JSON.stringify(address) }, { subject: 'kafkajs-json-address' });
const references = [{ name: 'https://example.com/address.json', subject: 'kafkajs-json-address', version: 1 }];
const { id } = await registry.register({ type: SchemaType.JSON, schema: JSON.stringify(person), references }, { subject: 'kafkajs-json-value' });

const value = { name: 'Ada', home: { zip: '1815' } };
const bytes = await registry.encode(id, value);
assert.equal(bytes.readInt32BE(1), id, 'the wire prefix carries the id');
assert.deepEqual(await new SchemaRegistry({ host }).decode(bytes), value);
await refusal(registry.encode(id, { name: 1815 }));
