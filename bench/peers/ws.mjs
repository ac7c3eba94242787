// SPDX-License-Identifier: Apache-2.0
// npm `ws`: a room by path, and what is said in it goes to all who are in. The
// message is framed once for all of them, as its documentation's broadcast does.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const port = Number(process.argv[2]);
const rooms = new Map();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on('connection', (socket, request) => {
  const path = request.url;
  if (!rooms.has(path)) rooms.set(path, new Set());
  const members = rooms.get(path);
  const name = `user${members.size}`;
  members.add(socket);
  socket.on('message', (text) => {
    const line = Buffer.from(`[${name}] ${text}`);
    for (const member of members) member.send(line, { binary: false });
  });
  socket.on('close', () => members.delete(socket));
  socket.on('error', () => socket.terminate());
});
server.listen(port, '127.0.0.1', 4096);
