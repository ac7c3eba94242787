// SPDX-License-Identifier: Apache-2.0
// The chat page in a real browser, as people use it.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {newProfile, screens, startBrowser, Tab} from './browser.mjs';
import {noPlainRates} from './rates.mjs';
import {Server} from './server.mjs';
import {WsMember} from './ws_member.mjs';

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const profile = (t, options) => newProfile(t, browser, options);

async function serverAndTab(t, options) {
  const server = await Server.start(t, {args: noPlainRates});
  const tab = await Tab.join(
    await profile(t, options),
    server,
    'harbour',
    'alice',
  );
  return {server, tab};
}

test('two tabs chat and show who speaks; no other host called', async (t) => {
  const server = await Server.start(t);
  const context = await profile(t);
  const alice = await Tab.join(context, server, 'harbour', 'alice');
  const bob = await Tab.join(context, server, 'harbour', 'bob');
  await alice.notes('bob joined');
  await alice.say('hello');
  await bob.say('hello yourself');
  await alice.shows('You', 'hello');
  await bob.shows('alice', 'hello');
  await alice.shows('bob', 'hello yourself');
  await bob.page.close();
  await alice.notes('bob left');
  assert.deepEqual([...alice.trouble, ...bob.trouble], []);
});

test('a taken name is told, and a reload keeps the name', async (t) => {
  const {server, tab} = await serverAndTab(t);
  await WsMember.join(t, server, 'pier', 'alice');
  await tab.page.click('#change');
  await tab.fillDialog({name: 'alice', room: 'pier'});
  await tab.isConnectedAs('alice-2');
  assert.match(tab.page.url(), /#pier$/);
  await tab.page.goto(`${server.url}/?room=quay`);
  await tab.isConnectedAs('alice');
  assert.equal(await tab.page.title(), '#quay · Parley');
});

test('markup in a message is shown as text', async (t) => {
  const {server, tab} = await serverAndTab(t);
  const bob = await WsMember.join(t, server, 'harbour', '<i>bob</i>');
  const markup =
    '<img src="x" onerror="document.title=1"><script>alert(1)</script>';
  bob.send(markup);
  const message = await tab.shows('<i>bob</i>', markup);
  assert.equal(await message.locator('.text').textContent(), markup);
  assert.equal(
    await tab.page.locator('#messages :is(img, script, i)').count(),
    0,
  );
  assert.deepEqual(tab.trouble, []);
});

test('Shift+Enter starts a line, and all lines are sent', async (t) => {
  const {server, tab} = await serverAndTab(t);
  const bob = await WsMember.join(t, server, 'harbour', 'bob');
  await tab.page.fill('#text', 'one');
  await tab.page.press('#text', 'Shift+Enter');
  await tab.page.locator('#text').pressSequentially('two');
  await tab.page.press('#text', 'Enter');
  await bob.reads('[alice] one\ntwo');
  assert.equal(await tab.page.inputValue('#text'), '');
});

test('after a restart the page comes back and sends what waited', async (t) => {
  const {server, tab} = await serverAndTab(t);
  server.signal('SIGTERM');
  await server.ended();
  await tab.isReconnecting();
  await tab.say('said while the server was away');
  await tab.page.locator('#outgoing [data-fate=waiting]').waitFor();
  const again = await Server.start(t, {port: server.port});
  await tab.isConnectedAs('alice');
  await tab.shows('You', 'said while the server was away');
  assert.equal(await tab.page.locator('#outgoing li').count(), 0);
  const bob = await WsMember.join(t, again, 'harbour', 'bob');
  bob.send('welcome back');
  await tab.shows('bob', 'welcome back');
});

test('a message too long is refused before it is sent', async (t) => {
  const {server, tab} = await serverAndTab(t);
  const bob = await WsMember.join(t, server, 'harbour', 'bob');
  await tab.say('ä'.repeat(32_769)); // two bytes each: two too many
  assert.match(await tab.page.textContent('#hint'), /Too long by 2 bytes/);
  await tab.page.fill('#text', 'ä'.repeat(32_768)); // exactly the limit
  await tab.page.press('#text', 'Enter');
  await bob.readsMessages(1);
  assert.equal(bob.messages[0], `[alice] ${'ä'.repeat(32_768)}`);
});

test('new messages do not disturb reading, and 500 stay', async (t) => {
  const {server, tab} = await serverAndTab(t);
  const bob = await WsMember.join(t, server, 'harbour', 'bob');
  for (let i = 0; i < 600; i += 1) bob.send(`number ${i}.`);
  await tab.shows('bob', 'number 599.');
  assert.equal(await tab.page.locator('#messages > li').count(), 500);
  const scroller = tab.page.locator('#scroller');
  await scroller.hover();
  await tab.page.mouse.wheel(0, -2_000);
  await tab.page.waitForFunction(() => {
    const {scrollHeight, scrollTop, clientHeight} =
      document.querySelector('#scroller');
    return scrollHeight - scrollTop - clientHeight > 1_000;
  });
  bob.send('did you see this?');
  await tab.page.getByText('1 new message').click();
  await tab.page.getByText('1 new message').waitFor({state: 'hidden'});
  const gap = await scroller.evaluate(
    (s) => s.scrollHeight - s.scrollTop - s.clientHeight,
  );
  assert.ok(gap < 2, `the end is in view (${gap} pixels below)`);
});

for (const [kind, options] of Object.entries(screens)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`on a ${kind} in ${colorScheme} everything fits`, async (t) => {
      const {server, tab} = await serverAndTab(t, {...options, colorScheme});
      const bob = await WsMember.join(t, server, 'harbour', 'bob');
      bob.send('Has anybody seen the ferry timetable?');
      await tab.shows('bob', 'timetable');
      await tab.say('The 9:40 is gone.\nTake the 9:55 instead.');
      await tab.shows('You', '9:55');
      bob.send('long'.repeat(40));
      await tab.shows('bob', 'longlong');
      await tab.fits(t, `${kind}-${colorScheme}`);
    });
  }
}
