// SPDX-License-Identifier: Apache-2.0
// Which rooms a client of the SDK gets into, and what it may do there: by
// subscription tokens, by its name and by the namespace.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inSeconds, jwt, secret} from './jwt.mjs';
import {SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[client]
expired_sub_close_delay = "1s"

[client.token]
hmac_secret_key = "${secret}"

[channel.without_namespace]
allow_subscribe_for_client = true
allow_user_limited_channels = true
join_leave = true
force_push_join_leave = true

[[channel.namespaces]]
name = "closed"

[[channel.namespaces]]
name = "mute"
allow_subscribe_for_client = true
presence = true
history_size = 10
history_ttl = "60s"

[[channel.namespaces]]
name = "members"
allow_subscribe_for_client = true
allow_publish_for_subscriber = true
allow_presence_for_subscriber = true
allow_history_for_subscriber = true
presence = true
history_size = 10
history_ttl = "60s"

[[channel.namespaces]]
name = "open"
allow_subscribe_for_client = true
allow_publish_for_client = true
allow_presence_for_client = true
allow_history_for_client = true
presence = true
history_size = 10
history_ttl = "60s"
channel_regex = "[a-z]+"
`;

async function alice(t) {
  const server = await Server.start(t, {config});
  const token = jwt({sub: 'alice'});
  return await SdkClient.connect(t, server, {token});
}

// The error code with which a subscription to `name` is refused.
async function refusal(client, name, options) {
  const room = client.room(name, options);
  room.sub.subscribe();
  return (await room.diary.first('unsubscribed')).code;
}

// -- subscription tokens ------------------------------------------------------

test('a private room opens with a token for it', async (t) => {
  const client = await alice(t);
  const info = {seat: 7};
  const data = {hello: 'there'};
  const claims = {sub: 'alice', channel: '$vip', info, data};
  const vip = client.room('$vip', {token: jwt(claims)});
  const told = await vip.subscribe();
  assert.deepEqual(told.data, data);
  const joined = await vip.diary.first('join');
  assert.deepEqual(joined.info.chanInfo, info);
});

test('a private room stays shut without one', async (t) => {
  assert.equal(await refusal(await alice(t), '$vip'), 103);
});

test('a token opens what the namespace has closed', async (t) => {
  const client = await alice(t);
  assert.equal(await refusal(client, 'closed:x'), 103);
  const token = jwt({sub: 'alice', channel: 'closed:y'});
  await client.enter('closed:y', {token});
});

test('a token of another key is error 103', async (t) => {
  const token = jwt({sub: 'alice', channel: '$vip'}, 'another key');
  assert.equal(await refusal(await alice(t), '$vip', {token}), 103);
});

for (const [what, claims] of Object.entries({
  room: {sub: 'alice', channel: '$other'},
  user: {sub: 'bob', channel: '$vip'},
  client: {sub: 'alice', channel: '$vip', client: 'someone else'},
})) {
  test(`a token for another ${what} ends the client with 3500`, async (t) => {
    const client = await alice(t);
    client.room('$vip', {token: jwt(claims)}).sub.subscribe();
    assert.equal((await client.diary.first('disconnected')).code, 3500);
  });
}

test('an expired token is replaced before subscribing', async (t) => {
  const client = await alice(t);
  const vip = client.room('$vip', {
    token: jwt({sub: 'alice', channel: '$vip', exp: inSeconds(-60)}),
    getToken: async ({channel}) => jwt({sub: 'alice', channel}),
  });
  await vip.subscribe();
  assert.equal((await vip.diary.first('error')).error.code, 109);
});

test('an expired token without getToken ends the room', async (t) => {
  const claims = {sub: 'alice', channel: '$vip', exp: inSeconds(-60)};
  const token = jwt(claims);
  assert.equal(await refusal(await alice(t), '$vip', {token}), 1);
});

test('a subscription that expires is renewed', async (t) => {
  const client = await alice(t);
  let asked = 0;
  const end = inSeconds(1);
  const getToken = async ({channel}) => {
    asked += 1;
    return jwt({sub: 'alice', channel, exp: asked < 2 ? end : end + 60});
  };
  const vip = await client.enter('$vip', {getToken});
  // One that the SDK ends when that token and its grace are over.
  const claims = {sub: 'alice', channel: '$clock', exp: end + 2};
  const clock = await client.enter('$clock', {token: jwt(claims)});
  await clock.diary.first('unsubscribed');
  assert.equal(asked, 2);
  assert.equal(vip.diary.all('subscribed').length, 1);
  assert.equal(vip.sub.state, 'subscribed');
});

// -- names and namespaces -----------------------------------------------------

test('a user-limited room is for those it names', async (t) => {
  const client = await alice(t);
  await client.enter('talk#alice,bob');
  await client.enter('own#alice');
  assert.equal(await refusal(client, 'talk#bob,carol'), 103);
  assert.equal(await refusal(client, 'talk#alic'), 103);
});

test('an unknown namespace is error 102', async (t) => {
  const client = await alice(t);
  assert.equal(await refusal(client, 'nowhere:x'), 102);
  await assert.rejects(client.publish('nowhere:x', 1), {code: 102});
  await assert.rejects(client.sdk.history('nowhere:x'), {code: 102});
  await assert.rejects(client.sdk.presence('nowhere:x'), {code: 102});
});

test('a name that may not be is error 107', async (t) => {
  const client = await alice(t);
  assert.equal(await refusal(client, 'x'.repeat(256)), 107);
  assert.equal(await refusal(client, 'mute:ä'), 107);
  assert.equal(await refusal(client, 'open:ABC'), 107);
  await client.enter('open:abc');
  await client.enter('x'.repeat(255));
});

// The codes of what a client may not do in `name`.
async function refusals(client, name) {
  const code = (promise) => promise.then(() => 0, (error) => error.code);
  return {
    publish: await code(client.publish(name, 1)),
    presence: await code(client.sdk.presence(name)),
    stats: await code(client.sdk.presenceStats(name)),
    history: await code(client.sdk.history(name)),
  };
}

const nothing = {publish: 103, presence: 103, stats: 103, history: 103};
const everything = {publish: 0, presence: 0, stats: 0, history: 0};

test('a namespace grants no right by itself', async (t) => {
  const client = await alice(t);
  await client.enter('mute:x');
  assert.deepEqual(await refusals(client, 'mute:x'), nothing);
});

test('rights of subscribers end with the subscription', async (t) => {
  const client = await alice(t);
  assert.deepEqual(await refusals(client, 'members:x'), nothing);
  const room = await client.enter('members:x');
  assert.deepEqual(await refusals(client, 'members:x'), everything);
  room.sub.unsubscribe();
  assert.deepEqual(await refusals(client, 'members:x'), nothing);
});

test('rights of clients need no subscription', async (t) => {
  const client = await alice(t);
  assert.deepEqual(await refusals(client, 'open:x'), everything);
});

test('a position needs the right to history', async (t) => {
  const client = await alice(t);
  const wish = {positioned: true, recoverable: true};
  const granted = async (name) => {
    const room = client.room(name, wish);
    const {positioned, recoverable} = await room.subscribe();
    return [positioned, recoverable];
  };
  assert.deepEqual(await granted('open:x'), [true, true]);
  assert.deepEqual(await granted('mute:x'), [false, false]);
});
