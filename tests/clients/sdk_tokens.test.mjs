// SPDX-License-Identifier: Apache-2.0
// Who a client is and what it may, as tokens say it to the SDK.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inSeconds, jwt, secret} from './jwt.mjs';
import {SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[client]
expired_close_delay = "1s"
expired_sub_close_delay = "1s"

[client.token]
hmac_secret_key = "${secret}"

[channel.without_namespace]
presence = true
join_leave = true
force_push_join_leave = true
allow_subscribe_for_client = true
allow_publish_for_subscriber = true
allow_presence_for_subscriber = true
`;

const start = (t, more = '') => Server.start(t, {config: config + more});

// How a connection with `options` ends that is refused for good.
async function refused(t, server, options) {
  const client = new SdkClient(t, server, options);
  client.sdk.connect();
  return await client.diary.first('disconnected');
}

test('others see the user and the info of a token', async (t) => {
  const server = await start(t);
  const info = {name: 'Alice', of: ['Wonderland']};
  const token = jwt({sub: 'alice', info});
  const alice = await SdkClient.connect(t, server, {token});
  const bob = await SdkClient.connect(t, server, {token: jwt({sub: 'bob'})});
  const pier = await bob.enter('pier');
  const alices = await alice.enter('pier');
  const expected = {user: 'alice', client: alice.id, connInfo: info};

  const isAlice = (context) => context.info.user === 'alice';
  const joined = await pier.diary.first('join', isAlice);
  assert.deepEqual(joined.info, expected);
  await alices.publish('hi');
  const [said] = await pier.diary.times('publication', 1);
  assert.deepEqual(said.info, expected);
  const {clients} = await pier.sub.presence();
  assert.equal(clients[alice.id].user, 'alice');
  assert.deepEqual(clients[alice.id].connInfo, info);
  const counts = await pier.sub.presenceStats();
  assert.deepEqual(counts, {numClients: 2, numUsers: 2});
});

test('two clients of a user are one user', async (t) => {
  const server = await start(t);
  const token = jwt({sub: 'alice'});
  const rooms = [1, 2].map(async () => {
    const client = await SdkClient.connect(t, server, {token});
    return await client.enter('pier');
  });
  const [pier] = await Promise.all(rooms);
  const counts = await pier.sub.presenceStats();
  assert.deepEqual(counts, {numClients: 2, numUsers: 1});
});

test('info may be bytes', async (t) => {
  const server = await start(t);
  const b64info = Buffer.from('{"n":1}').toString('base64');
  const token = jwt({sub: 'alice', b64info});
  const alice = await SdkClient.connect(t, server, {token});
  const pier = await alice.enter('pier');
  const {info} = await pier.diary.first('join');
  assert.deepEqual(info.connInfo, {n: 1});
});

test('tokens without sub or exp are accepted', async (t) => {
  const server = await start(t);
  const client = await SdkClient.connect(t, server, {token: jwt({})});
  assert.equal(client.sdk.state, 'connected');
});

test('a token that expires is renewed while connected', async (t) => {
  const server = await start(t);
  let asked = 0;
  const getToken = async () => {
    asked += 1;
    return jwt({sub: 'alice', exp: inSeconds(60)});
  };
  const end = inSeconds(1);
  const token = jwt({sub: 'alice', exp: end});
  const client = await SdkClient.connect(t, server, {token, getToken});
  const pier = await client.enter('pier');
  // One that the SDK ends when that token and its grace are over.
  const bob = await SdkClient.connect(t, server, {token: jwt({sub: 'bob'})});
  const claims = {sub: 'bob', channel: 'pier', exp: end + 2};
  const clock = await bob.enter('pier', {token: jwt(claims)});
  await clock.diary.first('unsubscribed');
  await pier.publish('still here');
  assert.equal(asked, 1);
  assert.equal(client.sockets.length, 1);
});

test('an expired token is replaced before connecting', async (t) => {
  const server = await start(t);
  const getToken = async () => jwt({sub: 'alice', exp: inSeconds(60)});
  const token = jwt({sub: 'alice', exp: inSeconds(-60)});
  const client = new SdkClient(t, server, {token, getToken});
  await client.connect();
  const {error} = await client.diary.first('error');
  assert.equal(error.code, 109);
});

test('an expired token without getToken ends the client', async (t) => {
  const server = await start(t);
  const token = jwt({sub: 'alice', exp: inSeconds(-60)});
  assert.equal((await refused(t, server, {token})).code, 1);
});

test('what is no token of ours ends the client with 3500', async (t) => {
  const server = await start(t);
  const good = jwt({sub: 'alice'});
  const [, claims] = good.split('.');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  const tokens = {
    garbage: 'not a token',
    'another key': jwt({sub: 'alice'}, 'another key'),
    'no signature': `${unsigned}.${claims}.`,
    'a cut signature': good.slice(0, -2),
    'one for a subscription': jwt({sub: 'alice', channel: 'pier'}),
  };
  for (const [what, token] of Object.entries(tokens)) {
    assert.equal((await refused(t, server, {token})).code, 3500, what);
  }
});

test('the clocks of issuer and server may differ a little', async (t) => {
  const server = await start(t);
  for (const claims of [{nbf: inSeconds(10)}, {exp: inSeconds(-10)}]) {
    const token = jwt({sub: 'alice', ...claims});
    const client = await SdkClient.connect(t, server, {token});
    assert.ok(client.id);
  }
  // Beyond that another token is asked for, and 3500 does not end the client.
  const early = jwt({sub: 'alice', nbf: inSeconds(60)});
  assert.equal((await refused(t, server, {token: early})).code, 1);
});

test('no token ends the client with 3501', async (t) => {
  const server = await start(t);
  assert.equal((await refused(t, server)).code, 3501);
});

test('no token is the empty user if that is allowed', async (t) => {
  const config = `
[client]
allow_anonymous_connect_without_token = true
[channel.without_namespace]
allow_subscribe_for_client = true
[[channel.namespaces]]
name = "open"
allow_subscribe_for_client = true
allow_subscribe_for_anonymous = true
`;
  const server = await Server.start(t, {config});
  const client = await SdkClient.connect(t, server);
  await client.enter('open:x');
  const pier = client.room('pier');
  pier.sub.subscribe();
  assert.equal((await pier.diary.first('unsubscribed')).code, 103);
});

test('a user who changes at a refresh is refused', async (t) => {
  const server = await start(t);
  const token = jwt({sub: 'alice', exp: inSeconds(1)});
  const getToken = async () => jwt({sub: 'bob', exp: inSeconds(60)});
  const client = await SdkClient.connect(t, server, {token, getToken});
  assert.equal((await client.diary.first('disconnected')).code, 3500);
});

test('a secret on its way out is still good', async (t) => {
  const fresh = 'new secret of this test', old = 'old secret of this test';
  const more = `
[client.subscription_token]
hmac_secret_key = "${fresh}"
hmac_previous_secret_key = "${old}"
`;
  const server = await start(t, more);
  const token = jwt({sub: 'alice'});
  const alice = await SdkClient.connect(t, server, {token});
  for (const key of [fresh, old]) {
    const channel = `$${key.slice(0, 3)}`;
    await alice.enter(channel, {token: jwt({sub: 'alice', channel}, key)});
  }
});
