// SPDX-License-Identifier: Apache-2.0
// What one client has read so far, whatever it is, and waiting for more.

import {patienceMs, within} from './deadline.mjs';

export class Reading {
  frames = [];
  closed = null; // {code, reason} at the end
  #waiting = new Set();

  get messages() {
    return this.frames.filter((frame) => frame.startsWith('['));
  }

  heard(frame) {
    this.frames.push(frame);
    this.#wake();
  }

  end(how) {
    this.closed ??= how;
    this.#wake();
  }

  // Waits until this very frame has been read, now or earlier.
  reads(frame) {
    return this.#until(() => this.frames.includes(frame), `"${frame}"`);
  }

  readsMessages(count) {
    return this.#until(
      () => this.messages.length >= count,
      () => `${count} messages, ${this.messages.length} came`,
    );
  }

  // How the connection ended: {code, reason}.
  async ends() {
    await this.#until(() => this.closed !== null, 'the end');
    return this.closed;
  }

  async #until(done, what, ms = patienceMs) {
    let check;
    const happened = new Promise((resolve, reject) => {
      check = () => {
        if (done()) resolve();
        else if (this.closed) reject(new Error(this.#story('closed', what)));
      };
    });
    this.#waiting.add(check);
    check();
    try {
      await within(happened, () => this.#story('waiting', what), ms);
    } finally {
      this.#waiting.delete(check);
    }
  }

  #wake() {
    for (const check of this.#waiting) check();
  }

  #story(state, what) {
    const wanted = typeof what === 'function' ? what() : what;
    const last = this.frames.slice(-3).map((frame) => frame.slice(0, 80));
    return `${state}, wanted ${wanted}; last read: ${JSON.stringify(last)}`;
  }
}
