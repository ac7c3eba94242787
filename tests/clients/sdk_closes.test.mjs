// SPDX-License-Identifier: Apache-2.0
// Each close code that a client can provoke, and what its SDK makes of it.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inSeconds, jwt, secret} from './jwt.mjs';
import {RawClient} from './raw_client.mjs';
import {SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const insecure = `
[client]
insecure = true
`;
const withTokens = `
[client]
expired_close_delay = "100ms"
disallow_anonymous_connection_tokens = true
user_connection_limit = 2
[client.token]
hmac_secret_key = "${secret}"
`;
const start = (t, config) => Server.start(t, {config});

// -- 3501, bad request --------------------------------------------------------

const subscribe = {id: 2, subscribe: {channel: 'pier'}};
const asText = (command) => JSON.stringify(command);

for (const [what, frame] of Object.entries({
  'a command before connect': asText(subscribe),
  'a pong before connect': '{}',
  'a connect without id': '{"connect":{}}',
  'no object': '[1]',
  'no JSON': 'hello',
  'half an object': '{"id":1,"connect":{',
  'nothing': '',
})) {
  test(`${what} is close 3501`, async (t) => {
    const client = await RawClient.open(t, await start(t, insecure));
    client.sayText(frame);
    const end = {code: 3501, reason: 'bad request'};
    assert.deepEqual(await client.ends(), end);
  });
}

const aboutRooms = [
  ...['subscribe', 'unsubscribe', 'publish', 'presence', 'presence_stats'],
  ...['history', 'sub_refresh'],
];
const noRoom = aboutRooms.map((kind) => [
  `${kind} of no room`,
  asText({id: 2, [kind]: {data: {}, token: 'x'}}),
]);

for (const [what, frame] of [
  ['a second connect', '{"id":2,"connect":{}}'],
  ['id 0', '{"id":0,"subscribe":{"channel":"pier"}}'],
  ['no id', '{"subscribe":{"channel":"pier"}}'],
  ['an unknown command', '{"id":2,"dance":{}}'],
  ['a ping', '{"id":2,"ping":{}}'],
  ['a pong that nobody asked for', '{}'],
  ['an empty line in a frame', `${asText(subscribe)}\n\n${asText(subscribe)}`],
  ['an empty frame', ''],
  ['a refresh without token', '{"id":2,"refresh":{}}'],
  ['an unknown delta', asText({id: 2, subscribe: {channel: 'x', delta: 'y'}})],
  ...noRoom,
]) {
  test(`${what} is close 3501`, async (t) => {
    const client = await RawClient.connect(t, await start(t, insecure));
    client.sayText(frame);
    assert.equal((await client.ends()).code, 3501);
  });
}

test('a command after a refused connect is close 3501', async (t) => {
  const server = await start(t, withTokens);
  const token = jwt({sub: 'alice', exp: inSeconds(-60)});
  const client = await RawClient.connect(t, server, {token});
  client.say(subscribe);
  assert.equal((await client.ends()).code, 3501);
});

test('a newline at the end of a frame is no mistake', async (t) => {
  const client = await RawClient.connect(t, await start(t, insecure));
  client.sayText(`${asText(subscribe)}\n`);
  assert.ok((await client.reply(2)).subscribe);
});

// -- tokens -------------------------------------------------------------------

test('a connection that is not renewed is close 3005', async (t) => {
  const server = await start(t, withTokens);
  const token = jwt({sub: 'alice', exp: inSeconds(1)});
  const client = await RawClient.connect(t, server, {token});
  const {expires, ttl} = client.replies[0].connect;
  assert.equal(expires, true);
  assert.ok(ttl <= 2);
  const end = {code: 3005, reason: 'connection expired'};
  assert.deepEqual(await client.ends(), end);
});

test('a renewal with an expired token is close 3005', async (t) => {
  const server = await start(t, withTokens);
  const token = jwt({sub: 'alice', exp: inSeconds(60)});
  const client = await RawClient.connect(t, server, {token});
  const late = jwt({sub: 'alice', exp: inSeconds(-60)});
  client.say({id: 2, refresh: {token: late}});
  assert.equal((await client.ends()).code, 3005);
});

test('a token of the empty user may be close 3507', async (t) => {
  const client = await RawClient.open(t, await start(t, withTokens));
  client.say({id: 1, connect: {token: jwt({sub: ''})}});
  const end = {code: 3507, reason: 'permission denied'};
  assert.deepEqual(await client.ends(), end);
});

test('one connection too many of a user is close 3504', async (t) => {
  const server = await start(t, withTokens);
  const token = jwt({sub: 'alice'});
  const first = await SdkClient.connect(t, server, {token});
  await SdkClient.connect(t, server, {token});
  const third = new SdkClient(t, server, {token});
  third.sdk.connect();
  assert.equal((await third.diary.first('disconnected')).code, 3504);
  first.sdk.disconnect();
  await SdkClient.connect(t, server, {token: jwt({sub: 'bob'})});
});

// -- time ---------------------------------------------------------------------

test('who never connects is close 3502', async (t) => {
  const config = `${insecure}stale_close_delay = "200ms"`;
  const client = await RawClient.open(t, await start(t, config));
  const end = {code: 3502, reason: 'stale'};
  assert.deepEqual(await client.ends(), end);
});

test('who does not answer a ping is close 3012, others stay', async (t) => {
  const times = 'ping_interval = "1s"\npong_timeout = "500ms"';
  const server = await start(t, `${insecure}${times}`);
  const awake = await SdkClient.connect(t, server);
  const mute = await RawClient.connect(t, server);
  const {ping, pong} = mute.replies[0].connect;
  assert.deepEqual([ping, pong], [1, true]);
  assert.deepEqual(await mute.ends(), {code: 3012, reason: 'no pong'});
  assert.deepEqual(mute.replies.slice(1), [{}]);
  assert.equal(awake.sockets.length, 1);
});

// -- what is not there, or too much -------------------------------------------

test('a message to nobody is close 3508', async (t) => {
  const client = await SdkClient.connect(t, await start(t, insecure));
  await client.sdk.send({anything: true});
  const end = {code: 3508, reason: 'not available'};
  assert.deepEqual(await client.diary.first('disconnected'), end);
});

test('far too many commands are close 3013', async (t) => {
  const rates = 'command_rate = 0.001\ncommand_burst = 3';
  const client = await RawClient.connect(
    t,
    await start(t, `${insecure}${rates}`),
  );
  const rpc = (id) => ({id, rpc: {method: 'x'}});
  const codes = [];
  for (const id of [2, 3, 4, 5, 6, 7]) {
    codes.push((await client.ask(rpc(id))).error.code);
  }
  assert.deepEqual(codes, [108, 108, 108, 111, 111, 111]);
  client.say(rpc(8));
  const end = {code: 3013, reason: 'too many requests'};
  assert.deepEqual(await client.ends(), end);
});

test('a frame that is too large is the end for the SDK', async (t) => {
  const client = await SdkClient.connect(t, await start(t, insecure));
  client.publish('pier', 'x'.repeat(66_000)).catch(() => {});
  assert.equal((await client.diary.first('disconnected')).code, 3);
});

test('bytes that are no JSON end no member', async (t) => {
  const server = await start(t, insecure);
  const json = await SdkClient.connect(t, server);
  const protobuf = await SdkClient.connect(t, server, {protocol: 'protobuf'});
  const reader = await json.enter('pier');
  const pier = await protobuf.enter('pier');
  await assert.rejects(pier.sub.publish(Uint8Array.of(255, 254)), {code: 107});
  await protobuf.publish('pier', {n: 1});
  const [{data}] = await reader.diary.times('publication', 1);
  assert.deepEqual(data, {n: 1});
});

test('JSON members are shown null where the namespace says binary', async (t) => {
  const options = `
    [channel.without_namespace]
    publication_data_format = "binary"
    history_size = 10
    history_ttl = "60s"
    force_recovery = true
  `;
  const server = await start(t, `${insecure}${options}`);
  const json = await SdkClient.connect(t, server);
  const protobuf = await SdkClient.connect(t, server, {protocol: 'protobuf'});
  const reader = await json.enter('pier');
  const pier = await protobuf.enter('pier');
  const bytes = Uint8Array.of(0, 255, 128);
  await pier.sub.publish(bytes);
  const [{data}] = await pier.diary.times('publication', 1);
  assert.deepEqual(Uint8Array.from(data), bytes);
  await pier.sub.publish(new TextEncoder().encode('1e400'));
  const seen = await reader.diary.times('publication', 2);
  assert.deepEqual(
    seen.map((each) => [each.data, each.offset]),
    [[null, 1], [Infinity, 2]],
  );
  // It goes on where it was: no gap that the SDK would resubscribe for.
  json.sdk.disconnect();
  await pier.sub.publish(bytes);
  const back = reader.diary.next('subscribed');
  json.sdk.connect();
  const {recovered, wasRecovering} = await back;
  assert.deepEqual({recovered, wasRecovering}, {recovered: true, wasRecovering: true});
  const {publications} = await reader.sub.history({limit: 10});
  assert.deepEqual(publications.map(({data}) => data), [null, Infinity, null]);
});

test('a stop is close 3001 and the SDK comes back', async (t) => {
  const server = await start(t, insecure);
  const client = await SdkClient.connect(t, server);
  const lost = client.diary.next('connecting');
  server.signal('SIGTERM');
  assert.deepEqual(await lost, {code: 3001, reason: 'shutdown'});
  assert.deepEqual(await server.ended(), {code: 0, signal: null});
  const came = client.diary.next('connected');
  await Server.start(t, {config: insecure, port: server.port});
  await came;
});
