// SPDX-License-Identifier: Apache-2.0
// One room of a guest: a subscription, what was said in it and who is there.

import {nameOf, People} from './people.js';
import {secondsAway} from './protocol.js';
import {RoomLog} from './room_log.js';

const historyMax = 100;

export class GuestRoom {
  unread = 0;
  log = new RoomLog();
  members = null; // who is here, as People has it; null: we may not know
  isReady = false; // what is said now arrives
  #people = new People();
  #subscription;
  #self;
  #on;
  #isBegun = false; // the log has what was said before we came
  #lostAt = 0; // ms; 0 while it never broke

  // `self`: {name, isOwn(user), isTab(client)}. `on`, each with this room:
  // ready(), lost(), redraw(), people(), refused(reason), and entry(entry,
  // {isNew, mine}) as PlainLine has it.
  constructor(client, room, self, on) {
    this.name = room;
    this.#self = self;
    this.#on = on;
    const subscription = client.newSubscription(room, {
      recoverable: true,
      joinLeave: true,
    });
    this.#subscription = subscription;
    subscription.on('subscribed', (context) => this.#subscribed(context));
    subscription.on('subscribing', () => this.#lost());
    subscription.on('unsubscribed', ({code, reason}) => {
      this.#lost();
      if (code) on.refused(this, reason);
    });
    subscription.on('publication', (context) => this.#heard(context));
    subscription.on('join', ({info}) => this.#came(info));
    subscription.on('leave', ({info}) => this.#went(info));
    subscription.subscribe();
  }

  // Resolves when the room has said it; rejects with the SDK's error.
  publish(text) {
    return this.#subscription.publish(text);
  }

  leave(client) {
    this.#subscription.unsubscribe();
    client.removeSubscription(this.#subscription);
  }

  async #subscribed({wasRecovering, recovered}) {
    const missedNothing = this.#isBegun && wasRecovering && recovered;
    if (missedNothing) {
      await null; // the SDK tells what was missed right after this event
    } else {
      await this.#begin();
    }
    if (!this.#isSubscribed) return;
    this.isReady = true;
    this.#note(this.#greeting(missedNothing));
    this.#lostAt = 0;
    this.#on.ready(this);
    await this.#count();
  }

  #greeting(missedNothing) {
    if (!this.#lostAt) return `You joined as ${this.#self.name}`;
    const away = secondsAway(this.#lostAt, Date.now());
    const fate = missedNothing
      ? 'nothing was missed'
      : 'some of what was said meanwhile may be missing';
    return `Back after ${away} s; ${fate}`;
  }

  // Without the right to the history, or without one, we begin with nothing.
  async #begin() {
    this.#isBegun = false;
    this.log.expectHistory();
    let history = [];
    try {
      const options = {limit: historyMax, reverse: true};
      const {publications} = await this.#subscription.history(options);
      history = publications.reverse();
    } catch {
      if (!this.#isSubscribed) return; // the next subscription begins again
    }
    this.#isBegun = true;
    this.log.begin(
      history.map((each) => ({
        offset: each.offset,
        entry: this.#entryOf(each, null),
      })),
    );
    this.#on.redraw(this);
  }

  async #count() {
    this.#people.expectSnapshot();
    try {
      const {clients} = await this.#subscription.presence();
      this.#people.snapshot(clients);
      this.members = this.#people.members;
    } catch {
      this.members = null;
    }
    this.#on.people(this);
  }

  get #isSubscribed() {
    return this.#subscription.state === 'subscribed';
  }

  #lost() {
    if (this.isReady) this.#lostAt = Date.now();
    this.isReady = false;
    this.#on.lost(this);
  }

  #heard(publication) {
    const {offset, info} = publication;
    const entry = this.#entryOf(publication, new Date());
    const isNew = this.log.add(offset, entry);
    const mine = Boolean(info && this.#self.isTab(info.client));
    if (isNew || mine) this.#on.entry(this, entry, {isNew, mine});
  }

  #entryOf({data, info}, time) {
    return {
      name: nameOf(info),
      // Other applications may say what is no text.
      text: typeof data === 'string' ? data : JSON.stringify(data),
      own: Boolean(info && this.#self.isOwn(info.user)),
      by: info?.client ?? '',
      time,
    };
  }

  #came(info) {
    const member = this.#people.joined(info);
    if (this.members && member && !this.#self.isOwn(info.user))
      this.#note(`${member.name} joined`);
    this.#changed();
  }

  #went(info) {
    const member = this.#people.left(info);
    if (this.members && member && !this.#self.isOwn(info.user))
      this.#note(`${member.name} left`);
    this.#changed();
  }

  #changed() {
    if (!this.members) return;
    this.members = this.#people.members;
    this.#on.people(this);
  }

  #note(text) {
    const entry = this.log.note(text);
    this.#on.entry(this, entry, {isNew: true, mine: false});
  }
}
