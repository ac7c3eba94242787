// SPDX-License-Identifier: Apache-2.0
// Looking into a node over HTTP, and what an operator may do.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Operator} from './operator.mjs';
import {SdkClient} from './sdk.mjs';
import {WsMember} from './ws_member.mjs';

test('rooms, sessions, actors and loops are seen as they are', async (t) => {
  const operator = await Operator.start(t, {args: ['--threads', '2']});
  const fox = await WsMember.join(t, operator.server, 'den', 'fox');
  const owl = await WsMember.join(t, operator.server, 'den', 'owl');
  fox.send('hello');
  await owl.reads('[fox] hello');

  const {rooms} = await operator.look('rooms');
  assert.equal(rooms.length, 1);
  assert.equal(rooms[0].name, 'den');
  assert.equal(rooms[0].members, 2);

  const {sessions} = await operator.look('sessions', {sort: 'rate'});
  assert.deepEqual(sessions.map((each) => each.user).sort(), ['fox', 'owl']);
  for (const each of sessions) {
    assert.match(each.peer, /^127\.0\.0\.1:\d+$/);
    assert.equal(each.transport, 'websocket');
    assert.deepEqual(each.rooms, ['den']);
  }

  const {actors} = await operator.look('actors', {limit: 1000});
  const kinds = new Set(actors.map((each) => each.kind));
  for (const kind of ['room', 'session', 'courier', 'directory', 'inspector']) {
    assert.ok(kinds.has(kind), kind);
  }

  const {turns, loops, loops_answered: answered} = await operator.look('turns');
  assert.equal(loops, 2);
  assert.equal(answered, 2);
  assert.ok(turns.every((loop) => loop.turns > 0));
});

test('without the key nobody sees anything', async (t) => {
  const operator = await Operator.start(t);
  for (const path of ['/debug/rooms', '/metrics', '/debug/kick?session=1']) {
    for (const headers of [{}, {'X-API-Key': 'another'}]) {
      assert.equal((await operator.ask('GET', path, headers)).status, 401);
    }
  }
  assert.equal((await operator.ask('GET', '/admin/')).status, 404);
});

test('a kick ends one session and the others go on', async (t) => {
  const operator = await Operator.start(t);
  const fox = await WsMember.join(t, operator.server, 'den', 'fox');
  const owl = await WsMember.join(t, operator.server, 'den', 'owl');
  const {sessions} = await operator.look('sessions', {filter: 'fox'});
  assert.equal(sessions.length, 1);
  const {session} = sessions[0];
  assert.equal((await operator.order('kick', {session})).status, 200);
  assert.equal((await fox.ends()).code, 3503);
  await owl.reads('* fox left');
  owl.send('still here');
  await owl.reads('[owl] still here');
  assert.equal((await operator.order('kick', {session})).status, 404);
});

test('a frozen room keeps its members, a closed one does not', async (t) => {
  const operator = await Operator.start(t, {args: [
    '--set', 'client.insecure=true']});
  const client = await SdkClient.connect(t, operator.server);
  const room = await client.enter('den');
  const freeze = (frozen) => operator.order('moderate', {room: 'den', frozen});
  assert.equal((await freeze(true)).status, 200);
  await assert.rejects(room.publish('no'), {code: 103});
  // The application may still speak.
  assert.equal((await operator.call('publish',
    {channel: 'den', data: 'calm down'})).error, undefined);
  await freeze(false);
  await room.publish('yes');
  assert.deepEqual(await room.hears(2), ['calm down', 'yes']);
});

test('the log level changes at run time, a session is traced', async (t) => {
  const operator = await Operator.start(t);
  const {server} = operator;
  assert.doesNotMatch(server.log, /session\.open/);
  assert.equal((await operator.order('log', {level: 'debug'})).status, 200);
  const fox = await WsMember.join(t, server, 'den', 'fox');
  await server.logs(/session\.open/);
  await operator.order('log', {level: 'info'});
  const {sessions} = await operator.look('sessions', {filter: 'fox'});
  await operator.order('trace', {session: sessions[0].session});
  fox.send('a secret');
  await server.logs(/session\.trace id=\w+ said_bytes=8/);
  await server.logs(/session\.trace id=\w+ told_by=room/);
  assert.doesNotMatch(server.log, /a secret/);
});

test('the log is JSON when it is asked to be', async (t) => {
  const operator = await Operator.start(t, {args: ['--log-format', 'json']});
  await operator.order('log', {level: 'debug'});
  await WsMember.join(t, operator.server, 'a "b"', 'fox');
  await operator.server.logs(/room\.join.*\n/);
  const events = operator.server.log.trim().split('\n').map(JSON.parse);
  const join = events.find((each) => each.event === 'room.join');
  assert.equal(join.room, 'a "b"');
  assert.equal(join.members, 1);
  assert.equal(join.level, 'debug');
});
