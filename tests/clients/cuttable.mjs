// SPDX-License-Identifier: Apache-2.0
// A network that can be cut: a TCP proxy in front of a server.

import {once} from 'node:events';
import {connect, createServer} from 'node:net';

export class Network {
  #sockets = new Set();
  #listener;
  #isCut = false;

  // `t` is the test that it ends with.
  static async before(t, server) {
    const network = new Network();
    network.#listener = createServer((near) => network.#bridge(near, server));
    network.#listener.listen(0, '127.0.0.1');
    await once(network.#listener, 'listening');
    t.after(() => network.#end());
    network.url = `http://127.0.0.1:${network.#listener.address().port}`;
    return network;
  }

  // Ends all connections, and each new one at once.
  cut() {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#isCut = false;
  }

  #bridge(near, server) {
    if (this.#isCut) return near.destroy();
    const far = connect(server.port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      this.#sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }

  #end() {
    this.cut();
    this.#listener.close();
  }
}
