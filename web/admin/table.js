// SPDX-License-Identifier: Apache-2.0
// A table that stays where it is while its figures change: rows are kept by
// their key, so focus and selection survive.

import {element} from './format.js';

export class Table {
  #rows = new Map();
  #body = element('tbody');
  #empty;

  // `columns`: {title, text(row) or cell(row), number?, grade?(row)};
  // `key(row)` names a row; `open(row)` is what a click or Enter does.
  constructor({columns, key, open, empty}) {
    Object.assign(this, {columns, key, open});
    const head = element('tr', {}, ...columns.map((column) =>
      element('th', {
        scope: 'col',
        className: column.number ? 'number' : '',
      }, column.title)));
    this.#empty = element('p', {className: 'nothing'}, empty);
    this.element = element('div', {className: 'sheet'},
      element('table', {}, element('thead', {}, head), this.#body),
      this.#empty);
  }

  show(rows) {
    const seen = new Set();
    rows.forEach((row, i) => {
      const key = String(this.key(row));
      seen.add(key);
      const known = this.#rows.get(key) ?? this.#add(key);
      known.row = row;
      this.columns.forEach((column, j) =>
        this.#fill(known.cells[j], column, row));
      if (this.#body.children[i] !== known.line) {
        this.#body.insertBefore(known.line, this.#body.children[i] ?? null);
      }
    });
    for (const [key, {line}] of this.#rows) {
      if (seen.has(key)) continue;
      line.remove();
      this.#rows.delete(key);
    }
    this.#empty.hidden = rows.length > 0;
  }

  #add(key) {
    const cells = this.columns.map((column) =>
      element('td', {className: column.number ? 'number' : 'name'}));
    const line = element('tr', {tabIndex: 0}, ...cells);
    const known = {line, cells};
    if (this.open) {
      line.classList.add('leads');
      line.addEventListener('click', (event) => {
        if (!event.target.closest('button')) this.open(known.row);
      });
    }
    line.addEventListener('keydown', (event) => this.#onKey(event, known));
    this.#rows.set(key, known);
    return known;
  }

  #fill(cell, column, row) {
    if (column.cell) {
      if (!cell.firstChild) cell.append(column.cell(row));
      return;
    }
    const text = column.text(row);
    if (cell.textContent !== text) cell.textContent = text;
    if (!column.number) cell.title = text;
    const grade = column.grade?.(row) ?? '';
    cell.classList.toggle('hot', grade === 'hot');
    cell.classList.toggle('warm', grade === 'warm');
  }

  #onKey(event, {line, row}) {
    if (event.target !== line) return;
    if (event.key === 'Enter') this.open?.(row);
    else if (event.key === 'ArrowDown') line.nextElementSibling?.focus();
    else if (event.key === 'ArrowUp') line.previousElementSibling?.focus();
    else return;
    event.preventDefault();
  }
}
