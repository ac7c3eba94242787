// SPDX-License-Identifier: Apache-2.0
// The admin page in Debian's Chromium: who gets in, what it shows, what its
// buttons do, and how it looks.

import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {startBrowser} from './browser.mjs';
import {patienceMs} from './deadline.mjs';
import {Operator} from './operator.mjs';
import {hotRoom, settings, slowActor, slowClient} from './planted.mjs';
import {WsMember} from './ws_member.mjs';

const password = 'open sesame';
const args = [
  '--set', `admin.password=${password}`,
  '--set', 'channel.without_namespace.history_size=20',
  '--set', 'channel.without_namespace.history_ttl=1h',
];

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

async function open(t, options = {}, config = undefined) {
  const operator = await Operator.start(t, {
    args: config ? args.slice(0, 2) : args, config});
  const context = await browser.newContext(options);
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const trouble = [];
  page.on('pageerror', (error) => trouble.push(error.stack));
  t.after(() => assert.deepEqual(trouble, []));
  await page.goto(`${operator.server.url}/admin/`);
  return {operator, page, context};
}

async function signIn(page, word = password) {
  await page.fill('#password', word);
  await page.press('#password', 'Enter');
}

const cell = (page, text) => page.locator('tbody td', {hasText: text}).first();

test('a wrong password opens nothing', async (t) => {
  const {operator, page} = await open(t);
  await signIn(page, 'open says me');
  await page.getByText('This is not the password.').waitFor();
  assert.ok(await page.locator('#desk').isHidden());
  for (const token of ['', 'token ', 'token 9999999999.00']) {
    const answer = await operator.ask('GET', '/debug/rooms',
                                      {Authorization: token});
    assert.equal(answer.status, 401);
  }
});

test('guessing passwords is slow', async (t) => {
  const {operator} = await open(t);
  const guess = () => fetch(`${operator.server.url}/admin/auth`,
                            {method: 'POST', body: 'guess'});
  const answers = await Promise.all(Array.from({length: 40}, guess));
  const refused = answers.filter(({status}) => status === 429);
  assert.ok(refused.length >= 20, `${refused.length} of 40`);
});

test('rooms come and go on the page', async (t) => {
  const {operator, page} = await open(t);
  await signIn(page);
  await page.getByText('No room is in use.').waitFor();
  const fox = await WsMember.join(t, operator.server, 'den', 'fox');
  await cell(page, 'den').waitFor();
  await page.locator('#node', {hasText: '1 clients'}).waitFor();
  await fox.close();
  await page.locator('.nothing', {hasText: 'No room'}).waitFor();
});

test('a room has a page: messages, a box, members to kick', async (t) => {
  const {operator, page} = await open(t);
  await signIn(page);
  const fox = await WsMember.join(t, operator.server, 'den', 'fox');
  const owl = await WsMember.join(t, operator.server, 'den', 'owl');
  fox.send('<b>hello</b>');
  await cell(page, 'den').click();
  await page.locator('.said li', {hasText: '<b>hello</b>'}).waitFor();
  await page.fill('.publish input', 'from the desk');
  await page.press('.publish input', 'Enter');
  await owl.readsMessages(2);
  assert.match(owl.messages[1], /from the desk$/);
  await page.locator('.said li', {hasText: 'from the desk'}).waitFor();

  const row = page.locator('tbody tr', {hasText: 'fox'});
  await row.getByRole('button', {name: 'Kick'}).click();
  assert.equal((await fox.ends()).code, 3503);
  await row.waitFor({state: 'detached'});
  assert.equal(owl.closed, null);
});

test('a room is frozen and closed by its buttons', async (t) => {
  const {operator, page} = await open(t);
  await signIn(page);
  const fox = await WsMember.join(t, operator.server, 'den', 'fox');
  const owl = await WsMember.join(t, operator.server, 'den', 'owl');
  await page.goto(`${operator.server.url}/admin/#room/den`);
  await page.getByRole('button', {name: 'Freeze'}).click();
  await page.getByRole('button', {name: 'Unfreeze'}).waitFor();
  fox.send('hello');
  assert.equal((await fox.ends()).code, 3507);
  await page.getByRole('button', {name: 'Close'}).click();
  assert.equal((await owl.ends()).code, 3507);
});

test('it is used without a mouse', async (t) => {
  const {operator, page} = await open(t);
  await signIn(page);
  await WsMember.join(t, operator.server, 'den', 'fox');
  await cell(page, 'den').waitFor();
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: 'den'}).waitFor();
  assert.match(page.url(), /#room\/den$/);
});

test('a session ends when it is signed out, in all its uses', async (t) => {
  const {page, context} = await open(t);
  await signIn(page);
  await page.locator('#desk').waitFor();
  assert.equal((await context.cookies()).length, 0);
  await page.click('#sign-out');
  await page.reload();
  await page.locator('#login').waitFor();
});

test('what goes wrong stands first, and in red', async (t) => {
  const {operator, page} = await open(t, {}, settings);
  await signIn(page);
  const first = page.locator('tbody tr').first();

  const load = hotRoom(operator, 6);
  await page.locator('tbody tr:first-child td:nth-child(4)',
                     {hasText: /^\d\d.*K$/}).waitFor();
  await load;

  await slowClient(t, operator);
  await page.getByRole('link', {name: 'Sessions'}).click();
  await first.filter({hasText: 'snail'}).locator('.hot').waitFor();

  await slowActor(operator);
  await page.getByRole('link', {name: 'Actors'}).click();
  await page.selectOption('select', 'longest');
  await first.filter({hasText: 'api'}).locator('.hot').first().waitFor();
});

// How it looks; kept when PARLEY_SHOTS names a folder.
for (const [name, size, scheme] of [
  ['admin-desktop', {width: 1280, height: 800}, 'light'],
  ['admin-dark', {width: 1280, height: 800}, 'dark'],
  ['admin-phone', {width: 390, height: 844}, 'light'],
]) {
  test(`it fits: ${name}`, async (t) => {
    const {operator, page} = await open(t, {
      viewport: size, colorScheme: scheme});
    await signIn(page);
    for (const room of ['lobby', 'den', 'news of today']) {
      const one = await WsMember.join(t, operator.server, room, 'fox');
      await WsMember.join(t, operator.server, room, 'owl');
      one.send('hello');
    }
    await cell(page, 'lobby').waitFor();
    const wide = await page.evaluate(() =>
      document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
    const folder = process.env.PARLEY_SHOTS;
    if (!folder) return;
    mkdirSync(folder, {recursive: true});
    await page.screenshot({path: join(folder, `${name}.png`)});
    await page.goto(`${operator.server.url}/admin/#room/lobby`);
    await page.locator('.said li', {hasText: 'hello'}).waitFor();
    await page.screenshot({path: join(folder, `${name}-room.png`)});
  });
}
