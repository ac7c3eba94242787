// SPDX-License-Identifier: Apache-2.0
// A guest's one connection with all its rooms, by the SDK of the Centrifuge
// protocol. The rooms of a plain line (plain_line.js) are one at a time.

import './vendor/centrifuge.js';
import {askForGuest} from './door.js';
import {GuestRoom} from './guest_room.js';
import {closeAdvice, socketUrl} from './protocol.js';
import {forgetRoom, rememberedRooms, rememberRoom} from './remembered.js';

const {Centrifuge} = globalThis;
const badToken = 3500;

export class GuestLine {
  #client;
  #name;
  #on;
  #rooms = new Map(); // name -> GuestRoom
  #view = ''; // the room that is seen
  #users = new Set(); // who we are, and were under a token that is void now
  #tabs = new Set(); // the ids that this tab's connections had
  #renewed = false; // a new token was tried since the last good one

  // Enters the rooms that are remembered. `on` as PlainLine has it, and of the
  // room that is seen redraw(entries), people(members); of all of them
  // rooms([{name, unread}]).
  constructor(guest, on) {
    this.#name = guest.name;
    this.#on = on;
    this.#users.add(guest.user);
    const url = socketUrl(document.baseURI, 'connection/websocket');
    this.#client = new Centrifuge(url.href, {
      token: guest.token,
      getToken: () => this.#renew(),
    });
    this.#client.on('connecting', (context) => this.#connecting(context));
    this.#client.on('connected', ({client}) => {
      this.#tabs.add(client);
      this.#renewed = false;
      on.state({kind: 'open'});
    });
    this.#client.on('disconnected', (context) => this.#ended(context));
    this.#client.connect();
    for (const room of rememberedRooms()) this.#enter(room);
  }

  get isReady() {
    return this.#rooms.get(this.#view)?.isReady ?? false;
  }

  view(room) {
    this.#view = room;
    const entered = this.#enter(room);
    entered.unread = 0;
    this.#on.redraw(entered.log.entries);
    this.#on.people(entered.members);
    this.#tellRooms();
    if (entered.isReady) this.#on.ready(this.#name);
  }

  leave(room) {
    this.#rooms.get(room)?.leave(this.#client);
    this.#rooms.delete(room);
    forgetRoom(room);
    this.#tellRooms();
  }

  // Which of our connections says it, so that it is known when it comes back.
  get tab() {
    return [...this.#tabs].at(-1) ?? '';
  }

  // Resolves when it was taken; rejects with {code, message}.
  send(text) {
    return this.#rooms.get(this.#view).publish(text);
  }

  // The SDK tries again by itself, and at once when the browser is online.
  retry({byUser = false} = {}) {
    if (!byUser) return;
    this.#client.disconnect();
    this.#client.connect();
  }

  close() {
    this.#on = silent;
    this.#client.disconnect();
  }

  #enter(room) {
    if (!this.#rooms.has(room)) {
      const self = {
        name: this.#name,
        isOwn: (user) => this.#users.has(user),
        isTab: (client) => this.#tabs.has(client),
      };
      this.#rooms.set(
        room,
        new GuestRoom(this.#client, room, self, this.#heard),
      );
      rememberRoom(room);
    }
    return this.#rooms.get(room);
  }

  // What is told of the room that is seen is shown; of others it is counted.
  #heard = {
    ready: (room) => this.#isSeen(room) && this.#on.ready(this.#name),
    lost: (room) => this.#isSeen(room) && this.#on.lost(),
    redraw: (room) => this.#isSeen(room) && this.#on.redraw(room.log.entries),
    people: (room) => this.#isSeen(room) && this.#on.people(room.members),
    refused: (room, reason) =>
      this.#isSeen(room) && this.#on.state({kind: 'refused', reason}),
    entry: (room, entry, {isNew, mine}) => {
      if (this.#isSeen(room)) this.#on.entry(entry, {isNew, mine});
      else if (isNew && entry.text !== undefined && !entry.own) {
        room.unread += 1;
        this.#tellRooms();
      }
    },
  };

  #isSeen(room) {
    return room.name === this.#view;
  }

  #tellRooms() {
    this.#on.rooms([...this.#rooms.values()]);
  }

  #connecting({code, reason}) {
    const first = code === 0;
    this.#on.state(
      first
        ? {kind: 'connecting'}
        : {kind: 'waiting', reason: closeAdvice(code, reason).reason},
    );
  }

  #ended({code, reason}) {
    if (code === badToken && !this.#renewed) {
      this.#renewed = true;
      this.#client.setToken('');
      this.#client.connect();
      return;
    }
    if (code > 0)
      this.#on.state({
        kind: 'refused',
        reason: closeAdvice(code, reason).reason,
      });
  }

  // A server that has lost its secret takes us for somebody new.
  async #renew() {
    const guest = await askForGuest(this.#name);
    if (!guest) throw new Error('No guests are let in any more');
    this.#users.add(guest.user);
    return guest.token;
  }
}

const silent = new Proxy({}, {get: () => () => {}});
