// SPDX-License-Identifier: Apache-2.0
// A room's record of one joined session.
#pragma once

#include "protocol/frame.hpp"
#include "protocol/ids.hpp"
#include "protocol/publication.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace parley {

/// The member's name as plain clients read it. A member may hold several
/// connections.
struct member {
  std::string name;
};

struct connection {
  using time_point = std::chrono::system_clock::time_point;

  /// Also has the loop of the link: `id.loop()`.
  connection_id id;
  member who;
  /// Null for a plain client, see `info_of`.
  client_info_ptr info;
  /// Which of the room's byte streams the link reads.
  lane reads = lane::plain;
  /// Whether its joins and leaves are announced.
  bool announced = true;
  time_point joined_at;
};

/// The public info of a member. A plain client has no user id; its name is in
/// `conn_info`.
client_info_ptr info_of(const connection& c);

/// How plain readers know a publisher; null: the application.
std::string spoken_name(const client_info* publisher);

/// A session's request to join.
struct join_wish {
  /// Empty: the room gives one.
  std::string name{};
  lane reads = lane::plain;
  /// Null for a plain client.
  client_info_ptr info{};
  /// The name is the member's own on all its connections: it gets no suffix.
  bool shared_name = false;
  bool announced = true;
  /// From where the client wants to go on.
  std::optional<stream_position> recover{};
  /// It would rather not be let in than not recover.
  bool must_recover = false;
};

}  // namespace parley
