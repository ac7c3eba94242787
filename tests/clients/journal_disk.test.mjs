// SPDX-License-Identifier: Apache-2.0
// A disk that takes nothing more, for a while.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {DurableNode} from './durable.mjs';
import {counting, SdkClient} from './sdk.mjs';
import {WsMember} from './ws_member.mjs';

// No file of the server may grow any more, or they may again.
function limitFiles(node, bytes) {
  execFileSync('prlimit', [`--pid=${node.server.pid}`, `--fsize=${bytes}`]);
}

function largestFile(folder) {
  const sizes = readdirSync(folder).map((f) => statSync(join(folder, f)).size);
  return Math.max(...sizes);
}

async function fullDisk(t) {
  const node = await DurableNode.start(t);
  const client = await SdkClient.connect(t, node.server);
  const room = await client.enter('pier');
  for (const n of counting(3)) await room.publish(n);
  limitFiles(node, `${largestFile(node.data)}:unlimited`);
  return {node, client, room};
}

const isTemporary = {code: 100, temporary: true};

test('publications are refused, and nothing of them is shown', async (t) => {
  const {node, room} = await fullDisk(t);
  for (const n of [4, 5]) await assert.rejects(room.publish(n), isTemporary);
  const request = {channel: 'pier', data: 6};
  assert.equal((await node.backEnd.fails('publish', request)).code, 100);
  assert.deepEqual(await room.hears(3), counting(3));
  assert.equal((await node.history('pier')).top, 3);
  await node.server.logs(/journal\.refused what=".*full.*"/);
});

test('rooms that need no disk go on', async (t) => {
  const {client, room} = await fullDisk(t);
  await assert.rejects(room.publish(4), isTemporary);
  const live = await client.enter('live:x');
  await live.publish('still here');
  assert.deepEqual(await live.hears(1), ['still here']);
});

test('it works again when the disk does', async (t) => {
  const {node, room} = await fullDisk(t);
  await assert.rejects(room.publish(4), isTemporary);
  limitFiles(node, 'unlimited:unlimited');
  await room.publish(5);
  assert.deepEqual(await room.hears(4), [1, 2, 3, 5]);
  assert.deepEqual(room.offsets, counting(4));
  await node.server.logs(/journal\.works_again/);
  await node.server.crash();
  await node.restart();
  const {publications} = await node.history('pier');
  assert.deepEqual(publications.map(({data}) => data), [1, 2, 3, 5]);
});

test('a plain member is told by being closed', async (t) => {
  const {node} = await fullDisk(t);
  const speaker = await WsMember.join(t, node.server, 'pier', 'alice');
  const listener = await WsMember.join(t, node.server, 'pier', 'bob');
  speaker.send('hello');
  assert.equal((await speaker.ends()).code, 1011);
  limitFiles(node, 'unlimited:unlimited');
  listener.send('anyone?');
  await listener.reads('[bob] anyone?');
});
