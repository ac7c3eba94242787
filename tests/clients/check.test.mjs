// SPDX-License-Identifier: Apache-2.0
// `parley check`: what is wrong with settings, and what they come to.

import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {run} from './command.mjs';
import {folderFor} from './server.mjs';

function fileOf(t, text) {
  const file = join(folderFor(t), 'parley.toml');
  writeFileSync(file, text);
  return file;
}

test('good settings are shown where they differ from the usual', async (t) => {
  const config = fileOf(t, `
threads = 3
http_api.key = "do not tell anybody"
[[channel.namespaces]]
name = "news"
history_size = 10
history_ttl = "1m"
`);
  const {code, output, errors} = await run('check', '--config', config);
  assert.equal(code, 0, errors);
  assert.match(output, /^threads = 3$/m);
  assert.match(output, /^channel\.namespaces\.news\.history_size = 10$/m);
  assert.match(output, /^# http_api\.key is set$/m);
  assert.doesNotMatch(output + errors, /do not tell anybody/);
  assert.doesNotMatch(output, /message_size_limit/);
});

// What deploy/ ships for clusters, with what the environment adds there.
test('a node would start with the settings that are shipped', async (t) => {
  const shipped = (name) =>
    readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');
  const inManifest = shipped('kubernetes/parley.yaml')
    .split('  parley.toml: |\n')[1]
    .split('\n---')[0]
    .replaceAll(/^ {4}/gm, '');
  const secrets = [
    ...['--set', `client.token.hmac_secret_key=${'0'.repeat(64)}`],
    ...['--set', 'http_api.key=0123456789abcdef'],
    ...['--set', 'cluster.secret=0123456789abcdef'],
  ];
  const compose = [
    ...['--listen', '0.0.0.0:8080', ...secrets],
    ...['--set', 'cluster.user=parley', '--set', 'cluster.password=0123456789'],
  ];
  const node = ['--node', 'a', '--cluster', 'nats://127.0.0.1:4222'];
  for (const [text, args] of [
    [shipped('cluster/parley.toml'), node],
    [shipped('cluster/compose.toml'), [...node, ...compose]],
    [inManifest, ['--node', 'parley-0', ...secrets]],
  ]) {
    const config = fileOf(t, text);
    const {code, errors} = await run('check', '--config', config, ...args);
    assert.equal(code, 0, `${errors}${text}`);
  }
});

test('with --all every limit is there', async () => {
  const {code, output} = await run('check', '--all');
  assert.equal(code, 0);
  assert.match(output, /^websocket\.message_size_limit = 65536$/m);
  assert.match(output, /^client\.ping_interval = "25s"$/m);
});

test('an unknown key is named with file, line and the nearest', async (t) => {
  const config = fileOf(t, 'threads = 1\n\nclient.ping_intervall = "5s"\n');
  const {code, errors} = await run('check', '--config', config);
  assert.equal(code, 2);
  assert.match(errors, /parley\.toml:3: .*nearest.*client\.ping_interval/);
});

test('what serve would refuse is refused', async (t) => {
  for (const [args, what] of [
    [['--listen', '0.0.0.0:80'], /refusing to listen/],
    [['--tls-cert', '/none.pem', '--tls-key', '/none.pem'], /none\.pem/],
    [['--set', 'client.pong_timeout=1h'], /ping_interval/],
    [['--config', fileOf(t, 'threads = "many"')], /:1: .*threads/],
  ]) {
    const {code, errors} = await run('check', ...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(errors, what);
  }
});

test('a printed settings file is a good one, and has every key', async (t) => {
  const printed = await run('check', '--toml');
  assert.equal(printed.code, 0);
  const {code, output, errors} =
    await run('check', '--config', fileOf(t, printed.output));
  assert.equal(code, 0, errors);
  assert.equal(output, '', 'all are at their defaults');
  const table = (await run('check', '--keys')).output;
  assert.match(table, /^\| `threads`, `--threads` \| whole number, at most 256 /m);
});
