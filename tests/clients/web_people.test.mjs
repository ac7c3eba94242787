// SPDX-License-Identifier: Apache-2.0
// web/people.js: who is in a room, from its presence and from who comes and goes.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {webModule} from './web_module.mjs';

const {nameOf, People} = await webModule('people.js');

// A client of a guest; `name` is what the guest chose.
const guest = (client, user, name) => ({client, user, connInfo: {name}});
const ann = guest('c1', 'ann.aaaaaa', 'ann');
const annAgain = guest('c2', 'ann.aaaaaa', 'ann');
const bob = guest('c3', 'bob.bbbbbb', 'bob');

const clientsOf = (...infos) =>
  Object.fromEntries(infos.map((info) => [info.client, info]));
const names = (people) =>
  people.members.map(({name, tabs}) => `${name} ${tabs}`);

test('a user with two tabs comes once and goes once', () => {
  const people = new People();
  assert.equal(people.joined(ann).name, 'ann');
  assert.equal(people.joined(annAgain), null);
  assert.deepEqual(names(people), ['ann 2']);
  assert.equal(people.left(ann), null);
  assert.equal(people.left(annAgain).name, 'ann');
  assert.deepEqual(names(people), []);
});

test('who leaves unknown, or twice, was nobody', () => {
  const people = new People();
  assert.equal(people.left(ann), null);
  people.joined(ann);
  people.left(ann);
  assert.equal(people.left(ann), null);
});

test('two users of one name are two', () => {
  const people = new People();
  people.joined(ann);
  assert.equal(people.joined(guest('c9', 'ann.zzzzzz', 'ann')).name, 'ann');
  assert.deepEqual(names(people), ['ann 1', 'ann 1']);
});

test('plain clients have no user: each is somebody else', () => {
  const people = new People();
  people.joined(guest('p1', '', 'carol'));
  people.joined(guest('p2', '', 'carol'));
  assert.equal(people.members.length, 2);
});

test('a snapshot takes the place of what was known', () => {
  const people = new People();
  people.joined(ann);
  people.expectSnapshot();
  people.snapshot(clientsOf(bob));
  assert.deepEqual(names(people), ['bob 1']);
});

test('an older snapshot does not undo what was told meanwhile', () => {
  const people = new People();
  people.expectSnapshot();
  people.joined(bob);
  people.left(ann);
  people.snapshot(clientsOf(ann));
  assert.deepEqual(names(people), ['bob 1']);
});

test('a newer snapshot knows already what was told meanwhile', () => {
  const people = new People();
  people.joined(ann);
  people.expectSnapshot();
  people.joined(bob);
  people.left(ann);
  people.snapshot(clientsOf(bob));
  assert.deepEqual(names(people), ['bob 1']);
});

test('who speaks has a name, a user, or is the server', () => {
  assert.equal(nameOf(ann), 'ann');
  assert.equal(nameOf({user: '42'}), '42');
  assert.equal(nameOf(undefined), 'Server');
});
