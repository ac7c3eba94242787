// SPDX-License-Identifier: Apache-2.0
// Who may do what in which room, by every way into a server: one table for the
// plain protocol, the SDK's WebSocket, HTTP streaming and unidirectional SSE.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import WebSocket from 'ws';
import {within} from './deadline.mjs';
import {inSeconds, jwt, secret} from './jwt.mjs';
import {RawClient} from './raw_client.mjs';
import {Server} from './server.mjs';

const config = `
[client]
allow_anonymous_connect_without_token = true
[client.token]
hmac_secret_key = "${secret}"
[http_api]
key = "0123456789abcdef"
[http_stream]
enabled = true
[uni_sse]
enabled = true

[[channel.namespaces]]
name = "open"
presence = true
history_size = 10
history_ttl = "60s"
allow_plain = true
allow_user_limited_channels = true
allow_subscribe_for_client = true
allow_publish_for_client = true
allow_presence_for_client = true
allow_history_for_client = true

[[channel.namespaces]]
name = "news"
allow_plain = "read"
channel_regex = "[a-z]+"
allow_subscribe_for_client = true
`;

// What the handshake of a plain client is answered with; 101 is a WebSocket.
async function handshake(server, room) {
  const socket = new WebSocket(server.room(room, {name: 'eve'}));
  const answered = new Promise((resolve) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, {statusCode}) => resolve(statusCode));
    socket.on('error', () => {});
  });
  try {
    return await within(answered, `the handshake for ${room}`);
  } finally {
    socket.terminate();
  }
}

const commands = ['subscribe', 'publish', 'presence', 'presence_stats',
                  'history'];

const command = (id, method, channel) => ({
  id,
  [method]: method === 'publish' ? {channel, data: 1} : {channel},
});

// An SDK's client by HTTP streaming, with `ask` as RawClient has it.
class StreamClient {
  #server;
  #lines;
  #connected;

  static async connect(server, token) {
    const client = new StreamClient();
    client.#server = server;
    const answer = await fetch(`${server.url}/connection/http_stream`, {
      method: 'POST',
      body: JSON.stringify({id: 1, connect: {token}}),
    });
    client.#lines = linesOf(answer.body);
    client.#connected = (await client.#next(1)).connect;
    return client;
  }

  async ask(asked) {
    const {session, node} = this.#connected;
    const data = JSON.stringify(asked);
    await fetch(`${this.#server.url}/emulation`, {
      method: 'POST',
      body: JSON.stringify({session, node, data}),
    });
    return this.#next(asked.id);
  }

  async close() {
    await this.#lines.return();
  }

  async #next(id) {
    const read = async () => {
      for (;;) {
        const {value} = await this.#lines.next();
        const reply = JSON.parse(value);
        if (reply.id === id) return reply;
      }
    };
    return within(read(), `the reply ${id}`);
  }
}

async function* linesOf(body) {
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const lines = (text + part).split('\n');
    text = lines.pop();
    yield* lines.filter((line) => line.trim() !== '');
  }
}

// room: the status of a plain client, and the errors of ann for `commands`, who
// is in no room but those that she subscribes to (0: allowed).
const rooms = {
  'open:a': [101, [0, 0, 0, 0, 0]],
  'open:a#ann': [403, [0, 0, 0, 0, 0]],
  'open:a#bob': [403, [103, 103, 103, 103, 103]],
  '$open:a': [403, [103, 103, 103, 103, 103]],
  'news:abc': [101, [0, 103, 108, 108, 108]],
  'news:ABC': [400, [107, 107, 107, 107, 107]],
  '$news:abc': [403, [103, 103, 108, 108, 108]],
  'nowhere:a': [404, [102, 102, 102, 102, 102]],
  'orders': [403, [103, 103, 108, 108, 108]],
  'a\u0007': [400, [107, 107, 107, 107, 107]],
};

test('plain clients enter the rooms that let them in', async (t) => {
  const server = await Server.start(t, {config});
  for (const [room, [status]] of Object.entries(rooms))
    assert.equal(await handshake(server, room), status, room);
});

// Each command on its own, by a client that is in no room.
async function findsTable(open) {
  for (const [room, [, errors]] of Object.entries(rooms))
    for (const [i, method] of commands.entries()) {
      const client = await open();
      const reply = await client.ask(command(2, method, room));
      assert.equal(reply.error?.code ?? 0, errors[i], `${method} ${room}`);
      await client.close();
    }
}

test('the same rights hold by WebSocket', async (t) => {
  const server = await Server.start(t, {config});
  const token = jwt({sub: 'ann', exp: inSeconds(60)});
  await findsTable(async () => {
    const client = await RawClient.connect(t, server, {token});
    return {
      ask: (asked) => client.ask(asked),
      close: () => client.socket.terminate(),
    };
  });
});

test('the same rights hold by HTTP streaming', async (t) => {
  const server = await Server.start(t, {config});
  const token = jwt({sub: 'ann', exp: inSeconds(60)});
  await findsTable(() => StreamClient.connect(server, token));
});

test('anonymous clients get nothing that is for users', async (t) => {
  const server = await Server.start(t, {config});
  const client = await RawClient.connect(t, server, {});
  let id = 1;
  for (const method of commands) {
    const reply = await client.ask(command(++id, method, 'open:a'));
    assert.equal(reply.error?.code, 103, method);
  }
});

test('a token for rooms that cannot be opens no stream', async (t) => {
  const server = await Server.start(t, {config});
  for (const [room, code] of [['open:a', 0], ['$open:a', 0],
                              ['open:a#bob', 0], ['news:ABC', 3004],
                              ['nowhere:a', 3004], ['a\u001b', 3004]]) {
    const url = new URL('/connection/uni_sse', server.url);
    const token = jwt({sub: 'ann', channels: [room]});
    url.searchParams.set('cf_connect', JSON.stringify({token}));
    const answer = await fetch(url);
    const lines = linesOf(answer.body);
    const {value} = await within(lines.next(), `what ${room} begins with`);
    const {connect, disconnect} = JSON.parse(value.replace(/^data: /, ''));
    assert.equal(disconnect?.code ?? 0, code, room);
    if (code === 0) assert.ok(connect.subs[room], room);
    await lines.return();
  }
});

test('a plain client that may only listen is closed with 3507', async (t) => {
  const server = await Server.start(t, {config});
  const socket = new WebSocket(server.room('news:abc', {name: 'eve'}));
  t.after(() => socket.terminate());
  const closed = new Promise((resolve) => {
    socket.on('close', (code) => resolve(code));
  });
  socket.on('open', () => socket.send('hello'));
  assert.equal(await within(closed, 'the close'), 3507);
});

test('what is open to all is said at the start', async (t) => {
  const server = await Server.start(t, {config});
  await server.logs(/serve\.open_door .*namespace open/);
  await server.logs(/serve\.open_door .*receive in rooms of namespace news/);
  assert.doesNotMatch(server.log, /without a namespace/);
});
