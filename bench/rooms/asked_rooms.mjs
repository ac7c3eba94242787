#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Asks a node for the largest answers that there are, as often as one client
// can: what that costs the loop.
//
//     bench/rooms/asked_rooms.mjs [--no-rates]
//
// Starts build/parley (or $PARLEY) with one loop on 127.0.0.1, fills a room
// with 300 publications of 60 kB and another with 3,000 members, and prints for
// each attack how many turns of the loop took longer than 50 ms and how much
// resident memory is left over. With --no-rates the client may say as much as it
// likes. Exits with 1 when a turn was longer or more than 32 MB are left over.
// Needs tests/clients/node_modules (./dev test brings them).
import {readFileSync} from 'node:fs';
import {BackEnd} from '../../tests/clients/back_end.mjs';
import {RawClient} from '../../tests/clients/raw_client.mjs';
import {Server} from '../../tests/clients/server.mjs';

const members = 3_000;
const publications = 300;
const attacks = 7;
const longest = '0.05';
const leftOver = 32 << 20;
const rates = process.argv.includes('--no-rates')
  ? 'message_rate = 0\nbyte_rate = 0\ncommand_rate = 0\n' : '';
const config = `
[client]
insecure = true
connection_limit_per_address = 10000
${rates}
[http_api]
key = "${BackEnd.key}"
[prometheus]
enabled = true
[channel.without_namespace]
presence = true
history_size = ${publications}
history_ttl = "1h"
allow_recovery = true
publish_rate = 0
publish_byte_rate = 0
`;

const ends = [];
const scope = {after: (end) => ends.push(end)};

async function longTurns(server) {
  const answer = await fetch(`${server.url}/metrics`, {
    headers: {'X-API-Key': BackEnd.key}});
  const text = await answer.text();
  const value = (label) => Number(
    text.match(new RegExp(`loop_turn_duration_seconds_bucket\\{[^}]*le="${
      label.replace('+', '\\+')}"[^}]*\\} (\\d+)`))[1]);
  return value('+Inf') - value(longest);
}

const residentBytes = (server) =>
  4096 * Number(readFileSync(`/proc/${server.pid}/statm`, 'utf8').split(' ')[1]);

async function fill(server) {
  const backEnd = new BackEnd(server);
  const publish = {channel: 'big', data: 'x'.repeat(60_000)};
  for (let i = 0; i < publications; i += 10) {
    await backEnd.post('/api/batch',
                       {commands: Array(10).fill({publish})});
  }
  for (let i = 0; i < members; i += 1) {
    const member = await RawClient.connect(scope, server);
    await member.ask({id: 2, subscribe: {channel: 'crowd'}});
  }
}

// Says all of it at once, reads what comes until it is over or the node has
// closed the connection, and leaves.
async function attack(server, commands) {
  const client = await RawClient.connect(scope, server);
  const last = commands.at(-1).id;
  client.say(...commands);
  await client.reply(last).catch(() => {});
  client.socket.terminate();
}

const times = (count, command) =>
  Array.from({length: count}, (_, i) => ({id: i + 10, ...command}));
const history = times(100, {history: {channel: 'big', limit: -1}});
const presence = times(120, {presence: {channel: 'crowd'}});
const comebacks = times(100, {}).flatMap(({id}) => [
  {id: 2 * id, subscribe: {channel: 'big', recoverable: true, recover: true,
                           offset: publications - 15, epoch: ''}},
  {id: 2 * id + 1, unsubscribe: {channel: 'big'}},
]);

const server = await Server.start(scope, {config, args: ['--threads', '1'],
                                          descriptors: 8_192});
await fill(server);
let failed = false;
for (const [name, commands] of Object.entries({history, presence, comebacks})) {
  await attack(server, commands); // what is allocated once
  const [turns, bytes] = [await longTurns(server), residentBytes(server)];
  for (let i = 0; i < attacks; i += 1) await attack(server, commands);
  const more = await longTurns(server) - turns;
  const grown = residentBytes(server) - bytes;
  console.log(`${name}: ${attacks} times ${commands.length} commands, ` +
              `${more} turns over 50 ms, ${(grown / 1e6).toFixed(1)} MB left over`);
  failed ||= more > 0 || grown > leftOver;
}
for (const end of ends) await end();
process.exit(failed ? 1 : 0);
