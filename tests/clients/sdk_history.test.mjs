// SPDX-License-Identifier: Apache-2.0
// What was said in a room, page by page, in both formats of the SDK.

import assert from 'node:assert/strict';
import {eachProtocolWith} from './each_protocol.mjs';
import {counting} from './sdk.mjs';

const config = `
[client]
insecure = true

[channel.without_namespace]
history_size = 100
history_ttl = "300s"
force_recovery = true
`;
const eachProtocol = eachProtocolWith(config);

eachProtocol('history comes in pages', async ({client}) => {
  const pier = await client.enter('pier');
  for (const n of counting(9)) await pier.publish(n);
  const {epoch} = (await pier.diary.first('subscribed')).streamPosition;
  const after = (offset) => ({offset, epoch});
  const values = async (options) => (await pier.history(options)).values;

  const top = await pier.history({limit: 0});
  assert.deepEqual([top.values, top.offset, top.epoch], [[], 9, epoch]);
  assert.deepEqual(await values({limit: 4}), [1, 2, 3, 4]);
  assert.deepEqual(await values({limit: 4, since: after(4)}), [5, 6, 7, 8]);
  assert.deepEqual(await values({limit: 4, since: after(8)}), [9]);
  assert.deepEqual(await values({limit: 4, since: after(9)}), []);
  assert.deepEqual(await values({limit: -1}), counting(9));
  const backward = {limit: 3, reverse: true};
  assert.deepEqual(await values(backward), [9, 8, 7]);
  assert.deepEqual(await values({...backward, since: after(7)}), [6, 5, 4]);
  assert.deepEqual(await values({...backward, since: after(1)}), []);

  const {publications} = await pier.history({limit: 2, since: after(5)});
  assert.deepEqual(publications.map(({offset}) => offset), [6, 7]);
  assert.equal(publications[0].info.client, client.id);
});

eachProtocol('history refuses what it cannot mean', async ({client}) => {
  const pier = await client.enter('pier');
  await pier.publish(1);
  const wrongEpoch = {limit: 1, since: {offset: 1, epoch: 'other'}};
  await assert.rejects(pier.history(wrongEpoch), {code: 112});
  const {epoch} = await pier.history();
  const beforeAll = {limit: 1, reverse: true, since: {offset: 0, epoch}};
  await assert.rejects(pier.history(beforeAll), {code: 107});
});
