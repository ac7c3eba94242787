// SPDX-License-Identifier: Apache-2.0
// npm `socket.io`: who says "join" is in a room, and what is said in it goes to
// all who are in.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const port = Number(process.argv[2]);
const server = createServer();
const io = new Server(server, {
  transports: ['websocket'],
  perMessageDeflate: false,
});

io.on('connection', (socket) => {
  let room;
  socket.on('join', (name) => {
    room = name;
    socket.join(name);
  });
  socket.on('say', (text) => io.to(room).emit('said', text));
});
server.listen(port, '127.0.0.1', 4096);
