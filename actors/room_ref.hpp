// SPDX-License-Identifier: Apache-2.0
// The only way to ask a room. Whoever asks gives an operation of the contract
// and, when it is answered, where its answer goes; the compiler knows which
// answer that is.
#pragma once

#include "actors/actor_ref.hpp"
#include "actors/quiet_actor.hpp"
#include "actors/room_limits.hpp"
#include "room/contract.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace parley {

namespace msg {
struct room_answer;
}

/// Where an answer goes, and the tag by which its receiver knows the question.
template <class Answer>
struct answer_address {
  ref_to<Answer> who{};
  std::uint64_t tag = 0;
};
using reply_address = answer_address<msg::room_answer>;

/// Where the outcome of one kind of operation goes. Empty: nobody waits for it.
template <answered_operation Op>
struct reply_to : reply_address {};

namespace msg {

/// An operation on its way to a room.
template <operation Op>
struct asked : Op {};
template <answered_operation Op>
struct asked<Op> : Op {
  reply_to<Op> answer_to{};
};

template <class List>
struct every_asked;
template <class... Ops>
struct every_asked<operation_list<Ops...>> {
  using variant = std::variant<asked<Ops>...>;
  using messages = takes<asked<Ops>...>;
};

/// An operation on its way to the directory.
using room_request = every_asked<directory_operations>::variant;

/// To the directory, which starts the room if need be and passes it on, or
/// answers for a room that does not run.
struct to_room {
  std::string room;
  room_request request;
  /// What a client may spend on new rooms; null: no client pays.
  std::shared_ptr<room_allowance> pays{};
};

}  // namespace msg

/// A room as its members know it. They may ask from any loop.
class room_ref {
 public:
  /// Empty: no room.
  room_ref() = default;
  explicit room_ref(caf::actor room) : to_(std::move(room)) {}

  template <member_operation Op>
  requires answered_operation<Op>
  void ask(quiet_actor& self, Op what, reply_to<Op> reply) const {
    self.send(to_, msg::asked<Op>{std::move(what), std::move(reply)});
  }
  template <member_operation Op>
  requires(!answered_operation<Op>) void ask(quiet_actor& self, Op what) const {
    self.send(to_, msg::asked<Op>{std::move(what)});
  }

  /// For CAF only.
  const caf::actor& untyped() const { return to_.untyped(); }

  explicit operator bool() const { return static_cast<bool>(to_); }

 private:
  actor_ref<msg::every_asked<member_operations>> to_;
};

struct directory_port;

/// The rooms whose names hash to one loop.
class directory_ref : public actor_ref<directory_port> {
 public:
  using actor_ref::actor_ref;

  /// `pays`: see `to_room`.
  template <directory_operation Op>
  requires answered_operation<Op>
  void ask(quiet_actor& self, std::string room, Op what, reply_to<Op> reply,
           std::shared_ptr<room_allowance> pays = nullptr) const {
    pass_on(self,
            {std::move(room), msg::asked<Op>{std::move(what), std::move(reply)},
             std::move(pays)});
  }
  template <directory_operation Op>
  requires(!answered_operation<Op>) void ask(quiet_actor& self,
                                             std::string room, Op what) const {
    pass_on(self, {std::move(room), msg::asked<Op>{std::move(what)}, nullptr});
  }

 private:
  void pass_on(quiet_actor& self, msg::to_room request) const {
    self.send(untyped(), std::move(request));
  }
};

}  // namespace parley

template <class Op>
struct caf::allowed_unsafe_message_type<parley::msg::asked<Op>>
    : std::true_type {};
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::to_room)
