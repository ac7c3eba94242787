// SPDX-License-Identifier: Apache-2.0
// Each error code of a reply, and each unsubscribe code, that a client can
// provoke; those of rights are in sdk_grants.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {within} from './deadline.mjs';
import {inSeconds, jwt, secret} from './jwt.mjs';
import {RawClient} from './raw_client.mjs';
import {Server} from './server.mjs';

const config = `
[client]
channel_limit = 3
expired_sub_close_delay = "100ms"
allow_anonymous_connect_without_token = true

[client.token]
hmac_secret_key = "${secret}"

[websocket]
message_size_limit = 300000

[channel.without_namespace]
allow_subscribe_for_client = true
allow_publish_for_client = true
allow_history_for_client = true
history_size = 3
history_ttl = "60s"
force_recovery = true

[[channel.namespaces]]
name = "bare"
allow_subscribe_for_client = true
allow_publish_for_client = true
allow_history_for_client = true
allow_presence_for_client = true

[[channel.namespaces]]
name = "object"
allow_publish_for_client = true
publication_data_format = "json_object"
`;

async function alice(t) {
  const server = await Server.start(t, {config});
  return await RawClient.connect(t, server, {token: jwt({sub: 'alice'})});
}

const messages = {
  102: 'unknown channel',
  103: 'permission denied',
  105: 'already subscribed',
  106: 'limit exceeded',
  107: 'bad request',
  108: 'not available',
  110: 'expired',
  112: 'unrecoverable position',
};

// Asks for something and wants it refused, in the words of the protocol.
async function refuses(client, code, command) {
  const reply = await client.ask(command);
  const {id} = command;
  const expected = {id, error: {code, message: messages[code]}};
  assert.deepEqual(reply, expected, JSON.stringify(command));
}

const publish = (id, channel, data) => ({id, publish: {channel, data}});
const subscribe = (id, channel, more) => ({
  id,
  subscribe: {channel, flag: 1, ...more},
});
const subRefresh = (id, channel, token) => ({
  id,
  sub_refresh: {channel, token},
});
const pass = (channel, seconds) =>
  jwt({sub: 'alice', channel, exp: inSeconds(seconds)});

test('102: a namespace that is not there', async (t) => {
  const client = await alice(t);
  await refuses(client, 102, subscribe(2, 'nowhere:x'));
  await refuses(client, 102, publish(3, 'nowhere:x', 1));
  await refuses(client, 102, {id: 4, history: {channel: 'nowhere:x'}});
});

test('103: what a namespace does not allow', async (t) => {
  const client = await alice(t);
  await refuses(client, 103, subscribe(2, 'object:x'));
  await refuses(client, 103, subscribe(3, '$private'));
});

test('105: a second subscription, even before the first reply', async (t) => {
  const client = await alice(t);
  client.say(subscribe(2, 'pier'), subscribe(3, 'pier'));
  assert.equal((await client.reply(3)).error.code, 105);
  assert.ok((await client.reply(2)).subscribe);
  await refuses(client, 105, subscribe(4, 'pier'));
});

test('106: one room too many', async (t) => {
  const client = await alice(t);
  client.say(...['a', 'b', 'c'].map((room, i) => subscribe(2 + i, room)));
  await client.reply(4);
  await refuses(client, 106, subscribe(5, 'd'));
  await client.ask({id: 6, unsubscribe: {channel: 'a'}});
  assert.ok((await client.ask(subscribe(7, 'd'))).subscribe);
});

test('107: data that a namespace does not take, or none', async (t) => {
  const client = await alice(t);
  await refuses(client, 107, publish(2, 'object:x', 'text'));
  await refuses(client, 107, publish(3, 'object:x', [1]));
  assert.ok((await client.ask(publish(4, 'object:x', {n: 1}))).publish);
  await refuses(client, 107, publish(5, 'pier'));
});

test('107: a command that is too long, in a frame that is not', async (t) => {
  const client = await alice(t);
  const long = publish(2, 'pier', 'x'.repeat(66_000));
  client.say(long, publish(3, 'pier', 'short'));
  assert.equal((await client.reply(2)).error.code, 107);
  assert.deepEqual(await client.reply(3), {id: 3, publish: {}});
});

test('108: what a namespace has not, and rpc', async (t) => {
  const client = await alice(t);
  await refuses(client, 108, {id: 2, history: {channel: 'bare:x'}});
  await refuses(client, 108, {id: 3, presence: {channel: 'bare:x'}});
  await refuses(client, 108, {id: 4, rpc: {method: 'x', data: {}}});
});

test('109: a token that is over', async (t) => {
  const server = await Server.start(t, {config});
  const token = jwt({sub: 'alice', exp: inSeconds(-60)});
  const late = await RawClient.connect(t, server, {token});
  assert.deepEqual(late.replies, [
    {id: 1, error: {code: 109, message: 'token expired'}},
  ]);
  const claims = {token: jwt({sub: 'alice'})};
  const client = await RawClient.connect(t, server, claims);
  const over = subscribe(2, '$vip', {token: pass('$vip', -60)});
  assert.equal((await client.ask(over)).error.code, 109);
});

test('107, 103, 3006: a renewal that cannot be', async (t) => {
  const client = await alice(t);
  const mine = subscribe(2, '$vip', {token: pass('$vip', 60)});
  const {expires, ttl} = (await client.ask(mine)).subscribe;
  assert.equal(expires, true);
  assert.ok(ttl > 50 && ttl <= 61);
  await refuses(client, 107, subRefresh(4, '$vip', ''));
  await refuses(client, 103, subRefresh(5, '$other', pass('$other', 60)));
  const renewed = await client.ask(subRefresh(6, '$vip', pass('$vip', 600)));
  assert.equal(renewed.sub_refresh.expires, true);
  assert.ok(renewed.sub_refresh.ttl > 590);
  // The SDK comes back with a new token.
  client.say(subRefresh(7, '$vip', pass('$vip', -60)));
  assert.equal((await client.ends()).code, 3006);
});

test('3500: a renewal with the token of another room', async (t) => {
  const client = await alice(t);
  await client.ask(subscribe(2, '$vip', {token: pass('$vip', 60)}));
  client.say(subRefresh(3, '$vip', pass('$other', 60)));
  assert.equal((await client.ends()).code, 3500);
});

test('111 says that it is temporary', async (t) => {
  const slow = '[client]\ncommand_rate = 0.001\ncommand_burst = 1';
  const server = await Server.start(t, {
    config: config.replace('[client]', slow),
  });
  const client = await RawClient.connect(t, server);
  const rpc = (id) => ({id, rpc: {method: 'x'}});
  await refuses(client, 108, rpc(2));
  const error = {code: 111, message: 'too many requests', temporary: true};
  assert.deepEqual(await client.ask(rpc(3)), {id: 3, error});
});

test('112: a position that is gone, for who says so', async (t) => {
  const client = await alice(t);
  for (const id of [2, 3, 4, 5, 6]) await client.ask(publish(id, 'pier', id));
  const since = {recover: true, offset: 1};
  await refuses(client, 112, subscribe(7, 'pier', {...since, flag: 2}));
  const {subscribe: told} = await client.ask(subscribe(8, 'pier', since));
  assert.equal(told.was_recovering, true);
  assert.equal(told.recovered, undefined);
  assert.equal(told.offset, 5);
  assert.equal(told.publications, undefined);
});

test('2501: a subscription that is not renewed', async (t) => {
  const client = await alice(t);
  await client.ask(subscribe(2, '$vip', {token: pass('$vip', 1)}));
  const {push} = await within(client.push('unsubscribe'), 'its end', 5_000);
  const unsubscribe = {code: 2501, reason: 'subscription expired'};
  assert.deepEqual(push, {channel: '$vip', unsubscribe});
  assert.ok((await client.ask(publish(3, 'pier', 1))).publish, 'still here');
});
