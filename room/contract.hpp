// SPDX-License-Identifier: Apache-2.0
// What may be asked of a room, and how it answers: the closed list of
// operations. A session, the server API and a relay of another node all ask by
// these; a room, a relay and the directory answer them. Pure.
//
// A new operation: its struct and its place in the lists here, an `on` in each
// actor that answers (the compiler names them), and its encoding for peers.
#pragma once

#include "protocol/arrival.hpp"
#include "protocol/centrifuge/reply_error.hpp"
#include "protocol/frame.hpp"
#include "protocol/ids.hpp"
#include "protocol/publication.hpp"
#include "room/connection.hpp"
#include "room/history.hpp"
#include "room/room.hpp"
#include "room/stored_room.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace parley {

// -- answers ------------------------------------------------------------------

/// Of an operation that is not answered.
struct no_answer {};

struct admitted {
  room_id id;
  arrival found{};
  /// By which plain readers know the member.
  std::string name{};
};

struct attached {
  room_id id;
  /// `known.newest` are all publications since the position that was asked for.
  bool recovered = false;
  stored_room known{};
};

struct published {
  /// The epoch is empty in a room without history.
  stream_position position;
};

struct present {
  std::vector<client_info_ptr> connections;
};

struct head_count {
  std::size_t connections = 0;
  std::size_t users = 0;
};

struct history_page {
  stream_position top;
  std::vector<publication_ptr> publications;
};

/// The history is empty up to here.
struct cleared {
  stream_position top;
};

// -- operations ---------------------------------------------------------------

namespace op {

/// A plain member publishes a text. An error closes its link.
struct say {
  using answer = no_answer;
  connection_id id;
  std::string text;
};

struct join {
  using answer = admitted;
  connection_id id;
  join_wish wish{};
  /// Who tells the client that it has joined, before any publication.
  greeting greets = greeting::none;
  /// The client's command, for the subscribe reply.
  std::uint32_t command = 0;
  /// What that reply grants.
  agreement agreed{};
};

struct leave {
  using answer = no_answer;
  connection_id id;
  /// Pushed after all that the member got of the room; may be null.
  frame farewell{};
};

/// Answered after the publication itself.
struct publish {
  using answer = published;
  room::publish_wish wish{};
  /// Connections of this user, and this client, do not get it.
  std::string exclude_user{};
  std::string exclude_client{};
  /// The attached relay whose member publishes. A room that does not know the
  /// relay any more drops the publication without an answer: the relay sends
  /// all open publications again, in order, once it has attached again.
  std::optional<std::uint32_t> relay{};
};

struct presence {
  using answer = present;
};

struct count {
  using answer = head_count;
};

struct history {
  using answer = history_page;
  parley::history::query query{};
  /// The epoch of the query's position; empty: any.
  std::string epoch{};
};

/// Deletes all publications.
struct clear {
  using answer = cleared;
};

/// All members of a relay join at once, unannounced: other members know them.
struct attach {
  using answer = attached;
  /// The room stays as long as a relay is attached, with members or without.
  std::uint32_t relay = 0;
  struct seat {
    connection_id id;
    join_wish wish;
  };
  std::vector<seat> members{};
  /// The last position that they were shown; nothing: the relay is new.
  std::optional<stream_position> since{};
};

/// Members of a relay leave; with `detach` the relay itself does.
struct part {
  using answer = no_answer;
  std::uint32_t relay = 0;
  std::vector<connection_id> members{};
  bool detach = false;
};

/// A member's token was refreshed: others see this of it from here on.
struct renew {
  using answer = no_answer;
  connection_id id;
  client_info_ptr info;
};

}  // namespace op

// -- the lists ----------------------------------------------------------------

template <class... Ops>
struct operation_list {};

template <class Op, class List>
inline constexpr bool is_operation_of = false;
template <class Op, class... Ops>
inline constexpr bool is_operation_of<Op, operation_list<Ops...>> =
    (std::is_same_v<Op, Ops> || ...);

/// All of them.
using operations = operation_list<op::say, op::join, op::leave, op::publish,
                                  op::presence, op::count, op::history,
                                  op::clear, op::attach, op::part, op::renew>;

/// A member asks the room itself.
using member_operations =
    operation_list<op::say, op::leave, op::publish, op::presence, op::count,
                   op::history, op::renew>;

/// Others ask the directory, which starts the room if need be.
using directory_operations =
    operation_list<op::join, op::publish, op::presence, op::count, op::history,
                   op::clear, op::attach, op::part, op::renew>;

template <class Op>
concept operation = is_operation_of<Op, operations>;
template <class Op>
concept member_operation = is_operation_of<Op, member_operations>;
template <class Op>
concept directory_operation = is_operation_of<Op, directory_operations>;
template <class Op>
concept answered_operation =
    operation<Op> && !std::is_same_v<typename Op::answer, no_answer>;

// -- outcomes -----------------------------------------------------------------

/// What became of an operation: its own answer or an error, and nothing else.
template <answered_operation Op>
using outcome = std::variant<reply_error, typename Op::answer>;

template <class List>
struct outcome_of_any;
template <class... Ops>
struct outcome_of_any<operation_list<Ops...>> {
  template <class... Answers>
  static std::variant<reply_error, Answers...> make(std::tuple<Answers...>);
  using type = decltype(make(std::tuple_cat(
      std::declval<std::conditional_t<answered_operation<Ops>,
                                      std::tuple<typename Ops::answer>,
                                      std::tuple<>>>()...)));
};

/// The outcome of any operation, on its way to whoever knows which one.
using room_outcome = typename outcome_of_any<operations>::type;

/// The answer to another operation counts as an internal error.
template <answered_operation Op>
outcome<Op> narrowed(room_outcome&& any) {
  if (auto* found = std::get_if<typename Op::answer>(&any))
    return std::move(*found);
  const auto* why = std::get_if<reply_error>(&any);
  return why ? *why : reply_error::internal;
}

template <class... Alternatives>
room_outcome widened(std::variant<reply_error, Alternatives...>&& one) {
  return std::visit([](auto&& each) -> room_outcome { return std::move(each); },
                    std::move(one));
}

}  // namespace parley
