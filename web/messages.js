// SPDX-License-Identifier: Apache-2.0
// The conversation on the page: messages, notes and what is not delivered yet.
// Text from others becomes text nodes only, never HTML.

import {clone} from './template.js';

const messagesMax = 500; // on the page; the oldest go first
const groupMs = 3 * 60_000; // one speaker's messages closer than this group
const atBottomPixels = 48; // nearer to the end than this counts as there

const clock = new Intl.DateTimeFormat(undefined, {timeStyle: 'short'});
const fullTime = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'full',
  timeStyle: 'medium',
});

const $ = (id) => document.getElementById(id);

export class Messages {
  #scroller = $('scroller');
  #list = $('messages');
  #outgoing = $('outgoing');
  #empty = $('empty');
  #jump = $('jump');
  #last = null; // {name, time} of the newest entry, if it is a message
  #unseen = 0; // messages below what is in view
  #pinned = true; // the end is in view, and stays in view

  constructor() {
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), {
      passive: true,
    });
    this.#jump.addEventListener('click', () => this.toEnd());
    // A keyboard that opens, a turned phone, a growing input: the end stays.
    new ResizeObserver(() => this.#follow()).observe(this.#scroller);
  }

  // An entry as RoomLog has it.
  add(entry) {
    if (entry.note !== undefined) this.#addNote(entry.note, entry.time);
    else this.#addMessage(entry);
  }

  // These and no others.
  show(entries) {
    this.clear();
    for (const entry of entries) this.add(entry);
  }

  #addMessage({name, text, own, time}) {
    const item = clone('message-template');
    const follows = this.#last?.name === name && isSoon(this.#last.time, time);
    item.classList.toggle('own', own);
    item.classList.toggle('follows', follows);
    item.style.setProperty('--hue', hueOf(name));
    item.querySelector('.avatar').textContent = initialOf(name);
    item.querySelector('.name').textContent = own ? 'You' : name;
    item.querySelector('.text').append(...withLinks(text));
    if (time) {
      stamp(item.querySelector('time'), time);
      item.querySelector('.text').title = fullTime.format(time);
    }
    this.#last = {name, time: follows ? this.#last.time : time};
    this.#empty.hidden = true;
    this.#append(item);
    if (!this.#pinned) this.#countUnseen();
  }

  // A line of the house, not of a speaker: who came, who left, what happened.
  #addNote(text, time) {
    const item = document.createElement('li');
    item.className = 'note';
    item.textContent = text;
    item.title = fullTime.format(time);
    this.#last = null;
    this.#append(item);
  }

  clear() {
    this.#list.replaceChildren();
    this.#last = null;
    this.#empty.hidden = false;
    this.toEnd();
  }

  // `again` and `remove` are called with the item of a pressed button.
  showOutgoing(items, {again, remove}) {
    this.#outgoing.replaceChildren(
      ...items.map((item) => {
        const node = clone('outgoing-template');
        node.dataset.fate = item.fate;
        node.querySelector('.text').append(...withLinks(item.text));
        node.querySelector('.fate span').textContent =
          item.fate === 'refused'
            ? `Not taken: ${item.reason}`
            : fateWords[item.fate];
        node.querySelector('.again').hidden =
          item.fate !== 'uncertain' && item.fate !== 'refused';
        node.querySelector('.remove').hidden = item.fate === 'sent';
        node
          .querySelector('.again')
          .addEventListener('click', () => again(item));
        node
          .querySelector('.remove')
          .addEventListener('click', () => remove(item));
        return node;
      }),
    );
    if (items.length > 0) this.#empty.hidden = true;
    this.#follow();
  }

  toEnd() {
    this.#pinned = true;
    this.#unseen = 0;
    this.#jump.hidden = true;
    this.#follow();
  }

  #append(item) {
    this.#list.append(item);
    while (this.#list.children.length > messagesMax) this.#dropOldest();
    this.#follow();
  }

  #dropOldest() {
    this.#list.firstElementChild.remove();
    // What has become the oldest shows its speaker again.
    this.#list.firstElementChild.classList.remove('follows');
  }

  #follow() {
    if (this.#pinned) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #scrolled() {
    const {scrollHeight, scrollTop, clientHeight} = this.#scroller;
    this.#pinned = scrollHeight - scrollTop - clientHeight < atBottomPixels;
    if (this.#pinned) this.toEnd();
  }

  #countUnseen() {
    this.#unseen += 1;
    this.#jump.hidden = false;
    this.#jump.textContent =
      this.#unseen === 1 ? '1 new message' : `${this.#unseen} new messages`;
  }
}

const fateWords = {
  waiting: 'Waits for the connection',
  sent: 'Sending…',
  uncertain: 'The connection broke: perhaps not delivered',
};

// What was said before we came has no time: it is one group.
function isSoon(before, time) {
  if (!before || !time) return before === time;
  return time - before < groupMs;
}

function stamp(node, time) {
  node.dateTime = time.toISOString();
  node.textContent = clock.format(time);
}

// The same name has the same colour on every page: FNV-1a, 24 hues.
function hueOf(name) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return ((hash >>> 0) % 24) * 15;
}

function initialOf(name) {
  const [first = '?'] = name.trim();
  return first.toUpperCase();
}

// A web address, without the punctuation that ends the sentence around it.
const webAddress = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?'()[\]{}])/u;

// Text nodes, with links for what is plainly a web address.
function withLinks(text) {
  return text
    .split(webAddress)
    .map((part, index) => (index % 2 ? linkTo(part) : part));
}

function linkTo(address) {
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.textContent = address;
  return link;
}
