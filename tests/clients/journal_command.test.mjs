// SPDX-License-Identifier: Apache-2.0
// `parley journal`, also beside a server that writes.

import assert from 'node:assert/strict';
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {run} from './command.mjs';
import {DurableNode} from './durable.mjs';
import {counting} from './sdk.mjs';
import {folderFor} from './server.mjs';

const journal = (...args) => run('journal', ...args);

async function works(...args) {
  const {code, output, errors} = await journal(...args);
  assert.equal(code, 0, errors);
  return output;
}

async function fails(...args) {
  const {code, errors} = await journal(...args);
  assert.equal(code, 1, errors);
  return errors;
}

async function nodeWithRooms(t) {
  const node = await DurableNode.start(t);
  for (const channel of ['news', 'other room']) {
    for (const data of counting(3)) {
      await node.backEnd.call('publish', {channel, data});
    }
  }
  return node;
}

test('it lists rooms and finds them whole, beside the server', async (t) => {
  const {data} = await nodeWithRooms(t);
  const list = await works('info', data);
  assert.match(list, /3 {2}1 to 3 .*"news"/);
  assert.match(list, /2 rooms, 6 publications/);
  assert.equal(await works('check', data), 'whole: 2 rooms, 6 publications\n');
});

test('what it exported it imports elsewhere, offset by offset', async (t) => {
  const node = await nodeWithRooms(t);
  const before = await node.history('news');
  const lines = join(folderFor(t), 'rooms.jsonl');
  writeFileSync(lines, await works('export', node.data));
  const only = await works('export', node.data, 'news');
  assert.equal(only.split('\n').length, 1 + 3 + 1);
  await node.server.stop();

  const other = folderFor(t);
  await works('import', other, lines);
  assert.equal(await works('export', other), readFileSync(lines, 'utf8'));
  node.data = other;
  await node.restart();
  assert.deepEqual(await node.history('news'), before);
});

test('it imports all or nothing, and never over a room', async (t) => {
  const node = await nodeWithRooms(t);
  const text = await works('export', node.data);
  const lines = join(folderFor(t), 'rooms.jsonl');
  writeFileSync(lines, text);
  assert.match(await fails('import', node.data, lines), /in use by process/);
  await node.server.stop();
  assert.match(await fails('import', node.data, lines), /there already/);

  writeFileSync(lines, text.split('\n').slice(0, -2).join('\n'));
  const other = join(folderFor(t), 'new');
  assert.match(await fails('import', other, lines), /ends at 2 and should at 3/);
});

test('a backup under load is whole and can be served', async (t) => {
  const node = await nodeWithRooms(t);
  let stop = false;
  const talk = (async () => {
    for (let data = 4; !stop; data += 1) {
      await node.backEnd.call('publish', {channel: 'news', data});
    }
  })();
  const copy = join(folderFor(t), 'copy');
  mkdirSync(copy);
  await works('backup', node.data, join(copy, 'journal.db'));
  stop = true;
  await talk;
  assert.match(await works('check', copy), /^whole: 2 rooms/);
  const {publications} = await node.history('news');
  await node.server.stop();
  node.data = copy;
  await node.restart();
  const saved = await node.history('news');
  assert.ok(saved.top >= 3);
  assert.deepEqual(saved.publications, publications.slice(0, saved.top));
});

test('it does not overwrite, and says what is missing', async (t) => {
  const node = await nodeWithRooms(t);
  const file = join(folderFor(t), 'precious');
  writeFileSync(file, 'precious');
  assert.match(await fails('backup', node.data, file), /precious/);
  assert.equal(readFileSync(file, 'utf8'), 'precious');
  assert.match(await fails('export', node.data, 'nowhere'), /no room "nowhere"/);
  assert.match(await fails('info', '/nonexistent'), /there is no/);
  const folder = folderFor(t);
  assert.match(await fails('import', folder, folder), /cannot be read/);
  assert.match(await fails('import', folder, '/gone'), /cannot be read/);
});

test('it finds what is damaged', async (t) => {
  const node = await DurableNode.start(t);
  const words = 'w'.repeat(1000);
  for (const n of counting(200)) {
    const data = `${words} ${n}`;
    await node.backEnd.call('publish', {channel: 'news', data});
  }
  const whole = join(folderFor(t), 'whole.db');
  await works('backup', node.data, whole);
  const folder = folderFor(t);
  const damaged = join(folder, 'journal.db');
  copyFileSync(whole, damaged);
  const bytes = readFileSync(damaged);
  bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 8192);
  writeFileSync(damaged, bytes);
  assert.notEqual((await journal('check', folder)).code, 0);
});
