// The chat page: wires the connection to what is seen. One room at a time, by
// the plain protocol of docs/protocol.md.

import {Composer} from './composer.js';
import {Connection} from './connection.js';
import {JoinDialog, rememberedName, rememberName} from './join.js';
import {Messages} from './messages.js';
import {Outbox, outboxMax} from './outbox.js';
import {
  nameProblem,
  parseFrame,
  roomOf,
  roomProblem,
  roomUrl,
} from './protocol.js';
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
    onRetry: () => this.#connection?.retry({evenIfRefused: true}),
    onChange: () => this.#ask(),
  });
  #dialog = new JoinDialog((choice) => this.#choose(choice));
  #outbox = new Outbox((items) => this.#showOutgoing(items));
  #connection = null;
  #room = '';
  #wanted = ''; // the name asked for; the server has the last word
  #own = ''; // the name the room gave us; '' until it says so
  #here = new Set(); // names known to be in the room
  #lostAt = 0; // when the connection broke, ms; 0 while it never did
  #unread = 0; // since the page was last in view

  start() {
    const name = rememberedName();
    const room = roomOf(location);
    addEventListener('hashchange', () => this.#follow(roomOf(location)));
    addEventListener('online', () => this.#connection?.retry());
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
      first: this.#connection === null,
    });
  }

  #choose({name, room}) {
    rememberName(name);
    const changes =
      room !== this.#room || name !== this.#wanted || !this.#connection;
    if (changes) this.#join(room, name);
    // We are in that room by now, so the hashchange that follows does nothing.
    if (roomOf(location) !== room) location.hash = encodeURIComponent(room);
    this.#composer.focus();
  }

  #follow(room) {
    if (room === this.#room) return;
    if (!this.#connection || roomProblem(room)) this.#ask();
    else this.#join(room, this.#wanted);
  }

  #join(room, name) {
    this.#connection?.close();
    this.#outbox.connectionLost();
    if (room !== this.#room) {
      this.#messages.clear();
      // Written for another room, so it is for the user to say where it goes.
      this.#composer.restore(this.#outbox.takeUnsent());
    }
    [this.#room, this.#wanted, this.#own, this.#lostAt] = [room, name, '', 0];
    this.#here.clear();
    this.#status.showRoom(room);
    this.#composer.setPlaceholder(`Message #${room}`);
    this.#showTitle();
    this.#connection = new Connection(roomUrl(document.baseURI, room, name), {
      onFrame: (frame) => this.#heard(parseFrame(frame, this.#here)),
      onState: (state) => this.#connectionIs(state),
    });
    this.#connection.open();
  }

  #connectionIs(state) {
    this.#status.showState(state);
    if (state.kind === 'open') this.#composer.setHint(onlineHint);
    if (state.kind !== 'waiting' && state.kind !== 'refused') return;
    this.#composer.setHint(offlineHint);
    if (this.#own) this.#lostAt = Date.now();
    this.#own = '';
    this.#here.clear();
    this.#outbox.connectionLost();
  }

  #heard({kind, name, text}) {
    if (kind === 'message') this.#heardMessage(name, text);
    else if (kind === 'note') this.#messages.addNote(text);
    else if (kind === 'joined' && !this.#own) this.#joined(name);
    else this.#heardPresence(kind, name);
  }

  // The first line is about ourselves: it tells the name the room gave us.
  #joined(name) {
    this.#own = name;
    this.#here.add(name);
    this.#status.showName(name);
    this.#messages.addNote(this.#welcome(name));
    this.#flush();
  }

  #welcome(name) {
    if (this.#lostAt) {
      const away = Math.max(1, Math.round((Date.now() - this.#lostAt) / 1000));
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
    this.#messages.addNote(`${name} ${kind}`);
  }

  #heardMessage(name, text) {
    const own = name === this.#own;
    if (own) this.#outbox.delivered(text);
    this.#messages.addMessage({name, text, own});
    if (own || !document.hidden) return;
    this.#unread += 1;
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
    if (!this.#own || !this.#connection.isOpen) return;
    this.#outbox.flush((text) => this.#connection.send(text));
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

  #seen() {
    if (document.hidden) return;
    this.#unread = 0;
    this.#showTitle();
    this.#connection?.retry();
  }

  #showTitle() {
    const unread = this.#unread ? `(${this.#unread}) ` : '';
    document.title = `${unread}#${this.#room} · Parley`;
  }
}

new Chat().start();
