// SPDX-License-Identifier: Apache-2.0
// A member of a room, by the Python package `websockets` in a process of its
// own (python_member.py).

import {fileURLToPath} from 'node:url';
import {Child} from './children.mjs';
import {within} from './deadline.mjs';
import {Reading} from './reading.mjs';

// Debian's own: the package python3-websockets belongs to it.
const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('python_member.py', import.meta.url));

export class PythonMember extends Reading {
  #child;
  #begun = null; // resolves when half a message is on its way

  // Enters `room` under `name` and waits until the room has said so. `t` is the
  // test that the process ends with.
  static async join(t, server, room, name) {
    const member = new PythonMember();
    const url = server.room(room, {name, presence: 1});
    const child = (member.#child = new Child(python, [script, url]));
    t.after(() => child.kill());
    const first = JSON.parse(await child.expectLine('Python connects'));
    if (!first.open) throw new Error(`unexpected: ${JSON.stringify(first)}`);
    member.#listen();
    await member.reads(`* ${name} joined`);
    return member;
  }

  send(text) {
    this.#child.write(JSON.stringify({send: text}));
  }

  // Sends `text` as the first fragment of a message that never ends.
  async begin(text) {
    const begun = new Promise((resolve) => (this.#begun = resolve));
    this.#child.write(JSON.stringify({begin: text}));
    await within(begun, 'Python begins a message');
  }

  kill() {
    return this.#child.kill();
  }

  async #listen() {
    let line;
    while ((line = await this.#child.line()) !== undefined) {
      this.#told(JSON.parse(line));
    }
    this.end({code: 1006, reason: `Python ended\n${this.#child.errors}`});
  }

  #told({heard, begun, closed}) {
    if (heard !== undefined) this.heard(heard);
    else if (begun) this.#begun();
    else if (closed) this.end({code: closed[0], reason: closed[1]});
  }
}
