// SPDX-License-Identifier: Apache-2.0
// What was said in one room, in its order: each publication once, by offset.
// Pure. An entry is {name, text, own, time} or {note, time}; `time` is null for
// what was said before we came.

const entriesMax = 500; // the oldest go first

export class RoomLog {
  entries = [];
  #last = 0; // the newest offset; rooms without a history have none
  #held = null; // [{offset, entry}] that wait for the history before them

  // False for what is here already, and for what waits.
  add(offset, entry) {
    if (this.#held) {
      this.#held.push({offset, entry});
      return false;
    }
    if (offset && offset <= this.#last) return false;
    this.#last = offset || this.#last;
    this.#append(entry);
    return true;
  }

  note(text, time = new Date()) {
    const entry = {note: text, time};
    this.#append(entry);
    return entry;
  }

  // From here on what is added waits for the history that was asked for.
  expectHistory() {
    this.#held ??= [];
  }

  // `history` is [{offset, entry}], the oldest first. It takes the place of all
  // that was here: it is longer, or there is a gap between them.
  begin(history) {
    const held = this.#held ?? [];
    this.#held = null;
    this.#last = 0;
    this.entries = [];
    for (const {offset, entry} of [...history, ...held])
      this.add(offset, entry);
  }

  #append(entry) {
    this.entries.push(entry);
    if (this.entries.length > entriesMax) this.entries.shift();
  }
}
