// SPDX-License-Identifier: Apache-2.0
// Asks the node, as the operator who has signed in. The session's token stays
// in this tab and travels in a header only.

const kept = 'parley-admin';

export class SignedOut extends Error {}

export const session = {
  get token() {
    return sessionStorage.getItem(kept);
  },
  end() {
    sessionStorage.removeItem(kept);
  },
};

// Throws with a sentence when the password is not the right one.
export async function signIn(password) {
  const answer = await fetch('auth', {method: 'POST', body: password});
  if (!answer.ok) throw new Error((await answer.text()).trim());
  sessionStorage.setItem(kept, (await answer.json()).token);
}

async function ask(method, path, body) {
  const headers = {Authorization: `token ${session.token}`};
  const answer = await fetch(`..${path}`, {method, headers, body});
  if (answer.status === 401) {
    session.end();
    throw new SignedOut('The session is over.');
  }
  if (!answer.ok) {
    const text = (await answer.text()).trim();
    throw new Error(errorOf(text) ?? `The node answers ${answer.status}.`);
  }
  return answer.json();
}

function errorOf(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return text || undefined;
  }
}

function pathOf(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return `${path}?${new URLSearchParams(given)}`;
}

// What /debug knows about `topic`.
export function look(topic, query = {}) {
  return ask('GET', pathOf(`/debug/${topic}`, query));
}

export function order(what, query) {
  return ask('POST', pathOf(`/debug/${what}`, query));
}

// A method of the server API; its error, if it has one, is thrown.
export async function call(method, body) {
  const answer = await ask('POST', `/api/${method}`, JSON.stringify(body));
  if (answer.error) {
    const failed = new Error(answer.error.message);
    failed.code = answer.error.code;
    throw failed;
  }
  return answer.result;
}
