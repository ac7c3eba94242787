// SPDX-License-Identifier: Apache-2.0
// What goes wrong in a node, planted: a slow client, a slow actor, a hot room.

import {runLab} from './command.mjs';
import {WsMember} from './ws_member.mjs';

export const settings = `
client.message_rate = 0
client.byte_rate = 0
channel.without_namespace.publish_rate = 0
channel.without_namespace.publish_byte_rate = 0
channel.without_namespace.history_size = 100000
channel.without_namespace.history_ttl = "1h"
http_api.max_request_body_size = 100000000
`;

// Somebody in `den` who does not read: some of what is said waits for him.
export async function slowClient(t, operator) {
  const slow = await WsMember.join(t, operator.server, 'den', 'snail');
  const fox = await WsMember.join(t, operator.server, 'den', 'fox');
  slow.pause();
  const line = 'x'.repeat(50_000);
  // What the kernel takes, and then a part of what the outbox does. Another
  // question each time: an answer is kept for half a second.
  let queued = 0;
  for (let i = 1; queued < 300_000; ++i) {
    fox.send(line);
    await fox.readsMessages(i);
    const {sessions} = await operator.look('sessions',
                                           {sort: 'queued', limit: i});
    ({queued} = sessions[0]);
  }
}

// A broadcast that keeps the API's actor busy: it asks so many rooms in one turn.
export async function slowActor(operator) {
  const channels = Array.from({length: 300_000}, (_, i) => `wide-${i}`);
  await operator.call('broadcast', {channels, data: {}, skip_history: true});
}

// A room that delivers 60,000 messages a second, for some seconds.
export function hotRoom(operator, seconds = 8) {
  return runLab('bench', 's1-open', '--members', '200', '--rate', '60000',
             '--seconds', String(seconds), '--warmup', '0.2', '--quiet',
             '--url', operator.server.url.replace('http', 'ws'));
}
