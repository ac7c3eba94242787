// SPDX-License-Identifier: Apache-2.0
// The operations that one actor has asked of rooms and that are not answered
// yet. A continuation gets the answer to its own operation, or an error.
#pragma once

#include "actors/pending.hpp"
#include "actors/room_messages.hpp"

#include <concepts>
#include <cstddef>
#include <utility>

namespace parley {

class room_replies {
 public:
  /// `self` outlives the object.
  explicit room_replies(quiet_actor& self) : self_(self) {}

  /// Where the outcome goes; `then` is called with it, and for a join with the
  /// room too.
  template <answered_operation Op, class Then>
  reply_to<Op> expect(Then then) {
    const auto tag =
        open_.add([then = std::move(then)](msg::room_answer& answer) {
          auto found = narrowed<Op>(std::move(answer.outcome));
          if constexpr (std::invocable<const Then&, outcome<Op>&, room_ref&>)
            then(found, answer.room);
          else
            then(found);
        });
    return {{caf::actor_cast<caf::actor>(&self_), tag}};
  }

  /// False when nobody waits for this answer.
  bool resolve(msg::room_answer& answer) {
    return open_.resolve(answer.tag, answer);
  }

  std::size_t size() const { return open_.size(); }
  bool empty() const { return open_.empty(); }

 private:
  quiet_actor& self_;
  pending<msg::room_answer> open_;
};

}  // namespace parley
