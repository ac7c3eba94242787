// SPDX-License-Identifier: Apache-2.0
// The whole node at a glance, over the last two minutes.

import {Chart} from './chart.js';
import {count, element, milliseconds, percent} from './format.js';
import {look} from './node.js';
import {sum, TableView} from './views.js';

const over = (answer, key, kind) =>
  answer.turns.reduce((total, row) => total + sum(row, key, kind), 0);

// The share of its time that the busiest loop had something to do since the
// last look: all of its work, sockets and actors.
class Busiest {
  #last;

  of({turns, uptime}) {
    const now = turns.map((row) => row.busy_seconds);
    const then = this.#last;
    this.#last = {now, uptime};
    const time = uptime - then?.uptime;
    if (!(time > 0) || then.now.length !== now.length) return 0;
    return Math.max(...now.map((busy, i) => (busy - then.now[i]) / time));
  }
}
const busiest = new Busiest();

const figures = [
  ['Clients', count, (answer) => answer.clients],
  ['Rooms', count, (answer) => answer.num_rooms],
  ['Subscriptions', count, (answer) => answer.subscriptions],
  ['Messages / s', count, (answer) => over(answer, 'in_rate', 'room')],
  ['Deliveries / s', count, (answer) => over(answer, 'out_rate', 'room')],
  ['Load of the busiest loop', percent,
    (answer) => busiest.of(answer)],
  ['Messages in mailboxes', count, (answer) => over(answer, 'mailbox')],
  ['Longest turn', milliseconds,
    (answer) => Math.max(...answer.turns.map((row) => row.longest_seconds))],
];

export class Overview {
  #cards = figures.map(([what, format, value]) => {
    const figure = element('p', {className: 'figure'});
    const chart = new Chart(format);
    const card = element('article', {className: 'card'},
      element('p', {className: 'what'}, what), figure, chart.element);
    return {figure, chart, card, format, value};
  });

  constructor(onTrouble) {
    this.rooms = new TableView('rooms', onTrouble);
    this.element = element('div', {},
      element('div', {className: 'cards'},
        ...this.#cards.map(({card}) => card)),
      this.rooms.element);
  }

  async refresh() {
    const answer = await look('turns');
    for (const {figure, chart, format, value} of this.#cards) {
      const now = value(answer);
      figure.textContent = format(now);
      chart.add(now);
    }
    await this.rooms.refresh();
    return answer;
  }
}
