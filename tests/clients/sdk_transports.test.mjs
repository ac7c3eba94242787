// SPDX-License-Identifier: Apache-2.0
// The SDK where no WebSocket gets through: http_stream and sse, with /emulation
// for what the client says.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EventSource} from 'eventsource';
import {counting, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[client]
insecure = true

[http_stream]
enabled = true

[sse]
enabled = true

[channel.without_namespace]
presence = true
join_leave = true
force_push_join_leave = true
history_size = 100
history_ttl = "300s"
force_recovery = true
`;

// A client without WebSockets. `transports` as the SDK wants them, their
// endpoints as paths of the server.
class StreamClient extends SdkClient {
  #streams;

  static async connect(t, server, transports, protocol = 'json') {
    const client = new StreamClient(t, server, transports, protocol);
    client.connected = await client.connect();
    return client;
  }

  constructor(t, server, transports, protocol) {
    const streams = new Set();
    const sdk = transports.map(({transport, endpoint}) => {
      const url = new URL(endpoint, server.url);
      if (transport === 'websocket') url.protocol = 'ws';
      return {transport, endpoint: url.href};
    });
    super(t, {sdk}, {
      protocol,
      emulationEndpoint: new URL('/emulation', server.url).href,
      ...browserParts(streams),
    });
    this.#streams = streams;
    t.after(() => this.drop());
  }

  // Cuts the stream as a network does.
  drop() {
    const cut = new Error('the network is gone');
    for (const stream of this.#streams) stream.abort(cut);
    this.#streams.clear();
  }
}

// What a browser has and Node has not, or not so that its streams can be cut:
// all that are not requests to /emulation go to `streams`.
function browserParts(streams) {
  const cuttable = (url, init = {}) => {
    if (String(url).endsWith('/emulation')) return fetch(url, init);
    const controller = new AbortController();
    streams.add(controller);
    init.signal?.addEventListener('abort', () => controller.abort());
    return fetch(url, {...init, signal: controller.signal});
  };
  class CuttableEventSource extends EventSource {
    constructor(url, init) {
      super(url, {...init, fetch: cuttable});
    }
  }
  return {
    fetch: cuttable,
    readableStream: ReadableStream,
    eventsource: CuttableEventSource,
  };
}

const httpStream = {
  transport: 'http_stream',
  endpoint: '/connection/http_stream',
};
const sse = {transport: 'sse', endpoint: '/connection/sse'};
const kinds = [
  {name: 'http_stream json', transports: [httpStream], protocol: 'json'},
  {
    name: 'http_stream protobuf',
    transports: [httpStream],
    protocol: 'protobuf',
  },
  {name: 'sse', transports: [sse], protocol: 'json'},
];

// One test per transport and format, each with a server and a client.
function eachKind(title, body) {
  for (const {name, transports, protocol} of kinds) {
    test(`${title}, ${name}`, async (t) => {
      const server = await Server.start(t, {config});
      const enter = () => StreamClient.connect(t, server, transports, protocol);
      await body({t, server, enter, client: await enter(), transports});
    });
  }
}

eachKind('a client connects by its transport', ({client, transports}) => {
  assert.equal(client.connected.transport, transports[0].transport);
  assert.match(client.connected.client, /^[0-9a-f-]{36}$/);
});

eachKind('a batch keeps its order', async ({client}) => {
  const pier = await client.enter('pier');
  const values = counting(50);
  client.sdk.startBatching();
  for (const value of values) pier.publish(value);
  client.sdk.stopBatching();
  assert.deepEqual(await pier.hears(values.length), values);
  assert.deepEqual(pier.offsets, values);
});

// The SDK sends them by requests of their own, many at a time.
eachKind('all hear unbatched ones in one order', async ({client, enter}) => {
  const pier = await client.enter('pier');
  const other = await enter();
  const otherPier = await other.enter('pier');
  const values = counting(50);
  for (const value of values) pier.publish(value);
  const heard = await pier.hears(values.length);
  assert.deepEqual([...heard].sort((a, b) => a - b), values);
  assert.deepEqual(await otherPier.hears(values.length), heard);
  assert.deepEqual(otherPier.offsets, values);
});

eachKind('members see each other come and go', async ({client, enter}) => {
  const pier = await client.enter('pier');
  const other = await enter();
  await other.enter('pier');
  const isOther = ({info}) => info.client === other.id;
  await pier.diary.first('join', isOther);
  const {clients} = await pier.sub.presence();
  assert.deepEqual(Object.keys(clients).sort(), [client.id, other.id].sort());
  const left = pier.diary.first('leave', isOther);
  other.sdk.disconnect();
  await left;
  assert.equal((await pier.sub.presenceStats()).numClients, 1);
});

eachKind('it talks with WebSockets', async ({t, server, client}) => {
  const pier = await client.enter('pier');
  const other = await SdkClient.connect(t, server);
  const otherPier = await other.enter('pier');
  await pier.publish({from: 'stream'});
  await otherPier.publish({from: 'socket', text: 'ä\n👋'});
  const both = [{from: 'stream'}, {from: 'socket', text: 'ä\n👋'}];
  assert.deepEqual(await pier.hears(2), both);
  assert.deepEqual(await otherPier.hears(2), both);
});

eachKind('a large publication comes whole', async ({client}) => {
  const pier = await client.enter('pier');
  const text = 'the tide is coming in. '.repeat(2_000);
  await pier.publish({text});
  assert.deepEqual(await pier.hears(1), [{text}]);
});

eachKind('what was missed is recovered', async ({t, server, client}) => {
  const pier = await client.enter('pier');
  const other = await SdkClient.connect(t, server);
  for (let round = 0; round < 5; round += 1) {
    await other.publish('pier', 2 * round + 1);
    await pier.hears(2 * round + 1);
    const left = pier.diary.next('subscribing');
    const back = pier.diary.next('subscribed');
    client.drop();
    await left;
    await other.publish('pier', 2 * round + 2);
    const {wasRecovering, recovered} = await back;
    assert.ok(wasRecovering && recovered);
  }
  assert.deepEqual(await pier.hears(10), counting(10));
  assert.deepEqual(pier.offsets, counting(10));
});

eachKind('the history has what was said', async ({client}) => {
  const pier = await client.enter('pier');
  for (const value of counting(5)) await pier.publish(value);
  const page = await pier.history({limit: 3});
  assert.deepEqual(page.values, [1, 2, 3]);
  assert.equal(page.offset, 5);
});

eachKind('a stop is told with its code', async ({server, client}) => {
  const told = client.diary.next('connecting');
  server.signal('SIGTERM');
  const {code, reason} = await told;
  assert.deepEqual({code, reason}, {code: 3001, reason: 'shutdown'});
  client.sdk.disconnect();
  assert.equal((await server.ended()).code, 0);
});

eachKind('a disconnect for good is told with its code', async ({client}) => {
  const told = client.diary.next('disconnected');
  client.sdk.send(client.encode({nobody: 'wants this'}));
  const {code, reason} = await told;
  assert.deepEqual({code, reason}, {code: 3508, reason: 'not available'});
});

test('the SDK falls back until a transport connects', async (t) => {
  const server = await Server.start(t, {config});
  const client = await StreamClient.connect(t, server, [
    {transport: 'websocket', endpoint: '/connection/nothing'},
    {transport: 'http_stream', endpoint: '/connection/nothing'},
    sse,
  ]);
  assert.equal(client.connected.transport, 'sse');
  const pier = await client.enter('pier');
  await pier.publish('here');
  assert.deepEqual(await pier.hears(1), ['here']);
});
