// SPDX-License-Identifier: Apache-2.0
// `parley inspect`, as a person at a terminal (tmux) and as a script runs it.

import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {Cluster} from './cluster.mjs';
import {run} from './command.mjs';
import {within} from './deadline.mjs';
import {key, Operator} from './operator.mjs';
import {SdkClient} from './sdk.mjs';
import {binary} from './server.mjs';
import {WsMember} from './ws_member.mjs';

const at = (operator) => ['--url', operator.server.url, '--key', key];

test('one table on standard output', async (t) => {
  const operator = await Operator.start(t);
  await WsMember.join(t, operator.server, 'den', 'fox');
  const {code, output, errors} = await run('inspect', 'rooms', '--once',
                                           ...at(operator));
  assert.equal(code, 0, errors);
  const [summary, head, row] = output.split('\n');
  assert.match(summary, /clients 1 .*rooms 1/);
  assert.match(head, /^room +members +in\/s/);
  assert.match(row, /^den +1 /);
});

test('the node\'s own answer as JSON', async (t) => {
  const operator = await Operator.start(t);
  await WsMember.join(t, operator.server, 'den', 'fox');
  const {output} = await run('inspect', 'sessions', '--json', '--filter', 'fox',
                             ...at(operator));
  const {sessions} = JSON.parse(output);
  assert.equal(sessions[0].user, 'fox');
});

test('what is wrong is said, with exit code 1', async (t) => {
  const operator = await Operator.start(t);
  const url = operator.server.url;
  for (const [args, what] of [
    [['--url', url, '--key', 'another'], /401: Show the key/],
    [['--url', 'http://127.0.0.1:1'], /cannot connect to 127\.0\.0\.1:1/],
    [['--url', 'nonsense'], /expected http:\/\/HOST:PORT/],
  ]) {
    const {code, errors} = await run('inspect', '--once', ...args);
    assert.equal(code, 1);
    assert.match(errors, what);
  }
});

// A terminal of its own, on a socket of its own.
class Terminal {
  constructor(t, name, command) {
    this.tmux = ['-L', `parley-${process.pid}-${name}`];
    this.run('new-session', '-d', '-x', '150', '-y', '24', command);
    t.after(() => spawnSync('tmux', [...this.tmux, 'kill-server']));
  }

  run(...args) {
    return execFileSync('tmux', [...this.tmux, ...args], {encoding: 'utf8'});
  }

  press(...keys) {
    this.run('send-keys', ...keys);
  }

  async shows(pattern) {
    let seen;
    const look = async () => {
      do {
        seen = this.run('capture-pane', '-p');
        await fetch('http://127.0.0.1:1').catch(() => {});
      } while (!pattern.test(seen));
      return seen;
    };
    return within(look(), () => `${pattern} on\n${seen}`);
  }
}

test('a person watches, and closes a room', async (t) => {
  const operator = await Operator.start(t);
  const fox = await WsMember.join(t, operator.server, 'den', 'fox');
  const terminal = new Terminal(t, 'watch',
    `LC_ALL=C.UTF-8 PARLEY_HTTP_API_KEY=${key} ${binary} inspect ` +
    `--url ${operator.server.url} --every 0.3`);
  await terminal.shows(/\[rooms\][^]*den +1 /);
  terminal.press('2');
  await terminal.shows(/\[sessions\][^]*fox +127\.0\.0\.1/);
  terminal.press('Enter');
  await terminal.shows(/transport: websocket/);
  terminal.press('Escape');
  terminal.press('1');
  await terminal.shows(/den +1 /);
  terminal.press('c');
  await terminal.shows(/set room den to closed\?/);
  terminal.press('y');
  await terminal.shows(/done/);
  assert.equal((await fox.ends()).code, 3507);
  terminal.press('q');
});

test('a person watches all nodes of a cluster', async (t) => {
  const cluster = await Cluster.start(t);
  const urls = [];
  for (const node of cluster.nodes.values()) {
    const client = await SdkClient.connect(t, node);
    await client.enter('harbour');
    urls.push(`--url ${node.url}`);
  }
  const terminal = new Terminal(t, 'cluster',
    `LC_ALL=C.UTF-8 PARLEY_HTTP_API_KEY='${BackEnd.key}' ${binary} inspect ` +
    `${urls.join(' ')} --every 0.3`);
  const seen = await terminal.shows(/harbour +3 /);
  for (const name of ['a', 'b', 'c']) {
    assert.match(seen, new RegExp(`^node ${name} .*clients 1`, 'm'));
  }
  assert.match(seen, /^harbour .* [abc] +\d+ *$/m);
  cluster.node('b').signal('SIGKILL');
  await terminal.shows(/cannot connect to 127\.0\.0\.1/);
  terminal.press('q');
});
