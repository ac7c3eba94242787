// SPDX-License-Identifier: Apache-2.0
// `parley-lab bench` as a person runs it. What it measures is not judged here.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {runLab} from './command.mjs';
import {noPlainRates} from './rates.mjs';
import {Server} from './server.mjs';

const small = ['--members', '20', '--seconds', '0.3', '--warmup', '0.1'];

const open = (t) => Server.start(t, {args: noPlainRates});

const at = (server) =>
  ['--url', server.url.replace('http', 'ws'), '--pid', String(server.pid)];

test('it tells in a table what a delivery costs', async (t) => {
  const server = await open(t);
  const {code, output, errors} = await runLab('bench', 's1c1', ...at(server),
                                           ...small);
  assert.equal(code, 0, errors);
  assert.match(output, /server CPU +[\d.]+ us a delivery/);
  assert.match(output, /lost +0\n/);
  assert.match(errors, /measuring/);
});

test('the same is JSON', async (t) => {
  const server = await open(t);
  const {code, output, errors} = await runLab(
      'bench', 's1-open', ...at(server), ...small, '--rate', '5000', '--quiet',
      '--json', '-');
  assert.equal(code, 0, errors);
  assert.equal(errors, '');
  const found = JSON.parse(output);
  assert.equal(found.connections, 20);
  assert.ok(found.deliveries > 0);
  assert.ok(found.resident_growth_bytes > 0);
  const faults = ['lost', 'duplicated', 'reordered', 'refused', 'failures'];
  for (const fault of faults) {
    assert.equal(found[fault], 0, fault);
  }
});

test('what is lost to a limit of the server is told', async (t) => {
  const server = await Server.start(t, {args: [
    '--set', 'client.message_rate=5', '--set', 'client.message_burst=5']});
  const {code, output} = await runLab('bench', 's1c1', ...at(server), ...small);
  assert.equal(code, 1, output);
  assert.match(output, /failures +[1-9]/);
});

test('what cannot be run says why', async () => {
  const unknown = await runLab('bench', 's99');
  assert.notEqual(unknown.code, 0);
  assert.match(unknown.errors, /there is no scenario s99/);
  const nobody = await runLab('bench', 's1c1', '--url', 'ws://127.0.0.1:1',
                           ...small);
  assert.equal(nobody.code, 2);
  assert.match(nobody.errors, /were refused/);
});
