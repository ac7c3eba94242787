// SPDX-License-Identifier: Apache-2.0
// What an application does first with the SDK, in both formats.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {eachProtocolWith} from './each_protocol.mjs';
import {noClientRates, noRoomRates} from './rates.mjs';
import {counting, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[client]
insecure = true
${noClientRates}
[channel.without_namespace]
${noRoomRates}
presence = true
join_leave = true
force_push_join_leave = true
history_size = 100
history_ttl = "300s"
force_recovery = true

[[channel.namespaces]]
name = "bare"
`;

const eachProtocol = eachProtocolWith(config);

eachProtocol('a client that subscribes has a position', async ({client}) => {
  const room = client.room('pier');
  const told = await room.subscribe();
  assert.equal(told.recoverable, true);
  assert.equal(told.positioned, true);
  assert.equal(told.wasRecovering, false);
  assert.equal(told.streamPosition.offset, 0);
  assert.notEqual(told.streamPosition.epoch, '');
});

eachProtocol('who publishes hears it with its info', async ({client}) => {
  const pier = await client.enter('pier');
  const values = [{n: 1}, 'zwei', 3.5, [{deep: ['ä\n👋']}], false];
  for (const value of values) await pier.publish(value);
  assert.deepEqual(await pier.hears(values.length), values);
  assert.deepEqual(pier.offsets, counting(values.length));
  const {info} = pier.diary.all('publication')[0];
  assert.equal(info.client, client.id);
  assert.equal(info.user, '');
});

test('null is data as well', async (t) => {
  const server = await Server.start(t, {config});
  const client = await SdkClient.connect(t, server);
  const pier = await client.enter('pier');
  await pier.publish(null);
  assert.deepEqual(await pier.hears(1), [null]);
});

eachProtocol('who publishes need not subscribe', async ({client, enter}) => {
  const pier = await client.enter('pier');
  const other = await enter();
  await other.publish('pier', {from: 'outside'});
  assert.deepEqual(await pier.hears(1), [{from: 'outside'}]);
});

eachProtocol('what a namespace has not is error 108', async ({client}) => {
  const bare = await client.enter('bare:x');
  const told = await bare.diary.first('subscribed');
  assert.equal(told.recoverable, false);
  await bare.publish({n: 1});
  assert.deepEqual(await bare.hears(1), [{n: 1}]);
  assert.ok(!bare.offsets[0], 'no history, no offset');
  await assert.rejects(bare.sub.presence(), {code: 108});
  await assert.rejects(bare.sub.presenceStats(), {code: 108});
  await assert.rejects(bare.history({limit: 1}), {code: 108});
});

eachProtocol('an rpc that nobody serves is error 108', async ({client}) => {
  const data = client.encode({});
  await assert.rejects(client.sdk.rpc('anything', data), {code: 108});
});

eachProtocol('a batch is answered one by one, in order', async ({client}) => {
  const pier = await client.enter('pier');
  client.sdk.startBatching();
  const answers = [
    ...counting(5).map((n) => pier.publish(n)),
    pier.history({limit: 10}),
    client.sdk.presenceStats('pier'),
    client.sdk.rpc('none', client.encode(1)).catch((error) => error),
  ];
  client.sdk.stopBatching();
  const [page, counts, refused] = (await Promise.all(answers)).slice(5);
  assert.deepEqual(page.values, counting(5));
  assert.equal(counts.numClients, 1);
  assert.equal(refused.code, 108);
  assert.deepEqual(await pier.hears(5), counting(5));
});

eachProtocol('who unsubscribes hears no more', async ({client, enter}) => {
  const other = await (await enter()).enter('pier');
  const pier = await client.enter('pier');
  await other.publish('first');
  await pier.hears(1);
  pier.sub.unsubscribe();
  assert.equal(pier.sub.state, 'unsubscribed');
  await client.sdk.presence('pier'); // the unsubscribe command is through
  await other.publish('missed');
  assert.deepEqual(pier.heard, ['first']);
  // The SDK goes on from where it was: what was missed comes.
  const told = await pier.subscribe();
  assert.equal(told.recovered, true);
  assert.deepEqual(await pier.hears(2), ['first', 'missed']);
});

eachProtocol('subscribe and unsubscribe keep their order', async ({client}) => {
  const pier = client.room('pier');
  for (let i = 0; i < 20; i += 1) {
    pier.sub.subscribe();
    pier.sub.unsubscribe();
  }
  await pier.subscribe();
  await pier.publish('here');
  assert.deepEqual(await pier.hears(1), ['here']);
  assert.equal((await pier.sub.presenceStats()).numClients, 1);
});

eachProtocol('many rooms are one frame and all answered', async ({client}) => {
  client.sdk.disconnect();
  const rooms = counting(100).map((n) => client.room(`room-${n}`));
  for (const room of rooms) room.sub.subscribe();
  await client.connect();
  for (const room of rooms) await room.diary.first('subscribed');
  await Promise.all(rooms.map((room, i) => room.publish(i)));
  for (const [i, room] of rooms.entries()) {
    assert.deepEqual(await room.hears(1), [i]);
  }
});
