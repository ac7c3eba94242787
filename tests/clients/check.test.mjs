// `parley check`: what is wrong with settings, and what they come to.

import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
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
http_api.key = "do not tell"
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
  assert.doesNotMatch(output + errors, /do not tell/);
  assert.doesNotMatch(output, /message_size_limit/);
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
