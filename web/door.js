// SPDX-License-Identifier: Apache-2.0
// How this server takes people in: as guests, who get a token for a name, or
// by the plain protocol, which asks for none.

import {retryDelay} from './connection.js';
import {rememberedToken, rememberToken} from './remembered.js';

// {user, name, token}; null where no guests are let in. Throws while the server
// is away, and an error with `refused` when it does not want this name.
export async function askForGuest(name) {
  const answer = await fetch(new URL('guest', document.baseURI), {
    method: 'POST',
    body: JSON.stringify({name, token: rememberedToken(name)}),
  });
  if (answer.status === 404) return null;
  if (!answer.ok) {
    const error = new Error((await answer.text()).trim());
    error.refused = answer.status < 500 && answer.status !== 429;
    throw error;
  }
  const guest = await answer.json();
  rememberToken(name, guest.token);
  return guest;
}

// The module with GuestLine, which is loaded only where guests are let in: it
// brings the SDK. When that fails, {problem}: a text for the user.
export async function loadGuestLine() {
  try {
    return await import('./guest_line.js');
  } catch {
    return {problem: await whyNotLoaded()};
  }
}

// A build without the modules of package-lock.json has no SDK.
async function whyNotLoaded() {
  const sdk = new URL('vendor/centrifuge.js', document.baseURI);
  const answer = await fetch(sdk, {method: 'HEAD'}).catch(() => null);
  return answer?.status === 404
    ? 'This server was built without the Centrifuge SDK (vendor/centrifuge.js),' +
        ' which this page needs for guests'
    : 'Parts of this page could not be loaded: reload it';
}

export class Door {
  #onState;
  #timer = 0;
  #failures = 0;
  #again = null; // ends the wait for the next try

  // `onState` as that of Connection: until the door opens there is none.
  constructor(onState) {
    this.#onState = onState;
  }

  // As askForGuest, but waits for a server that is away. Never returns after
  // close().
  async knock(name) {
    for (;;) {
      this.#onState({kind: 'connecting'});
      try {
        return await askForGuest(name);
      } catch (error) {
        await this.#pause(error);
      }
    }
  }

  retry() {
    this.#again?.();
  }

  close() {
    clearTimeout(this.#timer);
    this.#again = null;
    this.#onState = () => {};
  }

  #pause({refused, message}) {
    this.#failures += 1;
    const delay = retryDelay(this.#failures, Math.random());
    return new Promise((resolve) => {
      this.#again = () => {
        clearTimeout(this.#timer);
        resolve();
      };
      if (refused) {
        this.#onState({kind: 'refused', reason: message.replace(/\.$/, '')});
        return;
      }
      this.#timer = setTimeout(resolve, delay);
      const reason = 'No connection to the server';
      this.#onState({kind: 'waiting', until: Date.now() + delay, reason});
    });
  }
}
