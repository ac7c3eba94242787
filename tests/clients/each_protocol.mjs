// SPDX-License-Identifier: Apache-2.0
// Tests that are the same for JSON and Protobuf clients of the SDK.

import {test} from 'node:test';
import {protocols, SdkClient} from './sdk.mjs';
import {Server} from './server.mjs';

// What declares such tests, as `test` does, for a server with this `config`.
// Their body gets a connected `client`, and `enter`, which connects one more.
export function eachProtocolWith(config) {
  return (title, body) => {
    for (const protocol of protocols) {
      test(`${title}, ${protocol}`, async (t) => {
        const server = await Server.start(t, {config});
        const enter = () => SdkClient.connect(t, server, {protocol});
        await body({t, server, enter, client: await enter()});
      });
    }
  };
}
