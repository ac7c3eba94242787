// SPDX-License-Identifier: Apache-2.0
// What durable rooms and the journal send each other. All of it stays on the
// node.
#pragma once

#include "actors/room_messages.hpp"
#include "store/store.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley {

enum class save_outcome : std::uint8_t {
  committed,
  refused,   // nothing was saved; it may be tried again
  conflict,  // another writer has written in this room
};

}  // namespace parley

namespace parley::msg {

// -- journal -> room ----------------------------------------------------------

struct loaded {
  /// The store could not be read.
  bool failed = false;
  /// Nothing: the room was never saved.
  std::optional<stored_room> found{};
};

struct saved {
  save_outcome outcome;
};

// -- room -> journal ----------------------------------------------------------

/// Answered with `loaded`.
struct load_room {
  std::string room;
  store::load_wish wish;
  ref_to<loaded> answer_to;
};

/// Changes of one room, in order. Answered with `saved`; a room waits for that
/// before it saves again.
struct save {
  std::vector<change> changes;
  ref_to<saved> answer_to;
};

/// The room has ended, and asks for nothing more.
struct release_room {
  std::string room;
};

/// Publications that the room does not hold in memory. The answer goes to the
/// actor that asked the room.
struct read_stored {
  std::string room;
  store::range wanted;
  stream_position top;
  reply_to<op::history> answer_to;
};

// -- the journal itself -------------------------------------------------------

/// All changes that have come so far go into one transaction.
struct commit_now {};
/// Some expired publications are deleted.
struct trim_now {};

}  // namespace parley::msg

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::load_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::save)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::release_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::read_stored)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::loaded)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::saved)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::commit_now)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::trim_now)
