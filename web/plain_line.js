// SPDX-License-Identifier: Apache-2.0
// The plain protocol of docs/protocol.md: one room at a time, one connection
// each, and of who is there only who comes and goes.

import {Connection} from './connection.js';
import {parseFrame, roomUrl, secondsAway} from './protocol.js';

export class PlainLine {
  #wanted; // the name asked for; the server has the last word
  #on;
  #connection = null;
  #own = ''; // the name the room gave us; '' until it says so
  #here = new Set(); // names known to be in the room
  #lostAt = 0; // when the connection broke, ms; 0 while it never did
  #count = 0; // of connections so far

  // `on`: state(state) as Connection has it; ready(name): in the room, what is
  // said now arrives; lost(): it may not have; entry(entry, {isNew, mine}) with
  // an entry as RoomLog has it.
  constructor(name, on) {
    this.#wanted = name;
    this.#on = on;
  }

  get isReady() {
    return this.#own !== '' && this.#connection.isOpen;
  }

  get tab() {
    return this.#count;
  }

  view(room) {
    this.close();
    [this.#own, this.#lostAt] = ['', 0];
    this.#here.clear();
    const url = roomUrl(document.baseURI, room, this.#wanted);
    this.#connection = new Connection(url, {
      onFrame: (frame) => this.#heard(parseFrame(frame, this.#here)),
      onState: (state) => this.#connectionIs(state),
    });
    this.#connection.open();
  }

  // What becomes of it, only the room's own words tell.
  async send(text) {
    this.#connection.send(text);
  }

  retry({byUser = false} = {}) {
    this.#connection?.retry({evenIfRefused: byUser});
  }

  close() {
    this.#connection?.close();
  }

  #connectionIs(state) {
    this.#on.state(state);
    if (state.kind === 'open') this.#count += 1;
    if (state.kind !== 'waiting' && state.kind !== 'refused') return;
    if (this.#own) this.#lostAt = Date.now();
    this.#own = '';
    this.#here.clear();
    this.#on.lost();
  }

  #heard({kind, name, text}) {
    if (kind === 'message') this.#heardMessage(name, text);
    else if (kind === 'note') this.#note(text);
    else if (kind === 'joined' && !this.#own) this.#joined(name);
    else this.#heardPresence(kind, name);
  }

  // The first line is about ourselves: it tells the name the room gave us.
  #joined(name) {
    this.#own = name;
    this.#here.add(name);
    this.#note(this.#welcome(name));
    this.#on.ready(name);
  }

  #welcome(name) {
    if (this.#lostAt) {
      const away = secondsAway(this.#lostAt, Date.now());
      return `Back as ${name} after ${away} s, without what was said meanwhile`;
    }
    if (this.#wanted && this.#wanted !== name) {
      return `The name ${this.#wanted} is taken here: you joined as ${name}`;
    }
    return `You joined as ${name}`;
  }

  #heardPresence(kind, name) {
    if (kind === 'joined') this.#here.add(name);
    else this.#here.delete(name);
    this.#note(`${name} ${kind}`);
  }

  #heardMessage(name, text) {
    const own = name === this.#own;
    const entry = {name, text, own, by: this.#count, time: new Date()};
    this.#on.entry(entry, {isNew: true, mine: own});
  }

  #note(text) {
    const entry = {note: text, time: new Date()};
    this.#on.entry(entry, {isNew: true, mine: false});
  }
}
