// SPDX-License-Identifier: Apache-2.0
// Small commands with large answers: what one client asks for costs others on
// its loop nothing, and is bounded in bytes.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {RawClient} from './raw_client.mjs';
import {counting} from './sdk.mjs';
import {Server} from './server.mjs';

const publications = 300;
const config = `
[client]
insecure = true
presence_max_members = 100

[http_api]
key = "${BackEnd.key}"

[channel.without_namespace]
presence = true
history_size = ${publications}
history_ttl = "1h"
allow_recovery = true
`;
const mebibyte = 1_048_576;
const around = 512; // bytes of a reply that is no page

// A server of one loop whose room `big` is full, and somebody who listens in
// another room of that loop.
async function fullRoom(t) {
  const server = await Server.start(t, {config, args: ['--threads', '1']});
  const backEnd = new BackEnd(server);
  const data = 'x'.repeat(60_000);
  for (let i = 0; i < publications / 50; i += 1) {
    const commands = Array(50).fill({publish: {channel: 'big', data}});
    const {status} = await backEnd.post('/api/batch', {commands});
    assert.equal(status, 200);
  }
  const observer = await RawClient.connect(t, server);
  await observer.ask({id: 2, subscribe: {channel: 'quiet'}});
  return {server, backEnd, observer};
}

// What a client is told from now on: replies by kind, and bytes.
function tally(client) {
  const told = {bytes: 0, pages: 0, refused: 0, other: 0};
  client.socket.on('message', (bytes) => {
    told.bytes += bytes.length;
    const reply = JSON.parse(String(bytes));
    if (reply.error?.code === 111) told.refused += 1;
    else if (reply.error === undefined && bytes.length > around) {
      told.pages += 1;
    } else told.other += 1;
  });
  return told;
}

// Publishes beside an attack: the observer gets all of it, in order.
async function staysInOrder({backEnd, observer}, attack) {
  const numbers = counting(50);
  const attacked = attack();
  for (const n of numbers) {
    await backEnd.call('publish', {channel: 'quiet', data: n});
  }
  await observer.reads((each) => each.push?.pub?.data === numbers.at(-1),
                       'the last publication');
  const heard = observer.replies.flatMap((each) => each.push?.pub?.data ?? []);
  assert.deepEqual(heard, numbers);
  await attacked;
}

const many = (count, command) =>
  Array.from({length: count}, (_, i) => ({id: i + 10, ...command}));

test('a hundred questions for a full history are refused', async (t) => {
  const room = await fullRoom(t);
  const client = await RawClient.connect(t, room.server);
  const told = tally(client);
  await staysInOrder(room, async () => {
    client.say(...many(100, {history: {channel: 'big', limit: publications}}));
    await client.reply(109);
  });
  assert.ok(told.pages >= 1 && told.pages <= 3, `${told.pages} pages`);
  assert.equal(told.pages + told.refused, 100);
  assert.ok(told.bytes <= told.pages * (mebibyte + around) + 100 * around);
});

test('a hundred comebacks to a full room are refused', async (t) => {
  const room = await fullRoom(t);
  const client = await RawClient.connect(t, room.server);
  const told = tally(client);
  const subscribe = {channel: 'big', recoverable: true, recover: true,
                     offset: publications - 15, epoch: ''};
  await staysInOrder(room, async () => {
    client.say(...many(100, {}).flatMap(({id}) => [
      {id: 2 * id, subscribe}, {id: 2 * id + 1, unsubscribe: {channel: 'big'}},
    ]));
    await client.reply(2 * 109 + 1);
  });
  assert.ok(told.refused > 150, `${told.refused} refused`);
  assert.ok(told.pages >= 1 && told.pages <= 3, `${told.pages} pages`);
  assert.ok(told.bytes <= 3 * mebibyte, `${told.bytes} bytes`);
});

test('more than one answer holds is not recovered', async (t) => {
  const {server} = await fullRoom(t);
  const client = await RawClient.connect(t, server);
  const {subscribe} = await client.ask({id: 2, subscribe: {
    channel: 'big', recoverable: true, recover: true, offset: 0, epoch: ''}});
  assert.equal(subscribe.recovered, undefined);
  assert.equal(subscribe.publications, undefined);
  assert.equal(subscribe.offset, publications);
});

test('a client pages through a history that is over one answer', async (t) => {
  const {server} = await fullRoom(t);
  const client = await RawClient.connect(t, server);
  const {history} = await client.ask({id: 2, history: {
    channel: 'big', limit: publications}});
  const offsets = history.publications.map((each) => each.offset);
  assert.ok(offsets.length < publications);
  assert.deepEqual(offsets, counting(offsets.length));
  assert.equal(history.offset, publications);
});

test('presence of too many members is error 106', async (t) => {
  const room = await fullRoom(t);
  for (let i = 0; i < 101; i += 1) {
    const member = await RawClient.connect(t, room.server);
    await member.ask({id: 2, subscribe: {channel: 'crowd'}});
  }
  const client = await RawClient.connect(t, room.server);
  await staysInOrder(room, async () => {
    client.say(...many(50, {presence: {channel: 'crowd'}}));
    const {error} = await client.reply(59);
    assert.equal(error.code, 106);
  });
  const stats = {id: 3, presence_stats: {channel: 'crowd'}};
  const {presence_stats: count} = await client.ask(stats);
  assert.equal(count.num_clients, 101);
  const error = await room.backEnd.fails('presence', {channel: 'crowd'});
  assert.equal(error.code, 106);
});
