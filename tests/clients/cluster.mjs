// SPDX-License-Identifier: Apache-2.0
// Nodes of one cluster and the NATS by which they are one, on loopback.

import {BackEnd} from './back_end.mjs';
import {Child} from './children.mjs';
import {secret} from './jwt.mjs';
import {noClientRates, noRoomRates} from './rates.mjs';
import {folderFor, Server} from './server.mjs';

const config = `
[client]
insecure = true
${noClientRates}
recovery_max_publication_limit = 100000

[client.token]
hmac_secret_key = "${secret}"

[http_stream]
enabled = true

[http_api]
key = "${BackEnd.key}"

[channel.without_namespace]
${noRoomRates}
history_size = 1000
history_ttl = "1h"
force_recovery = true
presence = true
join_leave = true
force_push_join_leave = true
allow_plain = true
allow_presence_for_subscriber = true

[[channel.namespaces]]
name = "kept"
${noRoomRates}
history_size = 100000
history_ttl = "1h"
force_recovery = true
presence = true
durability = "journal"
allow_subscribe_for_client = true
allow_publish_for_subscriber = true

[[channel.namespaces]]
name = "brief"
${noRoomRates}
presence = true
allow_plain = true
`;

export class Cluster {
  nodes = new Map(); // by name
  nats;
  #t;
  #port;
  #data;

  // A cluster of the nodes `names`, which all know of each other.
  static async start(t, names = ['a', 'b', 'c']) {
    const cluster = new Cluster();
    cluster.#t = t;
    cluster.#data = folderFor(t);
    await cluster.startNats();
    await Promise.all(names.map((name) => cluster.add(name)));
    await cluster.agrees(names);
    return cluster;
  }

  // One that was stopped comes back on its old port.
  async startNats() {
    const args = ['-a', '127.0.0.1', '-p', `${this.#port ?? -1}`];
    this.nats = new Child('nats-server', [...args, '-js', '-sd', this.#data]);
    this.#t.after(() => this.nats.kill());
    await this.nats.expectError(/Server is ready/);
    this.#port = /client connections on \S+:(\d+)/.exec(this.nats.errors)[1];
  }

  // Starts a node; one that was there before comes back on its old port.
  async add(name) {
    const nats = `nats://127.0.0.1:${this.#port}`;
    const args = ['--cluster', nats, '--node', name, '--log-level', 'debug'];
    args.push('--set', 'cluster.secret=secret of the tests');
    const port = this.nodes.get(name)?.port ?? 0;
    const node = await Server.start(this.#t, {config, args, port});
    this.nodes.set(name, node);
    return node;
  }

  node(name) {
    return this.nodes.get(name);
  }

  // The server API of a node.
  backEnd(name) {
    return new BackEnd(this.node(name));
  }

  // Waits until each node of the list has seen a view of just these.
  async agrees(names) {
    const list = [...names].sort().join(',');
    const view = new RegExp(`cluster.view number=\\d+ nodes="${list}"\\n`);
    const last = new RegExp(`${view.source}(?![^]*cluster.view)`);
    await Promise.all(names.map((name) => this.node(name).logs(last)));
  }

  // Which node has started the room as its owner: relays say so of themselves.
  ownerOf(room) {
    const joined = new RegExp(`room.join room="${room}"`);
    return [...this.nodes].find(([, node]) => joined.test(node.log))[0];
  }
}
