// SPDX-License-Identifier: Apache-2.0
// The input at the foot of the page: grows with its text, sends on Enter, and
// says before sending when a message is too long.

import {byteLength, limits} from './protocol.js';

const $ = (id) => document.getElementById(id);
const number = new Intl.NumberFormat();
// The size is shown from here on, so the limit does not come as a surprise.
const warnBytes = limits.messageBytes * 0.9;

export class Composer {
  #text = $('text');
  #send = $('send');
  #hint = $('hint');
  #onSend;
  #resting = ''; // the hint when nothing is wrong

  // `onSend(text)` returns '' when it took the text, or why it did not.
  constructor(onSend) {
    this.#onSend = onSend;
    $('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('keydown', (event) => {
      // An input method ends a word with Enter: that one is not for us.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('input', () => this.#refresh());
    // On a phone, pressing the button must not close the keyboard.
    this.#send.addEventListener('pointerdown', (event) =>
      event.preventDefault(),
    );
    keepAboveKeyboard();
  }

  focus() {
    this.#text.focus();
  }

  setPlaceholder(text) {
    this.#text.placeholder = text;
  }

  setHint(text) {
    this.#resting = text;
    this.#refresh();
  }

  // Gives back text that could not be sent, before what is being written.
  restore(texts) {
    this.#text.value = [...texts, this.#text.value].filter(Boolean).join('\n');
    this.#refresh();
  }

  #submit() {
    const text = this.#text.value.trimEnd();
    if (text === '' || byteLength(text) > limits.messageBytes) return;
    // Half a surrogate pair cannot travel, and would not match when it returns.
    const refusal = this.#onSend(text.toWellFormed?.() ?? text);
    if (refusal) {
      this.#show(refusal, true);
      return;
    }
    this.#text.value = '';
    this.#refresh();
  }

  #refresh() {
    const bytes = byteLength(this.#text.value.trimEnd());
    const over = bytes - limits.messageBytes;
    this.#send.disabled = bytes === 0 || over > 0;
    this.#grow();
    const most = number.format(limits.messageBytes);
    if (over > 0) {
      const excess = number.format(over);
      this.#show(`Too long by ${excess} bytes: at most ${most} can go.`, true);
    } else if (bytes > warnBytes) {
      this.#show(`${number.format(bytes)} of ${most} bytes`, false);
    } else {
      this.#show(this.#resting, false);
    }
  }

  #show(text, wrong) {
    // Written only when it changes: each change is read aloud.
    if (this.#hint.textContent !== text) this.#hint.textContent = text;
    this.#hint.classList.toggle('wrong', wrong);
    this.#text.setAttribute('aria-invalid', wrong);
  }

  // The style sheet bounds the height; beyond it the text scrolls.
  #grow() {
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}

// Phones that lay their keyboard over the page tell so only here. While the
// page is zoomed the same number means something else, so it is left alone.
function keepAboveKeyboard() {
  const view = window.visualViewport;
  view?.addEventListener('resize', () => {
    if (view.scale !== 1) return;
    document.body.style.setProperty('--height', `${view.height}px`);
  });
}
