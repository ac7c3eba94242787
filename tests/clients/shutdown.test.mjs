// SPDX-License-Identifier: Apache-2.0
// How the server stops, as its clients and its operator see it.

import assert from 'node:assert/strict';
import http from 'node:http';
import {test} from 'node:test';
import {within} from './deadline.mjs';
import {PythonMember} from './python_member.mjs';
import {noPlainRates} from './rates.mjs';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

test('SIGTERM closes all with 1001 and a reason, and exits 0', async (t) => {
  const server = await Server.start(t);
  const alice = await WsMember.join(t, server, 'harbour', 'alice');
  const bob = await WsMember.join(t, server, 'pier', 'bob');
  const carol = await PythonMember.join(t, server, 'pier', 'carol');
  server.signal('SIGTERM');
  for (const member of [alice, bob, carol]) {
    const {code, reason} = await member.ends();
    assert.equal(code, 1001);
    assert.notEqual(reason, '');
  }
  assert.deepEqual(await server.ended(), {code: 0, signal: null});
});

test('SIGINT stops it in the same way', async (t) => {
  const server = await Server.start(t);
  const alice = await WsMember.join(t, server, 'harbour', 'alice');
  server.signal('SIGINT');
  assert.equal((await alice.ends()).code, 1001);
  assert.deepEqual(await server.ended(), {code: 0, signal: null});
});

test('what was accepted before SIGTERM reaches all who read', async (t) => {
  const server = await Server.start(t, {args: noPlainRates});
  const alice = await WsMember.join(t, server, 'harbour', 'alice');
  const bob = await WsMember.join(t, server, 'harbour', 'bob');
  const carol = await PythonMember.join(t, server, 'harbour', 'carol');
  const spoken = Array.from({length: 500}, (_, i) => `[alice] number ${i}`);
  for (let i = 0; i < 500; i += 1) alice.send(`number ${i}`);
  // Her own words came back: from here on the room has accepted some of them.
  await alice.reads(spoken[0]);
  server.signal('SIGTERM');
  for (const member of [alice, bob, carol]) await member.ends();
  assert.deepEqual(bob.messages, alice.messages);
  assert.deepEqual(carol.messages, alice.messages);
  assert.deepEqual(alice.messages, spoken.slice(0, alice.messages.length));
  assert.equal((await server.ended()).code, 0);
});

test('a second SIGTERM ends it at once', async (t) => {
  const server = await Server.start(t);
  await silentClient(t, server);
  const alice = await WsMember.join(t, server, 'harbour', 'alice');
  server.signal('SIGTERM');
  assert.equal((await alice.ends()).code, 1001);
  assert.ok(server.isRunning, 'it waits for the client that does not answer');
  server.signal('SIGTERM');
  await server.ended(2_000);
});

// A client that is upgraded and then neither reads nor answers a close.
async function silentClient(t, server) {
  const request = http.get(new URL('/chat/harbour', server.url), {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
    },
  });
  const upgraded = new Promise((resolve, reject) => {
    request.on('upgrade', (_, socket) => resolve(socket));
    request.on('response', (r) => reject(new Error(`HTTP ${r.statusCode}`)));
    request.on('error', reject);
  });
  const socket = await within(upgraded, 'an upgrade');
  socket.on('error', () => {}); // the reset, when the server is gone
  t.after(() => socket.destroy());
}
