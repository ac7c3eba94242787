// SPDX-License-Identifier: Apache-2.0
// A client that says what the SDK never would: JSON over a bare WebSocket.

import WebSocket from 'ws';
import {within} from './deadline.mjs';

export class RawClient {
  replies = []; // objects, in the order they came; pings are {}
  socket;
  #closed;
  #closing;
  #waiting = new Set();

  static async open(t, server) {
    const client = new RawClient();
    const socket = (client.socket = new WebSocket(server.sdk));
    t.after(() => socket.terminate());
    socket.on('message', (data) => client.#read(String(data)));
    client.#closing = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        client.#closed = {code, reason: String(reason)};
        resolve(client.#closed);
      });
    });
    const open = new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.on('error', reject);
    });
    await within(open, `a handshake with ${server.sdk}`);
    return client;
  }

  // The same, and its connect command has been answered; `connect` has what
  // that says.
  static async connect(t, server, connect = {}) {
    const client = await RawClient.open(t, server);
    client.say({id: 1, connect});
    await client.reply(1);
    return client;
  }

  // Commands as one frame.
  say(...commands) {
    this.sayText(commands.map((each) => JSON.stringify(each)).join('\n'));
  }

  sayText(text) {
    this.socket.send(text);
  }

  // Says one command and waits for its reply.
  async ask(command) {
    this.say(command);
    return await this.reply(command.id);
  }

  reply(id) {
    return this.reads((each) => each.id === id, `the reply ${id}`);
  }

  push(kind) {
    return this.reads((each) => each.push?.[kind], `a push of ${kind}`);
  }

  // The first object that `matches`, now or later.
  async reads(matches, what) {
    let check;
    const found = new Promise((resolve, reject) => {
      check = () => {
        const object = this.replies.find(matches);
        if (object) resolve(object);
        else if (this.#closed) reject(new Error(this.#story(what)));
      };
    });
    this.#waiting.add(check);
    check();
    try {
      return await within(found, () => this.#story(what));
    } finally {
      this.#waiting.delete(check);
    }
  }

  // How the server ended it: {code, reason}.
  ends() {
    return within(this.#closing, () => this.#story('the end'));
  }

  #read(frame) {
    const lines = frame.split('\n').filter((line) => line !== '');
    this.replies.push(...lines.map((line) => JSON.parse(line)));
    for (const check of this.#waiting) check();
  }

  #story(wanted) {
    const closed = JSON.stringify(this.#closed ?? 'still open');
    const last = JSON.stringify(this.replies.slice(-3));
    return `${wanted}; ${closed}; last read: ${last}`;
  }
}
