// SPDX-License-Identifier: Apache-2.0
// What a back end does to users by the server API, and their SDKs see.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {within} from './deadline.mjs';
import {inSeconds, jwt, secret} from './jwt.mjs';
import {RawClient} from './raw_client.mjs';
import {SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[http_api]
key = "${BackEnd.key}"

[client]
expired_close_delay = "100ms"
expired_sub_close_delay = "100ms"

[client.token]
hmac_secret_key = "${secret}"

[channel.without_namespace]
allow_subscribe_for_client = true
presence = true
history_size = 100
history_ttl = "300s"
force_recovery = true
`;

const channel = 'pier';
const user = 'alice';
const token = jwt({sub: user});

async function start(t) {
  const server = await Server.start(t, {config});
  const backEnd = new BackEnd(server);
  const connect = () => SdkClient.connect(t, server, {token});
  const say = (data) => backEnd.call('publish', {channel, data});
  return {server, backEnd, connect, say, alice: await connect()};
}

const done = async (backEnd, method, request) =>
  assert.deepEqual(await backEnd.call(method, request), {});

// The data that came by server-side subscriptions, once it is `count`.
async function hears(client, count) {
  const told = await client.diary.times('publication', count);
  return told.map(({data}) => data);
}

// -- subscribe ----------------------------------------------------------------

test('a user is subscribed, with all its clients', async (t) => {
  const {backEnd, alice, connect, say} = await start(t);
  const other = await connect();
  await say('before');
  const data = {why: 'because'};
  const info = {seat: 7};
  await done(backEnd, 'subscribe', {user, channel, data, info});
  for (const client of [alice, other]) {
    const told = await client.diary.first('subscribed');
    assert.equal(told.channel, channel);
    assert.deepEqual(told.data, data);
    assert.equal(told.recoverable, true);
    assert.equal(told.streamPosition.offset, 1);
  }
  await say('after');
  assert.deepEqual(await hears(alice, 1), ['after']);
  assert.deepEqual(await hears(other, 1), ['after']);
  const {presence} = await backEnd.call('presence', {channel});
  assert.deepEqual(presence[alice.id].chan_info, info);
  assert.equal(Object.keys(presence).length, 2);
});

test('a subscription may begin in the past', async (t) => {
  const {backEnd, alice, say} = await start(t);
  const {epoch} = await say(1);
  await say(2);
  await say(3);
  const recover_since = {offset: 1, epoch};
  await done(backEnd, 'subscribe', {user, channel, recover_since});
  assert.deepEqual(await hears(alice, 2), [2, 3]);
  await say(4);
  assert.deepEqual(await hears(alice, 3), [2, 3, 4]);
});

test('one client of a user may be subscribed', async (t) => {
  const {backEnd, alice, connect, say} = await start(t);
  const other = await connect();
  await done(backEnd, 'subscribe', {user, channel, client: other.id});
  await other.diary.first('subscribed');
  await say('hi');
  assert.deepEqual(await hears(other, 1), ['hi']);
  assert.equal(alice.diary.all('subscribed').length, 0);
});

test('a subscription that expires is close 3006', async (t) => {
  const {backEnd, alice} = await start(t);
  const expire_at = inSeconds(1);
  const lost = alice.diary.next('connecting');
  await done(backEnd, 'subscribe', {user, channel, expire_at});
  await alice.diary.first('subscribed');
  const end = {code: 3006, reason: 'subscription expired'};
  assert.deepEqual(await within(lost, 'its end', 5_000), end);
  await alice.diary.next('connected');
});

test('a room of no namespace is refused', async (t) => {
  const {backEnd} = await start(t);
  const wish = {user, channel: 'nowhere:x'};
  assert.equal((await backEnd.fails('subscribe', wish)).code, 102);
});

// -- unsubscribe --------------------------------------------------------------

test('a server-side subscription is taken back', async (t) => {
  const {backEnd, alice} = await start(t);
  await done(backEnd, 'subscribe', {user, channel});
  await alice.diary.first('subscribed');
  await done(backEnd, 'unsubscribe', {user, channel});
  assert.equal((await alice.diary.first('unsubscribed')).channel, channel);
  const counts = await backEnd.call('presence_stats', {channel});
  assert.equal(counts.num_clients, 0);
});

test("a client's own subscription ends with 2000", async (t) => {
  const {backEnd, alice} = await start(t);
  const pier = await alice.enter(channel);
  await done(backEnd, 'unsubscribe', {user, channel});
  const {code} = await pier.diary.first('unsubscribed');
  assert.equal(code, 2000);
  await pier.subscribe();
});

test('no channel means all of them', async (t) => {
  const {backEnd, alice} = await start(t);
  const rooms = [await alice.enter('a'), await alice.enter('b')];
  await done(backEnd, 'subscribe', {user, channel});
  await alice.diary.first('subscribed');
  await done(backEnd, 'unsubscribe', {user, channel: ''});
  for (const room of rooms) await room.diary.first('unsubscribed');
  await alice.diary.first('unsubscribed');
});

// -- disconnect ---------------------------------------------------------------

test('a user is thrown out for good', async (t) => {
  const {backEnd, alice, connect} = await start(t);
  const other = await connect();
  await done(backEnd, 'disconnect', {user});
  const end = {code: 3503, reason: 'force disconnect'};
  for (const client of [alice, other]) {
    assert.deepEqual(await client.diary.first('disconnected'), end);
  }
});

test('a code of the application ends it, or does not', async (t) => {
  const {backEnd, alice} = await start(t);
  const lost = alice.diary.next('connecting');
  const again = {code: 4000, reason: 'come again'};
  await done(backEnd, 'disconnect', {user, disconnect: again});
  assert.deepEqual(await lost, again);
  await alice.diary.times('connected', 2);
  const never = {code: 4500, reason: 'stay away'};
  await done(backEnd, 'disconnect', {user, disconnect: never});
  assert.deepEqual(await alice.diary.first('disconnected'), never);
});

// 3011 is for a client that shall come back as it was, 3014 for one that shall
// forget its token, too.
for (const [code, reason, tokens] of [
  [3011, 'force reconnect', 0],
  [3014, 'state invalidated', 1],
]) {
  test(`the application may order close ${code}`, async (t) => {
    const {server, backEnd} = await start(t);
    let asked = 0;
    const getToken = async () => {
      asked += 1;
      return token;
    };
    const client = await SdkClient.connect(t, server, {token, getToken});
    const lost = client.diary.next('connecting');
    await done(backEnd, 'disconnect', {user, disconnect: {code, reason: ''}});
    assert.deepEqual(await lost, {code, reason});
    await client.diary.times('connected', 2);
    assert.equal(asked, tokens);
  });
}

test('some clients of a user may be spared, or meant', async (t) => {
  const {backEnd, alice, connect} = await start(t);
  const [second, third] = [await connect(), await connect()];
  await done(backEnd, 'disconnect', {user, client: second.id});
  await second.diary.first('disconnected');
  await done(backEnd, 'disconnect', {user, whitelist: [alice.id]});
  await third.diary.first('disconnected');
  const counts = await backEnd.call('info', {});
  assert.equal(alice.sdk.state, 'connected');
  assert.equal(counts.nodes[0].num_clients, 1);
});

// -- refresh ------------------------------------------------------------------

test('a connection may be made to expire at once', async (t) => {
  const {backEnd, alice} = await start(t);
  const lost = alice.diary.next('connecting');
  await done(backEnd, 'refresh', {user, expired: true});
  assert.equal((await lost).code, 3005);
  await alice.diary.times('connected', 2);
});

test('a connection may be made to expire later', async (t) => {
  const {server, backEnd} = await start(t);
  const raw = await RawClient.connect(t, server, {token});
  const client = raw.replies[0].connect.client;
  const until = (expire_at) =>
    done(backEnd, 'refresh', {user, client, expire_at});
  await until(inSeconds(600));
  const {push} = await raw.push('refresh');
  assert.equal(push.refresh.expires, true);
  assert.ok(push.refresh.ttl > 590);
  await until(inSeconds(1));
  assert.equal((await raw.ends()).code, 3005);
});
