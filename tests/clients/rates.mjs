// SPDX-License-Identifier: Apache-2.0
// Rates are for people; tests that say much at once lift them.

// For [client].
export const noClientRates = `
message_rate = 0
byte_rate = 0
command_rate = 0
join_rate = 0
user_command_rate = 0
user_join_rate = 0
user_byte_rate = 0
`;

// For a namespace.
export const noRoomRates = `
publish_rate = 0
publish_byte_rate = 0
`;

// For plain clients of rooms without a namespace.
export const noPlainRates = [
  'client.message_rate', 'client.byte_rate',
  'channel.without_namespace.publish_rate',
  'channel.without_namespace.publish_byte_rate',
].flatMap((key) => ['--set', `${key}=0`]);
