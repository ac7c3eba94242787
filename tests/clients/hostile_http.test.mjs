// SPDX-License-Identifier: Apache-2.0
// What a stranger may make the server keep by HTTP, measured from outside.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import {test} from 'node:test';
import {run} from './command.mjs';
import {within} from './deadline.mjs';
import {Server} from './server.mjs';

// Kilobytes of memory that the server's process has.
const residentKb = (server) =>
  Number(/VmRSS:\s+(\d+)/.exec(
    readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]);

const head = 'POST /health HTTP/1.1\r\nHost: a\r\n' +
  'Transfer-Encoding: chunked\r\n\r\n';

// Sends `begin` and then `x` until the server ends the connection, or `limit`
// bytes are sent. Returns how many were.
function flood(t, server, begin, limit = 200_000_000) {
  const socket = connect(server.port, '127.0.0.1');
  t.after(() => socket.destroy());
  const block = Buffer.alloc(65_536, 'x');
  let sent = 0;
  return within(new Promise((resolve) => {
    const more = () => {
      while (sent < limit && !socket.writableEnded) {
        sent += block.length;
        if (!socket.write(block)) return;
      }
      resolve(sent);
    };
    socket.on('error', () => resolve(sent));
    socket.on('data', () => {});
    socket.on('end', () => resolve(sent));
    socket.on('drain', more);
    socket.write(begin, more);
  }), 'the server ends it');
}

test('a chunk extension or a trailer without an end is not kept', async (t) => {
  const server = await Server.start(t);
  const before = residentKb(server);
  for (const begin of [`${head}1;a=`, `${head}0\r\nX: `, `${head}0;a=`]) {
    await flood(t, server, begin);
  }
  const grown = residentKb(server) - before;
  assert.ok(grown < 8_192, `${grown} kB`);
});

test('answers that nobody reads are not kept', async (t) => {
  const server = await Server.start(t);
  const before = residentKb(server);
  const request = 'GET /vendor/centrifuge.js HTTP/1.1\r\nHost: a\r\n\r\n';
  const asked = Array.from({length: 100}, () => {
    const socket = connect(server.port, '127.0.0.1');
    t.after(() => socket.destroy());
    socket.pause();
    return new Promise((resolve) => {
      socket.write(request.repeat(10), resolve);
    });
  });
  await within(Promise.all(asked), 'all is asked');
  // Answered behind them, so they have been heard.
  assert.equal((await fetch(new URL('/health', server.url))).status, 200);
  const grown = residentKb(server) - before;
  assert.ok(grown < 16_384, `${grown} kB`);
});

test('inspect does not believe a node that never ends', async (t) => {
  let sent = 0;
  const node = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a=');
      const block = Buffer.alloc(65_536, 'x');
      const more = () => {
        while (!socket.destroyed && sent < 100_000_000) {
          sent += block.length;
          if (!socket.write(block)) return;
        }
      };
      socket.on('drain', more);
      more();
    });
  });
  await new Promise((resolve) => node.listen(0, '127.0.0.1', resolve));
  t.after(() => node.close());
  const url = `http://127.0.0.1:${node.address().port}`;
  const {code, errors} = await run('inspect', '--once', '--url', url);
  assert.notEqual(code, 0);
  assert.match(errors, /no answer from/);
  assert.ok(sent < 50_000_000, `${sent} bytes`);
});
