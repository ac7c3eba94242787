// SPDX-License-Identifier: Apache-2.0
// A client that sends the first half of one large text frame and then nothing,
// until it is killed. Tells "half is sent" on stdout. Argument: the address.

import net from 'node:net';
import WebSocket from 'ws';

const text = Buffer.alloc(60_000, 'half a frame. ');

// A whole frame's header for the whole text: FIN and text, masked, 16-bit
// length; a mask of zeros leaves the payload as it is.
const header = Buffer.from([0x81, 0xfe, 0, 0, 0, 0, 0, 0]);
header.writeUInt16BE(text.length, 2);

let wire;
const client = new WebSocket(process.argv[2], {
  createConnection: ({host, port}) => (wire = net.connect({host, port})),
});
client.on('open', () => {
  const half = text.subarray(0, text.length / 2);
  wire.write(Buffer.concat([header, half]), () => console.log('half is sent'));
});
