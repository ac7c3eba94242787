// SPDX-License-Identifier: Apache-2.0
// What a client of the SDK has missed comes when it is back, or it is told that
// it cannot.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {counting, protocols, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[http_api]
key = "${BackEnd.key}"

[client]
insecure = true
recovery_max_publication_limit = 10

[[channel.namespaces]]
name = "long"
history_size = 100
history_ttl = "300s"
force_recovery = true

[[channel.namespaces]]
name = "short"
history_size = 3
history_ttl = "300s"
force_recovery = true

[[channel.namespaces]]
name = "latest"
history_size = 1
history_ttl = "300s"
force_recovery = true
force_recovery_mode = "cache"

[[channel.namespaces]]
name = "shown"
history_size = 1
history_ttl = "300s"
force_recovery = true
force_recovery_mode = "cache"
auto_cache_recover = true
`;

// One test per format: `room` is subscribed by `client`, `other` talks there.
function eachProtocol(title, name, body) {
  for (const protocol of protocols) {
    test(`${title}, ${protocol}`, async (t) => {
      const server = await Server.start(t, {config});
      const client = await SdkClient.connect(t, server, {protocol});
      const other = await SdkClient.connect(t, server);
      const say = async (...values) => {
        for (const value of values) await other.publish(name, value);
      };
      await body({t, server, client, say, room: await client.enter(name)});
    });
  }
}

// Cuts the client off while `meanwhile` runs; the context of 'subscribed'.
async function away({client, room}, meanwhile) {
  const told = room.diary.next('subscribed');
  client.sdk.disconnect();
  await meanwhile();
  await client.connect();
  return await told;
}

eachProtocol('a drop costs nothing', 'long:x', async (now) => {
  const {client, room, say} = now;
  await say(1, 2, 3);
  await room.hears(3);
  const told = room.diary.next('subscribed');
  client.drop();
  await say(4, 5);
  const {recovered, wasRecovering} = await told;
  assert.deepEqual([recovered, wasRecovering], [true, true]);
  await say(6);
  assert.deepEqual(await room.hears(6), counting(6));
  assert.deepEqual(room.offsets, counting(6));
});

eachProtocol('a drop with nothing missed recovers', 'long:x', async (now) => {
  const {client, room, say} = now;
  await say(1);
  await room.hears(1);
  const told = room.diary.next('subscribed');
  await client.dropAndReturn();
  const {recovered, hasRecoveredPublications} = await told;
  assert.deepEqual([recovered, hasRecoveredPublications], [true, false]);
  await say(2);
  assert.deepEqual(await room.hears(2), [1, 2]);
});

eachProtocol('the most that recovers is recovered', 'long:x', async (now) => {
  await now.say(1);
  await now.room.hears(1);
  const told = await away(now, () => now.say(...counting(11, 2)));
  assert.equal(told.recovered, true);
  assert.deepEqual(await now.room.hears(11), counting(11));
});

eachProtocol('one more than that is not', 'long:x', async (now) => {
  await now.say(1);
  await now.room.hears(1);
  const told = await away(now, () => now.say(...counting(12, 2)));
  assert.deepEqual([told.recovered, told.wasRecovering], [false, true]);
  assert.equal(told.hasRecoveredPublications, false);
  assert.equal(told.streamPosition.offset, 12);
  await now.say(13);
  assert.deepEqual(await now.room.hears(2), [1, 13]);
  assert.deepEqual(now.room.offsets, [1, 13]);
});

eachProtocol('what is still kept is recovered', 'short:x', async (now) => {
  await now.say(1, 2, 3);
  await now.room.hears(3);
  const told = await away(now, () => now.say(4, 5, 6));
  assert.equal(told.recovered, true);
  assert.deepEqual(await now.room.hears(6), counting(6));
});

eachProtocol('what is no longer kept is not', 'short:x', async (now) => {
  await now.say(1);
  await now.room.hears(1);
  const {epoch} = (await now.room.diary.first('subscribed')).streamPosition;
  const told = await away(now, () => now.say(2, 3, 4, 5));
  assert.equal(told.recovered, false);
  assert.deepEqual(told.streamPosition, {offset: 5, epoch});
  await now.say(6);
  assert.deepEqual(await now.room.hears(2), [1, 6]);
});

eachProtocol('a restart is another epoch', 'long:x', async (now) => {
  const {t, server, room} = now;
  await now.say(1, 2);
  await room.hears(2);
  const {epoch} = (await room.diary.first('subscribed')).streamPosition;
  const told = room.diary.next('subscribed');
  server.signal('SIGTERM');
  await server.ended();
  await Server.start(t, {config, port: server.port});
  const {recovered, wasRecovering, streamPosition} = await told;
  assert.deepEqual([recovered, wasRecovering], [false, true]);
  assert.notEqual(streamPosition.epoch, epoch);
  assert.equal(streamPosition.offset, 0);
  await now.say(3);
  assert.deepEqual(await room.hears(3), [1, 2, 3]);
  assert.deepEqual(room.offsets, [1, 2, 1]);
});

eachProtocol('since is where a client goes on', 'long:x', async (now) => {
  await now.say(...counting(6));
  await now.room.hears(6);
  const {epoch} = (await now.room.diary.first('subscribed')).streamPosition;
  now.client.sdk.removeSubscription(now.room.sub);
  const going = now.client.room('long:x', {since: {offset: 4, epoch}});
  const told = await going.subscribe();
  assert.deepEqual([told.wasRecovering, told.recovered], [true, true]);
  assert.deepEqual(await going.hears(2), [5, 6]);
  assert.deepEqual(going.offsets, [5, 6]);
});

eachProtocol('since another epoch is not recovered', 'long:x', async (now) => {
  await now.say(1, 2);
  now.client.sdk.removeSubscription(now.room.sub);
  const room = now.client.room('long:x', {since: {offset: 1, epoch: '_'}});
  const told = await room.subscribe();
  assert.deepEqual([told.wasRecovering, told.recovered], [true, false]);
  await now.say(3);
  assert.deepEqual(await room.hears(1), [3]);
});

eachProtocol('a cache brings the latest only', 'latest:x', async (now) => {
  await now.say('old');
  await now.room.hears(1);
  const told = await away(now, () => now.say('newer', 'newest'));
  assert.equal(told.recovered, true);
  await now.say('live');
  const heard = ['old', 'newest', 'live'];
  assert.deepEqual(await now.room.hears(3), heard);
  const again = await away(now, async () => {});
  assert.equal(again.recovered, true);
  assert.equal(again.hasRecoveredPublications, false);
  await now.say('after');
  assert.deepEqual(await now.room.hears(4), [...heard, 'after']);
});

eachProtocol('a cache may be asked at first', 'latest:x', async (now) => {
  await now.say('old', 'newest');
  now.client.sdk.removeSubscription(now.room.sub);
  const since = {offset: 0, epoch: ''};
  const room = await now.client.enter('latest:x', {since});
  assert.deepEqual(await room.hears(1), ['newest']);
});

eachProtocol('a cache may come unasked', 'shown:x', async (now) => {
  await now.say('old', 'newest');
  now.client.sdk.removeSubscription(now.room.sub);
  const room = now.client.room('shown:x');
  const told = await room.subscribe();
  assert.equal(told.wasRecovering, true);
  assert.deepEqual(await room.hears(1), ['newest']);
});

// Nothing was published when the client came, and it was the only one there.
eachProtocol('a room that was left empty keeps its place', 'long:x', async (now) => {
  const {server, client, room} = now;
  const told = await away(now, () =>
    new BackEnd(server).call('publish', {channel: 'long:x', data: 1}));
  assert.deepEqual([told.recovered, told.wasRecovering], [true, true]);
  assert.deepEqual(await room.hears(1), [1]);
  client.drop();
  const later = room.diary.next('subscribed');
  await new BackEnd(server).call('publish', {channel: 'long:x', data: 2});
  assert.equal((await later).recovered, true);
  assert.deepEqual(await room.hears(2), [1, 2]);
});
