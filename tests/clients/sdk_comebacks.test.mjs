// SPDX-License-Identifier: Apache-2.0
// Clients of the SDK that lose their connection again and again, or read too
// slowly, end with the same list as one that stayed.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import WebSocket from 'ws';
import {noClientRates, noRoomRates} from './rates.mjs';
import {counting, protocols, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[client]
insecure = true
queue_max_size = 131072
${noClientRates}
recovery_max_publication_limit = 100000

[channel.without_namespace]
${noRoomRates}
history_size = 100000
history_ttl = "300s"
force_recovery = true

[[channel.namespaces]]
name = "lossy"
${noRoomRates}
history_size = 100000
history_ttl = "300s"
force_recovery = true
slow = "drop_oldest"
`;

// Publications that one recovery is sure to hold.
const furthestBehind = 2_000;

// The same numbers in [0, 1) every time, so that a failure can be repeated.
function* dice(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const isUp = (socket) => socket.readyState <= WebSocket.OPEN;

test('100 drops at random moments lose and repeat nothing', async (t) => {
  const server = await Server.start(t, {config});
  const enter = (protocol) => SdkClient.connect(t, server, {protocol});
  const stayed = await (await enter('json')).enter('pier');
  const clients = await Promise.all(protocols.map(enter));
  const rooms = await Promise.all(clients.map((each) => each.enter('pier')));
  const speakers = [await enter('json'), await enter('protobuf')];

  // A drop hits whatever the SDK is doing then: shaking hands, connecting,
  // subscribing or reading.
  const random = dice(20240229);
  const drops = clients.map(() => 0);
  let said = 0;
  while (drops.some((count) => count < 100)) {
    said += speakers.length;
    await Promise.all(speakers.map((each) => each.publish('pier', said)));
    // One recovery holds 1 MiB: nobody falls further behind than that.
    for (const room of rooms) {
      await room.diary.times('publication', said - furthestBehind);
    }
    for (const [i, client] of clients.entries()) {
      if (random.next().value > 0.3 || !isUp(client.socket)) continue;
      client.drop();
      drops[i] += 1;
    }
  }
  const expected = await stayed.hears(said);
  assert.deepEqual(stayed.offsets, counting(said));
  for (const room of rooms) {
    assert.deepEqual(await room.hears(said), expected);
    assert.deepEqual(room.offsets, counting(said));
    const lost = room.diary.all('subscribed').slice(1);
    assert.ok(lost.every(({recovered}) => recovered), 'always recovered');
  }
});

// Fills the way to a client that does not read, until the server has had
// enough of it.
async function overflow(t, protocol, name) {
  const server = await Server.start(t, {config});
  const client = await SdkClient.connect(t, server, {protocol});
  const room = await client.enter(name);
  const speaker = await SdkClient.connect(t, server);
  client.socket.pause();
  const letters = 'x'.repeat(50_000);
  for (const n of counting(400)) await speaker.publish(name, {n, letters});
  return {client, room};
}

// What it missed is more than one recovery holds, so it pages through the
// history from where it stood, as docs/protocol.md says.
async function catchUp(room) {
  const values = room.heard;
  const epoch = room.diary.all('subscribed')[0].streamPosition.epoch;
  for (let offset = values.length; offset < 400; ) {
    const page = await room.history({limit: 300, since: {offset, epoch}});
    assert.ok(page.values.length > 0, 'a page has one publication at least');
    values.push(...page.values);
    offset = values.length;
  }
  return values.map(({n}) => n);
}

for (const protocol of protocols) {
  test(`who reads too slowly is let in again, ${protocol}`, async (t) => {
    const {client, room} = await overflow(t, protocol, 'pier');
    const lost = client.diary.next('connecting');
    client.socket.resume();
    assert.equal((await lost).code, 3008);
    const again = await room.diary.first('subscribed', (s) => s.wasRecovering);
    assert.equal(again.recovered, false);
    assert.deepEqual(await catchUp(room), counting(400));
  });

  test(`who lost the oldest pages through them, ${protocol}`, async (t) => {
    const {client, room} = await overflow(t, protocol, 'lossy:x');
    client.socket.resume();
    const {code} = await room.diary.first('subscribing', (c) => c.code > 1);
    assert.equal(code, 2500);
    const again = await room.diary.first('subscribed', (s) => s.wasRecovering);
    assert.equal(again.recovered, false);
    assert.deepEqual(await catchUp(room), counting(400));
    assert.equal(client.sockets.length, 1, 'it stayed connected');
  });
}
