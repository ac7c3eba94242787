// SPDX-License-Identifier: Apache-2.0
#include "server/client_keys.hpp"

#include "server/access_keys.hpp"

namespace parley {

namespace {

std::vector<setting> session_rows(client_options& s) {
  return {
      {"client.insecure", &s.insecure,
       "Switch authentication off, for development: no token is required, "
       "every client may do anything, and nothing expires."},
      {"client.allow_anonymous_connect_without_token",
       &s.allow_anonymous_connect_without_token,
       "Accept clients without a token as the empty user. Off: close 3501."},
      {"client.disallow_anonymous_connection_tokens",
       &s.disallow_anonymous_connection_tokens,
       "Refuse tokens of the empty user with close 3507."},
      {"client.connect_include_server_time", &s.connect_include_server_time,
       "Send the server's time in the reply to `connect`."},
      {"client.stale_close_delay", &s.stale_close_delay,
       "Time from accept to a `connect` command. Over: close 3502.",
       above_zero},
      {"client.expired_close_delay", &s.expired_close_delay,
       "Time from a connection's expiry to its end, in which the client can "
       "`refresh`. Over: close 3005."},
      {"client.expired_sub_close_delay", &s.expired_sub_close_delay,
       "Time from a subscription's expiry to its end, in which the client can "
       "refresh it. Over: unsubscribe 2501, of a server-side subscription "
       "close "
       "3006."},
      {"rpc.ping.enabled", &s.rpc_ping,
       "Answer the RPC method `ping`, which measures round trips. Off: error "
       "108."},
  };
}

std::vector<setting> bound_rows(client_options& s) {
  return {
      {"client.channel_limit", &s.channel_limit,
       "Subscriptions of one connection. Over: error 106, for a server-side "
       "subscription close 3505.",
       above_zero, unit{"subscriptions"}},
      {"client.user_connection_limit", &s.user_connection_limit,
       "Connections of one user on this node. Over: close 3504. 0 is no limit.",
       unit{"connections"}},
      {"client.history_max_publication_limit", &s.history_max_publication_limit,
       "Publications in one answer to `history`. More are cut off, and so is "
       "everything over 1 MiB.",
       above_zero, unit{"publications"}},
      {"client.recovery_max_publication_limit",
       &s.recovery_max_publication_limit,
       "Publications that one subscription recovers. If there are more, or "
       "they "
       "have more than 1 MiB, it is not recovered.",
       above_zero, unit{"publications"}},
      {"client.presence_max_members", &s.presence_max_members,
       "Members in one answer to `presence`, for clients and for the server "
       "API. A room of more, or of more than 1 MiB: error 106; "
       "`presence_stats` counts it nevertheless.",
       above_zero, unit{"members"}},
      {"client.command_size", &s.command_size,
       "Size of one command; a message may have many. Over: error 107.",
       unit{"bytes"}},
  };
}

std::vector<setting> connection_rate_rows(client_options& s) {
  return {
      {"client.command_rate", &s.command_rate,
       "Commands per second of one connection, `subscribe` not counted. Over: "
       "error 111, over twice the burst close 3013. 0 is no limit.",
       at_least(0)},
      {"client.command_burst", &s.command_burst,
       "Commands of one connection that may come at once.", unit{"commands"}},
      {"client.join_rate", &s.join_rate,
       "Commands `subscribe` per second of one connection. Over: error 111, "
       "over twice the burst close 3013. 0 is no limit.",
       at_least(0)},
      {"client.join_burst", &s.join_burst,
       "Commands `subscribe` of one connection that may come at once. A client "
       "that reconnects subscribes to all its rooms at once, so do not set it "
       "below `client.channel_limit`.",
       unit{"commands"}},
  };
}

std::vector<setting> user_rate_rows(client_options& s) {
  return {
      {"client.user_command_rate", &s.user_command_rate,
       "Commands per second of all connections of one user on one loop, "
       "`subscribe` not counted. Over: error 111. 0 is no limit. The empty "
       "user "
       "has no such limit.",
       at_least(0)},
      {"client.user_command_burst", &s.user_command_burst,
       "Commands of one user that may come at once.", unit{"commands"}},
      {"client.user_join_rate", &s.user_join_rate,
       "Commands `subscribe` per second of all connections of one user on one "
       "loop. Over: error 111. 0 is no limit. The empty user has no such "
       "limit.",
       at_least(0)},
      {"client.user_join_burst", &s.user_join_burst,
       "Commands `subscribe` of one user that may come at once.",
       unit{"commands"}},
      {"client.user_byte_rate", &s.user_byte_rate,
       "Bytes per second of all connections of one user on one loop, counted "
       "as "
       "`client.byte_rate` counts them. Over: error 111. 0 is no limit. The "
       "empty user has no such limit.",
       at_least(0)},
      {"client.user_byte_burst", &s.user_byte_burst,
       "Bytes of one user that may come at once.", unit{"bytes"}},
  };
}

std::vector<setting> new_room_rows(client_options& s) {
  return {
      {"client.new_room_rate", &s.new_room_rate,
       "New rooms per second that one connection may enter or publish in. "
       "Over: "
       "error 111, a plain client is closed with 1008. A room that runs or is "
       "remembered is not new. The server API and server-side subscriptions "
       "have no such limit. 0 is no limit.",
       at_least(0)},
      {"client.new_room_burst", &s.new_room_burst,
       "New rooms of one connection that may come at once.", unit{"rooms"}},
      {"client.user_new_room_rate", &s.user_new_room_rate,
       "New rooms per second of all connections of one user on this node. "
       "Over: "
       "error 111. 0 is no limit.",
       at_least(0)},
      {"client.user_new_room_burst", &s.user_new_room_burst,
       "New rooms of one user that may come at once.", unit{"rooms"}},
      {"client.address_new_room_rate", &s.address_new_room_rate,
       "New rooms per second of all connections from one address (IPv6: one "
       "/64). Over: error 111, a plain client is closed with 1008. 0 is no "
       "limit.",
       at_least(0)},
      {"client.address_new_room_burst", &s.address_new_room_burst,
       "New rooms from one address that may come at once.", unit{"rooms"}},
  };
}

std::vector<setting> room_rows(client_options& s) {
  return {
      {"rooms.limit", &s.room_limit,
       "Rooms that run on this node at once. In a cluster a node's relay of a "
       "room that another node owns counts as one, too. Over: error 106 for "
       "clients and the server API, a plain client is closed with 1008. An "
       "empty room ends when its publications have expired.",
       above_zero, unit{"rooms"}},
      {"rooms.remembered", &s.remembered_rooms,
       "Empty rooms whose offset and epoch are remembered, at 200 bytes each "
       "on "
       "average: longer names mean fewer rooms. Over: the room that was used "
       "least recently is forgotten and gets a new epoch.",
       at_most(100'000'000), unit{"rooms"}},
  };
}

}  // namespace

std::vector<setting> client_keys(client_options& values) {
  return joined(in_group("clients",
                         joined(session_rows(values), bound_rows(values),
                                connection_rate_rows(values),
                                user_rate_rows(values), new_room_rows(values))),
                in_group("rooms", room_rows(values)), token_keys_under(values));
}

}  // namespace parley
