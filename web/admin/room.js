// SPDX-License-Identifier: Apache-2.0
// One room: what it does, who is in it, what was said last, and a box to
// publish.

import {Chart} from './chart.js';
import {bytes, count, element, percent} from './format.js';
import {call, look, order} from './node.js';
import {Table} from './table.js';
import {kickButton} from './views.js';

const shownMessages = 30;

const figures = [
  ['Members', count, 'members'],
  ['Messages / s', count, 'in_rate'],
  ['Deliveries / s', count, 'out_rate'],
  ['Load', percent, 'load'],
];

// What a box takes is JSON when it reads as such, else a text.
export function dataOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const textOf = (data) =>
  (typeof data === 'string' ? data : JSON.stringify(data));

export class RoomView {
  #row;
  #cards = figures.map(([what, format, key]) => {
    const figure = element('p', {className: 'figure'}, '–');
    const chart = new Chart(format);
    const card = element('article', {className: 'card'},
      element('p', {className: 'what'}, what), figure, chart.element);
    return {figure, chart, card, format, key};
  });
  #state = element('p', {className: 'state'});
  #said = element('ol', {className: 'said', 'aria-label': 'Last messages'});

  constructor(name, onTrouble) {
    this.name = name;
    this.onTrouble = onTrouble;
    this.members = new Table({
      empty: 'Nobody is in this room.',
      key: (row) => row.session,
      columns: [
        {title: 'who', text: (row) => row.user || row.session},
        {title: 'peer', text: (row) => row.peer},
        {title: 'queued', number: true, text: (row) => bytes(row.queued)},
        {title: '', cell: kickButton(onTrouble)},
        {title: '', cell: (row) => this.#mute(row)},
      ],
    });
    this.element = element('section', {},
      this.#head(), this.#state,
      element('div', {className: 'cards'},
        ...this.#cards.map(({card}) => card)),
      element('div', {className: 'room-parts'},
        element('div', {}, element('h2', {}, 'Last messages'), this.#said,
          this.#publishBox()),
        element('div', {}, element('h2', {}, 'Members'),
          this.members.element)));
  }

  #head() {
    const button = (text, key, className = '') => {
      const made = element('button', {type: 'button', className}, text);
      made.addEventListener('click', () => {
        const value = !this.#row?.[key];
        this.onTrouble(order('moderate', {room: this.name, [key]: value}));
      });
      return made;
    };
    this.freeze = button('Freeze', 'frozen');
    this.close = button('Close', 'closed', 'danger');
    return element('div', {className: 'tools'},
      element('h2', {}, this.name),
      element('span', {className: 'right'}, this.freeze, ' ', this.close));
  }

  #mute(row) {
    const who = row.user;
    const made = element('button', {type: 'button', disabled: !who}, 'Mute');
    made.addEventListener('click', () => {
      const mutes = made.textContent === 'Mute';
      made.textContent = mutes ? 'Unmute' : 'Mute';
      this.onTrouble(order('moderate',
        {room: this.name, [mutes ? 'mute' : 'unmute']: who}));
    });
    return made;
  }

  #publishBox() {
    const box = element('input', {
      placeholder: 'Text, or JSON', 'aria-label': 'Publish in this room',
      required: true,
    });
    const form = element('form', {className: 'publish'}, box,
      element('button', {className: 'primary'}, 'Publish'));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const data = dataOf(box.value);
      box.value = '';
      this.onTrouble(call('publish', {channel: this.name, data})
        .then(() => this.refresh()));
    });
    return form;
  }

  async refresh() {
    const answer = await look('rooms', {filter: this.name, limit: '1000'});
    this.#show(answer.rooms.find((row) => row.name === this.name));
    const {sessions} = await look('sessions',
      {filter: this.name, limit: '200'});
    this.members.show(
      sessions.filter((row) => (row.rooms ?? []).includes(this.name)));
    await this.#showMessages();
    return answer;
  }

  #show(row) {
    this.#row = row;
    this.#state.textContent = row ? row.state : 'Nobody uses it now.';
    this.freeze.textContent = row?.frozen ? 'Unfreeze' : 'Freeze';
    this.close.textContent = row?.closed ? 'Open' : 'Close';
    for (const {figure, chart, format, key} of this.#cards) {
      figure.textContent = format(row?.[key] ?? 0);
      chart.add(row?.[key] ?? 0);
    }
  }

  async #showMessages() {
    let publications;
    try {
      ({publications} = await call('history',
        {channel: this.name, limit: shownMessages, reverse: true}));
    } catch (failed) {
      const none = 108; // not available: the namespace keeps no history
      if (failed.code !== none) throw failed;
      this.#said.replaceChildren(element('li', {className: 'nothing'},
        'This namespace keeps no history.'));
      return;
    }
    this.#said.replaceChildren(...(publications ?? []).map((each) =>
      element('li', {},
        element('span', {className: 'offset'}, `#${each.offset}`),
        element('span', {className: 'by'}, each.info?.user ?? ''),
        each.info?.user ? ' ' : '', textOf(each.data))));
  }
}
