// SPDX-License-Identifier: Apache-2.0
// One `parley serve` under test, on loopback and a port of its own.

import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Child} from './children.mjs';
import {within} from './deadline.mjs';

const built = (name) =>
  fileURLToPath(new URL(`../../build/${name}`, import.meta.url));
export const binary = process.env.PARLEY || built('parley');
export const labBinary = process.env.PARLEY_LAB || built('parley-lab');

export class Server {
  #child;

  // Starts it with more `args` and waits until it listens. `t` is the test (or
  // suite) that it ends with. `port` 0: any free one. `descriptors`: how many
  // files it may open. `config`: the text of its settings file.
  static async start(t, {args = [], port = 0, descriptors, config} = {}) {
    if (!existsSync(binary)) {
      throw new Error(`${binary} is missing: ./dev build, or set PARLEY`);
    }
    const server = new Server();
    const listen = ['serve', '--listen', `127.0.0.1:${port}`];
    const command = [binary, ...listen, ...args];
    if (config) command.push('--config', settingsFile(t, config));
    if (descriptors) command.unshift('prlimit', `--nofile=${descriptors}`);
    server.#child = new Child(command[0], command.slice(1));
    t.after(() => server.#child.kill());
    server.url = await server.#listening();
    return server;
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  get pid() {
    return this.#child.pid;
  }

  get isRunning() {
    return this.#child.isRunning;
  }

  // The WebSocket address of a room; `query` as an object.
  room(name, query = {}) {
    const url = new URL(`/chat/${encodeURIComponent(name)}`, this.url);
    url.protocol = url.protocol.replace('http', 'ws');
    url.search = new URLSearchParams(query);
    return url.href;
  }

  // Where the SDK connects to.
  get sdk() {
    const url = new URL('/connection/websocket', this.url);
    url.protocol = url.protocol.replace('http', 'ws');
    return url.href;
  }

  // What it has logged so far.
  get log() {
    return this.#child.errors;
  }

  // Waits until its log has something that `pattern` matches.
  logs(pattern) {
    return this.#child.expectError(pattern);
  }

  signal(name) {
    this.#child.signal(name);
  }

  // Ends it as a crash does, and waits until it is gone.
  async crash() {
    this.signal('SIGKILL');
    await this.ended();
  }

  // Ends it cleanly.
  async stop() {
    this.signal('SIGTERM');
    const {code} = await this.ended();
    assert.equal(code, 0, this.log);
  }

  // How it ended: {code, signal}.
  ended(ms) {
    return within(this.#child.ended, 'the server ends', ms);
  }

  async #listening() {
    for (;;) {
      const line = await this.#child.expectLine(`${binary} listens`);
      const found = /^listening on (https?:\/\/\S+)$/.exec(line);
      if (found) return found[1];
    }
  }
}

// A folder that is gone when the test has ended.
export function folderFor(t) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-'));
  t.after(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

function settingsFile(t, text) {
  const folder = folderFor(t);
  const file = join(folder, 'parley.toml');
  writeFileSync(file, text);
  return file;
}
