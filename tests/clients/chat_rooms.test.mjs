// SPDX-License-Identifier: Apache-2.0
// The chat page where guests are let in (deploy/demo.toml), as people use it.

import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {newProfile, screens, startBrowser, Tab} from './browser.mjs';
import {Network} from './cuttable.mjs';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

const demo = new URL('../../deploy/demo.toml', import.meta.url);
let browser;
let config;
before(async () => {
  [browser, config] = [await startBrowser(), await readFile(demo, 'utf8')];
});
after(() => browser?.close());

const profile = (t, options) => newProfile(t, browser, options);

// Who the page shows to be here, when they are `names`.
async function isHere(tab, ...names) {
  await tab.page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('#people bdi')]
        .map((node) => node.textContent)
        .join() === wanted,
    names.join(),
  );
}

// The messages on the page, in its order.
function texts(tab) {
  return tab.page.locator('#messages .text').allTextContents();
}

const roomButton = (tab, room) =>
  tab.page.locator('#rooms .enter').filter({hasText: room});

async function two(t) {
  const server = await Server.start(t, {config});
  const network = await Network.before(t, server);
  const alice = await Tab.join(await profile(t), network, 'harbour', 'alice');
  const bob = await Tab.join(await profile(t), server, 'harbour', 'bob');
  return {server, network, alice, bob};
}

test('two people chat, and see who is here', async (t) => {
  const {alice, bob} = await two(t);
  await alice.notes('bob joined');
  await isHere(alice, 'alice', 'bob');
  await isHere(bob, 'alice', 'bob');
  await alice.say('hello');
  await alice.shows('You', 'hello');
  await bob.shows('alice', 'hello');
  await bob.say('hello yourself');
  await alice.shows('bob', 'hello yourself');
  assert.equal(await alice.page.locator('#outgoing li').count(), 0);
  await bob.page.close();
  await alice.notes('bob left');
  await isHere(alice, 'alice');
  assert.deepEqual(alice.trouble, []);
});

test('who loses the network for 5 s misses nothing', async (t) => {
  const {server, network, alice, bob} = await two(t);
  const plain = await WsMember.join(t, server, 'harbour', 'carol');
  await bob.say('before');
  await alice.shows('bob', 'before');
  network.cut();
  const wayBack = Date.now() + 5_000;
  await alice.isReconnecting();
  await bob.notes('alice left');
  const missed = Array.from({length: 50}, (_, i) => `missed ${i}.`);
  for (const text of missed) plain.send(text);
  await alice.say('written without a network');
  await alice.page.locator('#outgoing [data-fate=waiting]').waitFor();
  await alice.page.waitForFunction((time) => Date.now() >= time, wayBack);
  network.mend();
  await alice.notes('nothing was missed');
  await alice.shows('You', 'written without a network');
  const all = ['before', ...missed, 'written without a network'];
  assert.deepEqual(await texts(alice), all);
  await bob.shows('alice', 'written without a network');
  assert.deepEqual(await texts(bob), all);
  await isHere(alice, 'alice', 'bob', 'carol');
});

test('two tabs of one person are one member', async (t) => {
  const server = await Server.start(t, {config});
  const bob = await Tab.join(await profile(t), server, 'harbour', 'bob');
  const context = await profile(t);
  const one = await Tab.join(context, server, 'harbour', 'alice');
  await bob.notes('alice joined');
  const other = await Tab.join(context, server, 'harbour', 'alice');
  await other.page.getByText('2 tabs').waitFor();
  await isHere(bob, 'alice', 'bob');
  await one.say('from one tab');
  await other.shows('You', 'from one tab');
  await one.page.close();
  await other.say('the other one stays');
  await bob.shows('alice', 'the other one stays');
  await isHere(bob, 'alice', 'bob');
  assert.equal(await bob.page.getByText('alice joined').count(), 1);
  assert.equal(await bob.page.getByText('alice left').count(), 0);
});

test('another person of the same name is somebody else', async (t) => {
  const server = await Server.start(t, {config});
  const one = await Tab.join(await profile(t), server, 'harbour', 'alice');
  const other = await Tab.join(await profile(t), server, 'harbour', 'alice');
  await isHere(one, 'alice', 'alice');
  await other.say('me too');
  await one.shows('alice', 'me too');
  await other.shows('You', 'me too');
});

test('who comes later reads what was said, in its order', async (t) => {
  const server = await Server.start(t, {config});
  const bob = await WsMember.join(t, server, 'harbour', 'bob');
  const said = Array.from({length: 30}, (_, i) => `number ${i}.`);
  for (const text of said) bob.send(text);
  await bob.readsMessages(said.length);
  const alice = await Tab.join(await profile(t), server, 'harbour', 'alice');
  await alice.shows('bob', 'number 29.');
  assert.deepEqual(await texts(alice), said);
});

test('other rooms count what is new there, until they are seen', async (t) => {
  const server = await Server.start(t, {config});
  const alice = await Tab.join(await profile(t), server, 'harbour', 'alice');
  await alice.page.click('#rooms-more');
  await alice.fillDialog({name: 'alice', room: 'quay'});
  await alice.isConnectedAs('alice');
  const bob = await WsMember.join(t, server, 'harbour', 'bob');
  bob.send('anybody here?');
  bob.send('hello?');
  await roomButton(alice, 'harbour').getByText('2', {exact: true}).waitFor();
  assert.equal(await alice.page.title(), '(2) #quay · Parley');
  await roomButton(alice, 'harbour').click();
  await alice.shows('bob', 'anybody here?');
  assert.deepEqual(await texts(alice), ['anybody here?', 'hello?']);
  assert.equal(await alice.page.title(), '#harbour · Parley');
  await alice.page.getByRole('button', {name: 'Leave quay'}).click();
  await roomButton(alice, 'quay').waitFor({state: 'detached'});
  await alice.page.reload();
  await alice.isConnectedAs('alice');
  assert.equal(await alice.page.locator('#rooms li').count(), 1);
  await alice.shows('bob', 'anybody here?');
});

test('after a restart the page is a new guest and goes on', async (t) => {
  const server = await Server.start(t, {config});
  const tab = await Tab.join(await profile(t), server, 'harbour', 'alice');
  server.signal('SIGTERM');
  await server.ended();
  await tab.isReconnecting();
  await tab.say('said while the server was away');
  const again = await Server.start(t, {port: server.port, config});
  await tab.isConnectedAs('alice');
  await tab.shows('You', 'said while the server was away');
  await tab.notes('may be missing');
  const bob = await WsMember.join(t, again, 'harbour', 'bob');
  bob.send('welcome back');
  await tab.shows('bob', 'welcome back');
});

test('what a room does not take is told, and stays', async (t) => {
  const closed = config.replace('allow_publish_for_subscriber = true', '');
  const server = await Server.start(t, {config: closed});
  const tab = await Tab.join(await profile(t), server, 'harbour', 'alice');
  await tab.say('may I?');
  await tab.page.getByText('Not taken: permission denied').waitFor();
  await tab.page.getByRole('button', {name: 'Remove'}).click();
  assert.equal(await tab.page.locator('#outgoing li').count(), 0);
});

for (const [kind, options] of Object.entries(screens)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`on a ${kind} in ${colorScheme} everything fits`, async (t) => {
      const server = await Server.start(t, {config});
      const context = await profile(t, {...options, colorScheme});
      const bob = await WsMember.join(t, server, 'harbour', 'bob');
      bob.send('Has anybody seen the ferry timetable?');
      await bob.readsMessages(1);
      const tab = await Tab.join(context, server, 'quay', 'alice');
      await tab.page.goto(`${server.url}/#harbour`);
      await tab.shows('bob', 'timetable');
      await tab.say('The 9:40 is gone.\nTake the 9:55 instead.');
      await tab.shows('You', '9:55');
      const quay = await WsMember.join(t, server, 'quay', 'dora');
      quay.send('long'.repeat(40));
      await tab.page.locator('#rooms .badge', {hasText: '1'}).waitFor({
        state: 'attached',
      });
      await tab.fits(t, `rooms-${kind}-${colorScheme}`);
      if (kind !== 'phone') return;
      for (const side of ['Rooms', 'People']) {
        await tab.page.getByRole('button', {name: side}).first().tap();
        await tab.page.locator('.side:popover-open').waitFor();
        await tab.fits(t, `drawer-${side.toLowerCase()}-${colorScheme}`);
        await tab.page.keyboard.press('Escape');
      }
    });
  }
}

test('a server built without the SDK says so to guests', async (t) => {
  const server = await Server.start(t, {config});
  const context = await profile(t);
  await context.route('**/vendor/centrifuge.js', (route) =>
    route.fulfill({status: 404}),
  );
  const page = await context.newPage();
  await page.goto(`${server.url}/#harbour`);
  await page.fill('#name', 'alice');
  await page.click('#join-form .primary');
  const trouble = page.locator('#trouble-text', {
    hasText: 'built without the Centrifuge SDK (vendor/centrifuge.js)',
  });
  await trouble.waitFor();
  assert.equal(await page.textContent('#status'), 'Refused');
  await page.click('#retry');
  await trouble.waitFor();
});
