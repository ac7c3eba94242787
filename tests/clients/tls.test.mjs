// SPDX-License-Identifier: Apache-2.0
// wss:// with a certificate made for the test, replaced while people talk.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {patienceMs} from './deadline.mjs';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

// Writes a new key and a certificate signed by itself; returns the latter. A
// client that trusts only this one connects only to a server that shows it.
function makeCertificate({cert, key}) {
  const request = [
    'req',
    '-x509',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=parley',
  ];
  const keyKind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const names = ['-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', cert];
  const all = [...request, ...keyKind, ...names, ...files];
  execFileSync('openssl', all, {stdio: ['ignore', 'ignore', 'pipe']});
  return readFileSync(cert);
}

async function startWithTls(t) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tls-'));
  t.after(() => rmSync(folder, {recursive: true}));
  const files = {cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem')};
  const ca = makeCertificate(files);
  const args = ['--tls-cert', files.cert, '--tls-key', files.key];
  const server = await Server.start(t, {args});
  return {server, files, ca};
}

// The reload has no event a client could see: connects until it is done. Each
// try is a whole handshake, so this does not spin.
async function joinWhenShown(ca, ...where) {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await WsMember.join(...where, {ca});
    } catch (error) {
      if (Date.now() > end || !/self.signed/i.test(error.message)) throw error;
    }
  }
}

test('two clients chat over TLS, one without trust stays out', async (t) => {
  const {server, ca} = await startWithTls(t);
  assert.match(server.url, /^https:/);
  const alice = await WsMember.join(t, server, 'harbour', 'alice', {ca});
  const bob = await WsMember.join(t, server, 'harbour', 'bob', {ca});
  bob.send('hello');
  for (const member of [alice, bob]) await member.reads('[bob] hello');
  await assert.rejects(
    WsMember.join(t, server, 'harbour', 'eve'),
    /self.signed/i,
  );
});

test('SIGHUP: new clients see the new certificate, old chat on', async (t) => {
  const {server, files, ca} = await startWithTls(t);
  const alice = await WsMember.join(t, server, 'harbour', 'alice', {ca});
  const renewed = makeCertificate(files);
  server.signal('SIGHUP');
  const bob = await joinWhenShown(renewed, t, server, 'harbour', 'bob');
  await assert.rejects(
    WsMember.join(t, server, 'harbour', 'eve', {ca}),
    /self.signed/i,
  );
  alice.send('still here');
  bob.send('just came');
  for (const member of [alice, bob]) {
    await member.reads('[alice] still here');
    await member.reads('[bob] just came');
  }
});
