// SPDX-License-Identifier: Apache-2.0
// A room survives its node: members on other nodes stay, keep one order and
// miss nothing.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Cluster} from './cluster.mjs';
import {counting, SdkClient} from './sdk.mjs';

const names = ['a', 'b', 'c'];
// One that is kept in memory, and a durable one.
const rooms = ['harbour', 'kept:log'];

// One member at each node, in the order of `names`.
async function members(t, cluster, room) {
  const here = [];
  for (const name of names) {
    const options = {timeout: 60_000}; // one of them is asleep for a while
    const client = await SdkClient.connect(t, cluster.node(name), options);
    here.push(await client.enter(room));
  }
  return here;
}

// Publishes again until the room has taken it.
async function insist(member, value) {
  for (;;) {
    try {
      return await member.publish(value);
    } catch (error) {
      assert.ok(error.temporary || error.code === 100, error.message);
    }
  }
}

for (const room of rooms)
  test(`the owner of ${room} is killed`, async (t) => {
    const cluster = await Cluster.start(t);
    const here = await members(t, cluster, room);
    for (const n of counting(10)) await here[n % 3].publish(n);
    const owner = cluster.ownerOf(room);
    const left = names.filter((name) => name !== owner);
    const stay = left.map((name) => here[names.indexOf(name)]);
    const gone = here[names.indexOf(owner)];
    await Promise.all(here.map((each) => each.hears(10)));
    await cluster.node(owner).crash();
    const began = performance.now();
    for (const n of counting(20, 11)) await insist(stay[n % 2], n);
    const pause = performance.now() - began;
    t.diagnostic(`served again after ${pause.toFixed(0)} ms`);
    for (const each of stay) {
      assert.deepEqual(await each.hears(20), counting(20));
      assert.deepEqual(each.offsets, counting(20));
      assert.equal(each.diary.all('subscribing').length, 1, 'no disconnect');
    }
    await cluster.agrees(left);
    const {clients} = await stay[0].sub.presence();
    assert.equal(Object.keys(clients).length, 2);
    // Its own client comes back and recovers when the node does.
    await cluster.add(owner);
    assert.deepEqual(await gone.hears(20), counting(20));
    assert.deepEqual(gone.offsets, counting(20));
  });

for (const room of rooms)
  test(`the owner of ${room} stops for a while`, async (t) => {
    const cluster = await Cluster.start(t);
    const here = await members(t, cluster, room);
    for (const n of counting(10)) await here[n % 3].publish(n);
    await Promise.all(here.map((each) => each.hears(10)));
    const owner = cluster.ownerOf(room);
    const left = names.filter((name) => name !== owner);
    const stay = left.map((name) => here[names.indexOf(name)]);
    const asleep = here[names.indexOf(owner)];
    cluster.node(owner).signal('SIGSTOP');
    const early = asleep.publish('said to the sleeper');
    for (const n of counting(20, 11)) await insist(stay[n % 2], n);
    cluster.node(owner).signal('SIGCONT');
    await early;
    await cluster.agrees(names);
    for (const each of here) {
      const heard = await each.hears(21);
      assert.deepEqual(
        heard.filter((value) => value !== 'said to the sleeper'),
        counting(20),
      );
      assert.deepEqual(each.offsets, counting(21));
    }
    const [first, ...others] = here.map((each) => each.heard);
    for (const each of others) assert.deepEqual(each, first);
  });

for (const room of rooms)
  test(`all nodes restart, ${room} goes on`, async (t) => {
    const cluster = await Cluster.start(t);
    const here = await members(t, cluster, room);
    let last = 0;
    let going = true;
    const publishing = (async () => {
      while (going) await insist(here[0], ++last);
    })();
    for (const name of ['b', 'c', 'b', 'c']) {
      await cluster.node(name).stop();
      await cluster.agrees(names.filter((other) => other !== name));
      await cluster.add(name);
      await cluster.agrees(names);
    }
    going = false;
    await publishing;
    t.diagnostic(`${last} publications`);
    for (const each of here) {
      assert.deepEqual(await each.hears(last), counting(last));
      assert.deepEqual(each.offsets, counting(last));
    }
    assert.equal(here[0].diary.all('subscribing').length, 1, 'no disconnect');
  });

test('a node without the owner is killed: its members leave', async (t) => {
  const room = 'harbour';
  const cluster = await Cluster.start(t);
  const here = await members(t, cluster, room);
  const owner = cluster.ownerOf(room);
  const [other] = names.filter((name) => name !== owner);
  const stays = here[names.indexOf(owner)];
  const left = stays.diary.next('leave');
  await cluster.node(other).crash();
  await left;
  const {clients} = await stays.sub.presence();
  assert.equal(Object.keys(clients).length, 2);
});

test('a fourth node takes its share, and nobody notices', async (t) => {
  const cluster = await Cluster.start(t);
  const client = await SdkClient.connect(t, cluster.node('a'));
  const other = await SdkClient.connect(t, cluster.node('b'));
  const names = counting(40).map((n) => `${n % 2 ? 'room' : 'kept:room'}-${n}`);
  const here = [];
  for (const name of names)
    here.push([await client.enter(name), await other.enter(name)]);
  for (const [one] of here) for (const n of counting(3)) await one.publish(n);
  const going = here.map(async ([, two]) => {
    for (const n of counting(60, 4)) await insist(two, n);
  });
  await cluster.add('d');
  await Promise.all(going);
  await cluster.agrees(['a', 'b', 'c', 'd']);
  for (const [one] of here) await one.publish(61);
  for (const pair of here)
    for (const each of pair) {
      assert.deepEqual(await each.hears(61), counting(61));
      assert.deepEqual(each.offsets, counting(61));
      assert.equal(each.diary.all('subscribing').length, 1, 'no disconnect');
    }
  const moved = names.filter(
    (name) =>
      cluster.node('d').log.includes(`room.join room="${name}"`) ||
      cluster.node('d').log.includes(`room.start room="${name}"`),
  );
  t.diagnostic(`${moved.length} of 40 rooms moved`);
  assert.ok(moved.length > 0);
});
