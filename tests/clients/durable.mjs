// SPDX-License-Identifier: Apache-2.0
// Servers whose rooms remember, one after the other on the same data.

import assert from 'node:assert/strict';
import {BackEnd} from './back_end.mjs';
import {noClientRates, noRoomRates} from './rates.mjs';
import {folderFor, Server} from './server.mjs';

const config = `
[client]
insecure = true
${noClientRates}
recovery_max_publication_limit = 100000

[http_api]
key = "${BackEnd.key}"

[channel.without_namespace]
${noRoomRates}
history_size = 1000000
history_ttl = "1h"
force_recovery = true
durability = "journal"
allow_plain = true

[[channel.namespaces]]
name = "live"
${noRoomRates}
history_size = 100
history_ttl = "1h"
allow_plain = true
`;

// The node's data, and the server that serves it now.
export class DurableNode {
  server;
  data;
  #t;
  #port = 0;

  static async start(t) {
    const node = new DurableNode();
    node.#t = t;
    node.data = folderFor(t);
    await node.restart();
    node.#port = node.server.port;
    return node;
  }

  // A new server, at the old one's address.
  async restart(options) {
    const args = ['--data', this.data];
    this.server = await Server.start(this.#t, {
      config,
      args,
      port: this.#port,
      ...options,
    });
  }

  get backEnd() {
    return new BackEnd(this.server);
  }

  // What is stored of a room behind an offset: {epoch, top, publications}.
  async history(channel, behind = 0) {
    const publications = [];
    for (;;) {
      const at = behind + publications.length;
      const request = {channel, limit: 10_000, since: {offset: at}};
      const page = await this.backEnd.call('history', request);
      publications.push(...page.publications);
      if (publications.length === page.offset - behind) {
        return {epoch: page.epoch, top: page.offset, publications};
      }
      assert.notEqual(page.publications.length, 0, 'a gap in the history');
    }
  }
}
