// SPDX-License-Identifier: Apache-2.0
// What rooms, their directory and those who ask them send each other, besides
// the operations (actors/room_ref.hpp). All of it stays on the node.
#pragma once

#include "actors/room_ref.hpp"
#include "protocol/inspection_call.hpp"
#include "room/contract.hpp"
#include "room/moderation.hpp"
#include "room/remembered_positions.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::msg {

// -- operations and their answers ---------------------------------------------

/// Directory -> room: counted, so that none is lost when the room retires.
struct passed_on {
  room_request request;
};

/// To the one who asked.
struct room_answer {
  std::uint64_t tag = 0;
  room_outcome outcome;
  /// With `admitted`: what the member asks from here on.
  room_ref room{};
};

// -- an operator's orders -----------------------------------------------------

/// Answered with `moderate_done`.
struct moderate_done {
  std::uint64_t tag = 0;
  /// Why the order was not carried out.
  std::optional<reply_error> refused{};
};

/// To the directory, which remembers orders for rooms that do not run.
struct moderate {
  moderation_call order;
  answer_address<moderate_done> answer_to;
};

/// Directory -> room.
struct moderated {
  moderation now;
};

// -- the directory itself -----------------------------------------------------

/// All rooms of one directory.
struct room_list {
  std::uint64_t tag = 0;
  std::vector<std::string> names;
};
/// Answered with `room_list`.
struct list_rooms {
  answer_address<room_list> answer_to;
};

// -- a room that moves to another node ----------------------------------------

struct handed_over {
  std::string room;
  /// Nothing: the room did not run here, or its state is in the store.
  std::optional<stored_room> state;
};
/// To the directory, which passes it on. The room takes no more requests,
/// publishes and saves what it has accepted, and ends. Answered with
/// `handed_over`.
struct hand_over {
  std::string room;
  ref_to<handed_over> answer_to;
};

struct positions_given {
  std::uint64_t tag = 0;
  std::vector<remembered_positions::taken_room> rooms;
  /// The next part to ask for; nothing: that was all.
  std::optional<std::size_t> next;
};
/// To the directory: hand over the positions of rooms that do not run and that
/// `is_lost` names. One message is about one part of the table. Answered with
/// `positions_given`.
struct give_positions {
  std::size_t part = 0;
  std::function<bool(std::string_view)> is_lost;
  ref_to<positions_given> answer_to;
  std::uint64_t tag = 0;
};

struct not_woken {
  std::string room;
};
/// To the directory: start a room that another node has left to this one. A
/// room that runs already, or cannot start, is answered with `not_woken`: then
/// the state that the other node left is of no use.
struct wake_room {
  std::string room;
  ref_to<not_woken> answer_to;
};

/// To the directory: a room that does not run here has got so far elsewhere.
struct remember {
  std::string room;
  remembered_position what;
};

/// The room's own reminder to forget what is too old.
struct sweep {};

}  // namespace parley::msg

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::passed_on)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::room_answer)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::moderate_done)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::moderate)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::moderated)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::room_list)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::list_rooms)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::handed_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::hand_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::positions_given)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::give_positions)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::not_woken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::wake_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::remember)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::sweep)
