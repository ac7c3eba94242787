// SPDX-License-Identifier: Apache-2.0
// web/protocol.js: what the page understands and refuses, without a page.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {webModule} from './web_module.mjs';

const page = await webModule('protocol.js');

const heard = (frame, ...names) => page.parseFrame(frame, new Set(names));

test('a message is its speaker and its text, over all its lines', () => {
  const message = {kind: 'message', name: 'alice', text: 'one] \ntwo'};
  assert.deepEqual(heard('[alice] one] \ntwo'), message);
});

test('a known name may contain what ends a name', () => {
  const message = {kind: 'message', name: 'a] b', text: 'hi'};
  assert.deepEqual(heard('[a] b] hi', 'a', 'a] b'), message);
  assert.deepEqual(heard('[a] b] hi', 'a').text, 'b] hi');
});

test('an empty message is a message', () => {
  assert.deepEqual(heard('[alice] '), {
    kind: 'message',
    name: 'alice',
    text: '',
  });
});

test('nobody can speak a presence line', () => {
  assert.equal(heard('* bob left').kind, 'left');
  assert.deepEqual(heard('* bob left joined'), {
    kind: 'joined',
    name: 'bob left',
  });
  assert.equal(heard('[bob] * alice left').kind, 'message');
});

test('a frame of no known form is shown as it is', () => {
  assert.deepEqual(heard('what?'), {kind: 'note', text: 'what?'});
});

test('names and rooms that the server would refuse are refused here', () => {
  for (const name of ['', 'a', 'x'.repeat(64), '👋'.repeat(64), 'a b]']) {
    assert.equal(page.nameProblem(name), '', name);
  }
  for (const name of ['x'.repeat(65), 'a\nb', '\u0085', '\u202e', '\ud800']) {
    assert.notEqual(page.nameProblem(name), '', JSON.stringify(name));
  }
  assert.equal(page.roomProblem('ä'.repeat(127)), '');
  for (const room of ['', 'ä'.repeat(128), 'a\tb', '.', '..']) {
    assert.notEqual(page.roomProblem(room), '', JSON.stringify(room));
  }
});

test('the room comes from the hash, then the query, then is chat', () => {
  const room = (address) => page.roomOf(new URL(address, 'http://localhost'));
  assert.equal(room('/'), 'chat');
  assert.equal(room('/?room=pier'), 'pier');
  assert.equal(room('/?room=pier#old%20harbour'), 'old harbour');
  assert.equal(room('/#100%'), '100%');
});

test("a room's address is beside the page, with everything escaped", () => {
  const from = (base, room, name) => page.roomUrl(base, room, name);
  assert.equal(
    from('http://localhost:8080/?room=x#y', 'chat', ''),
    'ws://localhost:8080/chat/chat?presence=1',
  );
  assert.equal(
    from('https://example.org/talk/', 'a/b?#', 'å & b'),
    'wss://example.org/talk/chat/a%2Fb%3F%23?presence=1&name=%C3%A5%20%26%20b',
  );
});

test('a broken rule ends the retries, a restart does not', () => {
  const staysAway = (code) => page.closeAdvice(code, '').stayAway;
  for (const code of [1003, 1008, 3500, 3999]) assert.ok(staysAway(code), code);
  for (const code of [1000, 1001, 1006, 1009, 1011, 3008, 3012, 3499, 4000]) {
    assert.ok(!staysAway(code), code);
  }
  assert.match(page.closeAdvice(1008, 'too many messages').reason, /too many/);
});
