// The proxies of deploy/ in front of a server, with real clients. They run on
// 127.0.0.1; a client has another address of the loopback network.

import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {Child} from './children.mjs';
import {within} from './deadline.mjs';
import {SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

const config = `
[client]
insecure = true
connection_limit_per_address = 1

[http_server]
trusted_proxies = ["127.0.0.1"]

[http_stream]
enabled = true
`;

async function freePort() {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const {port} = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

const shipped = (name) =>
  readFile(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');

// A line of what is shipped, as it has to be here.
function adapted(text, changes) {
  for (const [shown, here] of changes) {
    assert.ok(text.includes(shown), `${shown} is in the file`);
    text = text.replace(shown, here);
  }
  return text;
}

const proxies = {
  haproxy: async (directory, port, server) => {
    const file = join(directory, 'haproxy.cfg');
    const text = adapted(await shipped('haproxy.cfg'), [
      ['bind :80', `bind 127.0.0.1:${port}`],
      ['127.0.0.1:8080', `127.0.0.1:${server.port}`],
      ['maxconn 100000', 'maxconn 1000'],
    ]);
    writeFileSync(file, text);
    return ['haproxy', ['-db', '-f', file]];
  },
  nginx: async (directory, port, server) => {
    const file = join(directory, 'nginx.conf');
    const text = adapted(await shipped('nginx.conf'), [
      ['listen 80;', `listen 127.0.0.1:${port};`],
      ['127.0.0.1:8080', `127.0.0.1:${server.port}`],
    ]);
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((each) => `${each}_temp_path ${directory}/${each};`)
      .join('\n');
    writeFileSync(
      file,
      `pid ${directory}/pid; daemon off; master_process off;
       error_log stderr;
       events {} http { access_log off; ${paths} ${text} }`,
    );
    return ['nginx', ['-e', 'stderr', '-p', directory, '-c', file]];
  },
};

// The proxy as a server of its own kind: what tests know of one.
class Front {
  constructor(port) {
    this.url = `http://127.0.0.1:${port}`;
    this.sdk = `ws://127.0.0.1:${port}/connection/websocket`;
  }

  room(name, query) {
    const url = new URL(`/chat/${name}`, this.sdk);
    url.search = new URLSearchParams(query);
    return url.href;
  }
}

async function behind(t, kind) {
  const server = await Server.start(t, {config});
  const directory = mkdtempSync(join(tmpdir(), 'parley-proxy-'));
  t.after(() => rmSync(directory, {recursive: true, force: true}));
  const port = await freePort();
  const child = new Child(...(await proxies[kind](directory, port, server)));
  t.after(() => child.kill());
  const front = new Front(port);
  await within(answers(front, child), `${kind} to pass requests on`);
  return front;
}

// A proxy says nowhere that it listens and has found its server.
async function answers(front, child) {
  for (;;) {
    const health = await fetch(`${front.url}/health`).catch(() => null);
    if (health?.ok) return;
    if (!child.isRunning) throw new Error(child.errors);
    await new Promise(setImmediate);
  }
}

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
    const said = Array.from({length: 100}, (_, i) => `number ${i}`);
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

  test(`${kind}: what is for operators stays inside`, async (t) => {
    const front = await behind(t, kind);
    for (const path of ['/api/info', '/debug/rooms', '/metrics', '/admin/']) {
      const {status} = await fetch(front.url + path);
      assert.equal(status, 403, path);
    }
  });
}
