// What the actors of one node say to each other. All of it stays on the node:
// nothing here is ever serialized.
#pragma once

#include "protocol/channel_options.hpp"
#include "protocol/close_code.hpp"
#include "protocol/frame.hpp"
#include "protocol/ids.hpp"
#include "protocol/link.hpp"
#include "room/remembered_positions.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parley {

// -- link -> its session ------------------------------------------------------

/// A client said something. At most one is on its way: the link reads the next
/// message only when asked.
struct received {
  message_kind kind;
  std::string message;
};

/// The time that the session asked its link for is over.
struct woken {};

/// The link's outbox has room again, as the session asked to hear.
struct drained {};

/// The link is gone; the last it says.
struct link_closed {
  close_code code;
};

// -- session -> courier of its loop -------------------------------------------

struct attach {
  connection_id id;
  std::shared_ptr<parley::link> link;
  caf::actor session;
  /// Which close codes its client knows.
  dialect speaks = dialect::plain;
};

/// What rooms say to this client waits until `release`.
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

/// From here on this link gets what the room says, behind the greeting.
struct admit {
  room_id room;
  connection_id id;
  lane reads = lane::plain;
  slow_policy slow = slow_policy::disconnect;
  /// Its client counts offsets: it is to be told when it misses some.
  bool positioned = false;
  frame greeting{};  // may be null
};

struct deliver {
  room_id room;
  block said;
  /// These do not get it; null: all do.
  std::shared_ptr<const std::vector<connection_id>> except{};
};

/// The link gets nothing more from the room; the farewell comes behind all that
/// it got.
struct expel {
  room_id room;
  connection_id id;
  frame farewell{};  // may be null
};

/// The link of one member is closed. An outlet needs the room, for its members
/// have numbers that are their own in one room only.
struct dismiss {
  connection_id id;
  close_code code;
  room_id room{};
};

/// Some of what the room said is lost: members who count offsets come back to
/// recover.
struct miss_all {
  room_id room;
};

/// All members have to leave: the room is closed.
struct turn_out {
  room_id room;
};

// -- courier -> session -------------------------------------------------------

/// The session has to leave the room, and its client is told so.
struct turned_out {
  room_id room;
};

/// The client was too slow, and some of what the room said was dropped.
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
  /// To be remembered when the room ends; nothing: nobody was told of one.
  std::optional<remembered_position> position{};
};

/// Directory -> a room that it has just started, before any request: where the
/// room was when it ended last.
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

enum class drain_step : std::uint8_t { idle, part, hush, finish, close, over };

/// Drain -> courier: close the links that are there, a few at a time, but all
/// of them within the time. Who is not closed yet is served as before.
struct part_links {
  std::chrono::milliseconds within;
  close_code code;
  caf::actor answer_to;
};
/// The courier's own reminder.
struct part_more {};

/// Drain -> courier -> each session: hand on what you hold, then say `hushed`.
struct hush {
  caf::actor answer_to;
};

/// Drain -> directory -> each room: take no more, send out what you have.
struct finish {
  caf::actor answer_to;
};

/// Drain -> courier: close every link behind what was pushed to it, and every
/// link that comes from now on.
struct close_links {
  close_code code;
  caf::actor answer_to;
};

/// Drain -> courier: the deadline is over, cut what is still open.
struct cut_links {};

/// The answer to `part_links`, `hush`, `finish` and `close_links` when all
/// below have done it.
struct done {
  drain_step step;
};

/// Whoever stops the node -> drain.
struct start_drain {
  /// How long clients may be closed a few at a time, first of all; 0: not.
  std::chrono::milliseconds part_within{0};
};
struct drain_deadline {};

}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::received)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::woken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::drained)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::link_closed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::attach)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::detach)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::hold)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::release)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::hushed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::admit)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::deliver)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::expel)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::dismiss)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::miss_all)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::turn_out)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::turned_out)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::missed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::vacant)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::resumed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::retire)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::evict)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::part_links)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::part_more)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::hush)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::finish)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::close_links)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::cut_links)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::done)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::start_drain)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::drain_deadline)
