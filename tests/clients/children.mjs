// SPDX-License-Identifier: Apache-2.0
// Every process that a test starts, so that none outlives it.

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {within} from './deadline.mjs';

const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
// Ended from outside, by ctest's time limit for example: the same.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => process.exit(1));
}

// A started process: lines of its output as they come, its end as a promise.
export class Child {
  errors = ''; // its stderr, for messages of failed tests
  #process;
  #lines = [];
  #onLine = () => {};
  #onError = () => {};

  constructor(command, args) {
    this.#process = spawn(command, args, {stdio: ['pipe', 'pipe', 'pipe']});
    running.add(this.#process);
    this.ended = this.#end();
    createInterface({input: this.#process.stdout}).on('line', (line) => {
      this.#lines.push(line);
      this.#onLine();
    });
    this.#process.stderr.on('data', (data) => {
      this.errors += data;
      this.#onError();
    });
    // A command that ends early closes its input: `ended` tells of it.
    this.#process.stdin.on('error', () => {});
  }

  get isRunning() {
    return running.has(this.#process);
  }

  get pid() {
    return this.#process.pid;
  }

  write(line) {
    this.#process.stdin.write(`${line}\n`);
  }

  signal(name) {
    this.#process.kill(name);
  }

  // The next line of the output; undefined when it has ended without one.
  async line() {
    while (this.#lines.length === 0 && this.isRunning) {
      const line = new Promise((resolve) => (this.#onLine = resolve));
      await Promise.race([line, this.ended]);
    }
    return this.#lines.shift();
  }

  // The same for a line that has to come, and soon.
  async expectLine(what) {
    const line = await within(this.line(), () => `${what}\n${this.errors}`);
    if (line !== undefined) return line;
    const {code, signal} = await this.ended;
    throw new Error(`${what}: ended (${code ?? signal})\n${this.errors}`);
  }

  // Waits until its stderr has something that `pattern` matches. One at a time.
  async expectError(pattern) {
    const said = new Promise((resolve) => {
      this.#onError = () => pattern.test(this.errors) && resolve();
      this.#onError();
    });
    await within(said, () => `${pattern} in\n${this.errors}`);
  }

  async kill() {
    if (this.isRunning) this.signal('SIGKILL');
    await this.ended;
  }

  async #end() {
    try {
      // 'close' and not 'exit': all of its output is here by then.
      const [code, signal] = await once(this.#process, 'close');
      return {code, signal};
    } catch (error) {
      this.errors += error.message; // it could not even be started
      return {code: -1, signal: null};
    } finally {
      running.delete(this.#process);
    }
  }
}
