// SPDX-License-Identifier: Apache-2.0
// What a back end publishes by the server API, as clients of the SDK hear it.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {jwt, secret} from './jwt.mjs';
import {counting, protocols, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[http_api]
key = "${BackEnd.key}"

[client.token]
hmac_secret_key = "${secret}"

[channel.without_namespace]
allow_subscribe_for_client = true
history_size = 100
history_ttl = "300s"
force_recovery = true
`;

async function start(t) {
  const server = await Server.start(t, {config});
  const connect = (user, options = {}) =>
    SdkClient.connect(t, server, {token: jwt({sub: user}), ...options});
  return {server, connect, backEnd: new BackEnd(server)};
}

for (const protocol of protocols) {
  test(`a publication reaches the subscribers, ${protocol}`, async (t) => {
    const {connect, backEnd} = await start(t);
    const pier = await (await connect('alice', {protocol})).enter('pier');
    const {epoch} = (await pier.diary.first('subscribed')).streamPosition;
    const data = {text: 'line\nbreak', n: [1, 2.5, null]};
    const wish = {channel: 'pier', data, tags: {from: 'back end'}};
    const result = await backEnd.call('publish', wish);
    assert.deepEqual(result, {offset: 1, epoch});
    assert.deepEqual(await pier.hears(1), [data]);
    const [publication] = pier.diary.all('publication');
    assert.deepEqual(publication.tags, {from: 'back end'});
    assert.equal(publication.offset, 1);
    assert.ok(!publication.info, 'nobody of the room has said it');
  });
}

test('one after the other they keep their order', async (t) => {
  const {connect, backEnd} = await start(t);
  const pier = await (await connect('alice')).enter('pier');
  for (const n of counting(20)) {
    await backEnd.call('publish', {channel: 'pier', data: n});
  }
  assert.deepEqual(await pier.hears(20), counting(20));
});

test('bytes reach those who can read them', async (t) => {
  const {connect, backEnd} = await start(t);
  const client = await connect('alice', {protocol: 'protobuf'});
  const pier = await client.enter('pier');
  const bytes = Buffer.from([0, 255, 128, 10]);
  const b64data = bytes.toString('base64');
  await backEnd.call('publish', {channel: 'pier', b64data});
  const [{data}] = await pier.diary.times('publication', 1);
  assert.deepEqual(Buffer.from(data), bytes);
});

test('what nobody can publish is refused', async (t) => {
  const {backEnd} = await start(t);
  const code = async (wish) => (await backEnd.fails('publish', wish)).code;
  assert.equal(await code({channel: 'nowhere:x', data: 1}), 102);
  assert.equal(await code({channel: 'pier'}), 107);
  assert.equal(await code({data: 1}), 107);
  assert.equal(await code({channel: 'pier', b64data: '&&'}), 107);
});

test('skip_history is heard and forgotten', async (t) => {
  const {connect, backEnd} = await start(t);
  const pier = await (await connect('alice')).enter('pier');
  await backEnd.call('publish', {channel: 'pier', data: 'kept'});
  const wish = {channel: 'pier', data: 'gone', skip_history: true};
  await backEnd.call('publish', wish);
  await backEnd.call('publish', {channel: 'pier', data: 'kept too'});
  assert.deepEqual(await pier.hears(3), ['kept', 'gone', 'kept too']);
  assert.deepEqual(pier.offsets.filter(Boolean), [1, 2]);
  const page = await backEnd.call('history', {channel: 'pier', limit: -1});
  const kept = page.publications.map(({data}) => data);
  assert.deepEqual(kept, ['kept', 'kept too']);
});

test('an idempotency key publishes once', async (t) => {
  const {connect, backEnd} = await start(t);
  const pier = await (await connect('alice')).enter('pier');
  const wish = {channel: 'pier', data: 'once', idempotency_key: 'k1'};
  const first = await backEnd.call('publish', wish);
  assert.deepEqual(await backEnd.call('publish', wish), first);
  const other = {...wish, data: 'twice', idempotency_key: 'k2'};
  assert.equal((await backEnd.call('publish', other)).offset, 2);
  const elsewhere = await backEnd.call('publish', {...wish, channel: 'quay'});
  assert.equal(elsewhere.offset, 1);
  assert.deepEqual(await pier.hears(2), ['once', 'twice']);
});

test('an older version is dropped', async (t) => {
  const {connect, backEnd} = await start(t);
  const pier = await (await connect('alice')).enter('pier');
  for (const version of [5, 5, 4, 6]) {
    const wish = {channel: 'pier', data: version, version};
    await backEnd.call('publish', wish);
  }
  const other = {version: 1, version_epoch: 'new'};
  await backEnd.call('publish', {channel: 'pier', data: 'new', ...other});
  assert.deepEqual(await pier.hears(3), [5, 6, 'new']);
  assert.deepEqual(pier.offsets, [1, 2, 3]);
});

test('exclude_user and exclude_client spare some', async (t) => {
  const {connect, backEnd} = await start(t);
  const clients = [];
  for (const user of ['alice', 'alice', 'bob']) {
    clients.push(await connect(user));
  }
  const rooms = await Promise.all(clients.map((each) => each.enter('pier')));
  const say = (data, more) =>
    backEnd.call('publish', {channel: 'pier', data, ...more});
  await say('not alice', {exclude_user: 'alice'});
  await say('not the first', {exclude_client: clients[0].id});
  await say('all');
  assert.deepEqual(await rooms[0].hears(1), ['all']);
  assert.deepEqual(await rooms[1].hears(2), ['not the first', 'all']);
  const everything = ['not alice', 'not the first', 'all'];
  assert.deepEqual(await rooms[2].hears(3), everything);
  for (const {diary} of rooms) {
    assert.equal(diary.all('subscribed').length, 1, 'and no gap is noticed');
  }
});

test('who is spared recovers all the same', async (t) => {
  const {connect, backEnd} = await start(t);
  const alice = await connect('alice');
  const pier = await alice.enter('pier');
  const say = (data, more) =>
    backEnd.call('publish', {channel: 'pier', data, ...more});
  await say('spared', {exclude_user: 'alice'});
  await say('all');
  await pier.hears(1);
  const told = pier.diary.next('subscribed');
  alice.drop();
  await say('missed');
  assert.equal((await told).recovered, true);
  assert.deepEqual(await pier.hears(2), ['all', 'missed']);
});

test('a broadcast is answered room by room', async (t) => {
  const {connect, backEnd} = await start(t);
  const alice = await connect('alice');
  const rooms = [await alice.enter('pier'), await alice.enter('quay')];
  await backEnd.call('publish', {channel: 'quay', data: 'before'});
  const channels = ['pier', 'nowhere:x', 'quay'];
  const wish = {channels, data: 'all', tags: {to: 'all'}};
  const {responses} = await backEnd.call('broadcast', wish);
  const [pier, nowhere, quay] = responses;
  assert.equal(pier.result.offset, 1);
  assert.equal(nowhere.error.code, 102);
  assert.equal(quay.result.offset, 2);
  assert.deepEqual(await rooms[0].hears(1), ['all']);
  assert.deepEqual(await rooms[1].hears(2), ['before', 'all']);
});
