// SPDX-License-Identifier: Apache-2.0
// `parley-lab verify` as a person runs it: against a cluster that is broken
// meanwhile, and against servers that break a promise.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {Cluster} from './cluster.mjs';
import {runLab} from './command.mjs';
import {startLiar} from './liar.mjs';
import {binary, folderFor} from './server.mjs';

const small = ['--clients', '9', '--rooms', '4', '--rooms-each', '2'];
const brief = [...small, '--every', '20ms', '--calm', '300ms'];

test('a node dies, and nothing is wrong', async (t) => {
  const cluster = await Cluster.start(t);
  const urls = [...cluster.nodes.values()].flatMap((node) => [
    '--url',
    node.url.replace('http', 'ws'),
  ]);
  const file = join(folderFor(t), 'found.json');
  const {pid} = cluster.node('b');
  const {code, output} = await runLab(
    ...['verify', ...urls, ...brief, '--namespace', '', '--namespace', 'kept'],
    ...['--fault', `kill -KILL ${pid}; echo killed b; echo node b`],
    ...['--json', file],
  );
  assert.equal(code, 0, output);
  assert.match(output, /^round 1: killed b \(\d+ ms\); well after/);
  assert.match(output, / 3 connections lost;/);
  assert.match(output, /losses announced: 0,/);
  assert.match(output, /nothing is wrong\n$/);
  const found = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(found.wrong, 0);
  assert.ok(found.acknowledged > 50);
  assert.equal(found.rounds[0].disconnects, 3);
});

// As `./dev cluster` starts it: three nats-servers, HAProxy, and between each node
// and NATS a way that can be cut.
test('all nodes restart behind HAProxy, and nothing is wrong', async (t) => {
  const local = fileURLToPath(
    new URL('../../deploy/cluster/local', import.meta.url),
  );
  const env = {...process.env, PARLEY: binary, PARLEY_LOCAL_PORT: '8600'};
  const call = (...args) => execFileSync(local, args, {env, stdio: 'pipe'});
  let folder;
  t.after(() => folder && call('down', folder)); // before it is removed
  folder = folderFor(t);
  call('up', folder);
  const fault = `PARLEY_LOCAL_PORT=8600 ${local} break ${folder} rolling`;
  const {code, output} = await runLab(
    ...['verify', '--url', 'ws://127.0.0.1:8600', ...brief, '--fault', fault],
    ...['--namespace', '', '--namespace', 'kept'],
  );
  assert.equal(code, 0, output);
  assert.match(output, /^round 1: rolling /);
  assert.match(output, /losses announced: 0,/);
});

test('a node that was not hit lost a client: that is wrong', async (t) => {
  const cluster = await Cluster.start(t, ['a', 'b']);
  const {pid} = cluster.node('b');
  const {code, output} = await runLab(
    ...['verify', ...brief, '--url', cluster.node('b').url.replace('http', 'ws')],
    ...['--url', cluster.node('a').url.replace('http', 'ws')],
    ...['--fault', `kill -KILL ${pid}; echo node a`],
  );
  assert.equal(code, 1, output);
  assert.match(output, /lost its connection to b, which was not hit/);
});

for (const [what, lie, words] of [
  ['loses', (offset) => (offset === 7 ? 0 : 1), /offset 8 .* follows offset 6/],
  ['doubles', (offset) => (offset === 7 ? 2 : 1), /came twice/],
]) {
  test(`a server that ${what} something is found out`, async (t) => {
    const url = await startLiar(t, lie);
    const {code, output} = await runLab('verify', '--url', url, ...brief);
    assert.equal(code, 1, output);
    assert.match(output, words);
  });
}

test('a server that tells the truth is not', async (t) => {
  const url = await startLiar(t, () => 1);
  const {code, output} = await runLab('verify', '--url', url, ...brief);
  assert.equal(code, 0, output);
});

test('what cannot be run says why', async () => {
  const never = await runLab('verify', '--every', 'soon');
  assert.equal(never.code, 2);
  assert.match(never.errors, /soon/);
  const nowhere = await runLab('verify', '--url', 'http://127.0.0.1');
  assert.equal(nowhere.code, 2);
});
