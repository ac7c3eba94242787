// SPDX-License-Identifier: Apache-2.0
// Keeps one WebSocket open to one address: opens it, and opens it again with
// exponential backoff and jitter when it ends. Knows nothing of rooms.

import {closeAdvice} from './protocol.js';

const retryFirstMs = 500;
const retryMaxMs = 20_000;
// A connection that lived this long was good: the next retry is quick again.
const steadyMs = 5_000;
// No handshake, or no frame at all after sending, within this: the link is
// dead, though the browser may take minutes to notice.
const answerMs = 10_000;

export class Connection {
  #url;
  #handlers;
  #socket = null;
  #timer = 0; // the next retry
  #answerTimer = 0; // runs while an answer is due
  #failures = 0; // in a row
  #openedAt = 0;
  #state = {kind: 'closed'};

  // `onFrame(text)` gets each text frame; `onState(state)` each change:
  // {kind: 'connecting' | 'open' | 'closed'}, {kind: 'waiting', until, reason}
  // with `until` in ms since 1970, or {kind: 'refused', reason}, which only
  // retry() leaves.
  constructor(url, {onFrame, onState}) {
    this.#url = url;
    this.#handlers = {onFrame, onState};
  }

  get isOpen() {
    return this.#state.kind === 'open';
  }

  open() {
    clearTimeout(this.#timer);
    this.#dropSocket();
    this.#enter({kind: 'connecting'});
    const socket = (this.#socket = new WebSocket(this.#url));
    this.#expectAnswer();
    socket.onopen = () => {
      this.#answered();
      this.#openedAt = Date.now();
      this.#enter({kind: 'open'});
    };
    socket.onmessage = ({data}) => {
      this.#answered();
      if (typeof data === 'string') this.#handlers.onFrame(data);
    };
    socket.onclose = ({code, reason}) => this.#ended(code, reason);
  }

  // For good; no handler is called for it afterwards.
  close() {
    clearTimeout(this.#timer);
    this.#dropSocket();
    this.#state = {kind: 'closed'};
  }

  // Does not wait for the retry's time: the network or the user is back.
  // `evenIfRefused` is for the user alone.
  retry({evenIfRefused = false} = {}) {
    const {kind} = this.#state;
    if (kind === 'waiting' || (kind === 'refused' && evenIfRefused))
      this.open();
  }

  // Only while open. Somebody always answers: the room sends it back to us.
  send(text) {
    this.#socket.send(text);
    if (!this.#answerTimer) this.#expectAnswer();
  }

  #expectAnswer() {
    this.#answerTimer = setTimeout(
      () => this.#ended(1006, 'it does not answer'),
      answerMs,
    );
  }

  #answered() {
    clearTimeout(this.#answerTimer);
    this.#answerTimer = 0;
  }

  #ended(code, reason) {
    const steady = this.isOpen && Date.now() - this.#openedAt > steadyMs;
    this.#failures = steady ? 1 : this.#failures + 1;
    this.#dropSocket();
    const advice = closeAdvice(code, reason);
    if (advice.stayAway) {
      this.#enter({kind: 'refused', reason: advice.reason});
      return;
    }
    const delay = retryDelay(this.#failures, Math.random());
    this.#timer = setTimeout(() => this.open(), delay);
    const until = Date.now() + delay;
    this.#enter({kind: 'waiting', until, reason: advice.reason});
  }

  #dropSocket() {
    this.#answered();
    if (!this.#socket) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  #enter(state) {
    this.#state = state;
    this.#handlers.onState(state);
  }
}

// Doubles with each failure in a row, up to the maximum; a random half of it is
// taken off, so a thousand pages do not come back in the same moment.
export function retryDelay(failures, random) {
  const full = Math.min(retryMaxMs, retryFirstMs * 2 ** (failures - 1));
  return full * (1 - random / 2);
}
