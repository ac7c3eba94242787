// SPDX-License-Identifier: Apache-2.0
// Metrics, as promtool and Prometheus read them, and the alerts on them: a slow
// actor, a slow client and a hot room are planted and have to be found by an
// alert, and by the tables.

import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {BackEnd} from './back_end.mjs';
import {Child} from './children.mjs';
import {Cluster} from './cluster.mjs';
import {within} from './deadline.mjs';
import {key, Operator} from './operator.mjs';
import {hotRoom, settings, slowActor, slowClient} from './planted.mjs';
import {folderFor} from './server.mjs';
import {WsMember} from './ws_member.mjs';

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url));
const alerts = join(deploy, 'prometheus', 'alerts.yml');

test('promtool finds nothing to say about the metrics', async (t) => {
  const operator = await Operator.start(t);
  const fox = await WsMember.join(t, operator.server, 'den', 'fox');
  fox.send('hello');
  await fox.reads('[fox] hello');
  await operator.call('info', {});
  const answer = await operator.ask('GET', '/metrics');
  assert.match(answer.headers.get('content-type'), /^text\/plain; version=0/);
  const text = await answer.text();
  const {status, stdout, stderr} = spawnSync(
    'promtool', ['check', 'metrics'], {input: text, encoding: 'utf8'});
  assert.equal(status, 0, stdout + stderr);
  assert.match(text, /^parley_node_num_clients 1$/m);
  assert.match(text, /^parley_room_messages_total 1$/m);
  assert.match(text, /^parley_client_connections_inflight\{.*websocket.*\} 1$/m);
});

test('promtool finds nothing to say about the alerts', () => {
  execFileSync('promtool', ['check', 'rules', alerts]);
  execFileSync('promtool', ['check', 'config',
                            join(deploy, 'prometheus', 'prometheus.yml')]);
});

test('the dashboard asks for metrics that are there', async (t) => {
  const operator = await Operator.start(t);
  await WsMember.join(t, operator.server, 'den', 'fox');
  await operator.call('info', {});
  await operator.call('presence', {channel: 'none:x'});
  const text = await (await operator.ask('GET', '/metrics')).text();
  const board = readFileSync(join(deploy, 'grafana', 'parley.json'), 'utf8');
  // Those of an event that has not happened are not there yet, and a node
  // alone has none of a cluster.
  const rare = ['parley_client_num_reply_errors', 'parley_room_hot',
                'parley_cluster_',
                'parley_client_num_server_disconnects'];
  for (const [name] of (board + readFileSync(alerts, 'utf8'))
    .matchAll(/parley_[a-z_]+/g)) {
    const there = text.includes(`# TYPE ${name.replace(/_(bucket|count)$/, '')}`);
    assert.ok(there || rare.some((each) => name.startsWith(each)), name);
  }
});

test('the prefix can be the one that dashboards have', async (t) => {
  const operator = await Operator.start(t, {args: [
    '--set', 'prometheus.prefix=centrifugo',
    '--set', 'prometheus.enabled=true']});
  const text = await (await operator.ask('GET', '/metrics', {})).text();
  assert.match(text, /^centrifugo_node_num_clients 0$/m);
  assert.doesNotMatch(text, /parley_/);
});

// A Prometheus that scrapes the node every second and has our alerts, without
// their waits.
class Prometheus {
  static async start(t, operator, credentials = key) {
    const prometheus = new Prometheus();
    const folder = folderFor(t);
    writeFileSync(join(folder, 'alerts.yml'),
                  readFileSync(alerts, 'utf8').replace(/for: .*/g, 'for: 0s'));
    writeFileSync(join(folder, 'prometheus.yml'), `
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [alerts.yml]
scrape_configs:
  - job_name: parley
    authorization: {type: apikey, credentials: ${credentials}}
    static_configs: [{targets: ["127.0.0.1:${operator.server.port}"]}]
`);
    const child = new Child('prometheus', [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0']);
    t.after(() => child.kill());
    await child.expectError(/Listening on.*address=\S+:\d+/);
    const [, port] = /Listening on.*address=\S+:(\d+)/.exec(child.errors);
    prometheus.url = `http://127.0.0.1:${port}`;
    await prometheus.#finds('targets', ({activeTargets}) =>
      activeTargets.find((each) => each.health === 'up'), 'a first scrape');
    return prometheus;
  }

  fires(alert) {
    return this.#finds('alerts', ({alerts: all}) => all.find((each) =>
      each.labels.alertname === alert && each.state === 'firing'), alert);
  }

  // Asks until `find` finds something in the answer.
  async #finds(question, find, what) {
    let seen;
    const look = async () => {
      for (;;) {
        const answer = await fetch(`${this.url}/api/v1/${question}`);
        seen = await answer.text();
        const found = answer.ok && find(JSON.parse(seen).data);
        if (found) return found;
      }
    };
    return within(look(), () => `${what} in ${seen}`);
  }
}

test('a hot room is found by an alert and by the table', async (t) => {
  const operator = await Operator.start(t, {config: settings});
  const prometheus = await Prometheus.start(t, operator);
  const load = hotRoom(operator);
  const {labels} = await prometheus.fires('ParleyHotRoom');
  const seen = await operator.sees('rooms', {sort: 'out'},
    ({rooms}) => rooms[0]?.out_rate > 1000, 'a hot room');
  assert.equal(seen.rooms[0].name, labels.room);
  await load;
});

test('a slow client is found by an alert and by the table', async (t) => {
  const operator = await Operator.start(t, {config: settings});
  const prometheus = await Prometheus.start(t, operator);
  await slowClient(t, operator);
  await prometheus.fires('ParleySlowClient');
  const {sessions} = await operator.look('sessions',
                                         {sort: 'queued', limit: 2});
  assert.equal(sessions[0].user, 'snail');
});

test('a slow actor is found by an alert, the log and the table', async (t) => {
  const operator = await Operator.start(t, {config: settings});
  const prometheus = await Prometheus.start(t, operator);
  await slowActor(operator);
  await prometheus.fires('ParleySlowActor');
  await operator.server.logs(/loop\.stall loop=\d+ ms=\d+ actor=api /);
  const {actors} = await operator.look('actors', {sort: 'longest', limit: 1});
  assert.equal(actors[0].kind, 'api');
  assert.ok(actors[0].longest_seconds > 0.05);
});

test('a node that may not act is found by an alert, and acts again', async (t) => {
  const cluster = await Cluster.start(t, ['a']);
  const server = cluster.node('a');
  const prometheus = await Prometheus.start(t, {server}, BackEnd.key);
  cluster.nats.kill();
  await prometheus.fires('ParleyNodeFenced');
  await server.logs(/cluster\.fenced view=1/);
  await cluster.startNats();
  await server.logs(/cluster\.fenced[^]*cluster\.acting term=/);
});
