// SPDX-License-Identifier: Apache-2.0
// web/outbox.js: what was written here and has not come back yet.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {webModule} from './web_module.mjs';

const {Outbox, outboxMax} = await webModule('outbox.js');

function outboxOf(...texts) {
  const seen = {items: [], sent: []};
  const outbox = new Outbox((items) => (seen.items = items));
  for (const text of texts) outbox.add(text);
  const flush = () => outbox.flush((text) => seen.sent.push(text));
  const fates = () => seen.items.map(({text, fate}) => `${text} ${fate}`);
  return {outbox, seen, flush, fates};
}

test('what waits is sent once, in the order of writing', () => {
  const {seen, flush, fates} = outboxOf('one', 'two');
  assert.deepEqual(fates(), ['one waiting', 'two waiting']);
  flush();
  flush();
  assert.deepEqual(seen.sent, ['one', 'two']);
  assert.deepEqual(fates(), ['one sent', 'two sent']);
});

test('it is gone when the room has said it, the oldest first', () => {
  const {outbox, flush, fates} = outboxOf('same', 'same', 'last');
  flush();
  outbox.delivered('same');
  assert.deepEqual(fates(), ['same sent', 'last sent']);
  outbox.delivered('never written here');
  assert.deepEqual(fates(), ['same sent', 'last sent']);
});

test('what was on its way is not sent again unasked', () => {
  const {outbox, seen, flush, fates} = outboxOf('perhaps');
  flush();
  outbox.connectionLost();
  outbox.add('later');
  flush();
  assert.deepEqual(seen.sent, ['perhaps', 'later']);
  assert.deepEqual(fates(), ['perhaps uncertain', 'later sent']);
  outbox.again(seen.items[0]);
  flush();
  assert.deepEqual(seen.sent, ['perhaps', 'later', 'perhaps']);
});

test('it is bounded, and full says so', () => {
  const {outbox, seen} = outboxOf(...Array(outboxMax - 1).keys());
  assert.ok(!outbox.isFull);
  outbox.add('the last');
  assert.ok(outbox.isFull);
  outbox.remove(seen.items[0]);
  assert.ok(!outbox.isFull);
});

test('taking back returns only what never left', () => {
  const {outbox, flush, fates} = outboxOf('gone');
  flush();
  outbox.add('kept');
  assert.deepEqual(outbox.takeUnsent(), ['kept']);
  assert.deepEqual(fates(), []);
});

test('what is uncertain may come back, by the connection that said it', () => {
  const {outbox, fates} = outboxOf('same');
  outbox.flush(() => {}, 'first');
  outbox.connectionLost();
  outbox.add('same');
  outbox.flush(() => {}, 'second');
  outbox.delivered('same', 'second');
  assert.deepEqual(fates(), ['same uncertain']);
  outbox.delivered('same', 'first');
  assert.deepEqual(fates(), []);
});

test('what a room refuses stays, with the reason, until it is asked', () => {
  const {outbox, seen, flush, fates} = outboxOf('may I?');
  flush();
  outbox.refused(seen.items[0], 'permission denied');
  assert.deepEqual(fates(), ['may I? refused']);
  assert.equal(seen.items[0].reason, 'permission denied');
  outbox.again(seen.items[0]);
  flush();
  assert.deepEqual(seen.sent, ['may I?', 'may I?']);
});
