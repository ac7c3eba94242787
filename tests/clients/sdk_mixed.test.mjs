// SPDX-License-Identifier: Apache-2.0
// Plain clients and SDK clients of both formats in one room.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {noClientRates, noRoomRates} from './rates.mjs';
import {counting, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

const config = `
[client]
insecure = true
${noClientRates}

[channel.without_namespace]
${noRoomRates}
presence = true
join_leave = true
force_push_join_leave = true
history_size = 1000
history_ttl = "300s"
force_recovery = true
`;

// A plain client, and the room as an SDK client in each format has it.
async function assembly(t) {
  const server = await Server.start(t, {config});
  const alice = await WsMember.join(t, server, 'pier', 'alice');
  const enter = async (protocol) => {
    const client = await SdkClient.connect(t, server, {protocol});
    return await client.enter('pier');
  };
  return {alice, json: await enter('json'), protobuf: await enter('protobuf')};
}

test('a plain text is a JSON string to the SDK', async (t) => {
  const {alice, json, protobuf} = await assembly(t);
  const text = 'say "hi", \\ ä 👋';
  alice.send(text);
  assert.deepEqual(await json.hears(1), [text]);
  assert.deepEqual(await protobuf.hears(1), [text]);
});

test('what the SDK publishes is text to a plain client', async (t) => {
  const {alice, json, protobuf} = await assembly(t);
  await json.publish({from: 'json'});
  await protobuf.publish('just text');
  await alice.readsMessages(2);
  const texts = alice.messages.map((each) => each.slice(each.indexOf(']') + 2));
  assert.deepEqual(texts, ['{"from":"json"}', 'just text']);
});

test('who speaks has the name that it joined with', async (t) => {
  const {alice, json} = await assembly(t);
  await json.publish('hi');
  await alice.readsMessages(1);
  const [, name] = /^\[(.*)\] hi$/.exec(alice.messages[0]);
  assert.ok(alice.frames.includes(`* ${name} joined`), alice.frames.join());
});

test('a plain client is in the presence of the SDK', async (t) => {
  const {json, protobuf} = await assembly(t);
  assert.equal((await json.sub.presenceStats()).numClients, 3);
  const {clients} = await json.sub.presence();
  const infos = Object.values(clients).map(({connInfo}) => connInfo?.name);
  assert.deepEqual(infos.filter(Boolean), ['alice']);
  assert.equal((await protobuf.sub.presenceStats()).numClients, 3);
});

test('comings and goings are told across the formats', async (t) => {
  const {alice, json, protobuf} = await assembly(t);
  await json.diary.times('join', 2); // its own and the protobuf client's
  const gone = [json, protobuf].map(({diary}) => diary.next('leave'));
  await alice.close();
  const [one, other] = await Promise.all(gone);
  assert.equal(one.info.client, other.info.client);
  assert.equal(one.info.connInfo.name, 'alice');
});

test('all hear all in one order', async (t) => {
  const {alice, json, protobuf} = await assembly(t);
  const each = 100;
  const answers = counting(each).flatMap((n) => {
    alice.send(`plain ${n}`);
    return [json.publish(`json ${n}`), protobuf.publish(`protobuf ${n}`)];
  });
  await Promise.all(answers);
  await alice.readsMessages(3 * each);
  const heard = await json.hears(3 * each);
  assert.deepEqual(await protobuf.hears(3 * each), heard);
  const read = alice.messages.map((each) => each.replace(/^\[.*?\] /, ''));
  assert.deepEqual(read, heard);
  assert.deepEqual(json.offsets, counting(3 * each));
  assert.deepEqual(protobuf.offsets, counting(3 * each));
  for (const who of ['plain', 'json', 'protobuf']) {
    const own = heard.filter((text) => text.startsWith(`${who} `));
    assert.deepEqual(own, counting(each).map((n) => `${who} ${n}`));
  }
});
