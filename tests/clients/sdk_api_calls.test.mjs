// SPDX-License-Identifier: Apache-2.0
// The envelope of the server API: keys, errors, batches.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {jwt, secret} from './jwt.mjs';
import {SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

const config = `
[http_api]
key = "${BackEnd.key}"

[client.token]
hmac_secret_key = "${secret}"

[channel.without_namespace]
allow_subscribe_for_client = true
presence = true
history_size = 100
history_ttl = "300s"

[[channel.namespaces]]
name = "bare"
`;

async function start(t, settings = config) {
  const server = await Server.start(t, {config: settings});
  return {server, backEnd: new BackEnd(server)};
}

// -- keys ---------------------------------------------------------------------

test('a key is shown in one of three places', async (t) => {
  const {backEnd} = await start(t);
  const {key} = BackEnd;
  for (const [path, headers] of [
    ['/api/info', {'X-API-Key': key}],
    ['/api/info', {Authorization: `apikey ${key}`}],
    [`/api/info?api_key=${encodeURIComponent(key)}`, {}],
  ]) {
    assert.equal((await backEnd.post(path, {}, headers)).status, 200);
  }
});

test('without the key it is 401', async (t) => {
  const {backEnd} = await start(t);
  for (const [path, headers] of [
    ['/api/info', {}],
    ['/api/info', {'X-API-Key': ''}],
    ['/api/info', {'X-API-Key': `${BackEnd.key} `.slice(1)}],
    ['/api/info', {Authorization: BackEnd.key}],
    ['/api/info?api_key=wrong', {}],
    ['/api/publish', {'X-API-Key': 'wrong'}],
    ['/api', {}],
  ]) {
    const {status, text} = await backEnd.post(path, {}, headers);
    assert.equal(status, 401, JSON.stringify(headers));
    assert.match(text, /http_api\.key/);
  }
});

test('a server without a key refuses all', async (t) => {
  const {backEnd} = await start(t, 'threads = 1');
  for (const headers of [{}, {'X-API-Key': ''}, {'X-API-Key': 'x'}]) {
    assert.equal((await backEnd.post('/api/info', {}, headers)).status, 401);
  }
});

test('http_api.insecure asks for none', async (t) => {
  const {backEnd} = await start(t, '[http_api]\ninsecure = true');
  assert.equal((await backEnd.post('/api/info', {}, {})).status, 200);
});

test('the key gets into no log', async (t) => {
  const {backEnd, server} = await start(t, `[log]\nlevel = "trace"\n${config}`);
  await backEnd.call('info', {});
  await backEnd.post('/api/info', {}, {'X-API-Key': 'a wrong secret'});
  server.signal('SIGTERM');
  await server.ended();
  assert.match(server.log, /serve\.stopped/);
  assert.ok(!server.log.includes(BackEnd.key));
  assert.ok(!server.log.includes('a wrong secret'));
});

// -- calls --------------------------------------------------------------------

test('only POST is answered', async (t) => {
  const {server} = await start(t);
  const headers = {'X-API-Key': BackEnd.key};
  const response = await fetch(new URL('/api/info', server.url), {headers});
  await response.text();
  assert.equal(response.status, 405);
});

test('a body that is no object is 400', async (t) => {
  const {backEnd} = await start(t);
  for (const body of ['', 'publish', '{"channel":', '[]', '{"channel":1}']) {
    const {status} = await backEnd.post('/api/publish', body);
    assert.equal(status, 400, body);
  }
});

test('a body that is too large is 413', async (t) => {
  const limit = 'max_request_body_size = 1000';
  const {backEnd} = await start(t, config.replace('key', `${limit}\nkey`));
  const wish = {channel: 'pier', data: 'x'.repeat(2000)};
  assert.equal((await backEnd.post('/api/publish', wish)).status, 413);
});

test('keys that we do not know are ignored', async (t) => {
  const {backEnd} = await start(t);
  const wish = {channel: 'pier', data: 1, what_comes_next: [{}]};
  assert.equal((await backEnd.call('publish', wish)).offset, 1);
});

test('the single endpoint of old works', async (t) => {
  const {backEnd} = await start(t);
  const params = {channel: 'pier', data: 1};
  const told = await backEnd.post('/api', {method: 'publish', params});
  assert.equal(told.status, 200);
  assert.equal(told.answer.result.offset, 1);
});

test('an rpc that nobody serves is error 104', async (t) => {
  const {backEnd} = await start(t);
  const {code} = await backEnd.fails('rpc', {method: 'x', params: {}});
  assert.equal(code, 104);
});

test('an error has its code and its words', async (t) => {
  const {backEnd} = await start(t);
  const error = await backEnd.fails('presence', {channel: 'nowhere:x'});
  const {detail, ...rest} = error;
  assert.deepEqual(rest, {code: 102, message: 'unknown channel'});
  assert.match(detail, /channel\.namespaces/);
});

// Requests that fail, and the statuses that stand for their errors.
const since = {offset: 1, epoch: 'other'};
const failing = [
  ['publish', {channel: 'nowhere:x', data: 1}, 102, 404],
  ['publish', {channel: 'pier'}, 107, 400],
  ['presence', {channel: 'bare:x'}, 108, 400],
  ['history', {channel: 'pier', since}, 112, 416],
  ['rpc', {method: 'x'}, 104, 404],
];

test('errors may be statuses, for one call', async (t) => {
  const {backEnd} = await start(t);
  const headers = {
    'X-API-Key': BackEnd.key,
    'X-Centrifugo-Error-Mode': 'transport',
  };
  for (const [method, request, code, expected] of failing) {
    assert.equal((await backEnd.fails(method, request)).code, code);
    const told = await backEnd.post(`/api/${method}`, request, headers);
    assert.deepEqual([told.status, told.answer.code], [expected, code]);
  }
  const fine = await backEnd.post('/api/info', {}, headers);
  assert.deepEqual(Object.keys(fine.answer), ['result']);
});

test('errors may be statuses, for all calls', async (t) => {
  const mode = 'error_mode = "transport"';
  const {backEnd} = await start(t, config.replace('key', `${mode}\nkey`));
  for (const [method, request, code, expected] of failing) {
    const told = await backEnd.post(`/api/${method}`, request);
    assert.deepEqual([told.status, told.answer.code], [expected, code]);
  }
});

// -- batches ------------------------------------------------------------------

test('a batch is answered in order', async (t) => {
  const {backEnd, server} = await start(t);
  const token = jwt({sub: 'alice'});
  const alice = await SdkClient.connect(t, server, {token});
  const pier = await alice.enter('pier');
  const publish = (data) => ({publish: {channel: 'pier', data}});
  const commands = [
    publish(1),
    publish(2),
    {publish: {channel: 'nowhere:x', data: 3}},
    {presence_stats: {channel: 'pier'}},
    {history: {channel: 'pier', limit: 10}},
  ];
  const {status, answer} = await backEnd.post('/api/batch', {commands});
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(answer), ['replies']);
  const [one, two, refused, counts, page] = answer.replies;
  assert.equal(one.publish.offset, 1);
  assert.equal(two.publish.offset, 2);
  assert.equal(refused.error.code, 102);
  assert.equal(counts.presence_stats.num_clients, 1);
  assert.deepEqual(page.history.publications.map(({data}) => data), [1, 2]);
  assert.deepEqual(await pier.hears(2), [1, 2]);
});

test('a parallel batch is answered in order too', async (t) => {
  const {backEnd} = await start(t);
  const rooms = Array.from({length: 50}, (_, i) => `room-${i}`);
  const commands = rooms.flatMap((channel) => [
    {publish: {channel, data: channel}},
    {publish: {channel: 'nowhere:x', data: 1}},
  ]);
  const wish = {commands, parallel: true};
  const {answer} = await backEnd.post('/api/batch', wish);
  for (const [i, reply] of answer.replies.entries()) {
    if (i % 2 === 0) assert.equal(reply.publish.offset, 1);
    else assert.equal(reply.error.code, 102);
  }
  assert.equal(answer.replies.length, commands.length);
});

test('an empty batch has no replies', async (t) => {
  const {backEnd} = await start(t);
  const {status, answer} = await backEnd.post('/api/batch', {commands: []});
  assert.deepEqual([status, answer.replies ?? []], [200, []]);
});
