// SPDX-License-Identifier: Apache-2.0
// What the actors of one node send each other about links, rooms' broadcasts
// and the end of the node. All of it stays on the node: nothing here is ever
// serialized.
#pragma once

#include "actors/actor_ref.hpp"
#include "protocol/channel_options.hpp"
#include "protocol/close_code.hpp"
#include "protocol/frame.hpp"
#include "protocol/ids.hpp"
#include "protocol/link.hpp"
#include "room/remembered_positions.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parley {

struct session_port;

enum class drain_step : std::uint8_t { idle, part, hush, finish, close, over };

}  // namespace parley

namespace parley::msg {

// -- link -> its session ------------------------------------------------------

/// A message of the client. At most one is under way: the link reads the next
/// one only when asked.
struct received {
  message_kind kind;
  std::string message;
};

/// The time that the session asked its link for has passed.
struct woken {};

/// The link's outbox has room again, which the session had asked for.
struct drained {};

/// The link is gone. Its last message.
struct link_closed {
  close_code code;
};

// -- session -> courier of its loop -------------------------------------------

struct attach {
  connection_id id;
  std::shared_ptr<parley::link> link;
  actor_ref<session_port> session;
  /// Which close codes its client knows.
  dialect speaks = dialect::plain;
};

/// Blocks of rooms wait, and do not reach the client, until `release`.
struct hold {
  connection_id id;
};
struct release {
  connection_id id;
};

struct detach {
  connection_id id;
};

/// Answers `hush`: no message of this session is on its way to a room any more.
struct hushed {
  connection_id id;
};

// -- room -> couriers ---------------------------------------------------------

/// From here on this link gets the room's blocks, after the greeting.
struct admit {
  room_id room;
  connection_id id;
  lane reads = lane::plain;
  slow_policy slow = slow_policy::disconnect;
  /// Its client counts offsets: it is notified when it misses some.
  bool positioned = false;
  frame greeting{};  // may be null
};

struct deliver {
  room_id room;
  block said;
  /// These do not get it; null: all do.
  std::shared_ptr<const std::vector<connection_id>> except{};
};

/// The link gets nothing more from the room. The farewell comes after all that
/// it got.
struct expel {
  room_id room;
  connection_id id;
  frame farewell{};  // may be null
};

/// The link of one member is closed. An outlet needs the room, because its
/// members have numbers that are unique in one room only.
struct dismiss {
  connection_id id;
  close_code code;
  room_id room{};
};

/// Some of the room's publications are lost: members that count offsets come
/// back to recover.
struct miss_all {
  room_id room;
};

/// All members have to leave: the room is closed.
struct turn_out {
  room_id room;
};

// -- courier -> session -------------------------------------------------------

/// The session has to leave the room and to notify its client.
struct turned_out {
  room_id room;
};

/// The client was too slow, and some of the room's blocks were dropped.
struct missed {
  room_id room;
};

// -- room <-> directory -------------------------------------------------------

/// Nothing is left in the room, and it has handled `requests` of those passed
/// to it.
struct vacant {
  std::string name;
  room_id room;
  std::uint64_t requests;
  /// To be remembered when the room ends; nothing: no client knows one.
  std::optional<remembered_position> position{};
};

/// Directory -> a room that it has just started, before any request: where the
/// room was when it last ended.
struct resumed {
  remembered_position from;
};

/// No request is on its way to the room: it ends.
struct retire {};

// -- directory -> couriers ----------------------------------------------------

/// The room's actor died: its members are closed so that they come back.
struct evict {
  room_id room;
};

// -- drain --------------------------------------------------------------------

/// The answer to `part_links`, `hush_links`, `finish` and `close_links`, after
/// all actors below have done it.
struct done {
  drain_step step;
};

/// Drain -> courier: close the links that are there, a few at a time, but all
/// of them within the time. Links that are not closed yet are served as before.
struct part_links {
  std::chrono::milliseconds within;
  close_code code;
  ref_to<done> answer_to;
};
/// The courier's own reminder.
struct part_more {};

/// Drain -> courier: hush all sessions, and those that come from now on.
struct hush_links {
  ref_to<done> answer_to;
};
/// Courier -> session: hand on what you hold, then answer `hushed`.
struct hush {
  ref_to<hushed> answer_to;
};

/// Drain -> directory -> each room: accept no more, publish what you have.
struct finish {
  ref_to<done> answer_to;
};

/// Drain -> courier: close every link after what was pushed to it, and every
/// link that comes from now on.
struct close_links {
  close_code code;
  ref_to<done> answer_to;
};

/// Drain -> courier: the deadline has passed, cut the links that are open.
struct cut_links {};

/// Begins the stop of the node.
struct start_drain {
  /// How long clients may be closed a few at a time, first of all; 0: not.
  std::chrono::milliseconds part_within{0};
};
struct drain_deadline {};

}  // namespace parley::msg

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::received)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::woken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::drained)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::link_closed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::attach)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::detach)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::hold)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::release)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::hushed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::admit)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::deliver)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::expel)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::dismiss)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::miss_all)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::turn_out)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::turned_out)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::missed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::vacant)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::resumed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::retire)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::evict)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::part_links)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::part_more)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::hush_links)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::hush)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::finish)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::close_links)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::cut_links)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::done)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::start_drain)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::drain_deadline)
