// SPDX-License-Identifier: Apache-2.0
// The dialog that asks for a name and a room.

import {nameProblem, roomProblem} from './protocol.js';

const $ = (id) => document.getElementById(id);

export class JoinDialog {
  #dialog = $('join');
  #name = $('name');
  #room = $('room-name');
  #problem = $('join-problem');
  #onJoin;

  constructor(onJoin) {
    this.#onJoin = onJoin;
    $('join-form').addEventListener('submit', (event) => this.#submit(event));
    $('join-cancel').addEventListener('click', () => this.#dialog.close());
    for (const input of [this.#name, this.#room]) {
      input.addEventListener('input', () => this.#check());
    }
  }

  // `first` is before anything was joined: there is nothing to go back to.
  show({name, room, first}) {
    this.#name.value = name;
    this.#room.value = room;
    $('join-title').textContent = first ? 'Join a room' : 'Change room or name';
    $('join-cancel').hidden = first;
    this.#dialog.classList.toggle('first', first);
    this.#dialog.oncancel = (event) => {
      if (first) event.preventDefault();
    };
    this.#check();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#name.select();
  }

  #check() {
    const room = this.#room.value.trim() || 'chat';
    const problem = nameProblem(this.#name.value.trim()) || roomProblem(room);
    this.#problem.textContent = problem;
    return problem === '';
  }

  #submit(event) {
    event.preventDefault();
    if (!this.#check()) return;
    this.#dialog.close();
    this.#onJoin({
      name: this.#name.value.trim(),
      room: this.#room.value.trim() || 'chat',
    });
  }
}
