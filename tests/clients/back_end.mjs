// An application's back end: it calls the server API.

import assert from 'node:assert/strict';

export class BackEnd {
  static key = 'the key of a back end in these tests';
  #server;

  constructor(server) {
    this.#server = server;
  }

  // Posts `body`, an object or a text, with the key unless `headers` say
  // otherwise: {status, text, answer}.
  async post(path, body, headers = {'X-API-Key': BackEnd.key}) {
    const response = await fetch(new URL(path, this.#server.url), {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = /^\s*{/.test(text);
    const answer = isJson ? JSON.parse(text) : undefined;
    return {status: response.status, text, answer};
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
