// SPDX-License-Identifier: Apache-2.0
// An application's back end: it calls the server API.

import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request as send} from 'node:http';
import {text as textOf} from 'node:stream/consumers';
import {within} from './deadline.mjs';

export class BackEnd {
  static key = 'the key of a back end in these tests';
  #server;

  constructor(server) {
    this.#server = server;
  }

  // Posts `body`, an object or a text, with the key unless `headers` say
  // otherwise: {status, text, answer}.
  async post(path, body, headers = {'X-API-Key': BackEnd.key}) {
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    const {status, text} = await within(
      this.#exchange(path, content, headers),
      `${path} answers`,
    );
    const isJson = /^\s*{/.test(text);
    const answer = isJson ? JSON.parse(text) : undefined;
    return {status, text, answer};
  }

  // Not by `fetch`: where a server is killed again and again, one of Node 20's
  // was seen to leave what it was asked unsent for ever, on no connection.
  async #exchange(path, content, headers) {
    const url = new URL(path, this.#server.url);
    const request = send(url, {method: 'POST', headers});
    request.end(content);
    const [response] = await once(request, 'response');
    return {status: response.statusCode, text: await textOf(response)};
  }

  // The result of a method that has to work.
  async call(method, request) {
    const {status, answer, text} = await this.post(`/api/${method}`, request);
    assert.equal(status, 200, text);
    assert.equal(answer.error, undefined, `${method}: ${text}`);
    assert.equal(typeof answer.result, 'object', text);
    return answer.result;
  }

  // The error of a method that has to fail.
  async fails(method, request) {
    const {status, answer, text} = await this.post(`/api/${method}`, request);
    assert.equal(status, 200, text);
    assert.equal(answer.result, undefined, `${method}: ${text}`);
    return answer.error;
  }
}
