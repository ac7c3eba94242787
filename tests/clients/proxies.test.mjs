// SPDX-License-Identifier: Apache-2.0
// The proxies of deploy/ in front of a server, with real clients. They run on
// 127.0.0.1; a client has another address of the loopback network.

import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request} from 'node:http';
import {test} from 'node:test';
import {within} from './deadline.mjs';
import {behind as behindWith, freePort, proxies, shipped} from './fronts.mjs';
import {SdkClient} from './sdk.mjs';
import {folderFor} from './server.mjs';
import {WsMember} from './ws_member.mjs';

const config = `
insecure = true

[channel.without_namespace]
allow_plain = true

[client]
insecure = true
connection_limit_per_address = 1

[http_server]
trusted_proxies = ["127.0.0.1"]

[http_stream]
enabled = true
`;

const behind = (t, kind) => behindWith(t, kind, {config});

const from = (localAddress, headers = {}) => ({localAddress, headers});

// The status that a handshake is refused with.
async function refusal(t, front, options) {
  const joined = WsMember.join(t, front, 'den', 'fox', options);
  const error = await joined.then(
    () => assert.fail('it was let in'),
    (failed) => failed,
  );
  return Number(/response: (\d+)/.exec(error.message)[1]);
}

for (const kind of Object.keys(proxies)) {
  test(`${kind}: rooms, the SDK and the page`, async (t) => {
    const front = await behind(t, kind);
    const fox = await WsMember.join(t, front, 'den', 'fox', {
      ...from('127.0.0.2'),
      origin: front.url,
    });
    const owl = await WsMember.join(t, front, 'den', 'owl', from('127.0.0.3'));
    const said = Array.from({length: 50}, (_, i) => `number ${i}`);
    for (const text of said) fox.send(text);
    await owl.readsMessages(said.length);
    assert.deepEqual(
      owl.messages,
      said.map((text) => `[fox] ${text}`),
    );
    const sdk = await SdkClient.connect(t, front);
    assert.ok(sdk.id);
    const page = await fetch(`${front.url}/`);
    assert.match(await page.text(), /<title>Parley<\/title>/);
  });

  test(`${kind}: a stream comes as it is said`, async (t) => {
    const front = await behind(t, kind);
    const answer = await fetch(`${front.url}/connection/http_stream`, {
      method: 'POST',
      body: JSON.stringify({id: 1, connect: {}}),
    });
    const reader = answer.body.getReader();
    t.after(() => reader.cancel().catch(() => {}));
    const {value} = await within(reader.read(), 'the first reply');
    assert.match(new TextDecoder().decode(value), /"connect":/);
  });

  test(`${kind}: clients have the limits of their own address`, async (t) => {
    const front = await behind(t, kind);
    await WsMember.join(t, front, 'den', 'fox', from('127.0.0.2'));
    assert.equal(await refusal(t, front, from('127.0.0.2')), 429);
    const lie = {'X-Forwarded-For': '198.51.100.7'};
    assert.equal(await refusal(t, front, from('127.0.0.2', lie)), 429);
    await WsMember.join(t, front, 'den', 'owl', from('127.0.0.3'));
  });
}

// -- an unauthenticated walk over all paths -----------------------------------

// The status of a path as it stands here: fetch would tidy it up.
async function statusOf(port, path, method = 'GET') {
  const asked = request({host: '127.0.0.1', port, path, method, agent: false});
  asked.end();
  const [answer] = await within(once(asked, 'response'), path);
  answer.resume();
  return answer.statusCode;
}

// What the walk may find at each spelling of what is for operators and back ends:
// the proxy's refusal, or Parley's "there is nothing here". A path that is let
// through by the proxy and known by Parley would be 200, 401 or 405.
const operators = ['/api', '/api/info', '/debug/rooms', '/metrics', '/admin/'];
const spellings = [
  [(path) => path, [403]],
  [(path) => `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`, [403]],
  [(path) => `/%${path.charCodeAt(1).toString(16).toUpperCase()}${path.slice(2)}`, [403]],
  [(path) => `${path.slice(0, 3)}%${path.charCodeAt(3).toString(16)}${path.slice(4)}`, [403]],
  [(path) => `/%25${path.charCodeAt(1).toString(16)}${path.slice(2)}`, [403, 404]],
  [(path) => path.toUpperCase(), [403, 404]],
  [(path) => `/${path}`, [403, 404]],
  [(path) => `/.${path}`, [403, 404]],
  [(path) => `/%2e${path}`, [403, 404]],
  [(path) => `/x/..${path}`, [403, 404]],
  [(path) => `/x/%2e%2e${path}`, [403, 404]],
  [(path) => `/chat/..${path}`, [403, 404]],
  [(path) => `/%2f${path.slice(1)}`, [403, 404]],
  [(path) => `/;x${path}`, [403, 404]],
  [(path) => `${path};x=y`, [403]],
  [(path) => `${path}%20`, [403]],
  [(path) => `${path}%00`, [400, 403]],
  [(path) => `${path}?api_key=`, [403]],
  // HAProxy compares the name with that of Host.
  [(path) => `http://127.0.0.1${path}`, [400, 403]],
  [(path) => `http://127.0.0.1/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`, [400, 403]],
];
// What everybody may have.
const open = [['/', [200]], ['/health', [200]], ['/favicon.svg', [200]],
  ['/chat', [426]], ['/connection/websocket', [426]], ['/nothing', [404]],
  ['/guest', [404, 405]], ['/emulation', [404, 405]]];

// Settings as they are shipped; clusters have no NATS here, and rooms on disk.
const settings = {
  'parley.toml': shipped('parley.toml'),
  'demo.toml': shipped('demo.toml'),
  'image.toml': shipped('image.toml'),
  'cluster/parley.toml': shipped('cluster/parley.toml'),
  'cluster/compose.toml': shipped('cluster/compose.toml'),
  'kubernetes/parley.yaml': shipped('kubernetes/parley.yaml').then((text) =>
    text.split('  parley.toml: |\n')[1].split('\n---')[0].replaceAll(/^ {4}/gm, '')),
};

async function walk(t, kind, name, where) {
  const args = ['--set', 'cluster.servers=', '--data', folderFor(t),
    // The worst that an operator may choose: a path that answers to nobody
    // known shows itself.
    '--set', 'prometheus.enabled=true', '--set', 'admin.password=0123456789abcdef',
    '--set', 'http_api.key=0123456789abcdef', '--set', `operators.listen=${where}`,
    '--set', 'client.token.hmac_secret_key=0123456789abcdef0123456789abcdef'];
  const front = await behindWith(t, kind, {config: await settings[name], args});
  for (const [spell, expected] of spellings) {
    for (const path of operators.map(spell)) {
      const status = await statusOf(front.port, path);
      assert.ok(expected.includes(status), `${path}: ${status}`);
      const posted = await statusOf(front.port, path, 'POST');
      assert.ok(expected.includes(posted), `POST ${path}: ${posted}`);
    }
  }
  for (const [path, expected] of open) {
    const status = await statusOf(front.port, path);
    assert.ok(expected.includes(status), `${path}: ${status}`);
  }
  return front;
}

for (const kind of Object.keys(proxies)) {
  for (const name of Object.keys(settings)) {
    test(`${kind}, ${name}: what is for operators stays inside`, async (t) => {
      await walk(t, kind, name, '');
    });
  }

  test(`${kind}: with an address of their own it does so anyway`, async (t) => {
    const operatorsPort = await freePort();
    const front = await walk(t, kind, 'parley.toml', `127.0.0.1:${operatorsPort}`);
    // No rule of a proxy is needed for that.
    for (const [spell] of spellings) {
      for (const path of operators.map(spell)) {
        const status = await statusOf(front.server.port, path);
        assert.ok([400, 404].includes(status), `${path}: ${status}`);
      }
    }
    assert.equal(await statusOf(operatorsPort, '/metrics'), 200);
    assert.equal(await statusOf(operatorsPort, '/api/info', 'POST'), 401);
    assert.equal(await statusOf(operatorsPort, '/health'), 200);
    for (const path of ['/', '/chat', '/connection/websocket', '/guest']) {
      assert.equal(await statusOf(operatorsPort, path), 404, path);
    }
  });
}
