// SPDX-License-Identifier: Apache-2.0
// Three members of one room, none of them our own client: two by npm `ws`, one
// by Python `websockets`; and one that is killed while it speaks.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {Child} from './children.mjs';
import {PythonMember} from './python_member.mjs';
import {noPlainRates} from './rates.mjs';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

const names = ['alice', 'bob', 'carol'];

// alice and bob by `ws`, carol by Python, each knowing of the others.
async function threeMembers(t, server) {
  const alice = await WsMember.join(t, server, 'harbour', 'alice');
  const bob = await WsMember.join(t, server, 'harbour', 'bob');
  const carol = await PythonMember.join(t, server, 'harbour', 'carol');
  for (const member of [alice, bob]) await member.reads('* carol joined');
  return {alice, bob, carol};
}

// All speak at once: `count` numbered messages each, until all have read all.
async function chatter(members, count) {
  const before = Object.values(members)[0].messages.length;
  for (let i = 0; i < count; i += 1) {
    for (const member of Object.values(members)) member.send(`number ${i}`);
  }
  const total = before + count * Object.keys(members).length;
  for (const member of Object.values(members))
    await member.readsMessages(total);
}

// Everybody read the same in the same order; of each speaker every message,
// once, in the order of speaking.
function assertOneStory(members, count, speakers = Object.keys(members)) {
  const [first, ...others] = Object.values(members);
  for (const other of others) assert.deepEqual(other.messages, first.messages);
  for (const name of speakers) {
    const heard = first.messages.filter((line) =>
      line.startsWith(`[${name}] `),
    );
    const spoken = Array.from(
      {length: count},
      (_, i) => `[${name}] number ${i}`,
    );
    assert.deepEqual(heard, spoken);
  }
  assert.equal(first.messages.length, count * speakers.length);
}

test('three real clients read all messages once, in one order', async (t) => {
  const server = await Server.start(t, {args: noPlainRates});
  const members = await threeMembers(t, server);
  for (const name of names)
    assert.equal(members[name].frames[0], `* ${name} joined`);
  await chatter(members, 300);
  assertOneStory(members, 300);
});

test('a client killed between two fragments leaves unheard', async (t) => {
  const server = await Server.start(t, {args: noPlainRates});
  const {alice, bob, carol} = await threeMembers(t, server);
  await carol.begin('half a message. '.repeat(2_000));
  await carol.kill();
  for (const member of [alice, bob]) await member.reads('* carol left');
  await chatter({alice, bob}, 100);
  assertOneStory({alice, bob}, 100);
});

test('a client killed within a frame leaves unheard', async (t) => {
  const server = await Server.start(t, {args: noPlainRates});
  const members = await threeMembers(t, server);
  const script = fileURLToPath(new URL('half_sender.mjs', import.meta.url));
  const address = server.room('harbour', {name: 'dave'});
  const dave = new Child(process.execPath, [script, address]);
  t.after(() => dave.kill());
  assert.equal(await dave.expectLine('dave sends'), 'half is sent');
  await dave.kill();
  for (const name of names) await members[name].reads('* dave left');
  await chatter(members, 100);
  assertOneStory(members, 100);
});

test('a name that is free again can be taken by the next client', async (t) => {
  const server = await Server.start(t, {args: noPlainRates});
  const {alice, bob, carol} = await threeMembers(t, server);
  await carol.kill();
  for (const member of [alice, bob]) await member.reads('* carol left');
  const next = await WsMember.join(t, server, 'harbour', 'carol');
  next.send('here again');
  for (const member of [alice, bob, next])
    await member.reads('[carol] here again');
});
