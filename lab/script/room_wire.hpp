// SPDX-License-Identifier: Apache-2.0
// The Centrifuge protocol in JSON as a client speaks it: writes commands, reads
// replies and pushes. Pure, and written apart from the server it tests.
#pragma once

#include "lab/script/room_step.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::script {

/// A place in a room's history.
struct position {
  std::uint64_t offset = 0;
  std::string epoch;

  bool operator==(const position&) const = default;
};

struct reply_error {
  std::uint32_t code;
  std::string text;
  bool temporary = false;  ///< It may be asked for again.
};

/// The answer to one command; a field the server left out is zero or empty.
struct reply {
  std::uint32_t id = 0;
  std::optional<reply_error> error;
  std::string client;  ///< Of a reply to connect: the client's id.
  std::string node;    ///< The same: which of a cluster's nodes answers.
  position top;
  bool recoverable = false;
  bool was_recovering = false;
  bool recovered = false;
  std::vector<std::string> publications;  ///< JSON, oldest first.
  std::vector<std::string> present;       ///< Client ids, in no order.
};

enum class push_kind { publication, join, leave, unsubscribe, other };

/// What a room tells its subscribers.
struct room_push {
  push_kind kind = push_kind::other;
  std::string room;
  std::string data;          ///< JSON of a publication.
  std::uint64_t offset = 0;  ///< 0: the room keeps no history.
  std::string user;          ///< Who joins or leaves.
  std::string client;        ///< The same person's client id.
  std::uint32_t code = 0;    ///< Of an unsubscribe.
  std::string reason;
};

std::string connect_command(std::uint32_t id, const login& what);

/// Asks to recover from `since` if there is one.
std::string subscribe_command(std::uint32_t id, const subscribe& what,
                              const std::optional<position>& since);
std::string unsubscribe_command(std::uint32_t id, const std::string& room);

/// `what.data` is put in as it is.
std::string publish_command(std::uint32_t id, const publish& what);
std::string presence_command(std::uint32_t id, const std::string& room);

/// Nothing if the line is something else.
std::optional<reply> read_reply(std::string_view line);
std::optional<room_push> read_push(std::string_view line);
bool is_ping(std::string_view line);

/// A line that brings one of the publications a reply holds.
std::string publication_push(const std::string& room,
                             const std::string& publication);

}  // namespace parley::script
