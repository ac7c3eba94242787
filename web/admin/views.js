// SPDX-License-Identifier: Apache-2.0
// The tables: how their columns are written, which the node sends, and how they
// are sorted. One class for all; the room's own page is room.js.

import {bytes, count, element, milliseconds, percent} from './format.js';
import {look, order} from './node.js';
import {Table} from './table.js';

// How a column of each kind that a node sends is written. Others are texts.
const writings = {
  count: {text: count},
  rate: {text: count, unit: ' / s'},
  bytes: {text: bytes},
  share: {text: percent},
  seconds: {text: milliseconds},
};

function grade(value, {warm, hot}) {
  if (hot !== undefined && value > hot) return 'hot';
  return warm !== undefined && value > warm ? 'warm' : '';
}

// The columns of a node's answer, for a table. The page shows one node, so it
// leaves its id out.
function columnsOf(answer) {
  return answer.columns.filter(({kind}) => kind !== 'node').map((column) => {
    const {key, title, kind} = column;
    const writing = writings[kind];
    if (!writing) {
      const text = (row) => [row[key] ?? ''].flat().join(', ');
      return {title, text};
    }
    return {
      title: title + (writing.unit ?? ''),
      number: true,
      text: (row) => writing.text(row[key]),
      grade: (row) => grade(row[key], column),
    };
  });
}

export function kickButton(done) {
  return (row) => {
    const button = element('button', {type: 'button', className: 'danger'},
      'Kick');
    button.addEventListener('click', () => {
      button.disabled = true;
      done(order('kick', {session: row.session}));
    });
    return button;
  };
}

const kinds = {
  rooms: {
    title: 'Rooms',
    empty: 'No room is in use.',
    sorts: {
      out: 'most deliveries', in: 'most messages', members: 'most members',
      mailbox: 'longest mailbox', load: 'most load',
      longest: 'longest message',
    },
    key: (row) => row.id,
    open: (row) => {
      location.hash = `room/${encodeURIComponent(row.name)}`;
    },
  },
  sessions: {
    title: 'Sessions',
    empty: 'Nobody is connected.',
    sorts: {
      queued: 'most bytes queued', rate: 'most messages',
      mailbox: 'longest mailbox', load: 'most load',
    },
    key: (row) => row.session,
  },
  actors: {
    title: 'Actors',
    empty: 'No actor is alive.',
    sorts: {
      mailbox: 'longest mailbox', load: 'most load', rate: 'most messages',
      longest: 'longest message', size: 'largest',
    },
    key: (row) => row.id,
  },
  turns: {
    title: 'Loops',
    empty: 'No loop answers.',
    key: (row) => row.loop,
  },
};

export function sum(loopRow, key, kind) {
  return Object.entries(loopRow.kinds)
    .filter(([name]) => kind === undefined || name === kind)
    .reduce((total, [, figures]) => total + figures[key], 0);
}

export class TableView {
  #query = {sort: '', filter: '', limit: '100'};

  constructor(topic, onTrouble) {
    this.topic = topic;
    this.onTrouble = onTrouble;
    const kind = kinds[topic];
    this.element = element('section', {}, element('h2', {}, kind.title));
    if (kind.sorts) this.element.append(this.#tools(kind.sorts));
  }

  // The first answer says which columns there are.
  #open(answer) {
    const columns = columnsOf(answer);
    if (this.topic === 'sessions') {
      columns.push({title: '', cell: kickButton(this.onTrouble)});
    }
    this.table = new Table({...kinds[this.topic], columns});
    this.element.append(this.table.element);
  }

  #tools(sorts) {
    const filter = element('input', {
      type: 'search',
      placeholder: 'Show only names with …',
      'aria-label': 'Show only names with',
    });
    filter.addEventListener('input', () => {
      this.#query.filter = filter.value;
      this.refresh();
    });
    const sort = element('select', {'aria-label': 'Sorted by'},
      ...Object.entries(sorts).map(([value, title]) =>
        element('option', {value}, title)));
    sort.addEventListener('change', () => {
      this.#query.sort = sort.value;
      this.refresh();
    });
    return element('div', {className: 'tools'}, filter, sort);
  }

  async refresh() {
    const query = this.topic === 'turns' ? {} : this.#query;
    const answer = await look(this.topic, query);
    if (!this.table) this.#open(answer);
    this.table.show(answer[this.topic]);
    return answer;
  }
}
