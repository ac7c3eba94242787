// SPDX-License-Identifier: Apache-2.0
// What a room that remembers knows after its server was stopped or killed.

import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {DurableNode} from './durable.mjs';
import {counting, SdkClient} from './sdk.mjs';
import {folderFor, Server} from './server.mjs';

const ends = {
  'a clean stop': (node) => node.server.stop(),
  'a crash': (node) => node.server.crash(),
};

for (const [what, end] of Object.entries(ends)) {
  test(`epoch, offsets and history survive ${what}`, async (t) => {
    const node = await DurableNode.start(t);
    const client = await SdkClient.connect(t, node.server);
    const room = await client.enter('pier');
    for (const n of counting(3)) await room.publish(n);
    const before = await node.history('pier');
    const again = room.diary.next('subscribed');
    await end(node);
    await node.restart();
    assert.ok((await again).recovered);
    assert.deepEqual(await node.history('pier'), before);
    await room.publish(4);
    assert.deepEqual(await room.hears(4), counting(4));
    assert.deepEqual(room.offsets, counting(4));
    assert.equal((await node.history('pier')).epoch, before.epoch);
  });

  test(`a second try behind ${what} gets the first answer`, async (t) => {
    const node = await DurableNode.start(t);
    const request = {channel: 'pier', data: 1, idempotency_key: 'once'};
    const first = await node.backEnd.call('publish', request);
    await end(node);
    await node.restart();
    assert.deepEqual(await node.backEnd.call('publish', request), first);
    const {publications} = await node.history('pier');
    assert.equal(publications.length, 1);
  });

  test(`an outdated version stays outdated behind ${what}`, async (t) => {
    const node = await DurableNode.start(t);
    const publish = (data, version) =>
      node.backEnd.call('publish', {channel: 'pier', data, version});
    await publish('new', 7);
    await end(node);
    await node.restart();
    await publish('old', 6);
    await publish('newer', 8);
    const {publications} = await node.history('pier');
    assert.deepEqual(publications.map(({data}) => data), ['new', 'newer']);
  });
}

test('what was cleared stays cleared', async (t) => {
  const node = await DurableNode.start(t);
  const {backEnd} = node;
  for (const data of counting(3)) {
    await backEnd.call('publish', {channel: 'pier', data});
  }
  await backEnd.call('history_remove', {channel: 'pier'});
  await node.server.crash();
  await node.restart();
  const request = {channel: 'pier', limit: 10};
  const page = await node.backEnd.call('history', request);
  assert.deepEqual(page.publications, []);
  assert.equal(page.offset, 3, 'offsets go on');
});

test('everything of a publication survives', async (t) => {
  const node = await DurableNode.start(t);
  const client = await SdkClient.connect(t, node.server);
  await client.publish('pier', {text: 'ümläut \u0000 🎈'});
  const tags = {kind: 'note', 'a "b"': ''};
  await node.backEnd.call('publish', {channel: 'pier', data: [1], tags});
  const before = await node.history('pier');
  assert.equal(before.publications[0].info.client, client.id);
  assert.deepEqual(before.publications[1].tags, tags);
  await node.server.crash();
  await node.restart();
  assert.deepEqual(await node.history('pier'), before);
});

test('rooms without durability forget', async (t) => {
  const node = await DurableNode.start(t);
  await node.backEnd.call('publish', {channel: 'live:x', data: 1});
  await node.server.stop();
  await node.restart();
  const request = {channel: 'live:x', limit: 10};
  const page = await node.backEnd.call('history', request);
  assert.deepEqual(page.publications, []);
});

// -- what keeps a server from starting ----------------------------------------

const durable = `
[channel.without_namespace]
history_size = 10
history_ttl = "1h"
durability = "journal"
`;

function startOn(t, data) {
  return Server.start(t, {config: durable, args: ['--data', data]});
}

test('two servers cannot have the same data', async (t) => {
  const data = folderFor(t);
  const first = await startOn(t, data);
  await assert.rejects(startOn(t, data), new RegExp(`in use.*${first.pid}`));
});

test('a file that is not a journal is left alone', async (t) => {
  const data = folderFor(t);
  writeFileSync(join(data, 'journal.db'), 'precious'.repeat(1000));
  await assert.rejects(startOn(t, data), /journal\.db.*not|no database/);
});

test('a path that is not a directory is refused', async (t) => {
  const file = join(folderFor(t), 'file');
  writeFileSync(file, '');
  await assert.rejects(startOn(t, file), /directory/);
});

test('durable rooms want to know where', async (t) => {
  await assert.rejects(Server.start(t, {config: durable}), /--data DIR/);
});
