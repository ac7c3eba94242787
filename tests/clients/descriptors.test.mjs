// SPDX-License-Identifier: Apache-2.0
// A server that has no descriptor left.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

const descriptors = 48;

test('it says at start how many files it may open', async (t) => {
  const server = await Server.start(t, {descriptors});
  await server.logs(/serve\.descriptors before=48 now=48/);
});

test('out of descriptors it serves on and says so sparingly', async (t) => {
  const server = await Server.start(t, {descriptors});
  const began = Date.now();
  const inside = await WsMember.join(t, server, 'harbour', 'inside');

  // More than it has room for: the last ones wait in the kernel's queue.
  const names = Array.from({length: descriptors}, (_, i) => `m${i}`);
  const members = [];
  const joining = names.map(async (name) => {
    const member = await WsMember.join(t, server, 'pier', name);
    members.push(member);
    // One that got in makes room for one that waits.
    await member.close();
  });

  // Who is in is served all the while.
  inside.send('still served');
  await inside.reads('[inside] still served');
  await Promise.all(joining);
  assert.equal(members.length, descriptors);

  const told = server.log.match(/net\.accept_paused/g)?.length ?? 0;
  const seconds = Math.ceil((Date.now() - began) / 1000);
  assert.ok(told <= seconds + 1, `${told} times in ${seconds} s`);
});

test('while all descriptors are taken it logs why nobody gets in', async (t) => {
  const server = await Server.start(t, {descriptors});
  const members = [];
  // Joined one after the other, until the next one has to wait.
  while (!server.log.includes('net.accept_paused')) {
    const next = WsMember.join(t, server, 'pier', `m${members.length}`);
    const waits = new Promise((resolve) => {
      const look = setInterval(() => {
        if (!server.log.includes('net.accept_paused')) return;
        clearInterval(look);
        resolve();
      }, 20);
      next.finally(() => clearInterval(look)).catch(() => {});
    });
    await Promise.race([next, waits]);
    members.push(next);
    assert.ok(members.length < descriptors);
  }
  await (await members[0]).close();
  await Promise.all(members);
  assert.match(server.log, /net\.accept_paused what="Too many open files"/);
});
