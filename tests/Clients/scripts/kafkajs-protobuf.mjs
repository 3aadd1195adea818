// kafkajs' client on Protobuf, with an import.
import assert from 'node:assert/strict';
import confluent from '@kafkajs/confluent-schema-registry';

const { SchemaRegistry, SchemaType } = confluent;
const host = process.argv[2].replace(/\/$/, '');
const registry = new SchemaRegistry({ host });
const money = 'syntax = "proto3";\npackage shop2;\nmessage Money { int32 cents = 1; }';
const order = 'syntax = "proto3";\npackage shop2;\nimport "shop2/money.proto";\nmessage Order { string id = 1; Money total = 2; }';

await registry.register({ type: SchemaType.PROTOBUF, schema: money }, { subject: 'shop2/money.proto' });
const references = [{ name: 'shop2/money.proto', subject: 'shop2/money.proto', version: 1 }];
const { id } = await registry.register({ type: SchemaType.PROTOBUF, schema: order, references }, { subject: 'kafkajs-protobuf-value' });

const bytes = await registry.encode(id, { id: 'o-1', total: { cents: 1815 } });
assert.equal(bytes.readInt32BE(1), id, 'the wire prefix carries the id');
const read = await new SchemaRegistry({ host }).decode(bytes);
assert.equal(read.id, 'o-1');
assert.equal(read.total.cents, 1815);
