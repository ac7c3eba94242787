// SPDX-License-Identifier: Apache-2.0
// 200 clients of the SDK in one room, 20 of them talking at once: one order.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {noRoomRates} from './rates.mjs';
import {counting, protocols, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[client]
insecure = true

[http_api]
key = "${BackEnd.key}"

[channel.without_namespace]
${noRoomRates}
history_size = 1000
history_ttl = "300s"
force_recovery = true
`;
const people = 200;
const speakers = counting(20);
const each = counting(20); // what one speaker says

async function crowd(t, server) {
  const enter = async (n) => {
    const protocol = protocols[n % protocols.length];
    const client = await SdkClient.connect(t, server, {protocol});
    return await client.enter('pier');
  };
  return await Promise.all(counting(people).map(enter));
}

// Wants all rooms to have heard the same, offset by offset.
async function oneOrder(rooms, total) {
  const [first, ...others] = rooms;
  const expected = await first.hears(total);
  for (const room of others) {
    assert.deepEqual(await room.hears(total), expected);
  }
  for (const room of rooms) assert.deepEqual(room.offsets, counting(total));
  return expected;
}

const bySocket = (rooms) => (who) =>
  Promise.all(each.map((n) => rooms[who].publish({who, n})));

test('20 that publish by their sockets are heard in one order', async (t) => {
  const rooms = await crowd(t, await Server.start(t, {config}));
  await Promise.all(speakers.map(bySocket(rooms)));
  const heard = await oneOrder(rooms, speakers.length * each.length);
  for (const who of speakers) {
    const own = heard.filter((said) => said.who === who);
    assert.deepEqual(own.map(({n}) => n), each, 'and theirs in their order');
  }
});

// An answered call comes before the next one of that caller.
test('20 more that publish by the API are in it too', async (t) => {
  const server = await Server.start(t, {config});
  const rooms = await crowd(t, server);
  const backEnd = new BackEnd(server);
  const byApi = async (caller) => {
    for (const n of each) {
      await backEnd.call('publish', {channel: 'pier', data: {caller, n}});
    }
  };
  const talk = [...speakers.map(bySocket(rooms)), ...speakers.map(byApi)];
  await Promise.all(talk);
  const heard = await oneOrder(rooms, talk.length * each.length);
  for (const caller of speakers) {
    const own = heard.filter((said) => said.caller === caller);
    assert.deepEqual(own.map(({n}) => n), each);
  }
});
