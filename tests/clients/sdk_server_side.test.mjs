// SPDX-License-Identifier: Apache-2.0
// Rooms that a client is in because its connection token says so.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inSeconds, jwt, secret} from './jwt.mjs';
import {counting, protocols, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[client]
channel_limit = 3

[client.token]
hmac_secret_key = "${secret}"

[channel.without_namespace]
history_size = 100
history_ttl = "300s"
force_recovery = true
allow_publish_for_client = true

[[channel.namespaces]]
name = "bare"
allow_publish_for_client = true
allow_presence_for_client = true
presence = true
`;

const inRoom = (name) => (context) => context.channel === name;

// A client whose token has these claims, and somebody who can talk.
async function connect(t, claims, options = {}) {
  const server = await Server.start(t, {config});
  const token = jwt({sub: 'alice', ...claims});
  const client = await SdkClient.connect(t, server, {token, ...options});
  const bob = await SdkClient.connect(t, server, {token: jwt({sub: 'bob'})});
  return {server, client, bob};
}

// What `client` has heard by its server-side subscriptions, once it is `count`.
async function hears(client, count) {
  const told = await client.diary.times('publication', count);
  return told.map(({data}) => client.decode(data));
}

for (const protocol of protocols) {
  test(`a token's channels are there at once, ${protocol}`, async (t) => {
    const claims = {channels: ['pier', 'bare:x']};
    const {client, bob} = await connect(t, claims, {protocol});
    const pier = await client.diary.first('subscribed', inRoom('pier'));
    assert.deepEqual([pier.recoverable, pier.positioned], [true, true]);
    const bare = await client.diary.first('subscribed', inRoom('bare:x'));
    assert.equal(bare.recoverable, false);
    await bob.publish('pier', 1);
    await bob.publish('bare:x', 2);
    assert.deepEqual((await hears(client, 2)).sort(), [1, 2]);
  });

  test(`a drop costs nothing there, ${protocol}`, async (t) => {
    const claims = {channels: ['pier']};
    const {client, bob} = await connect(t, claims, {protocol});
    await bob.publish('pier', 1);
    await hears(client, 1);
    const told = client.diary.next('subscribed');
    client.drop();
    for (const n of counting(4, 2)) await bob.publish('pier', n);
    assert.equal((await told).recovered, true);
    await bob.publish('pier', 5);
    assert.deepEqual(await hears(client, 5), counting(5));
    const offsets = client.diary.all('publication').map((p) => p.offset);
    assert.deepEqual(offsets, counting(5));
  });
}

test('subs of a token have info and data of their own', async (t) => {
  const subs = {'bare:x': {info: {seat: 7}, data: {hello: 'there'}}};
  const {client, bob} = await connect(t, {info: {name: 'Alice'}, subs});
  const told = await client.diary.first('subscribed', inRoom('bare:x'));
  assert.deepEqual(told.data, {hello: 'there'});
  const {clients} = await bob.sdk.presence('bare:x');
  assert.deepEqual(clients[client.id].connInfo, {name: 'Alice'});
  assert.deepEqual(clients[client.id].chanInfo, {seat: 7});
});

test('subs of a token override options of the namespace', async (t) => {
  const override = {
    join_leave: {value: true},
    force_push_join_leave: {value: true},
  };
  const {client} = await connect(t, {subs: {'bare:x': {override}}});
  const {info} = await client.diary.first('join', inRoom('bare:x'));
  assert.equal(info.client, client.id);
});

test('a room that a new token lacks is gone after a drop', async (t) => {
  const {client} = await connect(t, {channels: ['pier', 'quay']});
  client.sdk.setToken(jwt({sub: 'alice', channels: ['quay']}));
  const gone = client.diary.next('unsubscribed');
  await client.dropAndReturn();
  assert.equal((await gone).channel, 'pier');
});

test('rooms that change at a refresh make it connect again', async (t) => {
  const exp = inSeconds(60);
  const getToken = async () => jwt({sub: 'alice', channels: ['quay'], exp});
  const claims = {channels: ['pier'], exp: inSeconds(1)};
  const {client} = await connect(t, claims, {getToken});
  const {code} = await client.diary.first('connecting', (c) => c.code !== 0);
  assert.equal(code, 3010);
  await client.diary.first('subscribed', inRoom('quay'));
});

test('one that is there already is error 105', async (t) => {
  const {client} = await connect(t, {channels: ['pier']});
  const token = jwt({sub: 'alice', channel: 'pier'});
  const pier = client.room('pier', {token});
  pier.sub.subscribe();
  assert.equal((await pier.diary.first('unsubscribed')).code, 105);
});

test('a token with an unknown room is error 102', async (t) => {
  const server = await Server.start(t, {config});
  const token = jwt({sub: 'alice', channels: ['nowhere:x']});
  const client = new SdkClient(t, server, {token});
  client.sdk.connect();
  assert.equal((await client.diary.first('disconnected')).code, 102);
});

test('a token with more rooms than allowed is close 3505', async (t) => {
  const server = await Server.start(t, {config});
  const token = jwt({sub: 'alice', channels: ['a', 'b', 'c', 'd']});
  const client = new SdkClient(t, server, {token});
  client.sdk.connect();
  assert.equal((await client.diary.first('disconnected')).code, 3505);
});
