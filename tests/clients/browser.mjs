// SPDX-License-Identifier: Apache-2.0
// Debian's Chromium, without a window, and the chat page in it.

import assert from 'node:assert/strict';
import {existsSync, mkdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from 'playwright-core';
import {patienceMs} from './deadline.mjs';

const screenshots =
  process.env.SCREENSHOTS || join(tmpdir(), 'parley-screenshots');

export const screens = {
  phone: {
    viewport: {width: 390, height: 844},
    isMobile: true,
    hasTouch: true,
  },
  desktop: {viewport: {width: 1280, height: 800}},
};

const executablePath = '/usr/bin/chromium';

// It talks to nobody but the page's server. The profile is new and is removed
// at the end; so is the sandbox, which root cannot have.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startBrowser() {
  if (!existsSync(executablePath)) {
    throw new Error(`${executablePath} is missing: apt-get install chromium`);
  }
  return chromium.launch({executablePath, args, headless: true});
}

// A browser context is a profile of its own: its tabs share what is remembered.
// It ends with the test `t`.
export async function newProfile(t, browser, options = screens.desktop) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  return context;
}

// One tab with the chat page.
export class Tab {
  trouble = []; // errors of the page, and requests to other hosts

  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(patienceMs);
    page.on('pageerror', (error) => this.trouble.push(error.stack));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) {
        this.trouble.push(message.text());
      }
    });
    page.on('request', (request) => {
      const {origin} = new URL(request.url());
      if (origin !== this.origin) this.trouble.push(request.url());
    });
  }

  // Opens the page in a new tab and joins as `name` by its dialog.
  static async join(context, server, room, name) {
    const tab = new Tab(await context.newPage());
    tab.origin = new URL(server.url).origin;
    await tab.page.goto(`${server.url}/#${room}`);
    // A profile that was here before joins at once, under the last name.
    const asks = tab.page.locator('#join[open]');
    const joined = tab.page.locator('.note');
    await asks.or(joined.first()).waitFor();
    if (!(await asks.isVisible())) await tab.page.click('#change');
    await tab.fillDialog({name, room});
    await tab.isConnectedAs(name);
    return tab;
  }

  async fillDialog({name, room}) {
    await this.page.fill('#name', name);
    await this.page.fill('#room-name', room);
    await this.page.click('#join-form .primary');
  }

  async say(text) {
    await this.page.fill('#text', text);
    await this.page.press('#text', 'Enter');
  }

  isConnectedAs(name) {
    return this.#status(`Connected as ${name}`);
  }

  isReconnecting() {
    return this.#status('Reconnecting');
  }

  // A message of the room, by who is shown to speak ('You': this tab).
  async shows(speaker, text) {
    const message = this.page
      .locator('#messages .message')
      .filter({has: this.page.getByText(speaker, {exact: true})})
      .filter({has: this.page.locator('.text', {hasText: text})});
    await message.first().waitFor();
    return message.first();
  }

  async notes(text) {
    await this.page.locator('.note', {hasText: text}).first().waitFor();
  }

  // Nothing on the page is out of place; a picture of it is kept for the eye.
  async fits(t, name) {
    mkdirSync(screenshots, {recursive: true});
    const path = join(screenshots, `chat-${name}.png`);
    await this.page.screenshot({path, animations: 'disabled'});
    t.diagnostic(path);
    assert.deepEqual(await this.page.evaluate(misfits), []);
  }

  #status(text) {
    return this.page.waitForFunction(
      (wanted) => document.querySelector('#status').textContent === wanted,
      text,
    );
  }
}

// Runs in the page: what sticks out of it or of its bubble, and inputs so small
// that a phone zooms in on them.
function misfits() {
  const box = (node) => node.getBoundingClientRect();
  const sticksOut = (node) =>
    box(node).width > 1 &&
    (box(node).left < -0.5 || box(node).right > innerWidth + 0.5);
  const all = (selector) => [...document.querySelectorAll(selector)];
  return [
    ...all('body *').filter(sticksOut),
    ...all('.text').filter((node) => node.scrollWidth > node.clientWidth),
    ...all('#composer').filter((node) => box(node).bottom > innerHeight),
    ...all('input, textarea').filter(
      (node) => parseFloat(getComputedStyle(node).fontSize) < 16,
    ),
  ].map((node) => node.outerHTML.slice(0, 80));
}
