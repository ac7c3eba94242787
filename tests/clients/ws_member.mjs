// SPDX-License-Identifier: Apache-2.0
// A member of a room, by the npm package `ws`.

import WebSocket from 'ws';
import {within} from './deadline.mjs';
import {Reading} from './reading.mjs';

export class WsMember extends Reading {
  #socket;

  // Enters `room` under `name` and waits until the room has said so; `options`
  // are those of `ws`. `t` is the test that the connection ends with.
  static async join(t, server, room, name, options = {}) {
    const member = new WsMember();
    const url = server.room(room, {name, presence: 1});
    const socket = (member.#socket = new WebSocket(url, options));
    t.after(() => socket.terminate());
    socket.on('message', (data) => member.heard(String(data)));
    socket.on('close', (code, reason) =>
      member.end({code, reason: String(reason)}),
    );
    const open = new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.on('error', reject);
    });
    await within(open, `a handshake with ${url}`);
    await member.reads(`* ${name} joined`);
    return member;
  }

  // The extensions that were negotiated, as in the header.
  get extensions() {
    return this.#socket.extensions;
  }

  send(text) {
    this.#socket.send(text);
  }

  // Reads nothing from now on.
  pause() {
    this.#socket.pause();
  }

  // Says goodbye and waits until the server has answered.
  close() {
    this.#socket.close();
    return this.ends();
  }
}
