// SPDX-License-Identifier: Apache-2.0
// A room whose members are on several nodes is one room.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackEnd} from './back_end.mjs';
import {Cluster} from './cluster.mjs';
import {jwt} from './jwt.mjs';
import {counting, SdkClient} from './sdk.mjs';
import {WsMember} from './ws_member.mjs';

const names = ['a', 'b', 'c'];

async function members(t, cluster, room) {
  const clients = await Promise.all(
    names.map((name) => SdkClient.connect(t, cluster.node(name))),
  );
  const rooms = [];
  for (const client of clients) rooms.push(await client.enter(room));
  return rooms;
}

test('all hear all, once, in one order', async (t) => {
  const cluster = await Cluster.start(t);
  for (const room of ['harbour', 'pier', 'quay', 'brief:talk']) {
    const here = await members(t, cluster, room);
    const said = here.flatMap((_, i) => counting(50).map((n) => `${i}.${n}`));
    await Promise.all(
      here.flatMap((each, i) =>
        counting(50).map((n) => each.publish(`${i}.${n}`)),
      ),
    );
    const heard = await Promise.all(here.map((each) => each.hears(150)));
    assert.deepEqual([...heard[0]].sort(), said.sort());
    assert.deepEqual(heard[1], heard[0]);
    assert.deepEqual(heard[2], heard[0]);
    for (const i of [0, 1, 2]) {
      const own = heard[0].filter((each) => each.startsWith(`${i}.`));
      assert.deepEqual(
        own,
        counting(50).map((n) => `${i}.${n}`),
      );
    }
    if (!room.startsWith('brief:')) {
      for (const each of here) assert.deepEqual(each.offsets, counting(150));
    }
  }
});

test('who comes and goes is known at every node', async (t) => {
  const cluster = await Cluster.start(t);
  const [a, b, c] = await members(t, cluster, 'harbour');
  await a.diary.times('join', 3);
  const {clients} = await c.sub.presence();
  assert.equal(Object.keys(clients).length, 3);
  const left = a.diary.next('leave');
  b.sub.unsubscribe();
  await left;
  assert.equal(Object.keys((await a.sub.presence()).clients).length, 2);
});

test('a stream of one node is spoken to at another', async (t) => {
  const cluster = await Cluster.start(t);
  const at = (name, path) => new URL(path, cluster.node(name).url).href;
  const stream = {
    transport: 'http_stream',
    endpoint: at('a', '/connection/http_stream'),
  };
  const client = await SdkClient.connect(
    t,
    {sdk: [stream]},
    {emulationEndpoint: at('b', '/emulation'), fetch, readableStream: ReadableStream},
  );
  const room = await client.enter('harbour');
  await Promise.all(counting(20).map((n) => room.publish(n)));
  const heard = await room.hears(20);
  assert.deepEqual([...heard].sort((x, y) => x - y), counting(20));
  const stranger = {session: '0-nobody', node: 'nowhere', data: '{}'};
  const {status} = await fetch(at('b', '/emulation'), {
    method: 'POST',
    body: JSON.stringify(stranger),
  });
  assert.equal(status, 404);
});

test('plain clients of one name have different ones in the room', async (t) => {
  const cluster = await Cluster.start(t);
  const first = await WsMember.join(t, cluster.node('a'), 'harbour', 'ann');
  const {messages} = first;
  assert.deepEqual(messages, []);
  const there = await SdkClient.connect(t, cluster.node('b'));
  const room = await there.enter('harbour');
  first.send('ahoy');
  const [{info}] = await room.diary.times('publication', 1);
  assert.deepEqual(info.connInfo, {name: 'ann'});
  await room.publish('hello');
  await first.readsMessages(2);
  assert.equal(first.messages[0], '[ann] ahoy');
});

test('the server API serves every room at every node', async (t) => {
  const cluster = await Cluster.start(t);
  const [a] = await members(t, cluster, 'harbour');
  for (const name of names) {
    const request = {channel: 'harbour', data: name};
    await cluster.backEnd(name).call('publish', request);
  }
  assert.deepEqual(await a.hears(3), names);
  for (const name of names) {
    const backEnd = cluster.backEnd(name);
    const page = await backEnd.call('history', {channel: 'harbour', limit: 10});
    assert.deepEqual(
      page.publications.map(({data}) => data),
      names,
    );
    const stats = await backEnd.call('presence_stats', {channel: 'harbour'});
    assert.equal(stats.num_clients, 3);
  }
});

test('the server API reaches users and finds rooms at every node', async (t) => {
  const cluster = await Cluster.start(t);
  await members(t, cluster, 'harbour');
  const alone = await SdkClient.connect(t, cluster.node('c'));
  await alone.enter('quay');
  const {channels, answered} = await cluster.backEnd('a').call('channels', {});
  assert.equal(answered, undefined);
  assert.deepEqual(
    Object.fromEntries(
      Object.entries(channels).map(([room, info]) => [room, info.num_clients]),
    ),
    {harbour: 3, quay: 1},
  );
  const {nodes} = await cluster.backEnd('b').call('info', {});
  assert.deepEqual(nodes.map(({name}) => name).sort(), names);
  assert.equal(
    nodes.reduce((sum, {num_clients: count}) => sum + count, 0),
    4,
  );
  const token = jwt({sub: 'ann'});
  const ann = await SdkClient.connect(t, cluster.node('a'), {token});
  const closed = ann.diary.next('disconnected');
  await cluster.backEnd('c').call('disconnect', {user: 'ann'});
  assert.equal((await closed).code, 3503);
});

test('what an operator does to a room, he does at every node', async (t) => {
  const cluster = await Cluster.start(t);
  const [a, b, c] = await members(t, cluster, 'harbour');
  const order = async (name, query) => {
    const {status, text} = await cluster
      .backEnd(name)
      .post(`/debug/moderate?${new URLSearchParams(query)}`, '');
    assert.equal(status, 200, text);
  };
  await order('a', {room: 'harbour', frozen: true});
  for (const each of [a, b, c]) {
    await assert.rejects(each.publish('nobody hears this'), {code: 103});
  }
  await order('b', {room: 'harbour', frozen: false});
  await c.publish('again');
  for (const each of [a, b, c]) assert.deepEqual(await each.hears(1), ['again']);
  const out = [a, b, c].map((each) => each.diary.next('unsubscribed'));
  await order('c', {room: 'harbour', closed: true});
  for (const each of await Promise.all(out)) assert.equal(each.code, 2000);

  cluster.node('b').signal('SIGSTOP');
  const {status, text} = await cluster
    .backEnd('a')
    .post('/debug/moderate?room=harbour&closed=false', '');
  cluster.node('b').signal('SIGCONT');
  assert.equal(status, 504, text);
  assert.equal(JSON.parse(text).error, '2 of 3 nodes answered');
});

test('Prometheus is told where a node stands', async (t) => {
  const cluster = await Cluster.start(t);
  const {url} = cluster.node('a');
  const headers = {'X-API-Key': BackEnd.key};
  const answer = await fetch(new URL('/metrics', url), {headers});
  const text = await answer.text();
  assert.match(text, /^parley_cluster_fenced 0$/m);
  assert.match(text, /^parley_node_num_nodes 3$/m);
  assert.match(text, /^parley_cluster_view \d+$/m);
});

test('a node that does not answer is said to be missing', async (t) => {
  const cluster = await Cluster.start(t);
  await members(t, cluster, 'harbour');
  cluster.node('b').signal('SIGSTOP');
  const {nodes, answered} = await cluster.backEnd('a').call('info', {});
  cluster.node('b').signal('SIGCONT');
  assert.equal(answered, '2 of 3 nodes answered');
  assert.deepEqual(nodes.map(({name}) => name).sort(), ['a', 'c']);
});
