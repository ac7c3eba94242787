// SPDX-License-Identifier: Apache-2.0
// web/room_log.js: what was said in a room, each publication once and in order.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {webModule} from './web_module.mjs';

const {RoomLog} = await webModule('room_log.js');

const said = (text) => ({text});
const at = (offset) => ({offset, entry: said(`${offset}`)});
const texts = (log) => log.entries.map(({text, note}) => text ?? `* ${note}`);

test('each publication is there once, in its order', () => {
  const log = new RoomLog();
  assert.ok(log.add(1, said('1')));
  assert.ok(log.add(2, said('2')));
  assert.ok(!log.add(2, said('2 again')));
  assert.ok(!log.add(1, said('1 again')));
  assert.deepEqual(texts(log), ['1', '2']);
});

test('a room without a history has no offsets: all is new', () => {
  const log = new RoomLog();
  assert.ok(log.add(undefined, said('same')));
  assert.ok(log.add(0, said('same')));
  assert.deepEqual(texts(log), ['same', 'same']);
});

test('what comes before the history is there stands behind it', () => {
  const log = new RoomLog();
  log.expectHistory();
  assert.ok(!log.add(3, said('3')));
  assert.ok(!log.add(4, said('4')));
  log.begin([at(1), at(2), at(3)]);
  assert.deepEqual(texts(log), ['1', '2', '3', '4']);
});

test('what was held is not lost when the history is asked for again', () => {
  const log = new RoomLog();
  log.expectHistory();
  log.add(1, said('1'));
  log.expectHistory();
  log.begin([]);
  assert.deepEqual(texts(log), ['1']);
});

test('a history takes the place of all, though its offsets are lower', () => {
  const log = new RoomLog();
  log.add(100, said('of another epoch'));
  log.expectHistory();
  log.begin([at(1), at(2)]);
  assert.deepEqual(texts(log), ['1', '2']);
});

test('notes stand where they were made, and the oldest go', () => {
  const log = new RoomLog();
  log.add(1, said('1'));
  log.note('ann joined');
  log.add(2, said('2'));
  assert.deepEqual(texts(log), ['1', '* ann joined', '2']);
  for (let offset = 3; offset < 600; offset += 1) log.add(offset, said('x'));
  assert.equal(log.entries.length, 500);
});
