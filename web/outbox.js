// What was written here and has not come back from the room yet. Bounded; in
// the order of writing. Pure: it is told what happens and says what to show.
//
//   waiting --flush--> sent --own message comes back--> gone
//                       '--connection lost--> uncertain --again--> waiting

export const outboxMax = 50;

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

  flush(send) {
    for (const item of this.#items.filter(({fate}) => fate === 'waiting')) {
      item.fate = 'sent';
      send(item.text);
    }
    this.#changed();
  }

  // Our own message came back: the room has told everybody. A room keeps the
  // order of one speaker, so it can only be the oldest one that was sent.
  delivered(text) {
    const oldest = this.#items.find(({fate}) => fate === 'sent');
    if (oldest?.text === text) this.remove(oldest);
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
