// SPDX-License-Identifier: Apache-2.0
// A room server that breaks a promise: a few words of the Centrifuge protocol in
// JSON, over npm's ws. `lie(offset)` says how often a publication is sent to one
// of the clients: once, where it tells the truth.

import {once} from 'node:events';
import {WebSocketServer} from 'ws';

export async function startLiar(t, lie) {
  const server = new WebSocketServer({port: 0, host: '127.0.0.1'});
  t.after(() => server.close());
  await once(server, 'listening');
  const rooms = new Map(); // name -> {offset, members}
  server.on('connection', (socket) => {
    const id = `${Math.random()}`;
    const say = (what) => socket.send(JSON.stringify(what));
    socket.on('message', (frame) => {
      for (const line of `${frame}`.split('\n')) {
        answer(JSON.parse(line), {id, say, rooms, lie});
      }
    });
    t.after(() => socket.terminate());
  });
  return `ws://127.0.0.1:${server.address().port}`;
}

function answer(command, {id: client, say, rooms, lie}) {
  const {id, connect, subscribe, publish, presence} = command;
  const name = (subscribe ?? publish ?? presence)?.channel;
  if (name && !rooms.has(name)) rooms.set(name, {offset: 0, members: new Map()});
  const room = rooms.get(name);
  if (connect) say({id, connect: {client}});
  if (subscribe) {
    const {offset} = room;
    say({id, subscribe: {recoverable: true, epoch: 'e', offset}});
    room.members.set(client, say);
  }
  if (publish) {
    const pub = {offset: ++room.offset, data: publish.data};
    const [first, ...others] = room.members.values();
    const push = {push: {channel: name, pub}};
    for (let i = 0; i < lie(pub.offset); ++i) first(push);
    for (const other of others) other(push);
    say({id, publish: {}});
  }
  if (presence) {
    const there = [...room.members.keys()].map((key) => [key, {client: key}]);
    say({id, presence: {presence: Object.fromEntries(there)}});
  }
}
