// SPDX-License-Identifier: Apache-2.0
// Everything that an emitter of the SDK has told, and waiting for more of it.

import {within} from './deadline.mjs';

export class Diary {
  #title;
  #told = new Map(); // event -> its contexts, oldest first
  #last = []; // the last few [event, context], for failed tests' messages
  #waiting = new Set();

  constructor(title, emitter, events) {
    this.#title = title;
    for (const event of events) {
      this.#told.set(event, []);
      emitter.on(event, (context) => this.#write(event, context));
    }
  }

  // The contexts of `event` so far.
  all(event) {
    return this.#told.get(event);
  }

  // The context of the first `event` ever that `matches`; waits for it.
  first(event, matches) {
    return this.#find(event, 0, matches);
  }

  // The same for what is told after this call.
  next(event, matches) {
    return this.#find(event, this.all(event).length, matches);
  }

  // Waits until `event` was told `count` times; all its contexts.
  async times(event, count) {
    const told = this.all(event);
    const what = () => `${count} of ${event}, ${told.length} came`;
    await this.#until(() => told.length >= count, what);
    return told;
  }

  async #find(event, from, matches = () => true) {
    const told = this.all(event);
    let at = from;
    const found = () => {
      while (at < told.length && !matches(told[at])) at += 1;
      return at < told.length;
    };
    await this.#until(found, () => event);
    return told[at];
  }

  async #until(done, what) {
    let check;
    const happened = new Promise((resolve) => {
      check = () => done() && resolve();
    });
    this.#waiting.add(check);
    check();
    try {
      await within(happened, () => `${what()}; ${this.#story()}`);
    } finally {
      this.#waiting.delete(check);
    }
  }

  #write(event, context) {
    this.all(event).push(context);
    this.#last.push([event, context]);
    if (this.#last.length > 4) this.#last.shift();
    for (const check of this.#waiting) check();
  }

  #story() {
    const last = this.#last.map(([event, context]) =>
      `${event} ${JSON.stringify(context)}`.slice(0, 160),
    );
    return `${this.#title} told last: ${last.join(', ') || 'nothing'}`;
  }
}
