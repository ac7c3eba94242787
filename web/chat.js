// SPDX-License-Identifier: Apache-2.0
// The chat page: wires a line to the server to what is seen. Where guests are
// let in it is a GuestLine, with rooms, people and history; else a PlainLine.

import {Composer} from './composer.js';
import {Door, loadGuestLine} from './door.js';
import {JoinDialog} from './join.js';
import {Messages} from './messages.js';
import {Outbox, outboxMax} from './outbox.js';
import {PlainLine} from './plain_line.js';
import {nameProblem, roomOf, roomProblem} from './protocol.js';
import {rememberedName, rememberName} from './remembered.js';
import {Sides} from './sides.js';
import {StatusBar} from './status.js';

// A phone's keyboard has no Shift + Enter to tell of.
const onlineHint = matchMedia('(hover: none)').matches
  ? ''
  : 'Enter sends, Shift + Enter starts a new line.';
const offlineHint = 'Not connected: what you send waits here.';

class Chat {
  #messages = new Messages();
  #composer = new Composer((text) => this.#say(text));
  #status = new StatusBar({
    onRetry: () => this.#retry({byUser: true}),
    onChange: () => this.#ask(),
  });
  #dialog = new JoinDialog((choice) => this.#choose(choice));
  #sides = new Sides({
    onEnter: (room) => this.#go(room),
    onLeave: (room) => this.#line.leave(room),
    onAsk: () => this.#ask(),
  });
  #outbox = new Outbox((items) => this.#showOutgoing(items));
  #door = null; // while it is not known yet which line it will be
  #line = null;
  #room = '';
  #wanted = null; // the name asked for; null before the first
  #unread = 0; // in this room, since the page was last in view
  #unreadElsewhere = 0;

  start() {
    const name = rememberedName();
    const room = roomOf(location);
    addEventListener('hashchange', () => this.#follow(roomOf(location)));
    addEventListener('online', () => this.#retry());
    document.addEventListener('visibilitychange', () => this.#seen());
    this.#status.showRoom(room);
    if (name === null || nameProblem(name) || roomProblem(room)) {
      this.#ask();
    } else {
      this.#join(room, name);
    }
  }

  #ask() {
    this.#dialog.show({
      name: rememberedName() ?? '',
      room: roomOf(location),
      first: this.#wanted === null,
    });
  }

  #choose({name, room}) {
    rememberName(name);
    if (room !== this.#room || name !== this.#wanted) this.#join(room, name);
    this.#go(room);
    this.#composer.focus();
  }

  // We are in that room by then or get there by the hashchange that follows.
  #go(room) {
    if (roomOf(location) !== room) location.hash = encodeURIComponent(room);
  }

  #follow(room) {
    if (room === this.#room) return;
    if (this.#wanted === null || roomProblem(room)) this.#ask();
    else this.#join(room, this.#wanted);
  }

  #join(room, name) {
    const isNew = name !== this.#wanted;
    this.#outbox.connectionLost();
    if (room !== this.#room) {
      this.#messages.clear();
      // Written for another room, so it is for the user to say where it goes.
      this.#composer.restore(this.#outbox.takeUnsent());
    }
    [this.#room, this.#wanted, this.#unread] = [room, name, 0];
    this.#status.showRoom(room);
    this.#composer.setPlaceholder(`Message #${room}`);
    this.#showTitle();
    if (isNew) this.#open(name);
    else this.#line?.view(room);
  }

  async #open(name) {
    this.#door?.close();
    this.#line?.close();
    this.#line = null;
    const door = new Door((state) => this.#connectionIs(state));
    this.#door = door;
    const guest = await door.knock(name);
    const loaded = guest ? await loadGuestLine() : {};
    if (this.#door !== door) return; // another name was chosen meanwhile
    this.#door = null;
    const {GuestLine, problem} = loaded;
    if (problem) {
      this.#connectionIs({kind: 'refused', reason: problem});
      return;
    }
    this.#line = guest
      ? new GuestLine(guest, this.#on)
      : new PlainLine(name, this.#on);
    this.#line.view(this.#room);
  }

  // What a line tells.
  #on = {
    state: (state) => this.#connectionIs(state),
    ready: (name) => this.#ready(name),
    lost: () => this.#outbox.connectionLost(),
    entry: (entry, how) => this.#heard(entry, how),
    redraw: (entries) => this.#messages.show(entries),
    people: (members) => this.#sides.showPeople(members),
    rooms: (rooms) => this.#showRooms(rooms),
  };

  #connectionIs(state) {
    this.#status.showState(state);
    if (state.kind === 'open') this.#composer.setHint(onlineHint);
    if (state.kind === 'waiting' || state.kind === 'refused')
      this.#composer.setHint(offlineHint);
  }

  #ready(name) {
    this.#status.showName(name);
    this.#flush();
  }

  #heard(entry, {isNew, mine}) {
    if (mine) this.#outbox.delivered(entry.text, entry.by);
    if (isNew) this.#messages.add(entry);
    if (!isNew || entry.own || entry.note !== undefined) return;
    if (!document.hidden) return;
    this.#unread += 1;
    this.#showTitle();
  }

  #showRooms(rooms) {
    this.#unreadElsewhere = rooms.reduce((sum, {unread}) => sum + unread, 0);
    this.#sides.showRooms(rooms, this.#room, this.#unreadElsewhere);
    this.#showTitle();
  }

  #say(text) {
    if (this.#outbox.isFull) {
      return `${outboxMax} messages are waiting already: this one stays here.`;
    }
    this.#outbox.add(text);
    this.#messages.toEnd();
    this.#flush();
    return '';
  }

  #flush() {
    if (!this.#line?.isReady) return;
    const send = (text, item) =>
      this.#line.send(text).catch((error) => this.#notTaken(item, error));
    this.#outbox.flush(send, this.#line.tab);
  }

  // Codes from 100 on are the server's own answer; under it the SDK has none.
  #notTaken(item, {code, message}) {
    if (code >= 100) this.#outbox.refused(item, message);
  }

  #showOutgoing(items) {
    this.#messages.showOutgoing(items, {
      again: (item) => {
        this.#outbox.again(item);
        this.#flush();
      },
      remove: (item) => this.#outbox.remove(item),
    });
  }

  #retry(how) {
    this.#door?.retry();
    this.#line?.retry(how);
    const hasNone = !this.#door && !this.#line; // it could not be loaded
    if (hasNone && how?.byUser) this.#open(this.#wanted);
  }

  #seen() {
    if (document.hidden) return;
    this.#unread = 0;
    this.#showTitle();
    this.#retry();
  }

  #showTitle() {
    const count = this.#unread + this.#unreadElsewhere;
    const unread = count ? `(${count}) ` : '';
    document.title = `${unread}#${this.#room} · Parley`;
  }
}

new Chat().start();
