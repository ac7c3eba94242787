// SPDX-License-Identifier: Apache-2.0
// JSON Web Tokens as an application's back end makes them.

import {createHmac} from 'node:crypto';

export const secret = 'a secret of these tests, and of nothing else';

// A token with these claims; `key` is what it is signed with.
export function jwt(claims, key = secret) {
  const part = (value) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const said = `${part({alg: 'HS256', typ: 'JWT'})}.${part(claims)}`;
  const signature = createHmac('sha256', key).update(said).digest('base64url');
  return `${said}.${signature}`;
}

// The unix time so many seconds from now, rounded up.
export function inSeconds(seconds) {
  return Math.ceil(Date.now() / 1000) + seconds;
}
