// SPDX-License-Identifier: Apache-2.0
// The bar on top: which room, how the connection is, and who we are in it.

const $ = (id) => document.getElementById(id);

const stateWords = {
  connecting: 'Connecting',
  open: 'Connected',
  waiting: 'Reconnecting',
  refused: 'Refused',
};

export class StatusBar {
  #status = $('status');
  #trouble = $('trouble');
  #text = $('trouble-text');
  #ticker = 0;

  constructor({onRetry, onChange}) {
    $('retry').addEventListener('click', onRetry);
    $('change').addEventListener('click', onChange);
  }

  showRoom(room) {
    $('room').textContent = room;
  }

  showName(name) {
    this.#status.textContent = `${stateWords.open} as ${name}`;
  }

  // A state of Connection. The word is read aloud, the countdown is not.
  showState(state) {
    clearInterval(this.#ticker);
    this.#status.dataset.state = state.kind;
    this.#status.textContent = stateWords[state.kind];
    // Between two tries the trouble stays in view, so nothing jumps.
    if (state.kind === 'connecting') {
      this.#text.textContent = 'Connecting…';
      $('retry').disabled = true;
      return;
    }
    $('retry').disabled = false;
    this.#trouble.hidden = state.kind === 'open';
    this.#trouble.dataset.state = state.kind;
    if (state.kind === 'refused') {
      this.#text.textContent = `${state.reason}.`;
    } else if (state.kind === 'waiting' && !state.until) {
      this.#text.textContent = `${state.reason}. Reconnecting…`;
    } else if (state.kind === 'waiting') {
      this.#tick(state);
      this.#ticker = setInterval(() => this.#tick(state), 500);
    }
  }

  #tick({until, reason}) {
    const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
    this.#text.textContent = `${reason}. Reconnecting in ${seconds} s.`;
  }
}
