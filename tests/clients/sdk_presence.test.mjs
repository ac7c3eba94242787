// SPDX-License-Identifier: Apache-2.0
// Who is in a room, comes and goes, in both formats of the SDK.

import assert from 'node:assert/strict';
import {within} from './deadline.mjs';
import {eachProtocolWith} from './each_protocol.mjs';

const config = `
[client]
insecure = true

[channel.without_namespace]
presence = true
join_leave = true
force_push_join_leave = true
`;
const eachProtocol = eachProtocolWith(config);

eachProtocol('all hear who comes and goes', async ({client, enter}) => {
  const pier = await client.enter('pier');
  const own = await pier.diary.first('join');
  assert.equal(own.info.client, client.id);

  const other = await enter();
  const otherPier = await other.enter('pier');
  const isOther = ({info}) => info.client === other.id;
  await pier.diary.first('join', isOther);
  await otherPier.diary.first('join', isOther);
  assert.equal(otherPier.diary.all('join').length, 1, 'none from before');

  otherPier.sub.unsubscribe();
  await pier.diary.first('leave', isOther);
  assert.equal(otherPier.diary.all('leave').length, 0);

  await otherPier.subscribe();
  const gone = pier.diary.next('leave', isOther);
  other.drop();
  await gone;
});

eachProtocol('presence has who is there', async ({client, enter}) => {
  const pier = await client.enter('pier');
  const other = await enter();
  await other.enter('pier');
  const {clients} = await pier.sub.presence();
  assert.deepEqual(Object.keys(clients).sort(), [client.id, other.id].sort());
  assert.equal(clients[other.id].client, other.id);
  const counts = await pier.sub.presenceStats();
  assert.deepEqual(counts, {numClients: 2, numUsers: 1});
});

eachProtocol('presence ends with unsubscribe', async ({client}) => {
  const pier = await client.enter('pier');
  assert.equal((await client.sdk.presenceStats('pier')).numClients, 1);
  pier.sub.unsubscribe();
  // This question is right behind the unsubscribe command.
  const {clients} = await client.sdk.presence('pier');
  assert.deepEqual(clients, {});
  const counts = await client.sdk.presenceStats('pier');
  assert.deepEqual(counts, {numClients: 0, numUsers: 0});
});

eachProtocol('presence ends with the connection', async ({client, enter}) => {
  await client.enter('pier');
  const other = await enter();
  client.sdk.disconnect();
  const count = async () => (await other.sdk.presenceStats('pier')).numClients;
  const nobody = async () => {
    while ((await count()) !== 0);
  };
  await within(nobody(), 'nobody in the room');
});
