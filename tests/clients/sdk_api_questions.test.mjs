// SPDX-License-Identifier: Apache-2.0
// What a back end asks by the server API: who is there, what was said.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {jwt, secret} from './jwt.mjs';
import {counting, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[http_api]
key = "${BackEnd.key}"

[client.token]
hmac_secret_key = "${secret}"

[channel.without_namespace]
allow_subscribe_for_client = true
presence = true
history_size = 100
history_ttl = "300s"

[[channel.namespaces]]
name = "bare"
allow_subscribe_for_client = true
`;

async function start(t) {
  const server = await Server.start(t, {config});
  const connect = (user, claims) => {
    const token = jwt({sub: user, ...claims});
    return SdkClient.connect(t, server, {token});
  };
  return {connect, backEnd: new BackEnd(server)};
}

test('presence is what clients see', async (t) => {
  const {connect, backEnd} = await start(t);
  const alice = await connect('alice', {info: {n: 1}});
  await alice.enter('pier');
  const bob = await connect('bob');
  await bob.enter('pier');
  const {presence} = await backEnd.call('presence', {channel: 'pier'});
  assert.deepEqual(presence, {
    [alice.id]: {user: 'alice', client: alice.id, conn_info: {n: 1}},
    [bob.id]: {user: 'bob', client: bob.id},
  });
  const counts = await backEnd.call('presence_stats', {channel: 'pier'});
  assert.deepEqual(counts, {num_clients: 2, num_users: 2});
  const nobody = await backEnd.call('presence', {channel: 'empty'});
  assert.deepEqual(nobody, {presence: {}});
  for (const method of ['presence', 'presence_stats']) {
    assert.equal((await backEnd.fails(method, {channel: 'bare:x'})).code, 108);
  }
});

test('history comes in pages and can be removed', async (t) => {
  const {backEnd} = await start(t);
  const channel = 'pier';
  for (const n of counting(5)) {
    await backEnd.call('publish', {channel, data: n, tags: {n: `${n}`}});
  }
  const history = async (more) => {
    const page = await backEnd.call('history', {channel, ...more});
    return {...page, values: page.publications.map(({data}) => data)};
  };
  const {publications, offset, epoch} = await history();
  assert.deepEqual([publications, offset], [[], 5]);
  const since = (n) => ({offset: n, epoch});
  assert.deepEqual((await history({limit: -1})).values, counting(5));
  const two = {limit: 2, since: since(2)};
  assert.deepEqual((await history(two)).values, [3, 4]);
  const backward = {limit: 2, reverse: true, since: since(5)};
  assert.deepEqual((await history(backward)).values, [4, 3]);
  const [first] = (await history({limit: 1})).publications;
  assert.deepEqual(first, {data: 1, offset: 1, tags: {n: '1'}});
  const other = {channel, since: {offset: 1, epoch: 'other'}};
  assert.equal((await backEnd.fails('history', other)).code, 112);
  assert.equal((await backEnd.fails('history', {channel: 'bare:x'})).code, 108);

  assert.deepEqual(await backEnd.call('history_remove', {channel}), {});
  const after = await history({limit: -1});
  assert.deepEqual([after.values, after.offset, after.epoch], [[], 5, epoch]);
});

test('channels and info count what is there', async (t) => {
  const {connect, backEnd} = await start(t);
  const alice = await connect('alice');
  const bob = await connect('bob');
  await alice.enter('pier');
  await alice.enter('bare:x');
  await bob.enter('pier');
  const all = await backEnd.call('channels', {});
  const bare = {'bare:x': {num_clients: 1}};
  assert.deepEqual(all.channels, {pier: {num_clients: 2}, ...bare});
  const some = await backEnd.call('channels', {pattern: 'bare:*'});
  assert.deepEqual(some.channels, bare);
  const {nodes} = await backEnd.call('info', {});
  assert.equal(nodes.length, 1);
  const {num_clients, num_users, num_channels, num_subs} = nodes[0];
  assert.deepEqual([num_clients, num_users, num_channels], [2, 2, 2]);
  assert.equal(num_subs, 3);
  assert.notEqual(nodes[0].uid, '');
  assert.equal(typeof nodes[0].version, 'string');
});
