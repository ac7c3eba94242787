// SPDX-License-Identifier: Apache-2.0
// What an operator chooses for all clients of the Centrifuge protocol. Names
// are those of Centrifugo's configuration where the thing is the same.
#pragma once

#include "protocol/token.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace parley {

struct client_options {
  token_settings token;
  /// Without a key of its own, subscription tokens are checked as connection
  /// tokens are.
  token_settings subscription_token;

  /// For development: no permissions are checked, nothing expires.
  bool insecure = false;
  bool allow_anonymous_connect_without_token = false;
  bool disallow_anonymous_connection_tokens = false;
  bool connect_include_server_time = false;
  /// The built-in rpc method `ping`, for measuring round trips.
  bool rpc_ping = false;

  /// From accept to a `connect` command. Over: close 3502.
  std::chrono::milliseconds stale_close_delay{10'000};
  /// From a connection's expiry to close 3005.
  std::chrono::milliseconds expired_close_delay{25'000};
  /// From a subscription's expiry to unsubscribe 2501 (server-side: 3006).
  std::chrono::milliseconds expired_sub_close_delay{25'000};

  /// Subscriptions of one connection. Over: error 106 (server-side: 3505).
  std::size_t channel_limit = 128;
  /// Connections of one user on this node; 0: no limit. Over: close 3504.
  std::size_t user_connection_limit = 0;
  /// Publications in one answer to `history`; more are cut off, and so are more
  /// bytes than `answer_size`.
  std::size_t history_max_publication_limit = 300;
  /// Publications that a subscription recovers at most; more, or more bytes
  /// than `answer_size`: not recovered.
  std::size_t recovery_max_publication_limit = 300;
  /// Members of a room that `presence` lists at most. Over, and over the bytes
  /// of `answer_size`: error 106.
  std::size_t presence_max_members = 1'000;

  /// Bytes of one command, in a message that may have many. Over: error 107.
  std::size_t command_size = 65'536;

  /// Commands per second of one connection but for `subscribe`, and how many at
  /// once. Over: error 111; over twice the burst: close 3013. 0: no limit.
  double command_rate = 30;
  double command_burst = 60;
  /// The same for `subscribe`. The burst lets a client that comes back
  /// subscribe to all its rooms at once.
  double join_rate = 10;
  double join_burst = 256;
  /// The same for all connections of one user on one loop, and bytes as
  /// `limits::byte_rate` counts them. Over: error 111.
  double user_command_rate = 120;
  double user_command_burst = 240;
  double user_join_rate = 40;
  double user_join_burst = 1'024;
  double user_byte_rate = 1'048'576;
  double user_byte_burst = 4'194'304;

  /// Rooms that run on this node at once, a relay counted as one. Over: error
  /// 106, and a plain client is closed with 1008, until a room ends.
  std::size_t room_limit = 1'000'000;
  /// Rooms without an actor whose position this node remembers. Over: the one
  /// that was used least recently is forgotten and has a new epoch.
  std::size_t remembered_rooms = 1'000'000;

  /// Rooms per second that one connection may be the first to enter or to
  /// publish in, and how many at once. Over: error 111, a plain client is
  /// closed with 1008. 0: no limit. Rooms that run or are remembered are not
  /// new, and the server API has no such limit.
  double new_room_rate = 10;
  double new_room_burst = 200;
  /// The same for all connections of one user on this node.
  double user_new_room_rate = 50;
  double user_new_room_burst = 1'000;
  /// The same for all connections from one address (of IPv6: one /64).
  double address_new_room_rate = 500;
  double address_new_room_burst = 10'000;
};

struct http_api_options {
  /// Secret that `X-API-Key` must show; empty: the API is closed.
  std::string key;
  /// For development: no key is asked for.
  bool insecure = false;
  /// The key may also stand in the URL, which proxies write to their logs.
  bool key_in_query = true;
  /// Errors as HTTP status (`transport`) and not in the body.
  bool transport_errors = false;
  /// Bytes of one request's body. Over: HTTP 413.
  std::size_t body_size = 10'485'760;
};

/// For operators.
struct operator_options {
  /// Enables the admin page; empty: there is none.
  std::string password;
  /// What its sessions are signed with; made at start when it is empty.
  std::string secret;
  /// How long such a session lasts.
  std::chrono::milliseconds session{std::chrono::hours(12)};
  /// /metrics asks for no key.
  bool open_metrics = false;
  /// Prefix of the names at /metrics.
  std::string metrics_prefix = "parley";
};

}  // namespace parley
