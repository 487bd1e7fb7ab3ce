// A consumer that shares nothing with FilmStreaming but asyncapi.json: it reads events with amqplib and validates headers and bodies.
//
//   node index.mjs AMQP_URL EXCHANGE COUNT
//
// It prints "ready" once its queue is bound, then a line of JSON for each event, and ends with code 0 after COUNT valid events.

import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import amqp from 'amqplib';

const TIMEOUT_MS = 60_000;

const [url, exchange, count] = process.argv.slice(2);
const document = JSON.parse(readFileSync(new URL('asyncapi.json', import.meta.url), 'utf8'));

const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addFormat('uuid', /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addSchema({ components: document.components }, 'asyncapi.json');

function check(pointer, value) {
  const validate = ajv.getSchema(`asyncapi.json#/components/messages/${pointer}`);
  if (!validate(value)) {
    throw new Error(`${pointer}: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(value)}`);
  }
}

for (const [key, message] of Object.entries(document.components.messages)) {
  for (const example of message.examples) {
    check(`${key}/payload`, example.payload);
    if (message.headers) {
      check(`${key}/headers`, example.headers);
    }
  }
}

const messageOf = new Map(Object.entries(document.components.messages).map(([key, message]) => [message.name, key]));
const timeout = setTimeout(() => fail(new Error(`no ${count} events within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);

function fail(error) {
  console.error(error.message);
  process.exit(1);
}

const connection = await amqp.connect(url);
const channel = await connection.createChannel();
const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true });
for (const [address, { bindings }] of Object.entries(document.channels)) {
  if (bindings?.amqp?.is === 'routingKey') {
    await channel.bindQueue(queue, exchange, address);
  }
}

let received = 0;
await channel.consume(queue, async delivery => {
  try {
    const { headers, contentType, messageId } = delivery.properties;
    const key = messageOf.get(headers.cloudEvents_type);
    if (!key || contentType !== 'application/json' || messageId !== headers.cloudEvents_id) {
      throw new Error(`not as documented: ${JSON.stringify(delivery.properties)}`);
    }
    const body = JSON.parse(delivery.content.toString('utf8'));
    check(`${key}/headers`, headers);
    check(`${key}/payload`, body);
    channel.ack(delivery);
    console.log(JSON.stringify({ type: headers.cloudEvents_type, subject: headers.cloudEvents_subject, body }));
    if (++received === Number(count)) {
      clearTimeout(timeout);
      await connection.close();
    }
  } catch (error) {
    fail(error);
  }
});
console.log('ready');
