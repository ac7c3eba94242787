// SPDX-License-Identifier: Apache-2.0
// Clients and subscriptions of the real SDK, npm `centrifuge`, in both formats.

import {Centrifuge as JsonClient} from 'centrifuge';
import {Centrifuge as ProtobufClient} from 'centrifuge/build/protobuf';
import WebSocket from 'ws';
import {Diary} from './diary.mjs';

const builds = {json: JsonClient, protobuf: ProtobufClient};
export const protocols = Object.keys(builds);

const clientEvents = [
  ...['connecting', 'connected', 'disconnected', 'error'],
  ...['subscribing', 'subscribed', 'unsubscribed'],
  ...['publication', 'join', 'leave'],
];
const roomEvents = [
  ...['subscribing', 'subscribed', 'unsubscribed', 'error'],
  ...['publication', 'join', 'leave'],
];

// What an application's data is on its way to and from the SDK.
const jsonData = {encode: (value) => value, decode: (data) => data};
const protobufData = {
  encode: (value) => new TextEncoder().encode(JSON.stringify(value)),
  decode: (data) => JSON.parse(new TextDecoder().decode(data)),
};

export class SdkClient {
  sdk; // the SDK's own object
  diary; // what it told, without what its rooms did
  sockets = []; // every WebSocket it ever had
  #data;

  // A client that is not connected yet. `options` are the SDK's and `protocol`,
  // 'json' or 'protobuf'. `t` is the test that it ends with.
  constructor(t, server, {protocol = 'json', ...options} = {}) {
    const sockets = this.sockets;
    class Witnessed extends WebSocket {
      constructor(...args) {
        super(...args);
        sockets.push(this);
      }
    }
    this.#data = protocol === 'json' ? jsonData : protobufData;
    this.sdk = new builds[protocol](server.sdk, {
      websocket: Witnessed,
      minReconnectDelay: 10,
      maxReconnectDelay: 100,
      ...options,
    });
    this.diary = new Diary('the client', this.sdk, clientEvents);
    t.after(() => {
      this.sdk.disconnect();
      for (const socket of sockets) socket.terminate();
    });
  }

  // The same, connected.
  static async connect(t, server, options) {
    const client = new SdkClient(t, server, options);
    await client.connect();
    return client;
  }

  async connect() {
    const connected = this.diary.next('connected');
    this.sdk.connect();
    return await connected;
  }

  // Its id at the server while it is connected.
  get id() {
    return this.diary.all('connected').at(-1).client;
  }

  get socket() {
    return this.sockets.at(-1);
  }

  // Cuts the connection as a network does: no close frame, no goodbye.
  drop() {
    this.socket.terminate();
  }

  // The same, and waits until the SDK has connected again.
  async dropAndReturn() {
    const connected = this.diary.next('connected');
    this.drop();
    return await connected;
  }

  encode(value) {
    return this.#data.encode(value);
  }

  decode(data) {
    return this.#data.decode(data);
  }

  publish(room, value) {
    return this.sdk.publish(room, this.encode(value));
  }

  // A subscription that is not subscribed yet.
  room(name, options) {
    return new SdkRoom(this, name, options);
  }

  // The same, subscribed.
  async enter(name, options) {
    const room = this.room(name, options);
    await room.subscribe();
    return room;
  }
}

// A client-side subscription and what came by it.
export class SdkRoom {
  sub; // the SDK's own object
  diary;
  #client;

  constructor(client, name, options) {
    this.#client = client;
    this.sub = client.sdk.newSubscription(name, options);
    this.diary = new Diary(`room ${name}`, this.sub, roomEvents);
  }

  // The context of 'subscribed'.
  async subscribe() {
    const subscribed = this.diary.next('subscribed');
    this.sub.subscribe();
    return await subscribed;
  }

  publish(value) {
    return this.sub.publish(this.#client.encode(value));
  }

  // The values that came so far, and their offsets.
  get heard() {
    const publications = this.diary.all('publication');
    return publications.map(({data}) => this.#client.decode(data));
  }

  get offsets() {
    return this.diary.all('publication').map(({offset}) => offset);
  }

  // Waits until `count` values came; all of them.
  async hears(count) {
    await this.diary.times('publication', count);
    return this.heard;
  }

  // The values of a page of the history, and the SDK's result.
  async history(options) {
    const page = await this.sub.history(options);
    return {
      ...page,
      values: page.publications.map(({data}) => this.#client.decode(data)),
    };
  }
}

// 1, 2, .. `last`.
export function counting(last, first = 1) {
  return Array.from({length: last - first + 1}, (_, i) => first + i);
}
