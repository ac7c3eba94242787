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

  /// For development: everybody may everything, nothing expires.
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
  /// Publications in one answer to `history`; more are cut off.
  std::size_t history_max_publication_limit = 300;
  /// Publications that a subscription recovers at most; more: not recovered.
  std::size_t recovery_max_publication_limit = 300;

  /// Bytes of one command, in a message that may have many. Over: error 107.
  std::size_t command_size = 65'536;

  /// Commands per second of one connection, and how many at once. Over: error
  /// 111; over twice the burst: close 3013. 0: no limit.
  double command_rate = 1'000;
  double command_burst = 2'000;
  /// The same for all connections of one user on one loop.
  double user_command_rate = 5'000;
  double user_command_burst = 10'000;
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

/// For those who run the node.
struct operator_options {
  /// Opens the admin page; empty: there is none.
  std::string password;
  /// What its sessions are signed with; made at start when it is empty.
  std::string secret;
  /// How long such a session lasts.
  std::chrono::milliseconds session{std::chrono::hours(12)};
  /// /metrics asks for no key.
  bool open_metrics = false;
  /// What the names at /metrics begin with.
  std::string metrics_prefix = "parley";
};

}  // namespace parley
