// @grpc/grpc-js knows nothing of the registry: it learns the service by reflection, then registers, looks up and streams.
import assert from 'node:assert/strict';
import { fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import { refusal } from './support.mjs';

const address = new URL(process.argv[3]).host;
const insecure = grpc.credentials.createInsecure();
const service = 'schemaregistry.v1.SchemaRegistry';
const subject = 'grpc-js-value';
const order = '{"type":"record","name":"Order","fields":[{"name":"id","type":"string"}]}';
const broken = '{"type":"record","name":"Order","fields":[{"name":"id","type":"int"}]}';

// Reflection, whose own messages are few enough to write down.
const reflectionMessages = {
  nested: { grpc: { nested: { reflection: { nested: { v1: { nested: {
    ServerReflection: { methods: { ServerReflectionInfo: {
      requestType: 'ServerReflectionRequest', requestStream: true, responseType: 'ServerReflectionResponse', responseStream: true,
    } } },
    ServerReflectionRequest: { fields: {
      fileByFilename: { type: 'string', id: 3 }, fileContainingSymbol: { type: 'string', id: 4 }, listServices: { type: 'string', id: 7 },
    }, oneofs: { request: { oneof: ['fileByFilename', 'fileContainingSymbol', 'listServices'] } } },
    ServerReflectionResponse: { fields: {
      fileDescriptorResponse: { type: 'FileDescriptorResponse', id: 4 }, listServicesResponse: { type: 'ListServiceResponse', id: 6 },
    } },
    FileDescriptorResponse: { fields: { fileDescriptorProto: { rule: 'repeated', type: 'bytes', id: 1 } } },
    ListServiceResponse: { fields: { service: { rule: 'repeated', type: 'ServiceResponse', id: 1 } } },
    ServiceResponse: { fields: { name: { type: 'string', id: 1 } } },
  } } } } } } },
};
const { grpc: { reflection: { v1 } } } = grpc.loadPackageDefinition(protoLoader.fromJSON(reflectionMessages));
const reflection = new v1.ServerReflection(address, insecure);
const questions = reflection.ServerReflectionInfo();
const answers = questions[Symbol.asyncIterator]();
const ask = async (question) => {
  questions.write(question);
  return (await answers.next()).value;
};

const listed = (await ask({ listServices: '*' })).listServicesResponse.service.map((one) => one.name);
assert.ok(listed.includes(service) && listed.includes('grpc.health.v1.Health'), `services: ${listed}`);

const files = new Map();
const collect = async (question) => {
  for (const bytes of (await ask(question)).fileDescriptorResponse.fileDescriptorProto) {
    const file = fromBinary(FileDescriptorProtoSchema, bytes);
    files.set(file.name, bytes);
    for (const name of file.dependency.filter((one) => !files.has(one))) {
      await collect({ fileByFilename: name });
    }
  }
};
await collect({ fileContainingSymbol: service });
questions.end();

// A FileDescriptorSet is its files one after the other, each as field 1.
const length = (size) => (size < 128 ? [size] : [(size & 127) | 128, ...length(size >> 7)]);
const set = Buffer.concat([...files.values()].flatMap((bytes) => [Buffer.from([10, ...length(bytes.length)]), bytes]));
const definition = protoLoader.loadFileDescriptorSetFromBuffer(set, { longs: Number, enums: String, oneofs: true });
const { schemaregistry } = grpc.loadPackageDefinition(definition);
const client = new schemaregistry.v1.SchemaRegistry(address, insecure);
const call = (method, request) => new Promise((resolve, reject) => {
  client[method](request, { deadline: Date.now() + 20_000 }, (error, answer) => (error ? reject(error) : resolve(answer)));
});

const schema = { type: 'SCHEMA_TYPE_AVRO', text: order };
const registered = await call('Register', { subject, schema });
assert.equal(registered.version, 1);
assert.equal((await call('Lookup', { subject, schema })).version.id, registered.id);
assert.equal((await call('GetSchema', { id: { id: registered.id } })).schema.text, order);
const overRest = await (await fetch(new URL(`schemas/ids/${registered.id}`, process.argv[2]))).json();
assert.equal(overRest.schema, order);

const refused = await refusal(call('Register', { subject, schema: { ...schema, text: broken } }));
assert.equal(refused.code, grpc.status.FAILED_PRECONDITION);
assert.match(refused.metadata.get('grpc-status-details-bin')[0].toString('latin1'), /INCOMPATIBLE_SCHEMA/);

const subjects = [];
for await (const item of client.ListSubjects({ name_prefix: 'grpc-js' })) {
  subjects.push(item.subject);
}
assert.deepEqual(subjects, [subject]);

// A stream of a thousand registrations: answers come in any order and name their requests.
const stream = client.RegisterStream();
const answered = new Map();
const done = (async () => {
  for await (const answer of stream) {
    answered.set(answer.correlation_id, answer);
  }
})();
for (let number = 1; number <= 1000; number += 1) {
  const request = { correlation_id: number, register: { subject: `${subject}-${number % 10}`, schema: number % 100 ? schema : undefined } };
  if (!stream.write(request)) {
    await new Promise((resolve) => { stream.once('drain', resolve); });
  }
}
stream.end();
await done;
assert.equal(answered.size, 1000);
assert.ok([...answered.values()].every((answer) => (answer.correlation_id % 100 ? answer.register.id === registered.id : answer.error.error_code === 422)));

// A batch whose answers come to more than one message may hold is refused with its reason.
const large = { type: 'SCHEMA_TYPE_AVRO', text: `{"type":"enum","name":"Large","symbols":["A"],"doc":"${'x'.repeat(3 << 20)}"}` };
const { id: largeId } = await call('Register', { subject: 'grpc-js-large', schema: large });
await assert.rejects(call('BatchGetSchemas', { requests: Array(12).fill({ id: { id: largeId } }) }), (error) => {
  assert.equal(error.code, grpc.status.RESOURCE_EXHAUSTED, error.message);
  assert.match(error.details, /ask for less at once/);
  return true;
});

// A watch that is cut off and taken up again with its last token tells each change once, in order.
const watched = { context: '.watched' };
const seen = [];
let token = (await new Promise((resolve, reject) => {
  const first = client.Watch(watched);
  first.once('data', (message) => { resolve(message); first.cancel(); });
  first.on('error', reject);
})).token;
const writing = (async () => {
  for (let number = 1; number <= 30; number += 1) {
    await call('Register', { subject: `:.watched:s${number % 3}`, schema: { ...schema, text: `{"type":"enum","name":"E","symbols":["S${number}"]}` }, force: true });
  }
})();
while (seen.length < 30) {
  const watch = client.Watch({ ...watched, token });
  const until = seen.length + 7;
  try {
    for await (const message of watch) {
      if (message.event === 'change') {
        seen.push(message);
      }
      token = message.token;
      if (seen.length === until || seen.length === 30) {
        break;
      }
    }
  } catch (error) {
    assert.equal(error.code, grpc.status.CANCELLED);
  }
  watch.cancel();
}
await writing;
assert.equal(new Set(seen.map((message) => message.token)).size, 30);
for (const name of [0, 1, 2]) {
  const revisions = seen.filter(({ change }) => change.subject === `:.watched:s${name}`).map(({ change }) => change.revision);
  assert.deepEqual(revisions, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
}

client.close();
reflection.close();
