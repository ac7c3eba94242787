// SPDX-License-Identifier: Apache-2.0
// permessage-deflate as npm `ws` offers it.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

// Long and repetitive, so it is compressed; twice, so a kept window is used.
const letter = 'the tide is coming in. '.repeat(2_000);

test('compression is off when nobody asked the server for it', async (t) => {
  const server = await Server.start(t);
  const alice = await WsMember.join(t, server, 'harbour', 'alice');
  assert.equal(alice.extensions, '');
  alice.send(letter);
  await alice.reads(`[alice] ${letter}`);
});

test('with --compression, with and without it share a room', async (t) => {
  const server = await Server.start(t, {args: ['--compression']});
  const alice = await WsMember.join(t, server, 'harbour', 'alice');
  const plain = {perMessageDeflate: false};
  const bob = await WsMember.join(t, server, 'harbour', 'bob', plain);
  assert.match(alice.extensions, /permessage-deflate/);
  assert.equal(bob.extensions, '');
  for (let i = 0; i < 2; i += 1) alice.send(`${i} ${letter}`);
  bob.send(letter);
  bob.send('short');
  for (const member of [alice, bob]) {
    for (let i = 0; i < 2; i += 1) await member.reads(`[alice] ${i} ${letter}`);
    await member.reads(`[bob] ${letter}`);
    await member.reads('[bob] short');
  }
});
