// What rooms that remember and the journal say to each other. All of it stays
// on the node.
#pragma once

#include "actors/room_messages.hpp"
#include "store/store.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley {

// -- room -> journal ----------------------------------------------------------

/// Answered with `loaded`.
struct load_room {
  std::string room;
  store::load_wish wish;
  caf::actor answer_to;
};

/// Changes of one room, in order. Answered with `saved`; a room waits for that
/// before it asks again.
struct save {
  std::vector<change> changes;
  caf::actor answer_to;
};

/// The room has ended, and asks for nothing more.
struct release_room {
  std::string room;
};

/// What a room does not hold in memory. Answered to the one who asked the room.
struct read_stored {
  std::string room;
  store::range wanted;
  stream_position top;
  reply_to<op::history> answer_to;
};

// -- journal -> room ----------------------------------------------------------

struct loaded {
  /// The store could not be read.
  bool failed = false;
  /// Nothing: the room was never saved.
  std::optional<stored_room> found{};
};

enum class save_outcome : std::uint8_t {
  committed,
  refused,   // nothing was saved; it may be tried again
  conflict,  // somebody else has written in this room
};

struct saved {
  save_outcome outcome;
};

// -- the journal itself -------------------------------------------------------

/// All that has been asked so far goes into one transaction.
struct commit_now {};
/// Some of what is over its time goes.
struct trim_now {};

}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::load_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::save)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::release_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::read_stored)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::loaded)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::saved)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::commit_now)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::trim_now)
