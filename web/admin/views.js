// The tables: which columns they have, what is worth a colour, and how they are
// sorted. One class for all; the room's own page is room.js.

import {bytes, count, element, milliseconds, percent} from './format.js';
import {look, order} from './node.js';
import {Table} from './table.js';

const load = {
  title: 'load',
  number: true,
  text: (row) => percent(row.load),
  grade: (row) => (row.load > 0.5 ? 'hot' : row.load > 0.2 ? 'warm' : ''),
};
const mailbox = {
  title: 'mailbox',
  number: true,
  text: (row) => count(row.mailbox),
  grade: (row) =>
    row.mailbox > 1000 ? 'hot' : row.mailbox > 100 ? 'warm' : '',
};
const longest = {
  title: 'longest',
  number: true,
  text: (row) => milliseconds(row.longest_seconds),
  grade: (row) => (row.longest_seconds > 0.1 ? 'hot' : ''),
};
const loop = {title: 'loop', number: true, text: (row) => String(row.loop)};
const queued = {
  title: 'queued',
  number: true,
  text: (row) => bytes(row.queued),
  grade: (row) =>
    row.queued > 262144 ? 'hot' : row.queued > 32768 ? 'warm' : '',
};

const figure = (title, key) =>
  ({title, number: true, text: (row) => count(row[key])});
const words = (title, key) => ({title, text: (row) => row[key] ?? ''});

export function roomState(row) {
  return [
    row.closed && 'closed',
    row.frozen && 'frozen',
    row.muted > 0 && `${row.muted} muted`,
    row.durable && 'durable',
  ].filter(Boolean).join(', ');
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
    columns: [
      words('room', 'name'), figure('members', 'members'),
      figure('in / s', 'in_rate'), figure('out / s', 'out_rate'), mailbox,
      load, longest, figure('history', 'history'), figure('offset', 'offset'),
      {title: 'state', text: roomState}, loop,
    ],
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
    columns: [
      words('session', 'session'), words('user', 'user'), words('peer', 'peer'),
      words('protocol', 'protocol'), words('transport', 'transport'), queued,
      figure('messages / s', 'rate'),
      {title: 'rooms', text: (row) => (row.rooms ?? []).join(', ')}, loop,
    ],
  },
  actors: {
    title: 'Actors',
    empty: 'No actor is alive.',
    sorts: {
      mailbox: 'longest mailbox', load: 'most load', rate: 'most messages',
      longest: 'longest message', size: 'largest',
    },
    key: (row) => row.id,
    columns: [
      words('actor', 'kind'),
      {title: 'name', text: (row) => row.name ?? row.user ?? ''},
      figure('id', 'id'), mailbox, figure('messages / s', 'rate'), load,
      longest, figure('handled', 'handled'), figure('size', 'size'), loop,
    ],
  },
  turns: {
    title: 'Loops',
    empty: 'No loop answers.',
    key: (row) => row.loop,
    columns: [
      loop, figure('turns', 'turns'),
      {title: 'actors', number: true, text: (row) => count(sum(row, 'actors'))},
      {title: 'load of actors', number: true,
        text: (row) => percent(sum(row, 'load'))},
      longest,
      {title: 'turns over 100 ms', number: true,
        text: (row) => count(row.stalls),
        grade: (row) => (row.stalls > 0 ? 'warm' : '')},
    ],
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
    const kind = kinds[topic];
    const columns = [...kind.columns];
    if (topic === 'sessions') {
      columns.push({title: '', cell: kickButton(onTrouble)});
    }
    this.table = new Table({...kind, columns});
    this.element = element('section', {}, element('h2', {}, kind.title));
    if (kind.sorts) this.element.append(this.#tools(kind.sorts));
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
    this.table.show(answer[this.topic]);
    return answer;
  }
}
