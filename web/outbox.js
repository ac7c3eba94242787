// SPDX-License-Identifier: Apache-2.0
// What was written here and has not come back from the room yet. Bounded; in
// the order of writing. Pure: it is told what happens and says what to show.
//
//   waiting --flush--> sent --own message comes back--> gone
//                       |--connection lost--> uncertain --again--> waiting
//                       '--refused-----------> refused ---'
//
// What is uncertain may still come back, by a room that remembers.

export const outboxMax = 50;

const onItsWay = new Set(['sent', 'uncertain']);

export class Outbox {
  #items = [];
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  get isFull() {
    return this.#items.length >= outboxMax;
  }

  // The order of writing is kept: new text waits behind what is waiting.
  add(text) {
    this.#items.push({text, fate: 'waiting'});
    this.#changed();
  }

  // `by` names the connection that sends.
  flush(send, by) {
    for (const item of this.#items.filter(({fate}) => fate === 'waiting')) {
      [item.fate, item.by] = ['sent', by];
      send(item.text, item);
    }
    this.#changed();
  }

  // Our own message came back: the room has told everybody. A room keeps the
  // order of one speaker, so it can only be the oldest one of its connection.
  delivered(text, by) {
    const oldest = this.#items.find(
      (item) => onItsWay.has(item.fate) && item.by === by,
    );
    if (oldest?.text === text) this.remove(oldest);
  }

  // The room did not take it, and says why.
  refused(item, reason) {
    if (item.fate !== 'sent') return;
    [item.fate, item.reason] = ['refused', reason];
    this.#changed();
  }

  // Nobody can know whether what was on its way arrived: sending it again could
  // say it twice, so the user decides.
  connectionLost() {
    for (const item of this.#items) {
      if (item.fate === 'sent') item.fate = 'uncertain';
    }
    this.#changed();
  }

  again(item) {
    this.#items = this.#items.filter((other) => other !== item);
    this.add(item.text);
  }

  remove(item) {
    this.#items = this.#items.filter((other) => other !== item);
    this.#changed();
  }

  // Empties the outbox; returns what never left it.
  takeUnsent() {
    const unsent = this.#items.filter(({fate}) => fate === 'waiting');
    this.#items = [];
    this.#changed();
    return unsent.map(({text}) => text);
  }

  #changed() {
    this.#onChange(this.#items);
  }
}
