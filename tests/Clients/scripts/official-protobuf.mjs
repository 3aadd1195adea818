// The official client on Protobuf: registers an import and its user, serialises and reads back, is refused.
import assert from 'node:assert/strict';
import { create, createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { ProtobufDeserializer, ProtobufSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { refusal } from './support.mjs';

const client = new SchemaRegistryClient({ baseURLs: [process.argv[2]], cacheCapacity: 100 });
const topic = 'official-protobuf';
const subject = `${topic}-value`;
const money = 'syntax = "proto3";\npackage shop;\n\nmessage Money {\n  int64 cents = 1;\n}\n';
const order = 'syntax = "proto3";\npackage shop;\n\nimport "shop/money.proto";\n\nmessage Order {\n  string id = 1;\n  Money total = 2;\n}\n';

await client.register('shop/money.proto', { schemaType: 'PROTOBUF', schema: money });
const info = { schemaType: 'PROTOBUF', schema: order, references: [{ name: 'shop/money.proto', subject: 'shop/money.proto', version: 1 }] };
const id = await client.register(subject, info);
assert.equal(await client.register(subject, info), id);
assert.equal((await client.getBySubjectAndId(subject, id)).schema, order);

// Other languages ask for the descriptor itself; what comes back must build.
const descriptor = async (from, version) => fromBinary(
  FileDescriptorProtoSchema,
  Buffer.from((await client.getSchemaMetadata(from, version, false, 'serialized')).schema, 'base64'),
);
const files = [await descriptor('shop/money.proto', 1), await descriptor(subject, 1)];
files[0].name = 'shop/money.proto';
files[1].name = 'shop/order.proto';
const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files }));
const schema = registry.getMessage('shop.Order');
assert.equal(schema.field.total.message.typeName, 'shop.Money');

const serializer = new ProtobufSerializer(client, SerdeType.VALUE, { useLatestVersion: true });
serializer.registry.add(schema);
// Its own client: the cache does not tell the text from the descriptor.
const reader = new SchemaRegistryClient({ baseURLs: [process.argv[2]], cacheCapacity: 100 });
const deserializer = new ProtobufDeserializer(reader, SerdeType.VALUE, {});
const value = create(schema, { id: 'o-1', total: create(schema.field.total.message, { cents: 1815n }) });
const bytes = await serializer.serialize(topic, value);
assert.equal(bytes.readInt32BE(1), id, 'the wire prefix carries the id');
const read = await deserializer.deserialize(topic, bytes);
assert.equal(read.id, 'o-1');
assert.equal(read.total.cents, 1815n);

const broken = order.replace('string id = 1', 'int32 id = 1');
assert.equal((await refusal(client.register(subject, { ...info, schema: broken }))).errorCode, 40901);
await client.close();
await reader.close();
