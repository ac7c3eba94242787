// SPDX-License-Identifier: Apache-2.0
// A server under load is killed again and again. What it acknowledged is there,
// once, in order; what anybody was shown is there; who comes back has no gap.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DurableNode} from './durable.mjs';
import {counting, protocols, SdkClient} from './sdk.mjs';

const rounds = 25;
const bySocket = counting(25).map((n) => `socket ${n}`);
const byApi = counting(25).map((n) => `api ${n}`);
const seed = Number(process.env.PARLEY_SEED ?? Date.now() % 2 ** 31);

// Numbers in [0, 1): the same for the same seed, so that a run can be repeated.
function* dice(state) {
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

// Everything that publishers were told, and waiting for more of it.
class Ledger {
  acknowledged = []; // {who, n, offset}; no offset by socket
  #waiting = [];

  add(entry) {
    this.acknowledged.push(entry);
    this.#waiting = this.#waiting.filter(({count, resolve}) => {
      if (this.acknowledged.length < count) return true;
      resolve();
      return false;
    });
  }

  more(count) {
    return new Promise((resolve) => {
      this.#waiting.push({count: this.acknowledged.length + count, resolve});
    });
  }
}

// Whether the load goes on, and a promise of the next server's start.
class Fate {
  over = false;
  #up;
  #isUp;

  goesDown() {
    this.#up = new Promise((resolve) => (this.#isUp = resolve));
  }

  comesUp() {
    this.#isUp();
  }

  get up() {
    return this.#up;
  }
}

// Publishes one after the other, each when the one before was answered. One
// whose answer was lost is not said again: it may be there or not.
async function talkBySocket(client, who, ledger, fate) {
  for (let n = 1; !fate.over; n += 1) {
    try {
      await client.publish('pier', {who, n});
      ledger.add({who, n});
    } catch {
      await fate.up;
    }
  }
}

// The same by the API, where one whose answer was lost is said again with its
// key: it must be there once.
async function talkByApi(node, who, ledger, fate) {
  for (let n = 1; !fate.over;) {
    const idempotency_key = `${who} ${n}`;
    const data = {who, n};
    const request = {channel: 'pier', data, idempotency_key};
    try {
      const {offset} = await node.backEnd.call('publish', request);
      ledger.add({who, n, offset});
      n += 1;
    } catch {
      await fate.up;
    }
  }
}

const id = ({who, n}) => `${who} ${n}`;

// What is stored, checked round by round.
class Record {
  offsets = new Map(); // of each publication
  #last = new Map(); // the number that each publisher said last
  #checked = 0; // of the ledger

  get top() {
    return this.offsets.size;
  }

  async readOn(node) {
    const {publications} = await node.history('pier', this.top);
    for (const {offset, data} of publications) {
      assert.equal(offset, this.top + 1, 'offsets have no gap');
      assert.ok(!this.offsets.has(id(data)), `${id(data)} is there twice`);
      const before = this.#last.get(data.who) ?? 0;
      assert.ok(data.n > before, `${id(data)} comes behind ${before}`);
      this.#last.set(data.who, data.n);
      this.offsets.set(id(data), offset);
    }
  }

  // What was acknowledged before the last reading.
  hasAllOf(acknowledged) {
    for (const entry of acknowledged.slice(this.#checked)) {
      const offset = this.offsets.get(id(entry));
      assert.ok(offset, `${id(entry)} was acknowledged and is lost`);
      if (entry.offset) assert.equal(entry.offset, offset, id(entry));
    }
    this.#checked = acknowledged.length;
  }

  // What a client heard before the last reading: {values, offsets}.
  hasAllHeard({values, offsets}) {
    values.forEach((value, i) => {
      assert.equal(this.offsets.get(id(value)), offsets[i], id(value));
    });
  }
}

// Behind the first `seen` publications.
function heardBy(room, seen = 0) {
  return {values: room.heard.slice(seen), offsets: room.offsets.slice(seen)};
}

const sdkOptions = {timeout: 2000};

function connect(t, node, protocol) {
  return SdkClient.connect(t, node.server, {protocol, ...sdkOptions});
}

async function enter(t, node, protocol) {
  const client = await connect(t, node, protocol);
  return await client.enter('pier');
}

test(`${rounds} kills lose, repeat and reorder nothing`, async (t) => {
  t.diagnostic(`PARLEY_SEED=${seed}`);
  const random = dice(seed);
  const node = await DurableNode.start(t);
  const listeners = [...protocols, ...protocols];
  const rooms = await Promise.all(listeners.map((p) => enter(t, node, p)));
  const speakers = await Promise.all(
    bySocket.map((_, i) => connect(t, node, protocols[i % protocols.length])),
  );
  const seen = rooms.map(() => 0);
  const ledger = new Ledger();
  const fate = new Fate();
  const record = new Record();
  const load = [
    ...bySocket.map((who, i) => talkBySocket(speakers[i], who, ledger, fate)),
    ...byApi.map((who) => talkByApi(node, who, ledger, fate)),
  ];

  for (let round = 1; round <= rounds; round += 1) {
    await ledger.more(20 + Math.floor(random.next().value * 300));
    fate.goesDown();
    await node.server.crash();
    await node.restart();
    // A client that was between two connections may speak by now: what is
    // acknowledged or heard while the record is read can be missing there.
    const acknowledged = [...ledger.acknowledged];
    const heard = rooms.map((room, i) => heardBy(room, seen[i]));
    await record.readOn(node);
    record.hasAllOf(acknowledged);
    heard.forEach((part, i) => {
      record.hasAllHeard(part);
      seen[i] += part.values.length;
    });
    fate.comesUp();
  }
  fate.over = true;
  await Promise.all(load);

  await record.readOn(node);
  record.hasAllOf(ledger.acknowledged);
  for (const room of rooms) {
    await room.hears(record.top);
    assert.deepEqual(room.offsets, counting(record.top), 'no gap, none twice');
    record.hasAllHeard(heardBy(room));
    const comebacks = room.diary.all('subscribed').slice(1);
    assert.ok(comebacks.every(({recovered}) => recovered), 'all recovered');
  }
  t.diagnostic(`${ledger.acknowledged.length} acknowledged of ${record.top}`);
});
