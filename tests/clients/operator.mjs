// SPDX-License-Identifier: Apache-2.0
// Somebody who runs a node and has its key: looks into it and gives orders.

import {within} from './deadline.mjs';
import {Server} from './server.mjs';

export const key = 'the-operators-key';
const withKey = ['--set', `http_api.key=${key}`,
                 '--set', 'channel.without_namespace.allow_plain=true'];

export class Operator {
  // A node that knows the key, and somebody who has it.
  static async start(t, {args = [], ...more} = {}) {
    const operator = new Operator();
    operator.server = await Server.start(t, {args: [...withKey, ...args],
                                             ...more});
    return operator;
  }

  async ask(method, path, headers = {'X-API-Key': key}) {
    return fetch(this.server.url + path, {method, headers});
  }

  async look(topic, query = {}) {
    const answer = await this.ask(
      'GET', `/debug/${topic}?${new URLSearchParams(query)}`);
    return answer.json();
  }

  async order(what, query) {
    return this.ask('POST', `/debug/${what}?${new URLSearchParams(query)}`);
  }

  // Looks again and again until `wanted` of what is seen is true.
  async sees(topic, query, wanted, what) {
    let seen;
    const look = async () => {
      do seen = await this.look(topic, query);
      while (!wanted(seen));
      return seen;
    };
    return within(look(), () => `${what} in ${JSON.stringify(seen)}`);
  }

  async call(method, body) {
    const answer = await fetch(`${this.server.url}/api/${method}`, {
      method: 'POST',
      headers: {'X-API-Key': key},
      body: JSON.stringify(body),
    });
    return answer.json();
  }
}
