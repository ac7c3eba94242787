// SPDX-License-Identifier: Apache-2.0
// What an operator chooses for the rooms of one namespace. Names are those of
// Centrifugo's configuration where the thing is the same.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace parley {

/// Consequence of a full outbox for its client.
enum class slow_policy : std::uint8_t {
  disconnect,   // close 3008; the client comes back and recovers
  drop_oldest,  // the room's oldest waiting publications are dropped
  latest_only,  // only the room's newest publication waits
};

enum class recovery_mode : std::uint8_t { stream, cache };

/// What plain clients may do in a room. They show no token.
enum class plain_access : std::uint8_t {
  /// Not set. The server decides for rooms without a namespace
  /// (server/access.hpp); until then, and in a namespace, this is `closed`.
  automatic,
  closed,
  read,  // join and receive
  open,  // join, receive and publish
};

/// The faults that a history survives.
enum class durability : std::uint8_t {
  memory,   // nothing: it goes with the process
  journal,  // a crash: publications are saved before anybody sees them
};

/// The allowed data of publications.
enum class data_format : std::uint8_t {
  any,          // not empty
  json,         // valid JSON
  json_object,  // a JSON object
  binary,       // anything, empty too
};

struct channel_options {
  // -- presence ---------------------------------------------------------------
  bool presence = false;
  bool join_leave = false;
  bool force_push_join_leave = false;

  // -- history: on when size and ttl are both above zero
  // -----------------------
  /// Publications kept.
  std::size_t history_size = 0;
  std::chrono::milliseconds history_ttl{0};
  /// How long position and epoch outlive the last publication. 0: the value of
  /// `channel.history_meta_ttl`.
  std::chrono::milliseconds history_meta_ttl{0};
  parley::durability durability = parley::durability::memory;
  bool force_positioning = false;
  bool allow_positioning = false;
  bool force_recovery = false;
  bool allow_recovery = false;
  recovery_mode force_recovery_mode = recovery_mode::stream;
  /// Cache mode: the latest publication comes with every subscription.
  bool auto_cache_recover = false;

  // -- rights of clients without a subscription token
  // --------------------------
  bool allow_subscribe_for_client = false;
  bool allow_subscribe_for_anonymous = false;
  bool allow_publish_for_client = false;
  bool allow_publish_for_subscriber = false;
  bool allow_publish_for_anonymous = false;
  bool allow_presence_for_client = false;
  bool allow_presence_for_subscriber = false;
  bool allow_presence_for_anonymous = false;
  bool allow_history_for_client = false;
  bool allow_history_for_subscriber = false;
  bool allow_history_for_anonymous = false;
  /// `room#user1,user2` is for these users.
  bool allow_user_limited_channels = false;
  /// Rights of clients at /chat/{room}. Never in private and user-limited
  /// rooms, whatever the value.
  plain_access allow_plain = plain_access::closed;

  // -- what may be said, and under which names
  // ---------------------------------
  /// RE2 that the name behind the namespace must match; empty: printable ASCII.
  std::string channel_regex{};
  data_format publication_data_format = data_format::any;

  slow_policy slow = slow_policy::disconnect;

  /// Publications of clients per second in one room, and how many at once; and
  /// their bytes. Over: error 111, a plain client is closed with 1008.
  /// Publications of the server API are not counted. 0: no limit.
  double publish_rate = 100;
  double publish_burst = 200;
  double publish_byte_rate = 1'048'576;
  double publish_byte_burst = 4'194'304;

  bool has_history() const {
    return history_size > 0 && history_ttl.count() > 0;
  }
  bool is_durable() const {
    return durability == parley::durability::journal && has_history();
  }
};

}  // namespace parley
