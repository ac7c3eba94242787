// What is asked of a room and what it answers. All of it stays on the node.
#pragma once

#include "actors/room_limits.hpp"
#include "protocol/arrival.hpp"
#include "protocol/centrifuge/reply_error.hpp"
#include "protocol/ids.hpp"
#include "protocol/inspection_call.hpp"
#include "protocol/publication.hpp"
#include "room/connection.hpp"
#include "room/moderation.hpp"
#include "room/room.hpp"
#include "store/record.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parley {

/// Who gets the answer, and by which number it knows what it had asked.
struct reply_address {
  caf::actor who;
  std::uint64_t tag = 0;
};

// -- requests -----------------------------------------------------------------

/// Answered with `admitted`.
struct join_room {
  connection_id id;
  join_wish wish{};
  reply_address answer_to{};
  /// How the client itself hears of it, before anything the room says.
  greeting greets = greeting::none;
  std::uint32_t command = 0;
  agreement agreed{};
};

/// Answered with `published` behind the publication itself.
struct publish {
  room::publish_wish wish;
  reply_address answer_to;
  /// Connections of this user, and this client, are not shown it.
  std::string exclude_user{};
  std::string exclude_client{};
  /// The relay whose member says it, if it is attached: a room that does not
  /// know that any more passes over what it says, for it will say all again
  /// when it is told, in its order. No answer then.
  std::optional<std::uint32_t> relay{};
};

/// Answered with `present`.
struct ask_presence {
  reply_address answer_to;
};

/// Answered with `head_count`.
struct ask_head_count {
  reply_address answer_to;
};

/// Answered with `history_page`.
struct ask_history {
  history::query query;
  /// The epoch that the query's position is of; empty: any.
  std::string epoch;
  reply_address answer_to;
};

/// Forgets all publications. Answered with `history_page`, empty.
struct clear_history {
  reply_address answer_to;
};

/// The members of a relay come in, all at once and without a word to the
/// others, who know them. Answered with `attached`.
struct attach_relay {
  /// The room stays as long as a relay is attached, members or not.
  std::uint32_t relay = 0;
  struct seat {
    connection_id id;
    join_wish wish;
  };
  std::vector<seat> members;
  /// What they have been shown; nothing: the relay is new.
  std::optional<stream_position> since;
  reply_address answer_to;
};

/// Members of a relay leave; with `detach` the relay itself does. No answer.
struct part_relay {
  std::uint32_t relay = 0;
  std::vector<connection_id> members;
  bool detach = false;
  reply_address answer_to{};
};

/// A member's token was refreshed: others see this of it from here on. No
/// answer.
struct renew_member {
  connection_id id;
  client_info_ptr info;
  reply_address answer_to{};
};

using room_request =
    std::variant<join_room, publish, ask_presence, ask_head_count, ask_history,
                 clear_history, attach_relay, part_relay, renew_member>;

/// To the directory, which starts the room if need be and passes it on, or
/// answers for a room that does not run.
struct to_room {
  std::string room;
  room_request request;
  /// What a client may spend on new rooms; null: whoever asks pays nothing.
  std::shared_ptr<room_allowance> pays{};
};

/// Directory -> room: counted, so that none is lost when the room retires.
/// Members who have the room's handle ask it themselves.
struct passed_on {
  room_request request;
};

// -- answers ------------------------------------------------------------------

struct admitted {
  caf::actor room;
  room_id id;
  arrival found;
  /// By which plain readers know the member.
  std::string name{};
};

struct attached {
  caf::actor room;
  room_id id;
  /// What is newest is all that was said behind `since`.
  bool recovered = false;
  stored_room known;
};

struct published {
  /// The epoch is empty in a room without history.
  stream_position position;
};

struct present {
  std::vector<client_info_ptr> connections;
};

struct head_count {
  std::string room;
  std::size_t connections = 0;
  std::size_t users = 0;
};

struct history_page {
  stream_position top;
  std::vector<publication_ptr> publications;
};

using room_outcome = std::variant<reply_error, admitted, attached, published,
                                  present, head_count, history_page>;

struct room_answer {
  std::uint64_t tag = 0;
  room_outcome outcome;
};

// -- an operator's orders -----------------------------------------------------

/// To the directory, which remembers them for rooms that are not there.
/// Answered with `present`, empty.
struct moderate {
  moderation_call order;
  reply_address answer_to;
};

/// Directory -> room.
struct moderated {
  moderation now;
};

// -- the directory itself -----------------------------------------------------

/// Answered with `room_list`: all rooms of one directory.
struct list_rooms {
  reply_address answer_to;
};
struct room_list {
  std::uint64_t tag = 0;
  std::vector<std::string> names;
};

// -- members -> room, no answer -----------------------------------------------

/// A plain member says something.
struct say {
  connection_id id;
  std::string text;
};

struct leave {
  connection_id id;
  /// What the client is told once the room tells it nothing more; may be null.
  frame farewell{};
};

// -- a room that moves to another node ----------------------------------------

/// To the directory, which passes it on. The room takes no more requests, says
/// what it has, saves it, and ends. Answered with `handed_over`.
struct hand_over {
  std::string room;
  caf::actor answer_to;
};
struct handed_over {
  std::string room;
  /// Nothing: the room was not there, or what is known of it is stored.
  std::optional<stored_room> state;
};

/// To the directory: hand over the positions of rooms that do not run and that
/// `is_lost` names. One message is about one part of the table. Answered with
/// `positions_given`.
struct give_positions {
  std::size_t part = 0;
  std::function<bool(std::string_view)> is_lost;
  caf::actor answer_to;
  std::uint64_t tag = 0;
};
struct positions_given {
  std::uint64_t tag = 0;
  std::vector<remembered_positions::taken_room> rooms;
  /// The next part to ask for; nothing: that was all.
  std::optional<std::size_t> next;
};

/// To the directory: a room that another node has left to this one starts. When
/// it runs already, or cannot, that is answered with `not_woken`: what was left
/// of it is of no use.
struct wake_room {
  std::string room;
  caf::actor answer_to;
};
struct not_woken {
  std::string room;
};

/// To the directory: a room that does not run here has got so far elsewhere.
struct remember {
  std::string room;
  remembered_position what;
};

/// The room's own reminder to forget what is too old.
struct sweep {};

}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::publish)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::ask_presence)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::ask_head_count)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::ask_history)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::attach_relay)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::part_relay)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::renew_member)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::to_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::passed_on)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::room_answer)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::moderate)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::moderated)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::list_rooms)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::room_list)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::say)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::leave)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::hand_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::handed_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::give_positions)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::positions_given)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::wake_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::not_woken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::remember)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::sweep)
