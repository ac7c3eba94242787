// SPDX-License-Identifier: Apache-2.0
// HAProxy and nginx with the files of deploy/ in front of a server.

import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Child} from './children.mjs';
import {within} from './deadline.mjs';
import {Server} from './server.mjs';

export async function freePort() {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const {port} = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

export const shipped = (name) =>
  readFile(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');

// A line of what is shipped, as it has to be here.
function adapted(text, changes) {
  for (const [shown, here] of changes) {
    assert.ok(text.includes(shown), `${shown} is in the file`);
    text = text.replace(shown, here);
  }
  return text;
}

export const proxies = {
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
  // The one for clusters takes all addresses from its environment.
  cluster: async (directory, port, server) => {
    const file = join(directory, 'haproxy.cfg');
    writeFileSync(file, await shipped('cluster/haproxy.cfg'));
    const node = `127.0.0.1:${server.port}`;
    const addresses = {BIND: `127.0.0.1:${port}`, A: node, B: node, C: node, D: node};
    const words = Object.entries(addresses).map(([name, at]) => `${name}=${at}`);
    return ['env', [...words, 'haproxy', '-db', '-f', file]];
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
  constructor(port, server) {
    this.server = server;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.sdk = `ws://127.0.0.1:${port}/connection/websocket`;
  }

  room(name, query) {
    const url = new URL(`/chat/${name}`, this.sdk);
    url.search = new URLSearchParams(query);
    return url.href;
  }
}

// A server that was started with `options`, behind a proxy.
export async function behind(t, kind, options) {
  const server = await Server.start(t, options);
  const directory = mkdtempSync(join(tmpdir(), 'parley-proxy-'));
  t.after(() => rmSync(directory, {recursive: true, force: true}));
  const port = await freePort();
  const child = new Child(...(await proxies[kind](directory, port, server)));
  t.after(() => child.kill());
  const front = new Front(port, server);
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
